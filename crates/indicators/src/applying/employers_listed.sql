-- id: app-3-4-employers
-- title: Lists three or four earlier employers
-- needs: resumes|resume_jobs|employment_checks
-- category: conduct
-- cause: profile_traits
-- levels: trait 0.1
-- weight: the catalogue calls it harmless alone: very common. It is one trait of the profile rule.
-- params: employers_from 3, employers_to 4
-- source: reports/003_abb983dd5eebcde6.txt L90; research/indicators.md app-3-4-employers
-- query: jobs
select j.person, j.ref, j.document, j.employer, j.seq, coalesce(p.applied_at, p.start_at) as known_at
from resume_jobs j
left join people p on j.person = p.person
where j.person is not null and j.employer is not null
order by person, document, seq, ref
-- query: resumes
select r.person, r.ref, r.document, r.employers, coalesce(p.applied_at, p.start_at) as known_at
from resumes r
left join people p on r.person = p.person
where r.person is not null
order by person, document, ref
-- query: checks
select c.person, c.ref, c.employer, coalesce(p.applied_at, c.known_at) as known_at
from employment_checks c
left join people p on c.person = p.person
where c.person is not null
order by person, known_at, ref
