-- id: int-webcam-excuse
-- title: Camera said to be broken while it works
-- needs: tickets|mails
-- category: conduct
-- cause: camera
-- levels: unseen 0.5, healthy 2
-- weight: the catalogue calls it weak (1 to 2 bits) from two reports in thirty days on while the camera is healthy. Reports of
--   which help desk and inventory know nothing stand below: people often do not ask for help
-- params: reports 2, window_days 30, state_days 10, repair_days 60
-- source: reports/003_abb983dd5eebcde6.txt L50-51; research/indicators.md int-webcam-excuse
-- clears: the help desk finds the fault, or an attended call on the laptop's own camera
-- query: reports
select person, ref, at, known_at, closed_at, ticket_id, resolution, 'ticket' as told
from tickets
where person is not null and at is not null and topics like '%camera_fault%'
union all
select m.from_person, min(m.ref), m.at, min(coalesce(m.known_at, m.at)), null, null, null, 'mail'
from mails m
where m.from_person is not null and m.at is not null and m.topics like '%camera_fault%'
group by m.from_person, m.at
order by person, at, ref
-- query: states
select person, ref, at, detail from (
  select e.person, min(e.ref) as ref, e.at, e.detail
  from endpoint_events e
  where e.person is not null and e.at is not null and e.kind = 'device' and e.virtual_camera is null
    and (lower(e.detail) like '%class camera%' or lower(e.detail) like '%class image%')
  group by e.person, e.at, e.detail
) s
order by person, at, ref
-- query: exempt
-- Whoever need not be on camera needs no excuse. An exemption of this indicator itself is heeded elsewhere.
select person, "until" from exemptions
where person is not null and indicator in ('int-camera-off', 'emp-camera-off-recurring')
order by person, "until"
