-- id: app-shared-format
-- title: Same resume layout and same way of building a mailbox
-- needs: resumes, applicants
-- category: identity
-- cause: mail_pattern
-- levels: pair 1.5, group 2
-- weight: the catalogue calls it weak (1 to 2 bits). It only counts where both the layout and the way the
--   mailbox is built are rare among all applicants, since builders and habits are shared by strangers.
-- params: days 180, common_share 0.02, common_floor 4, plain_population 100
-- source: reports/003_abb983dd5eebcde6.txt L62-64; research/indicators.md app-shared-format
-- clears: a builder or a course from which many take layout and mailbox
-- query: main
select r.person, r.ref, r.layout, a.ref as applicant_ref, a.full_name, a.emails, a.at, a.known_at
from resumes r
join applicants a on r.person = a.person
where r.person is not null and r.layout is not null and r.layout <> ''
order by r.person, a.at, a.ref, r.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
-- query: mailboxes
select person, full_name, emails from applicants
where person is not null and emails is not null
order by person, at, ref
