-- id: app-work-history-gap
-- title: Stated work history does not agree between records
-- needs: employment_checks|resume_jobs
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
       p.applied_at, coalesce(c.known_at, p.applied_at) as known_at
from employment_checks c
left join people p on c.person = p.person
where c.person is not null
order by c.person, c.ref
-- query: jobs
-- A resume says what was going on when it was written, and is known from the next application on.
select j.person, j.document, j.stem, j.ref, j.employer, j."from" as from_at, j."to" as to_at, j.current,
       coalesce(r.created_at, s.sent_at, p.applied_at) as told_at,
       coalesce(s.sent_at, r.created_at, p.applied_at, j.known_at) as known_at
from resume_jobs j
left join people p on j.person = p.person
left join resumes r on j.document = r.document and j.stem = r.stem
left join (
  select d.document, d.stem, min(a.at) as sent_at
  from resumes d join applicants a on d.person = a.person
  where d.created_at is null or a.at >= d.created_at
  group by d.document, d.stem
) s on j.document = s.document and j.stem = s.stem
where j.person is not null and j.employer is not null
order by j.person, j.document, j.stem, j.seq, j.ref
