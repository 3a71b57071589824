-- id: k5
-- title: Several issued laptops live in one place
-- needs: evidence
-- category: device
-- cause: k5
-- levels: both 8
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- source: reports/003_abb983dd5eebcde6.txt L23-25; research/indicators.md part 3, K5
-- clears: a photo of the serial label, taken at the hour of the question, shows the worker's own room
-- parts: shp-farm-cluster, shp-device-colocation, ear-ip-kvm, ear-multi-rmm
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('shp-farm-cluster', 'shp-device-colocation', 'ear-ip-kvm', 'ear-multi-rmm')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
