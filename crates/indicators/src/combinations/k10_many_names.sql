-- id: k10
-- title: One box, many names
-- needs: evidence
-- category: identity
-- cause: k10
-- levels: two 10
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- source: research/indicators.md part 3, K10; reports/003_abb983dd5eebcde6.txt L68-69
-- clears: separate live checks at the same hour show different people
-- parts: app-multi-persona, int-shared-client, ear-shared-mfa-device, pay-shared-account
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('app-multi-persona', 'int-shared-client', 'ear-shared-mfa-device', 'pay-shared-account')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
