-- Views over records that name a person: every one carries `person`.

-- view: requisitions
-- Posts that were opened.
select * from raw.requisitions

-- view: applicants
-- Applications, each with its person and the post it is for.
select a.*, i.person, q.title as req_title, q.department as req_department, q.remote as req_remote
from raw.applicants a
left join applicant_people i on a.applicant_id = i.applicant_id
left join raw.requisitions q on a.req_id = q.req_id

-- view: workers
-- Worker records, each with its person.
select w.*, i.person
from raw.workers w
left join worker_people i on w.worker_id = i.worker_id

-- view: references_given
-- References that applicants named. `person` is the applicant, `referee` the person who vouches where the
-- company knows them (by worker id, else by an account of theirs, else by the very same telephone).
select r.*, i.person,
       coalesce(w.person, a.person, p.person) as referee,
       ap.applied_at
from raw."references" r
left join applicant_people i on r.applicant_id = i.applicant_id
left join raw.applicants ap on r.applicant_id = ap.applicant_id
left join worker_people w on r.referee_worker_id = w.worker_id
left join account_ties a on lower(r.referee_email) = a.account
left join phone_people p on phone_key(r.referee_phone, null) = p.phone

-- view: employment_checks
select c.*, i.person from raw.employment_checks c left join applicant_people i on c.applicant_id = i.applicant_id

-- view: identity_checks
select c.*, coalesce(w.person, a.person) as person
from raw.identity_checks c
left join worker_people w on c.subject_id = w.worker_id
left join applicant_people a on c.subject_id = a.applicant_id

-- view: interviews
-- Interviews; `topics` are those of the notes and the camera reason.
select v.*, i.person, t.topics
from raw.interviews v
left join applicant_people i on v.applicant_id = i.applicant_id
left join raw.text_facts t on v.ref = t."of"

-- view: changes
-- Changes of worker records. `payment_service` and `payment_kind`: what the institution is, where it is a
-- payment service. `ip_*`: what is known of the address the change came from.
select c.*, i.person, payment_service(c.institution) as payment_service, payment_kind(c.institution) as payment_kind,
       n.labels as ip_labels
from raw.changes c
left join worker_people i on c.worker_id = i.worker_id
left join network_facts n on c.ip = n.ip

-- view: pay_accounts
select c.*, i.person, payment_service(c.institution) as payment_service, payment_kind(c.institution) as payment_kind
from raw.pay_accounts c
left join worker_people i on c.worker_id = i.worker_id

-- view: shipments
-- Parcel events. `address_key` is the address in its normal form, empty where there is none.
select s.*, i.person, address_key(s.address_line, s.city, s.region, s.postcode, s.country) as address_key
from raw.shipments s
left join worker_people i on s.worker_id = i.worker_id

-- view: devices
-- Devices, each with the person who has it: by the worker id, else by the sign-in name an inventory knows.
select d.*, coalesce(i.person, t.person) as person
from raw.devices d
left join worker_people i on d.worker_id = i.worker_id
left join account_ties t on lower(d.account) = t.account
    and (t.from_at is null or coalesce(d.last_check_in, d.at) >= t.from_at)
    and (t.to_at is null or coalesce(d.last_check_in, d.at) < t.to_at)

-- view: tickets
-- Tickets; `person` is the requester. `topics`, `not_looked_at`: what the text speaks of.
select k.*, coalesce(w.person, a.person, c.person) as person, t.topics, t.not_looked_at
from raw.tickets k
left join worker_people w on k.requester = w.worker_id
left join applicant_people a on k.requester = a.applicant_id
left join account_ties c on lower(k.requester) = c.account
    and (c.from_at is null or k.at >= c.from_at) and (c.to_at is null or k.at < c.to_at)
left join raw.text_facts t on k.ref = t."of"

-- view: performance
select p.*, i.person, t.topics
from raw.performance p
left join worker_people i on p.worker_id = i.worker_id
left join raw.text_facts t on p.ref = t."of"

-- view: reverifications
select r.*, i.person from raw.reverifications r left join worker_people i on r.worker_id = i.worker_id

-- view: access_grants
select g.*, i.person from raw.access_grants g left join worker_people i on g.worker_id = i.worker_id

-- view: travel
select t.*, i.person from raw.travel t left join worker_people i on t.worker_id = i.worker_id

-- view: households
select h.*, i.person from raw.households h left join worker_people i on h.worker_id = i.worker_id

-- view: related
-- Pairs of people who declared that they share a home, both ways round.
select distinct a.person as person, b.person as other
from raw.households x
join raw.households y on x.household_id = y.household_id and x.worker_id <> y.worker_id
join worker_people a on x.worker_id = a.worker_id
join worker_people b on y.worker_id = b.worker_id
where a.person <> b.person

