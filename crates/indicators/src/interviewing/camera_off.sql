-- id: int-camera-off
-- title: Camera kept off in interviews
-- needs: interviews
-- category: conduct
-- cause: camera
-- levels: once 0.3, twice 2
-- weight: the catalogue calls it weak (1 to 2 bits) from two rounds on; one round without camera happens to
--   everyone. Where the live steps were done in all those rounds, the person was seen, and it counts like one.
-- params: rounds 2, off_share 0.5
-- source: reports/003_abb983dd5eebcde6.txt L95-96, L50-51; research/indicators.md int-camera-off
-- clears: a live check on camera, or an equal one that the person can do
-- query: rounds
select person, ref, at, known_at, interview_id, round, camera, camera_reason, liveness_done, in_person,
       meeting_key(meeting_id) as meeting
from interviews
where person is not null and at is not null
order by person, at, ref
-- query: meetings
select person, ref, at, meeting_key(meeting_id) as meeting, video_on, video_seconds, duration_seconds
from meetings
where interview is not null and person = interview and meeting_id is not null
order by person, at, ref
