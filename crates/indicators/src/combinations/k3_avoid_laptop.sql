-- id: k3
-- title: Steers round the company laptop
-- needs: evidence
-- category: device
-- cause: k3
-- levels: both 8
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- params: window_days 30
-- source: reports/003_abb983dd5eebcde6.txt L25-31; research/indicators.md part 3, K3
-- clears: the laptop was handed over in person and is the one that signs in
-- parts: shp-in-transit-change, shp-cancel-then-byod, onb-byod-request, onb-vdi-preference
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('shp-in-transit-change', 'shp-cancel-then-byod', 'onb-byod-request', 'onb-vdi-preference')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
