-- id: int-shared-client
-- title: Computer or line of another person in a meeting
-- needs: meetings
-- category: device
-- cause: meeting_client
-- levels: line 1, alike 1, name 1, hardware 4
-- weight: the catalogue calls an equal hardware id under different names strong (4 to 6 bits); the low end,
--   since families share computers. A computer's name, or one line within the hour, is weak: names repeat and
--   a line may be a whole building's.
-- params: hours 1, line_holders_max 4, holders_max 12
-- source: reports/003_abb983dd5eebcde6.txt L68-69; research/indicators.md int-shared-client (Zoom API documentation)
-- clears: a declared household, or a room with a computer that the agency lends
-- query: main
with clients as (
  select m.person, m.ref, m.at, m.known_at, m.interview, 'hardware' as kind, 'disk ' || lower(trim(m.harddisk_id)) as value, device_key(m.pc_name) as device
  from meetings m where m.person is not null and m.harddisk_id is not null and trim(m.harddisk_id) <> ''
  union all
  select m.person, m.ref, m.at, m.known_at, m.interview, 'hardware', 'mac ' || lower(trim(m.mac_addr)), device_key(m.pc_name)
  from meetings m where m.person is not null and m.mac_addr is not null and trim(m.mac_addr) <> ''
  union all
  select m.person, m.ref, m.at, m.known_at, m.interview, 'name', 'pc ' || lower(trim(m.pc_name)), device_key(m.pc_name)
  from meetings m where m.person is not null and m.pc_name is not null and trim(m.pc_name) <> ''
),
foreign_clients as (
  select c.* from clients c left join (select distinct device_key(hostname) as device from devices) d on c.device = d.device
  where d.device is null
),
shared as (
  select value from (select distinct value, person from foreign_clients) x group by value having count(*) > 1
)
select c.value, c.kind, c.person, min(c.ref) as ref, min(c.at) as at, min(c.known_at) as known_at
from foreign_clients c join shared s on c.value = s.value
group by c.value, c.kind, c.person, coalesce(c.interview, ''), date_trunc('day', c.at)
order by value, person, at, ref
-- query: lines
with joins as (
  select person, ip, ref, at, known_at from meetings
  where interview is not null and person = interview and ip is not null and at is not null
    and (labels is null or labels = '')
),
few as (
  select ip, count(*) as holders from (select distinct ip, person from joins) x group by ip having count(*) > 1
)
select j.ip, j.person, j.ref, j.at, j.known_at, f.holders
from joins j join few f on j.ip = f.ip
order by j.ip, j.at, j.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
