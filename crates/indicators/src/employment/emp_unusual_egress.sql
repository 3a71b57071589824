-- id: emp-unusual-egress
-- title: Unusual amounts sent out or taken along
-- needs: web_events|network_events|file_events
-- category: conduct
-- cause: cloud_upload
-- levels: unknown_place 0.3, files 1, outside 1.5, bulk 2, explained -2
-- weight: the catalogue calls it weak (1 to 2 bits): releases, backups and video calls are large too. A place of no
--   known kind says next to nothing; the factor over the own past is ours
-- params: megabytes 50, bulk_megabytes 500, unknown_megabytes 500, times_own 5, times_peers 3, peers_min 5,
--   past_days 30, history_days 14, family_tool 2, files 100, files_past_days_min 5, ticket_days 14
-- source: reports/002_f08f7a26d27133d0.txt L32; research/indicators.md emp-unusual-egress
-- clears: the owner of the data names the task, and the place is one the team uses
-- query: days
select s.person, p.department, s.on_day, s.product, s.place, s.storage_kind, s.host, s.owner, s.inside, s.bytes, s.n,
       s.at, s.last_at, s.known_at, s.refs
from (
  select person, date_trunc('day', at) as on_day, product, place, max(storage_kind) as storage_kind, min(host) as host, min(owner) as owner,
         bool_or(inside) as inside, sum(bytes) as bytes, count(*) as n, min(at) as at, max(at) as last_at, max(known_at) as known_at,
         array_agg(ref order by bytes desc, ref) as refs
  from sent_out
  group by person, date_trunc('day', at), product, place
  having sum(bytes) >= 20000000
) s
join people p on s.person = p.person
order by s.person, s.on_day, s.place, s.product
-- query: past
select o.person, o.on_day, o.product, o.place, o.bytes
from (select person, date_trunc('day', at) as on_day, product, place, sum(bytes) as bytes from sent_out group by person, date_trunc('day', at), product, place) o
where o.person in (select person from sent_out group by person, date_trunc('day', at), product, place having sum(bytes) >= 20000000)
order by o.person, o.on_day, o.place, o.product
-- query: usual
select u.person, p.department, u.place, count(*) as days, max(u.bytes) as most
from (select person, place, product, date_trunc('day', at) as on_day, sum(bytes) as bytes from sent_out group by person, place, product, date_trunc('day', at)) u
join people p on u.person = p.person
where u.place in (select place from sent_out group by person, date_trunc('day', at), product, place having sum(bytes) >= 20000000)
group by u.person, p.department, u.place
order by u.person, u.place
-- query: totals
select t.person, p.department, approx_percentile_cont(t.bytes, 0.95) as high
from (select person, product, date_trunc('day', at) as on_day, sum(bytes) as bytes from sent_out group by person, product, date_trunc('day', at)) t
join people p on t.person = p.person
group by t.person, p.department
order by t.person
-- query: file_days
select d.person, p.department, d.on_day, d.files, d.at, d.last_at, d.known_at, d.refs
from (
  select x.person, x.on_day, count(*) as files, min(x.at) as at, max(x.at) as last_at, max(x.known_at) as known_at,
         array_agg(x.ref order by x.at, x.ref) as refs
  from (
    select person, date_trunc('day', at) as on_day, coalesce(item_id, item) as thing, min(at) as at, min(known_at) as known_at,
           first_value(ref order by at, ref) as ref
    from file_events
    where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
    group by person, date_trunc('day', at), coalesce(item_id, item)
  ) x
  group by x.person, x.on_day
  having count(*) >= 50
) d
join people p on d.person = p.person
order by d.person, d.on_day
-- query: file_past
select y.person, y.on_day, count(*) as files
from (
  select distinct person, date_trunc('day', at) as on_day, coalesce(item_id, item) as thing
  from file_events
  where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
    and person in (
      select person from file_events
      where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
      group by person, date_trunc('day', at) having count(*) >= 50
    )
) y
group by y.person, y.on_day
order by y.person, y.on_day
-- query: file_usual
select z.person, z.department, approx_percentile_cont(z.files, 0.95) as high
from (
  select y.person, p.department, y.on_day, cast(count(*) as double) as files
  from (
    select distinct person, date_trunc('day', at) as on_day, coalesce(item_id, item) as thing
    from file_events
    where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
  ) y
  join people p on y.person = p.person
  group by y.person, p.department, y.on_day
) z
group by z.person, z.department
order by z.person
-- query: began
select person, start_at from people where start_at is not null order by person
-- query: own_names
select name from own_domains union select name from own_code_hosts order by name
-- query: own_organisations
select lower(name) as name from own_organisations
union
select distinct lower(organisation) from code_events where organisation is not null
order by name
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
order by person, at, ref