-- view: exemptions
select e.*, coalesce(w.person, a.person) as person
from raw.exemptions e
left join worker_people w on e.subject_id = w.worker_id
left join applicant_people a on e.subject_id = a.applicant_id

-- view: confirmed_artefacts
select * from raw.confirmed_artefacts

-- view: leak_alerts
select * from raw.leak_alerts

-- view: resumes
-- Resumes, each with the person whose application it belongs to.
select r.*, d.person from raw.resumes r left join document_ties d on r.document = d.document and r.stem = d.stem

-- view: resume_passages
select p.*, d.person from raw.resume_passages p left join document_ties d on p.document = d.document and p.stem = d.stem

-- view: resume_jobs
select j.*, d.person from raw.resume_jobs j left join document_ties d on j.document = d.document and j.stem = d.stem

-- view: people_handles
-- The handles that records of people name; `handles` adds those of meetings.
select 'email' as kind, email_key(x.shown) as value, x.shown, x.person, 'applicant' as role, x.at, x.known_at, x.ref
from (select unnest(string_to_array(emails, ';')) as shown, person, at, known_at, ref from applicants) x
union all
select 'email', email_key(personal_email), personal_email, person, 'worker', at, known_at, ref from workers where personal_email is not null
union all
select 'phone', phone_key(x.shown, x.country), x.shown, x.person, 'applicant', x.at, x.known_at, x.ref
from (select unnest(string_to_array(phones, ';')) as shown, country, person, at, known_at, ref from applicants) x
union all
select 'phone', phone_key(phone, country), phone, person, 'worker', at, known_at, ref from workers where phone is not null
union all
select 'profile', profile_key(x.shown), x.shown, x.person, 'applicant', x.at, x.known_at, x.ref
from (select unnest(string_to_array(links, ';')) as shown, person, at, known_at, ref from applicants) x
union all
select 'email', email_key(x.shown), x.shown, x.person, 'resume', x.said_at, x.said_known_at, x.ref
from (select unnest(string_to_array(r.emails, ';')) as shown, r.person, coalesce(p.applied_at, r.at) as said_at, coalesce(p.applied_at, r.known_at) as said_known_at, r.ref from resumes r left join people p on r.person = p.person) x
union all
select 'phone', phone_key(x.shown, null), x.shown, x.person, 'resume', x.said_at, x.said_known_at, x.ref
from (select unnest(string_to_array(r.phones, ';')) as shown, r.person, coalesce(p.applied_at, r.at) as said_at, coalesce(p.applied_at, r.known_at) as said_known_at, r.ref from resumes r left join people p on r.person = p.person) x
union all
select 'profile', profile_key(x.shown), x.shown, x.person, 'resume', x.said_at, x.said_known_at, x.ref
from (select unnest(string_to_array(r.links, ';')) as shown, r.person, coalesce(p.applied_at, r.at) as said_at, coalesce(p.applied_at, r.known_at) as said_known_at, r.ref from resumes r left join people p on r.person = p.person) x
union all
select 'address', address_key(address_line, city, region, postcode, country), address_line, person, 'applicant', at, known_at, ref from applicants where address_line is not null
union all
select 'address', address_key(address_line, city, region, postcode, country), address_line, person, 'worker', at, known_at, ref from workers where address_line is not null
union all
select 'address', address_key, address_line, person, 'parcel', at, known_at, ref from shipments where address_line is not null
union all
select 'account_digest' as kind, account_digest as value, account_digest as shown, person, 'payroll', at, known_at, ref from pay_accounts
union all
select 'account_digest' as kind, new_value as value, new_value as shown, person, 'payroll', at, known_at, ref from changes where field = 'bank_account' and new_value is not null
union all
select 'signer', lower(trim(signed_by)), signed_by, person, 'parcel', at, known_at, ref from shipments where signed_by is not null
union all
select 'gateway_mac', lower(gateway_mac), gateway_mac, person, 'device', coalesce(last_check_in, at), coalesce(last_check_in, known_at), ref from devices where gateway_mac is not null
union all
select 'portal_ip' as kind, ip as value, ip as shown, person, 'portal', at, known_at, ref from applicants where ip is not null
union all
select 'email', email_key(referee_email), referee_email, person, 'referee', coalesce(applied_at, at), coalesce(known_at, applied_at), ref from references_given where referee_email is not null
union all
select 'phone', phone_key(referee_phone, null), referee_phone, person, 'referee', coalesce(applied_at, at), coalesce(known_at, applied_at), ref from references_given where referee_phone is not null

-- view: declared_addresses
-- Where people said they live: in an application, and in the worker record.
select person, ref, at, known_at, address_line, city, region, postcode, country, 'applicant' as role
from applicants where person is not null and address_line is not null
union all
select person, ref, at, known_at, address_line, city, region, postcode, country, 'worker'
from workers where person is not null and address_line is not null
