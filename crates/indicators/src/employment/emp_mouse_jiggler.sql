-- id: emp-mouse-jiggler
-- title: Software or a device that feigns activity
-- needs: endpoint_events|installed
-- category: device
-- cause: feigned_activity
-- levels: seen 0.5, early 1
-- weight: the catalogue calls it weak (1 to 2 bits) and says that many honest people use it: half of that, and the
--   whole in the first month. It is a matter of house rules before it is a sign.
-- params: early_days 30, days_min 3
-- status: trial
-- source: Mandiant 2024-09-23; PiKVM handbook; research/indicators.md emp-mouse-jiggler
-- clears: a presentation, a long build, or a screen lock that the post does not bear
-- query: main
select x.person, x.name, x.device_name, x.on_day, x.at, x.known_at, x.ref, p.start_at
from (
  select person, activity_simulator as name, device_name, date_trunc('day', at) as on_day, min(at) as at, min(known_at) as known_at,
         first_value(ref order by at, ref) as ref
  from endpoint_events
  where activity_simulator is not null and person is not null and at is not null
  group by person, activity_simulator, device_name, date_trunc('day', at)
  union all
  select person, activity_simulator, device_name, date_trunc('day', at), min(at), min(known_at), first_value(ref order by at, ref)
  from installed
  where activity_simulator is not null and person is not null and at is not null
  group by person, activity_simulator, device_name, date_trunc('day', at)
) x
left join people p on x.person = p.person
order by x.person, x.at, x.ref
