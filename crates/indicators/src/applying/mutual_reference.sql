-- id: app-mutual-reference
-- title: Referee and candidate who vouch for each other, or hardly know the company
-- needs: references
-- category: graph
-- cause: reference
-- levels: confirmed 0, recent 1.5, mutual 2, linked 4
-- weight: the catalogue calls it weak alone and strong where the two share another thing. A former employer
--   who confirms the common time over its own switchboard takes the weight away: then they are what they say.
-- params: months 12, days_ahead 45, holders_max 6
-- source: reports/003_abb983dd5eebcde6.txt L62-68; research/indicators.md app-mutual-reference
-- clears: the common former employer confirms, over its switchboard, that both worked there together
-- query: main
select r.person, r.referee, r.ref, r.referee_company, r.relation, r.called_via, r.outcome, r.referee_name,
       coalesce(r.known_at, r.applied_at) as known_at, p.start_at as referee_start, w.ref as referee_ref
from references_given r
left join people p on r.referee = p.person
left join (select person, min(ref) as ref from workers group by person) w on r.referee = w.person
where r.person is not null and r.referee is not null and r.person <> r.referee
order by r.person, r.ref
-- query: artefacts
with pairs as (select distinct person, referee from references_given where person is not null and referee is not null and person <> referee),
held as (
  select kind, value, person, min(ref) as ref, min(coalesce(known_at, at)) as known_at
  from handles
  where kind in ('phone', 'email', 'profile', 'address', 'account_digest', 'gateway_mac', 'mac_addr', 'harddisk_id')
    and role <> 'referee' and person is not null and value is not null
  group by kind, value, person
),
held_by as (select kind, value, count(*) as holders from held group by kind, value)
select p.person, p.referee, a.kind, a.ref, b.ref as other_ref, greatest(a.known_at, b.known_at) as known_at, h.holders
from pairs p
join held a on p.person = a.person
join held b on p.referee = b.person and a.kind = b.kind and a.value = b.value
join held_by h on a.kind = h.kind and a.value = h.value
order by p.person, p.referee, a.kind, a.ref
-- query: checks
select person, ref, employer, result from employment_checks
where person is not null and employer is not null
order by person, ref
-- query: related
select person, other from related order by person, other
