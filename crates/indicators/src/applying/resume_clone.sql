-- id: app-resume-clone
-- title: Resume passages copied across several applicants
-- needs: resume_passages
-- category: identity
-- cause: resume_text
-- levels: pair 2, group 3
-- weight: the catalogue calls it weak (1 to 2 bits) between two people, and strong beside other shared things,
--   which the link between them weighs. One passage with three people is the reports' own sign and hard to
--   come by honestly once templates and agencies are left out, so it stands a bit higher.
-- params: passage_words 12, pair_words 30, jaccard 0.55, common_share 0.01, common_floor 8, holders_max 50
-- source: reports/003_abb983dd5eebcde6.txt L92; reports/002_f08f7a26d27133d0.txt L27;
--   research/indicators.md app-resume-clone
-- clears: the text stands in a template, or one wrote the other's resume and both say so
-- query: main
select s.person, s.document, s.seq, s.ref, s.text, coalesce(p.applied_at, p.start_at, s.known_at) as known_at
from resume_passages s
left join people p on s.person = p.person
where s.person is not null and s.text is not null
  and (s.section is null or s.section not in ('contact', 'skills', 'education', 'references'))
order by s.person, s.document, s.seq, s.ref
-- query: adverts
-- What anybody may quote: a document named after a post, and one that belongs to nobody and names no way to be reached
-- and no job with a date (an advertisement, a template).
select p.ref, p.text
from resume_passages p join resumes r on p.document = r.document and p.stem = r.stem
where p.person is null and p.text is not null and (
  lower(p.stem) in (select lower(req_id) from requisitions)
  or (coalesce(r.emails, '') = '' and coalesce(r.phones, '') = '' and r.first_job_from is null)
)
order by p.document, p.stem, p.seq, p.ref
-- query: mailboxes
with own as (
  select distinct person, value from handles
  where kind = 'email' and role in ('applicant', 'worker', 'resume') and person is not null and value is not null
)
select a.person, b.person as other from own a join own b on a.value = b.value
where a.person <> b.person
order by a.person, b.person
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
