-- id: k6
-- title: Theft, dismissal, extortion
-- needs: evidence
-- category: conduct
-- cause: k6
-- levels: chain 14
-- weight: no measured rate is published; the parts are honest one by one far more often than together. Only what exceeds
--   the parts counts, so nothing counts twice
-- source: reports/003_abb983dd5eebcde6.txt L34-43; reports/004_8197a9cc92077174.txt L4-5; research/indicators.md part 3, K6
-- clears: the proof in the mails matches no file that the worker ever reached
-- parts: ear-early-exfil, emp-vdi-personal-drive, emp-repo-copy, off-poor-performance-window, ext-email-series, ext-zip-proof, ext-gdrive-share, ext-ransom-crypto
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('ear-early-exfil', 'emp-vdi-personal-drive', 'emp-repo-copy', 'off-poor-performance-window', 'ext-email-series', 'ext-zip-proof', 'ext-gdrive-share', 'ext-ransom-crypto')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
