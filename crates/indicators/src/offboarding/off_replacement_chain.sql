-- id: off-replacement-chain
-- title: The seat's next holder is tied to the last one
-- needs: workers
-- category: graph
-- cause: seat_chain
-- levels: referee 2, artefact 5
-- weight: the catalogue calls it strong with an artefact; a shared referee alone is what a referral by a team looks
--   like, and stays weak
-- params: seat_days 90, common_from 5
-- source: reports/003_abb983dd5eebcde6.txt L65-68; research/indicators.md off-replacement-chain
-- clears: both pass a live identity check, and the shared thing has an owner who explains it
-- query: main
select n.person, l.person as leaver, n.ref, l.ref as leaver_ref, n.start_date, l.end_date, n.worker_id, l.worker_id as leaver_id,
       case when n.replaces_worker_id = l.worker_id then true else false end as named, n.job_title
from workers n
join workers l on n.replaces_worker_id = l.worker_id
    or (n.req_id is not null and n.req_id = l.req_id)
    or (lower(n.job_title) = lower(l.job_title) and lower(n.department) = lower(l.department))
where n.person is not null and l.person is not null and n.person <> l.person
  and l.end_date is not null and n.start_date > l.start_date
order by n.person, l.person
-- query: vouched
select person, referee, ref, known_at, applied_at, lower(trim(referee_email)) as email, referee_name
from references_given
where person is not null
order by person, ref
-- query: shared
select a.person, b.person as other, a.kind, a.value, a.shown, min(a.known_at) as known_at, min(b.known_at) as other_known_at,
       array_agg(a.ref) as refs, array_agg(b.ref) as other_refs
from handles a
join handles b on a.kind = b.kind and a.value = b.value and a.person <> b.person
where a.kind in ('email', 'phone', 'profile', 'address', 'account_digest', 'signer', 'gateway_mac', 'mac_addr', 'harddisk_id')
  and a.value is not null and a.value <> '' and a.role <> 'referee' and b.role <> 'referee'
  and a.person in (select person from workers where person is not null)
group by a.person, b.person, a.kind, a.value, a.shown
order by person, other, kind, value, shown
-- query: holders
select kind, value, count(*) as people from (
    select distinct kind, value, person from handles where person is not null and role <> 'referee'
) h
group by kind, value
having count(*) > 1
order by kind, value
-- query: related
select person, other from related order by person, other
