-- id: app-work-history-gap
-- title: Stated work history does not agree between records
-- needs: employment_checks
-- category: identity
-- cause: work_history
-- levels: no_record 1, two 2, more 2.5
-- weight: the catalogue calls it weak (1 to 2 bits) from two places on; three or more are a little rarer. An
--   employer without any record is weaker, since companies close and contractors are on another's books.
-- params: months 3, places 2
-- source: reports/003_abb983dd5eebcde6.txt L76-79; research/indicators.md app-work-history-gap
-- clears: pay slips or contracts that the employer's own office confirms
-- query: main
select c.person, c.ref, c.employer, c.result, c.claimed_from, c.claimed_to, c.verified_from, c.verified_to,
       coalesce(c.known_at, p.applied_at) as known_at
from employment_checks c
left join people p on c.person = p.person
where c.person is not null
order by c.person, c.ref
-- query: jobs
select person, ref, employer, "from" as from_at, "to" as to_at
from resume_jobs
where person is not null and employer is not null
order by person, seq, ref
