-- id: emp-camera-off-recurring
-- title: Camera never on after the hire
-- needs: meetings
-- category: conduct
-- cause: camera
-- levels: off 1.5, explained -2
-- weight: the catalogue calls it weak (1 to 2 bits); compared with the very meetings the person sat in, since many teams
--   leave cameras off. A disability or a bad line explains it.
-- params: meetings_min 20, own_share 0.05, norm_share 0.6
-- source: reports/003_abb983dd5eebcde6.txt L50-51, reports/000_a1f6b62d0f1c7d54.txt L111; research/indicators.md
--   emp-camera-off-recurring
-- clears: a meeting with the camera on, in which the person answers what only the post's holder knows
-- query: main
-- One row for each meeting somebody sat in, of those who had the camera off in many; the others in the same meeting.
select o.person, o.meeting, o.on_day, o.camera, o.at, o.known_at, o.ref, m.people - 1 as others, m.cameras - o.camera as others_on
from (
  select person, meeting_key(meeting_id) as meeting, date_trunc('day', at) as on_day,
         max(case when video_seconds > 0 or video_on then 1 else 0 end) as camera,
         min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
  from meetings
  where person is not null and at is not null and meeting_id is not null and interview is null
    and (video_seconds is not null or video_on is not null)
  group by person, meeting_key(meeting_id), date_trunc('day', at)
) o
join (
  select meeting, on_day, count(*) as people, sum(camera) as cameras
  from (
    select meeting_key(meeting_id) as meeting, date_trunc('day', at) as on_day, coalesce(person, lower(account), display_name) as who,
           max(case when video_seconds > 0 or video_on then 1 else 0 end) as camera
    from meetings
    where at is not null and meeting_id is not null and interview is null and (video_seconds is not null or video_on is not null)
    group by meeting_key(meeting_id), date_trunc('day', at), coalesce(person, lower(account), display_name)
  ) a
  group by meeting, on_day
  having count(*) >= 2
) m on o.meeting = m.meeting and o.on_day = m.on_day
join (
  select person from meetings
  where person is not null and interview is null and (video_seconds = 0 or not video_on)
  group by person having count(*) >= 10
) f on o.person = f.person
order by o.person, o.at, o.ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and topics like '%accessibility_need%'
order by person, at, ref
