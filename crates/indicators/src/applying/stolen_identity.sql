-- id: app-stolen-identity
-- title: Identity papers forged, altered, or another person's
-- needs: identity_checks|signins|tickets
-- category: identity
-- cause: identity_documents
-- levels: failed 1, altered 4, victim 5
-- weight: the catalogue calls it strong (4 to 6 bits). A check that failed without a reason is worth little, since vendors
--   refuse honest papers too, and those of some people more often; a reason that names an altered document or another
--   holder is the low end, a complaint of the one whose name it is stands above it
-- source: reports/003_abb983dd5eebcde6.txt L8-10; reports/000_a1f6b62d0f1c7d54.txt L89; reports/002_f08f7a26d27133d0.txt L36;
--   research/indicators.md app-stolen-identity
-- clears: a check in person or before a notary that passes under the stated name
-- query: checks
select person, ref, kind, result, reason, name_on_document, coalesce(known_at, at) as known_at
from identity_checks
where person is not null
order by person, known_at, ref
-- query: denied
select person, ref, coalesce(known_at, at) as known_at, product
from signins
where person is not null and event = 'user.identity_verification' and result = 'failure'
order by person, known_at, ref
-- query: passed
select person, ref, coalesce(known_at, at) as known_at
from signins
where person is not null and event = 'user.identity_verification' and result = 'success'
order by person, known_at, ref
-- query: complaints
select person, ref, coalesce(known_at, at) as known_at, subject, body
from tickets
where lower(concat(subject, ' ', coalesce(body, ''))) like '%identity%'
   or lower(concat(subject, ' ', coalesce(body, ''))) like '%never worked%'
   or lower(concat(subject, ' ', coalesce(body, ''))) like '%in my name%'
order by known_at, ref
-- query: names
select person, names from people order by person
