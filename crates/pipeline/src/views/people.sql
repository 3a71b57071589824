-- Views over records that name a person: every one carries `person`.

-- view: requisitions
-- Posts that were opened.
select * from raw.requisitions

-- view: applications_told_again
-- Applications that the company's own table tells too (`of`): the same person's, within five minutes.
select x.ref, min(y.ref) as "of"
from raw.applicants x
join applicant_people i on x.applicant_id = i.applicant_id
join applicant_people j on i.person = j.person
join raw.applicants y on y.applicant_id = j.applicant_id
where x.file_kind <> 'table_applicants' and y.file_kind = 'table_applicants'
  and y.at >= x.at - interval '5 minutes' and y.at <= x.at + interval '5 minutes'
group by x.ref

-- view: applicants
-- Applications, told once, each with its person and the post it is for. `ip_*`: what is known of the address it came from.
select a.*, i.person, q.title as req_title, q.department as req_department, q.remote as req_remote,
       n.labels as ip_labels, n.astrill as ip_astrill, n.residential_proxy as ip_residential_proxy
from raw.applicants a
left join network_facts n on a.ip = n.ip
left join applications_told_again g on a.ref = g.ref
left join applicant_people i on a.applicant_id = i.applicant_id
left join (select req_id, min(title) as title, min(department) as department, bool_or(remote) as remote
           from raw.requisitions group by req_id) q on a.req_id = q.req_id
where g.ref is null

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
left join (select applicant_id, min(applied_at) as applied_at from raw.applicants group by applicant_id) ap
    on r.applicant_id = ap.applicant_id
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
-- Interviews; `topics` are those of the notes and the camera reason. Some products name the application and not
-- the applicant, as `application:` and its id.
select v.*, coalesce(i.person, b.person) as person, t.topics
from raw.interviews v
left join applicant_people i on v.applicant_id = i.applicant_id
left join (select x.application_id, min(y.person) as person
           from raw.applicants x join applicant_people y on x.applicant_id = y.applicant_id
           where x.application_id is not null group by x.application_id) b
    on v.applicant_id = concat('application:', b.application_id)
left join raw.text_facts t on v.ref = t."of"

-- view: changes_told
-- Changes of worker records, each with its person: the worker, and where a product names only the account that
-- made the change in self-service, whoever has that account. `matter`: what it is about, in one word for fields
-- that products tell apart differently.
select c.*, coalesce(i.person, t.person) as person,
       case when c.field in ('bank_account', 'payment_platform') then 'pay'
            when c.field in ('home_address', 'ship_address') then 'address' else c.field end as matter
from raw.changes c
left join worker_people i on c.worker_id = i.worker_id
left join account_ties t on c.worker_id is null and account_key(c.changed_by) = t.account
    and (t.from_at is null or c.at >= t.from_at) and (t.to_at is null or c.at < t.to_at)

-- view: changes_told_again
-- Changes without a value that another record (`of`) tells too, within five minutes: with its value, or earlier.
select x.ref, min(y.ref) as "of"
from changes_told x
join changes_told y on x.person = y.person and x.matter = y.matter
where x.ref <> y.ref and x.new_value is null
  and y.at >= x.at - interval '5 minutes' and y.at <= x.at + interval '5 minutes'
  and (y.new_value is not null or y.at < x.at or (y.at = x.at and y.ref < x.ref))
group by x.ref

-- view: changes
-- Changes of worker records, told once. `payment_service` and `payment_kind`: what the institution is, where it is
-- a payment service. `ip_*`: what is known of the address the change came from.
select c.*, payment_service(c.institution) as payment_service, payment_kind(c.institution) as payment_kind,
       n.labels as ip_labels
from changes_told c
left join changes_told_again g on c.ref = g.ref
left join network_facts n on c.ip = n.ip
where g.ref is null

-- view: pay_accounts
select c.*, i.person, payment_service(c.institution) as payment_service, payment_kind(c.institution) as payment_kind
from raw.pay_accounts c
left join worker_people i on c.worker_id = i.worker_id

-- view: parcel_holders
-- Whose parcel a tracking number is, as the company's own list has it. A number that the list has for two workers
-- or for two shipments says nothing: carriers use numbers again.
select tracking_no, min(worker_id) as worker_id, min(shipment_id) as shipment_id, min(asset_serial) as asset_serial
from raw.shipments
where tracking_no is not null and worker_id is not null
group by tracking_no
having min(worker_id) = max(worker_id) and min(shipment_id) = max(shipment_id)

-- view: shipments_told
-- Parcel events, each with its worker: those of a carrier's tracker are tied by the tracking number.
select s.ref, s.at, s.known_at, s.file_kind, s.file, s.sha256, s.line, s.record, s.message_id,
       case when s.worker_id is null then coalesce(h.shipment_id, s.shipment_id) else s.shipment_id end as shipment_id,
       coalesce(s.worker_id, h.worker_id) as worker_id, coalesce(s.asset_serial, h.asset_serial) as asset_serial,
       s.carrier, s.tracking_no, s.event, s.event_time, s.requested_by, s.channel, s.address_line, s.city, s.region,
       s.postcode, s.country, s.address_type, s.signed_by, s.worker_id is null as of_tracker
from raw.shipments s
left join parcel_holders h on s.tracking_no = h.tracking_no

-- view: shipments_told_again
-- Events of a tracker that the company's own list (`of`) tells too, within five minutes.
select x.ref, min(y.ref) as "of"
from shipments_told x
join shipments_told y on x.shipment_id = y.shipment_id and x.event = y.event
where x.of_tracker and not y.of_tracker
  and y.at >= x.at - interval '5 minutes' and y.at <= x.at + interval '5 minutes'
group by x.ref

-- view: told_again
-- Facts that two systems told: the record that is not counted, and the one (`of`) that is.
select ref, "of" from applications_told_again
union all select ref, "of" from changes_told_again
union all select ref, "of" from shipments_told_again

-- view: shipments
-- Parcel events, told once. `address_key` is the address in its normal form, empty where there is none.
select s.*, i.person, address_key(s.address_line, s.city, s.region, s.postcode, s.country) as address_key
from shipments_told s
left join shipments_told_again g on s.ref = g.ref
left join worker_people i on s.worker_id = i.worker_id
where g.ref is null

-- view: devices
-- Devices, each with the person who has it: by the worker id, else by the sign-in name an inventory knows.
select d.*, coalesce(i.person, t.person) as person
from raw.devices d
left join worker_people i on d.worker_id = i.worker_id
left join account_ties t on account_key(d.account) = t.account
    and (t.from_at is null or coalesce(d.last_check_in, d.at) >= t.from_at)
    and (t.to_at is null or coalesce(d.last_check_in, d.at) < t.to_at)

-- view: tickets
-- Tickets; `person` is the requester. `topics`, `not_looked_at`: what the text speaks of.
select k.*, coalesce(w.person, a.person, c.person) as person, t.topics, t.not_looked_at
from raw.tickets k
left join worker_people w on k.requester = w.worker_id
left join applicant_people a on k.requester = a.applicant_id
left join account_ties c on account_key(k.requester) = c.account
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

-- view: agencies
-- Which agency sent whom, in small letters.
select distinct person, lower(trim(agency)) as agency from (
  select person, agency from applicants union all select person, agency from workers
) x
where person is not null and agency is not null

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
