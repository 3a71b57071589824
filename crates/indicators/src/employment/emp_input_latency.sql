-- id: emp-input-latency
-- title: What somebody does arrives steadily late
-- needs: meetings
-- category: network
-- cause: latency
-- levels: late 0.7, steady 1.5, explained -1
-- weight: the catalogue calls it weak (1 to 2 bits), and strong only where the laptop itself answers quickly, which calls do
--   not tell. Rural lines are late too; the same lateness day after day on a cable is less common
-- params: ms 110, ms_max 300, calls_min 5, days_min 5, steady_days 5, steady_spread 0.1, times_crowd 2, crowd_min 5
-- source: research/indicators.md emp-input-latency (Amazon keystroke case)
-- clears: the provider at the stated home is a rural one, and the laptop is as late from there
-- query: main
select d.person, d.on_day, d.wired, d.ms, d.n, d.at, d.known_at, d.ref
from (
  select m.person, date_trunc('day', m.at) as on_day, max(case when lower(m.network) in ('wired', 'ethernet') then 1 else 0 end) as wired,
         median(m.video_latency_ms) as ms, count(*) as n, min(m.at) as at, max(coalesce(m.known_at, m.at)) as known_at, first_value(m.ref order by m.at, m.ref) as ref
  from meetings m
  where m.person is not null and m.at is not null and m.video_latency_ms > 0 and m.interview is null
    and (m.labels is null or m.labels not like '%relay%')
  group by m.person, date_trunc('day', m.at)
) d
join (
  select person from meetings where person is not null and video_latency_ms > 0
  group by person having median(video_latency_ms) > 60
) l on d.person = l.person
order by d.person, d.on_day
-- query: crowd
select person, median(video_latency_ms) as ms from meetings where person is not null and video_latency_ms > 0 group by person order by person
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
order by person, at, ref
