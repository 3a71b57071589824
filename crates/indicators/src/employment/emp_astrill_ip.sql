-- id: emp-astrill-ip
-- title: Company systems reached from Astrill VPN, or its client on the device
-- needs: signins|vdi_sessions|endpoint_events
-- category: network
-- cause: vpn_exit
-- levels: once 2, repeated 4, device 4, explained -4
-- weight: the catalogue calls one login weak (1 to 2 bits), two days or a client on a company device strong
--   (4 to 6); no measured rate is published, lists are often stale, and many people use a VPN. Approved travel over
--   those days takes it back.
-- params: days_repeated 2
-- source: reports/003_abb983dd5eebcde6.txt L35-37; research/indicators.md emp-astrill-ip
-- clears: the worker was travelling with approval on those days
-- query: signins
select person, date_trunc('day', at) as on_day, count(*) as n, min(at) as at, max(at) as last_at, min(known_at) as known_at,
       array_agg(ref order by at, ref) as refs, max(list_source) as list_source, max(list_as_of) as list_as_of,
       max(case when astrill then 1 else 0 end) as by_list
from signins
where person is not null and at is not null and (result is null or result = 'success')
  and (astrill or vpn_client = 'astrill')
group by person, date_trunc('day', at)
order by person, on_day
-- query: desktops
select person, date_trunc('day', at) as on_day, count(*) as n, min(at) as at, max(at) as last_at, min(known_at) as known_at,
       array_agg(ref order by at, ref) as refs, max(list_source) as list_source, max(list_as_of) as list_as_of,
       max(case when astrill then 1 else 0 end) as by_list
from vdi_sessions
where person is not null and at is not null and astrill
group by person, date_trunc('day', at)
order by person, on_day
-- query: clients
select person, date_trunc('day', at) as on_day, kind, count(*) as n, min(at) as at, max(at) as last_at, min(known_at) as known_at,
       first_value(ref order by at, ref) as ref
from endpoint_events
where person is not null and at is not null and vpn_client = 'astrill'
group by person, date_trunc('day', at), kind
order by person, on_day, kind
-- query: access
select x.person, count(*) as n, min(x.at) as at, first_value(x.ref order by x.at, x.ref) as ref
from (
  select person, at, ref from file_events where person is not null and at is not null and labels like '%astrill%'
  union all
  select person, at, ref from code_events where person is not null and at is not null and labels like '%astrill%'
) x
group by x.person
order by x.person
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
