-- id: app-velocity
-- title: Many applications within days from a group of linked people
-- needs: applicants
-- category: conduct
-- cause: bulk_applications
-- levels: line 1, month 1.5, day 2
-- weight: the catalogue calls it weak (1 to 2 bits), and a group of other names within a day is the high end of it. What ties the
--   group together counts under its own signs; here counts only that it applies in bulk. One line without another tie may be a school or a library
-- params: people_min 3, day_count 5, month_days 30, month_count 10, line_people 5, holders_max 12, line_holders_max 20
-- source: research/indicators.md app-velocity (Recorded Future PurpleDelta 2026-08-18; Okta 2025-09-30)
-- clears: separate live checks of those who applied, at the same hour
-- query: ties
with own as (
  select kind || ' ' || value as value, person, ref, at, known_at from handles
  where kind in ('phone', 'email', 'profile') and role in ('applicant', 'resume') and person is not null and value is not null and value <> ''
  union all
  select x.value, x.person, x.ref, x.at, x.known_at from (
    select 'disk ' || lower(trim(m.harddisk_id)) as value, m.person, m.ref, m.at, m.known_at, device_key(m.pc_name) as device
    from meetings m where m.interview is not null and m.person = m.interview and m.harddisk_id is not null and trim(m.harddisk_id) <> ''
    union all
    select 'mac ' || lower(trim(m.mac_addr)), m.person, m.ref, m.at, m.known_at, device_key(m.pc_name)
    from meetings m where m.interview is not null and m.person = m.interview and m.mac_addr is not null and trim(m.mac_addr) <> ''
  ) x
  left join (select distinct device_key(hostname) as device from devices) d on x.device = d.device
  where d.device is null
),
shared as (
  select value from (select distinct value, person from own) x group by value having count(*) > 1
)
select o.value, o.person, min(o.ref) as ref, min(coalesce(o.known_at, o.at)) as known_at
from own o join shared s on o.value = s.value
group by o.value, o.person
order by o.value, o.person, ref
-- query: lines
select a.ip, a.person, a.ref, a.applied_at, coalesce(a.known_at, a.applied_at) as known_at
from applicants a
join (select ip from (select distinct ip, person from applicants where ip is not null and person is not null) x group by ip having count(*) > 2) s on a.ip = s.ip
where a.person is not null and a.applied_at is not null and (a.ip_labels is null or a.ip_labels = '')
order by a.ip, a.applied_at, a.ref
-- query: applications
select person, ref, applied_at, coalesce(known_at, applied_at) as known_at from applicants
where person is not null and applied_at is not null
order by person, applied_at, ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
