-- id: shp-no-first-login
-- title: Laptop delivered, and the work is done without it
-- needs: shipments, signins
-- category: device
-- cause: avoids_laptop
-- levels: unused 1.5
-- weight: ours and unmeasured; the sources tell of workers who avoid the company's laptop. A machine that the inventory
--   cannot see is the common reason, so it is weak.
-- params: deadline_days 14, signin_days 5, named_share 0.3
-- source: reports/003_abb983dd5eebcde6.txt L25-34; design section 17 (absence)
-- clears: the laptop signs in, or lies unopened in a drawer that the worker shows
-- query: main
select s.person, s.asset_serial, s.delivered_at, s.known_at, s.ref, d.device, d.last_check_in, l.seen_at
from (
  select person, asset_serial, max(at) as delivered_at, max(known_at) as known_at, first_value(ref order by at desc, ref) as ref
  from shipments where event = 'delivered' and person is not null and asset_serial is not null and at is not null
  group by person, asset_serial
) s
join (
  select person, asset_serial, max(device_key(hostname)) as device, max(last_check_in) as last_check_in
  from devices where hostname is not null and asset_serial is not null and person is not null
  group by person, asset_serial
) d on s.asset_serial = d.asset_serial and s.person = d.person
left join (
  select device, max(at) as seen_at from (
    select device_key(device_name) as device, at from signins where device_name is not null
    union all
    select device_key(device_name), at from endpoint_events where device_name is not null
  ) a group by device
) l on d.device = l.device
order by s.person, s.asset_serial
-- query: work
-- Days on which people who had a delivery signed in, each with its first record.
select s.person, date_trunc('day', s.at) as on_day, min(s.at) as at, first_value(s.ref order by s.at, s.ref) as ref
from signins s
join (select distinct person from shipments where event = 'delivered' and person is not null) p on s.person = p.person
where s.result = 'success' and s.at is not null
group by s.person, date_trunc('day', s.at)
order by s.person, at
-- query: reach
select max(at) as at, count(*) as n, sum(case when device_name is not null then 1 else 0 end) as named
from signins where result = 'success'
-- query: back
select person, asset_serial, event, at from shipments
where person is not null and event in ('returned', 'cancelled', 'redirected') and at is not null
order by person, at
