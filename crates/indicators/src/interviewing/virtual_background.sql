-- id: int-virtual-background
-- title: Would not switch off a virtual background
-- needs: interviews
-- category: conduct
-- cause: background
-- levels: once 0.5, again 1
-- weight: the catalogue calls it weak and a trait of the profile rule; wishing for privacy at home is common,
--   so it stands below the other weak signs. A later round in which the background was off and the live steps
--   were done withdraws it.
-- source: reports/003_abb983dd5eebcde6.txt L95-96; research/indicators.md int-virtual-background
-- clears: a brief live check without the background, or with a plain blur
-- query: main
select person, ref, at, known_at, background, background_refused, camera, liveness_done, notes
from interviews
where person is not null and at is not null
order by person, at, ref
