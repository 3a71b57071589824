-- Handles: identifiers that two people could share, in their normal form. One row for each time a record
-- says that a person has one. `role` says how: applicant, worker, referee, parcel, meeting, payroll, portal.
-- `holder` is who has it where that is another name than the person's own (a referee's, an account holder's).

-- view: handles
select * from people_handles
union all
select 'mac_addr', lower(mac_addr), mac_addr, person, 'meeting', at, known_at, ref from meetings where mac_addr is not null
union all
select 'harddisk_id', lower(harddisk_id), harddisk_id, person, 'meeting', at, known_at, ref from meetings where harddisk_id is not null
union all
select 'pc_name', lower(pc_name), pc_name, person, 'meeting', at, known_at, ref from meetings where pc_name is not null
union all
select 'meeting_ip' as kind, ip as value, ip as shown, person, 'meeting', at, known_at, ref from meetings where ip is not null
