-- id: k4
-- title: A hand from far off drives the machine
-- needs: evidence
-- category: network
-- cause: k4
-- levels: both 9
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- params: window_days 14
-- source: reports/003_abb983dd5eebcde6.txt L35-36 and L45-49; research/indicators.md part 3, K4
-- clears: an attended call on the device shows that the worker sits at it
-- parts: ear-anydesk, ear-crd, ear-anydesk-astrill, emp-astrill-ip, emp-residential-proxy
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('ear-anydesk', 'ear-crd', 'ear-anydesk-astrill', 'emp-astrill-ip', 'emp-residential-proxy')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
