-- id: onb-vdi-preference
-- title: Virtual desktop only, from a machine nobody manages
-- needs: tickets|mails|vdi_sessions
-- category: device
-- cause: avoids_laptop
-- levels: asked 1, often 2
-- weight: the catalogue calls it weak. Whoever works on the virtual desktop as their peers do, or by their contract,
--   is not odd and nothing is said
-- params: before_start_days 90, after_start_days 30, share 0.9, peers_share 0.3, peers 3, days_used 5
-- source: reports/003_abb983dd5eebcde6.txt L25-27; research/indicators.md onb-vdi-preference
-- clears: a laptop of the company's is handed over and is the one that signs in
-- query: main
select w.person, p.start_at, p.applied_at, w.worker_type, w.agency, w.department, w.remote
from workers w join people p on w.person = p.person
where w.person is not null
order by w.person
-- query: asked
select person, ref, at, known_at, topics, ticket_id, resolution
from (
    select person, ref, at, known_at, topics, ticket_id, resolution from tickets
    union all
    select from_person, ref, at, known_at, topics, cast(null as text), cast(null as text) from mails
) t
where person is not null and at is not null and topics like '%virtual_desktop_request%'
order by person, at, ref
-- query: used
select person, count(*) as days
from (
    select person, date_trunc('day', at) as day from vdi_sessions
    where person is not null and at is not null and (client_managed is null or client_managed = false)
    group by person, date_trunc('day', at)
) v
group by person
order by person
-- query: on_device
select person, count(*) as days
from (
    select person, date_trunc('day', at) as day from signins
    where person is not null and at is not null and managed = true and result = 'success'
      and (device_name is null or lower(device_name) not in (select session_host from vdi_hosts))
    group by person, date_trunc('day', at)
) d
group by person
order by person
-- query: first_days
select v.person, v.day, v.ref, v.known_at
from (
    select person, date_trunc('day', at) as day, min(ref) as ref, min(known_at) as known_at from vdi_sessions
    where person is not null and at is not null and (client_managed is null or client_managed = false)
    group by person, date_trunc('day', at)
) v
join people p on v.person = p.person
where p.start_at is not null and v.day >= p.start_at - interval '1 day' and v.day < p.start_at + interval '30 days'
order by v.person, v.day
-- query: first_on_device
select s.person, count(*) as days
from (
    select person, date_trunc('day', at) as day from signins
    where person is not null and at is not null and managed = true and result = 'success'
      and (device_name is null or lower(device_name) not in (select session_host from vdi_hosts))
    group by person, date_trunc('day', at)
) s
join people p on s.person = p.person
where p.start_at is not null and s.day >= p.start_at - interval '1 day' and s.day < p.start_at + interval '30 days'
group by s.person
order by s.person
