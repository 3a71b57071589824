-- id: int-virtual-camera
-- title: Virtual camera feeds the call
-- needs: meetings|endpoint_events
-- category: device
-- cause: camera
-- levels: other 0.5, other_after_off 2, named 2, named_after_off 4
-- weight: the catalogue calls it weak in general and strong for the program named in the report where the
--   camera was kept off before; other programs score half. A program that was there from the first call on,
--   with the camera always on, is a hobby and no sign.
-- params: off_before 2, calls_before 5
-- source: reports/003_abb983dd5eebcde6.txt L51-55; research/indicators.md int-virtual-camera
-- clears: a live check in a fresh call from the built-in camera
-- query: main
select person, ref, at, known_at, virtual_camera, camera_reported = 'yes' as named, 'meeting' as told, cast(null as varchar) as device_name, video_on, video_seconds
from meetings
where person is not null and virtual_camera is not null and at is not null
union all
select person, min(ref) as ref, min(at) as at, min(known_at) as known_at, virtual_camera,
       virtual_camera_reported(virtual_camera) = 'yes' as named, 'computer', device_name, null, null
from endpoint_events
where person is not null and virtual_camera is not null and at is not null
group by person, virtual_camera, device_name
order by person, at, ref
-- query: before
with first_use as (
  select person, min(at) as first_at from meetings where person is not null and virtual_camera is not null group by person
)
select m.person, count(*) as calls,
       sum(case when m.video_on = false or (m.video_on is null and m.video_seconds = 0) then 1 else 0 end) as off,
       min(case when m.video_on = false or (m.video_on is null and m.video_seconds = 0) then m.ref end) as off_ref
from meetings m join first_use f on m.person = f.person
where m.at < f.first_at
group by m.person
order by m.person
-- query: interviews
select person, ref, at from interviews
where person is not null and at is not null and lower(camera) in ('off', 'partial')
order by person, at, ref
