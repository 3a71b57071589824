-- id: emp-hours-offset
-- title: Works by a clock far from that of the claimed place
-- needs: signins|code_events
-- category: conduct
-- cause: hours
-- levels: apart 1.5
-- weight: the catalogue calls it weak (1 to 2 bits): whoever works nights in the claimed place has the same hours, and who
--   hides works nights. No measured rate is published
-- params: hours_apart 5, certainty 0.7, stretch_days 28, active_days 15, crowd_max 400
-- source: research/indicators.md emp-hours-offset (Security Alliance DPRK IT worker framework; KnowBe4 case)
-- clears: hours that the manager agreed to, a journey, or a call in the claimed place's morning
-- query: main
-- Half-hours with an action by a person's own hand: the first eight weeks of a person, and the last eight behind them.
with acts as (
  select person, at, ref, coalesce(known_at, at) as known_at from signins
  where person is not null and at is not null and result = 'success' and (interactive is null or interactive)
  union all
  select person, at, ref, coalesce(known_at, at) from code_events
  where person is not null and at is not null and action in ('push', 'create') and (is_bot is null or not is_bot)
),
halves as (
  select a.person, min(a.at) as at, max(a.known_at) as known_at, min(a.ref) as ref
  from acts a
  join (select distinct person from workers where time_zone is not null) w on a.person = w.person
  group by a.person, date_bin(interval '30 minutes', a.at)
),
spans as (select person, min(at) as first_at, max(at) as last_at from halves group by person)
select person, stretch, min(at) as at, max(at) as last_at, max(known_at) as known_at,
       array_agg(second order by second, ref) as seconds, array_agg(ref order by second, ref) as refs
from (
  select h.person, h.at, h.known_at, h.ref, cast(date_part('epoch', h.at) as bigint) as second,
         case when h.at < s.first_at + interval '56 days' then 1 else 2 end as stretch
  from halves h join spans s on h.person = s.person
  where h.at < s.first_at + interval '56 days' or h.at >= s.last_at - interval '56 days'
) x
group by person, stretch
having count(*) >= 20
order by person, stretch
-- query: zones
select distinct person, time_zone, ref from workers
where person is not null and time_zone is not null
order by person, time_zone, ref
-- query: tickets
select person, ref, at, known_at, closed_at, ticket_id, subject, body, resolution from tickets
where person is not null and at is not null
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
