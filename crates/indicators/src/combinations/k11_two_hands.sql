-- id: k11
-- title: Several people use one account
-- needs: evidence
-- category: conduct
-- cause: k11
-- levels: both 8
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- params: window_days 60
-- source: reports/003_abb983dd5eebcde6.txt L69-71; research/indicators.md part 3, K11
-- clears: one unplanned call in which the person speaks about what both hands wrote
-- parts: emp-two-writing-styles, emp-shared-job, emp-session-cookie
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('emp-two-writing-styles', 'emp-shared-job', 'emp-session-cookie')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
