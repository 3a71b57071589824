-- id: k1
-- title: Profile of the scheme, by a majority of its traits
-- needs: evidence
-- category: identity
-- cause: k1
-- levels: majority 4.5
-- weight: the source says that each trait is harmless and that most of them together call for more checks; what a
--   majority is worth is not published. It stands just above the line of watch: three of the traits are met by
--   many honest engineers, and with one more weak sign of another kind nobody should be raised. Only what
--   exceeds the parts counts
-- params: traits 4
-- source: reports/003_abb983dd5eebcde6.txt L85-97; research/indicators.md part 3, K1
-- clears: a live identity check with the document beside the face, by a second route
-- parts: app-fullstack-role, app-8-10-years, app-3-4-employers, app-resume-clone, app-odd-hours, app-varied-style,
--   int-camera-off, int-virtual-background, int-call-center-audio
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('app-fullstack-role', 'app-8-10-years', 'app-3-4-employers', 'app-resume-clone', 'app-odd-hours',
                    'app-varied-style', 'int-camera-off', 'int-virtual-background', 'int-call-center-audio')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
-- query: posts
select person, coalesce(req_title, '') || ' ' || coalesce(req_department, '') as post, req_remote as remote
from applicants where person is not null
union all
select person, coalesce(job_title, '') || ' ' || coalesce(department, ''), remote
from workers where person is not null
order by person
-- query: looked
select person, 'resume' as kind from resumes where person is not null group by person
union all
select person, 'years' from applicants where person is not null and years_experience is not null group by person
union all
select person, 'interview' from interviews where person is not null group by person
union all
select from_person, 'mail' from mails where from_person is not null group by from_person
order by person
