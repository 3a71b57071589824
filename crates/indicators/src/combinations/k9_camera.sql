-- id: k9
-- title: No camera, then a virtual one
-- needs: evidence
-- category: conduct
-- cause: k9
-- levels: both 9
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- source: reports/003_abb983dd5eebcde6.txt L50-55; research/indicators.md part 3, K9
-- clears: a fresh call with liveness steps, on the camera of the device
-- parts: int-camera-off, int-webcam-excuse, emp-camera-off-recurring, int-virtual-camera
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('int-camera-off', 'int-webcam-excuse', 'emp-camera-off-recurring', 'int-virtual-camera')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
