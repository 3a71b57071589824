-- id: app-reapplication
-- title: Telephone, account, address, device or referee of a closed case on a new record
-- needs: confirmed_artefacts
-- category: graph
-- cause: case_artefact
-- levels: published 1.5, address 2, one 4, several 6
-- weight: the catalogue calls it strong (4 to 6 bits). A number may have been given to somebody new and a home let to the
--   next, so that a telephone is the low end and a home alone stands below it; two of different kinds leave little of that
-- params: days 365, days_before 90
-- source: research/indicators.md app-reapplication (Security Alliance; Mandiant 2024-09-23)
-- clears: the provider of the number or the landlord says since when it is this person's
-- query: handles
select h.person, h.kind, h.role, h.ref, h.at, coalesce(h.known_at, h.at) as known_at, a.ref as artefact
from (
  select person, case when role = 'referee' then 'referee' else kind end as kind, role, value, ref, at, known_at from people_handles
  where person is not null and value is not null and at is not null
    and ((kind = 'phone' and role in ('applicant', 'worker', 'resume')) or kind = 'account_digest' or (kind in ('phone', 'email') and role = 'referee'))
  union all
  select person, 'device', 'meeting', lower(trim(harddisk_id)), ref, at, known_at from meetings where person is not null and at is not null and harddisk_id is not null
  union all
  select person, 'device', 'meeting', lower(trim(mac_addr)), ref, at, known_at from meetings where person is not null and at is not null and mac_addr is not null
) h
join (
  select ref, 'phone' as kind, phone_key(value, null) as value from confirmed_artefacts where kind = 'phone' and value is not null
  union all
  select ref, 'account_digest', trim(value) from confirmed_artefacts where kind = 'account_digest' and value is not null
  union all
  select ref, 'device', lower(trim(value)) from confirmed_artefacts where kind = 'device' and value is not null
  union all
  select ref, 'referee', email_key(value) from confirmed_artefacts where kind = 'referee' and value like '%@%'
  union all
  select ref, 'referee', phone_key(value, null) from confirmed_artefacts where kind in ('referee', 'phone') and value is not null and value not like '%@%'
  union all
  select ref, 'referee', email_key(value) from confirmed_artefacts where kind = 'email' and value is not null
) a on h.kind = a.kind and h.value = a.value
where a.value is not null and a.value <> ''
order by h.person, h.at, h.ref, artefact
-- query: homes
select person, ref, at, known_at, address_line, city, region, postcode, country, role
from declared_addresses
where at is not null
  and (select count(*) from confirmed_artefacts where kind = 'address') > 0
order by person, at, ref
-- query: artefacts
select ref, incident_id, closed_at, kind, value, expires_at from confirmed_artefacts
where kind in ('phone', 'account_digest', 'device', 'referee', 'email', 'address') order by ref
