-- id: app-identity-mismatch
-- title: Names and particulars do not agree across documents
-- needs: identity_checks|pay_accounts|meetings|resumes|mails|signings|workers
-- category: identity
-- cause: identity_documents
-- levels: two 2, three 4
-- weight: the catalogue calls it weak (1 to 2 bits) from two unexplained conflicts on, and strong (4 to 6) from
--   three. Married, shortened, transliterated and turned-round names are no conflict.
-- params: conflicts 2, conflicts_strong 3
-- source: reports/003_abb983dd5eebcde6.txt L98-99; reports/000_a1f6b62d0f1c7d54.txt L109;
--   research/indicators.md app-identity-mismatch
-- clears: a live or notary check that passes under the stated name
-- query: checks
select person, ref, kind, result, name_on_document, reason, coalesce(known_at, at) as known_at
from identity_checks
where person is not null
order by person, known_at, ref
-- query: holders
select person, ref, account_holder as shown, coalesce(known_at, at) as known_at from pay_accounts
where person is not null and account_holder is not null
union all
select person, ref, account_holder, coalesce(known_at, at) from changes
where person is not null and account_holder is not null
order by person, known_at, ref
-- query: displays
select person, display_name as shown, min(ref) as ref, min(coalesce(known_at, at)) as known_at
from meetings
where person is not null and display_name is not null
group by person, display_name
order by person, known_at, ref
-- query: senders
select from_person as person, from_name as shown, min(ref) as ref, min(coalesce(known_at, at)) as known_at
from mails
where from_person is not null and from_name is not null
group by from_person, from_name
order by person, known_at, ref
-- query: resumes
select r.person, r.ref, r.name as shown, coalesce(p.applied_at, p.start_at, r.known_at) as known_at
from resumes r left join people p on r.person = p.person
where r.person is not null and r.name is not null
order by person, known_at, ref
-- query: signers
select person, signer_name as shown, min(ref) as ref, min(coalesce(known_at, at)) as known_at
from signings
where person is not null and signer_name is not null and action = 'signed'
group by person, signer_name
order by person, known_at, ref
-- query: records
-- What the application says, then what the worker record says of the same person.
select person, ref, full_name as shown, coalesce(known_at, at) as known_at, 0 as later from applicants
where person is not null and full_name is not null
union all
select person, ref, legal_name, coalesce(known_at, at), 1 from workers
where person is not null and legal_name is not null
order by person, later, known_at, ref
-- query: names
select person, names from people order by person
-- query: former
select person, old_value, new_value from changes
where person is not null and field = 'legal_name'
order by person, at
-- query: related
select r.person, r.other, p.names from related r join people p on r.other = p.person order by r.person, r.other
