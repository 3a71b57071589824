-- id: int-no-in-person
-- title: Meetings in person declined or called off again and again
-- needs: interviews
-- category: conduct
-- cause: in_person
-- levels: once 0.3, twice 2
-- weight: the catalogue calls it weak (1 to 2 bits) from two on; once happens to everyone. Reasons of care, health, cost or
--   visa are as good as any, so that it never stands alone
-- params: times 2
-- source: reports/003_abb983dd5eebcde6.txt L100-101; reports/002_f08f7a26d27133d0.txt L30; research/indicators.md int-no-in-person
-- clears: one meeting in person, or a check at a notary or an office near home
-- query: main
select person, ref, at, known_at, platform, in_person, liveness_done, notes, topics
from interviews
where person is not null and at is not null
order by person, at, ref
-- query: checks
select person, ref, coalesce(known_at, at) as known_at, kind, result from identity_checks
where person is not null and at is not null
order by person, known_at, ref
