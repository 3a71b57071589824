-- Handles: identifiers that two people could share, in their normal form. One row for each time a record
-- says that a person has one. `role` says how: applicant, worker, referee, parcel, meeting, payroll, portal.
-- `holder` is who has it where that is another name than the person's own (a referee's, an account holder's).

-- view: handles
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
select 'mac_addr', lower(mac_addr), mac_addr, person, 'meeting', at, known_at, ref from meetings where mac_addr is not null
union all
select 'harddisk_id', lower(harddisk_id), harddisk_id, person, 'meeting', at, known_at, ref from meetings where harddisk_id is not null
union all
select 'pc_name', lower(pc_name), pc_name, person, 'meeting', at, known_at, ref from meetings where pc_name is not null
union all
select 'meeting_ip' as kind, ip as value, ip as shown, person, 'meeting', at, known_at, ref from meetings where ip is not null
union all
select 'portal_ip' as kind, ip as value, ip as shown, person, 'portal', at, known_at, ref from applicants where ip is not null
union all
select 'email', email_key(referee_email), referee_email, person, 'referee', coalesce(applied_at, at), coalesce(known_at, applied_at), ref from references_given where referee_email is not null
union all
select 'phone', phone_key(referee_phone, null), referee_phone, person, 'referee', coalesce(applied_at, at), coalesce(known_at, applied_at), ref from references_given where referee_phone is not null
