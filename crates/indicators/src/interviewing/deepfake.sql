-- id: int-deepfake
-- title: Live steps not done, or a picture that did not hold in them
-- needs: interviews|identity_checks
-- category: device
-- cause: camera
-- levels: not_done 0.5, twice 1.5, seen 2, injected 5
-- weight: the catalogue calls it weak (1 to 2 bits), and strong where a vendor confirmed that a made-up picture was fed in.
--   One round without the live steps has many reasons and stands below; it shares its cause with the camera that was
--   off, since nobody can do live steps without one
-- params: rounds 2
-- source: reports/002_f08f7a26d27133d0.txt L26; research/indicators.md int-deepfake (FBI/IC3 PSA 2025-01-23 and 2025-07-23)
-- clears: live steps done in a later round, a check in person, or one before a notary
-- query: main
select person, ref, at, known_at, interview_id, camera, liveness_asked, liveness_done, in_person, notes, topics
from interviews
where person is not null and at is not null
order by person, at, ref
-- query: checks
select person, ref, coalesce(known_at, at) as known_at, kind, result, reason from identity_checks
where person is not null and at is not null
order by person, known_at, ref
-- query: exempt
-- Whoever need not be on camera cannot do the steps there. An exemption of this indicator itself is heeded elsewhere.
select person, "until" from exemptions
where person is not null and indicator in ('int-camera-off', 'emp-camera-off-recurring')
order by person, "until"
