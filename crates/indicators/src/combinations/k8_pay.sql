-- id: k8
-- title: Pay route unstable and unverified
-- needs: evidence
-- category: pay
-- cause: k8
-- levels: both 9
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- source: reports/003_abb983dd5eebcde6.txt L56-60; research/indicators.md part 3, K8
-- clears: a call-back on a number held before the first change, and the bank's word on whose account it is
-- parts: pay-multi-change, pay-fintech-account, pay-money-transfer, pay-name-mismatch, pay-change-from-proxy
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('pay-multi-change', 'pay-fintech-account', 'pay-money-transfer', 'pay-name-mismatch', 'pay-change-from-proxy')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
