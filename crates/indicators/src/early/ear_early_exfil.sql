-- id: ear-early-exfil
-- title: Large data removal shortly after start
-- needs: file_events|web_events|code_events
-- category: conduct
-- cause: early_exfil
-- levels: burst 2, many 2, outside 5, explained -4
-- weight: the catalogue calls it weak (1 to 2 bits), and strong (4 to 6) where the data went to a place outside; the
--   burst is a published rule, the comparison with peers is ours. A planned move takes back what the amount says.
-- params: early_days 30, times_peers 3, peers_min 5, files_min 100, megabytes_min 500, repositories_min 15,
--   burst_files 25, burst_minutes 3
-- source: reports/003_abb983dd5eebcde6.txt L14-15, reports/004_8197a9cc92077174.txt L4; research/indicators.md
--   ear-early-exfil
-- clears: the manager names the task that needed the files
-- query: days
select d.person, d.start_at, d.department, d.on_day, d.measure, d.things, d.bytes, d.at, d.known_at, d.refs
from (
  select p.person, p.start_at, p.department, date_trunc('day', x.at) as on_day, x.measure,
         count(*) as things, sum(x.bytes) as bytes, min(x.at) as at, max(x.known_at) as known_at,
         array_agg(x.ref order by x.at, x.ref) as refs
  from (
    select person, 'files' as measure, coalesce(item_id, item) as thing, date_trunc('day', at) as on_day,
           max(size_bytes) as bytes, min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
    from file_events
    where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
    group by person, coalesce(item_id, item), date_trunc('day', at)
    union all
    select person, 'repositories', lower(repository), date_trunc('day', at), cast(null as bigint), min(at), min(known_at),
           first_value(ref order by at, ref)
    from code_copies
    where person is not null and at is not null and repository is not null
      and (is_bot is null or not is_bot) and (own_organisation is null or own_organisation)
    group by person, lower(repository), date_trunc('day', at)
    union all
    select person, 'uploads', coalesce(object, url), date_trunc('day', at), max(coalesce(file_size, bytes_out)), min(at), min(known_at),
           first_value(ref order by at, ref)
    from web_events
    where storage_kind in ('drive', 'share') and person is not null and at is not null and (allowed is null or allowed)
      and (own_account is null or not own_account)
      and (lower(activity) = 'upload' or (activity is null and upper(method) in ('POST', 'PUT') and bytes_out >= 1000000))
    group by person, coalesce(object, url), date_trunc('day', at), product
  ) x
  join people p on x.person = p.person
  where p.start_at is not null and x.at >= p.start_at and x.at < p.start_at + interval '60 days'
  group by p.person, p.start_at, p.department, date_trunc('day', x.at), x.measure
) d
order by d.person, d.on_day, d.measure
-- query: windows
select x.person, p.department, x.measure, x.bucket, count(*) as things, sum(x.bytes) as bytes
from (
  select person, 'files' as measure, coalesce(item_id, item) as thing, date_bin(interval '30 days', at) as bucket, max(size_bytes) as bytes
  from file_events
  where action in ('download', 'sync') and person is not null and at is not null and coalesce(item_id, item) is not null
  group by person, coalesce(item_id, item), date_bin(interval '30 days', at)
  union all
  select person, 'repositories', lower(repository), date_bin(interval '30 days', at), cast(null as bigint)
  from code_copies
  where person is not null and at is not null and repository is not null
    and (is_bot is null or not is_bot) and (own_organisation is null or own_organisation)
  group by person, lower(repository), date_bin(interval '30 days', at)
) x
join people p on x.person = p.person
group by x.person, p.department, x.measure, x.bucket
order by x.person, x.measure, x.bucket
-- query: minutes
select x.person, x.session, x.minute, count(*) as files, min(x.at) as at, max(x.known_at) as known_at,
       array_agg(x.ref order by x.at, x.ref) as refs
from (
  select f.person, coalesce(f.session_id, f.ip, f.account) as session, coalesce(f.item_id, f.item) as thing,
         date_trunc('minute', min(f.at)) as minute, min(f.at) as at, min(f.known_at) as known_at,
         first_value(f.ref order by f.at, f.ref) as ref
  from file_events f
  join people p on f.person = p.person
  where f.action = 'download' and f.at is not null and p.start_at is not null and coalesce(f.item_id, f.item) is not null
    and f.at >= p.start_at and f.at < p.start_at + interval '60 days'
  group by f.person, coalesce(f.session_id, f.ip, f.account), coalesce(f.item_id, f.item), date_trunc('day', f.at)
) x
group by x.person, x.session, x.minute
order by x.person, x.session, x.minute
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and topics like '%migration_or_change_ticket%'
order by person, at, ref
