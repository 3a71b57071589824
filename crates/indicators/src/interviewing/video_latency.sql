-- id: int-video-latency
-- title: Video that always arrives very late
-- needs: meetings
-- category: network
-- cause: latency
-- levels: late 0.7, explained -0.7
-- weight: the catalogue calls it weak, and never decisive: satellite and rural lines are late too, and those who have them are
--   often poor
-- params: ms 300, calls_min 5, days_min 3, times_crowd 3, crowd_min 5
-- source: research/indicators.md int-video-latency (Splunk "Zoom High Video Latency"; Zoom API documentation)
-- clears: the provider at the stated home is a satellite or a rural one
-- query: main
select d.person, d.on_day, d.wired, d.ms, d.n, d.at, d.known_at, d.ref
from (
  select m.person, date_trunc('day', m.at) as on_day, max(case when lower(m.network) in ('wired', 'ethernet') then 1 else 0 end) as wired,
         median(m.video_latency_ms) as ms, count(*) as n, min(m.at) as at, max(coalesce(m.known_at, m.at)) as known_at, first_value(m.ref order by m.at, m.ref) as ref
  from meetings m
  where m.person is not null and m.at is not null and m.video_latency_ms > 0 and (m.labels is null or m.labels not like '%relay%')
  group by m.person, date_trunc('day', m.at)
) d
join (
  select person from meetings where person is not null and video_latency_ms > 0
  group by person having median(video_latency_ms) > 150
) l on d.person = l.person
order by d.person, d.on_day
-- query: crowd
select person, median(video_latency_ms) as ms from meetings where person is not null and video_latency_ms > 0 group by person order by person
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
order by person, at, ref
