-- id: net-linked-hires
-- title: Several hires tied together by references and by a house, an account or a computer
-- needs: workers
-- category: graph
-- cause: linked_hires
-- levels: linked 2, confirmed 4.5
-- weight: the catalogue calls it strong when one member is confirmed: when a thing that a member has stands among those of a
--   closed incident. Before that it is weak: couples, alumni and agency cohorts are tied as well. Whether another member is
--   suspected is not looked at, so that no suspicion spreads along a tie
-- params: people_min 3, kinds_min 2, holders_max 6, people_max 25, posts_days 365
-- source: reports/003_abb983dd5eebcde6.txt L61-65; research/indicators.md net-linked-hires
-- clears: a live check of each by themselves, and an owner who explains the shared thing
-- query: main
select person, names, job_title, department, start_at from people where worker_id is not null order by person
-- query: held
with own as (
  select h.kind, h.value, h.person, min(h.ref) as ref, min(coalesce(h.known_at, h.at)) as known_at
  from handles h
  where h.kind in ('address', 'account_digest', 'gateway_mac', 'mac_addr', 'harddisk_id', 'phone', 'email', 'profile')
    and h.role <> 'referee' and h.person is not null and h.value is not null and h.value <> ''
  group by h.kind, h.value, h.person
),
few as (select kind, value, count(*) as holders from own group by kind, value having count(*) > 1),
offices as (select distinct address_key from shipments where address_type in ('office', 'hold') and address_key is not null)
select o.kind, o.value, o.person, o.ref, o.known_at, f.holders
from own o
join few f on o.kind = f.kind and o.value = f.value
left join offices x on o.kind = 'address' and o.value = x.address_key
where x.address_key is null
order by o.kind, o.value, o.person
-- query: vouched
select person, referee, min(ref) as ref, min(coalesce(known_at, applied_at)) as known_at
from references_given
where person is not null and referee is not null and person <> referee
group by person, referee
order by person, referee
-- query: confirmed
select distinct h.person, c.kind, c.incident_id, c.ref, h.ref as own_ref, c.closed_at, c.expires_at, coalesce(h.known_at, h.at) as known_at
from confirmed_artefacts c
join handles h on lower(c.value) = lower(h.value) or lower(c.value) = lower(h.shown)
where h.person is not null and h.role <> 'referee'
  and h.kind in ('address', 'account_digest', 'gateway_mac', 'mac_addr', 'harddisk_id', 'phone', 'email', 'profile')
order by h.person, c.ref, own_ref
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
