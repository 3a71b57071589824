-- id: app-8-10-years
-- title: Claims eight to ten years of experience
-- needs: applicants|resumes
-- category: conduct
-- cause: profile_traits
-- levels: trait 0.1
-- weight: the catalogue calls it harmless alone: a very common stretch of a career. It is one trait of the
--   profile rule and never a filter.
-- params: years_from 8, years_to 10
-- source: reports/003_abb983dd5eebcde6.txt L89; research/indicators.md app-8-10-years
-- query: main
select person, ref, at, known_at, years_experience as years, 'application' as told, cast(null as timestamp) as first_job_from
from applicants
where person is not null and years_experience is not null
union all
select r.person, r.ref, coalesce(p.applied_at, r.at), coalesce(p.applied_at, r.known_at), r.years_stated, 'resume', r.first_job_from
from resumes r
left join people p on r.person = p.person
where r.person is not null and (r.years_stated is not null or r.first_job_from is not null)
order by person, told, at, ref
