-- id: emp-personal-cloud
-- title: Company files in private cloud accounts
-- needs: file_events|web_events
-- category: conduct
-- cause: cloud_upload
-- levels: known_target 0.3, links 1, many 2, own_mailbox 4, bulk 5, explained -4
-- weight: the catalogue calls it weak (1 to 2 bits), strong in bulk (4 to 6). A mailbox of the worker's own is nobody's
--   customer. A private mailbox that colleagues share with too is somebody the company works with
-- params: files 10, hours 24, megabytes 50, bulk_files 50, bulk_megabytes 500, colleagues_min 2, ticket_days 14
-- source: reports/002_f08f7a26d27133d0.txt L10-11; research/indicators.md emp-personal-cloud
-- clears: whoever owns the data asked for it to go there
-- query: shares
select x.person, x.way, x.target, min(x.shown) as shown, x.product, x.hour, count(*) as files, sum(x.bytes) as bytes, min(x.at) as at, max(x.at) as last_at,
       max(x.known_at) as known_at, array_agg(x.ref order by x.at, x.ref) as refs
from (
  select person, way, target, min(shown) as shown, product, date_trunc('hour', min(at)) as hour, thing, max(size_bytes) as bytes,
         min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
  from (
    select person, product, at, known_at, ref, size_bytes, coalesce(item_id, item) as thing,
           case when target_kind is not null then 'share' when owner_kind is not null and action in ('copy', 'upload', 'create') then 'copy'
                else 'link' end as way,
           case when target_kind is not null then email_key(target) when owner_kind is not null and action in ('copy', 'upload', 'create') then email_key(owner)
                else 'anyone' end as target,
           lower(case when target_kind is not null then target else owner end) as shown
    from file_events
    where person is not null and at is not null and coalesce(item_id, item) is not null
      and ((action = 'share' and target_kind is not null)
           or (action in ('copy', 'upload', 'create') and owner_kind is not null)
           or (action = 'share' and target is null
               and (lower(visibility) like '%link%' or lower(visibility) like 'public%' or lower(visibility) like '%anyone%')
               and lower(visibility) not like '%domain%' and lower(visibility) not like '%organi%' and lower(visibility) not like '%company%'))
  ) f
  group by person, way, target, product, thing, date_trunc('day', at)
) x
group by x.person, x.way, x.target, x.product, x.hour
order by x.person, x.hour, x.way, x.target, x.product
-- query: uploads
select x.person, x.storage, x.product, x.hour, x.account, min(x.shown) as shown, count(*) as files, sum(x.bytes) as bytes, min(x.at) as at,
       max(x.at) as last_at, max(x.known_at) as known_at, array_agg(x.ref order by x.at, x.ref) as refs
from (
  select person, storage, product, date_trunc('hour', at) as hour, email_key(cloud_account) as account, lower(cloud_account) as shown,
         coalesce(file_size, bytes_out) as bytes, at, known_at, ref
  from web_events
  where storage_kind in ('drive', 'share') and cloud_account_kind is not null and person is not null and at is not null
    and (allowed is null or allowed) and (own_account is null or not own_account)
    and (lower(activity) = 'upload' or (activity is null and upper(method) in ('POST', 'PUT') and bytes_out >= 100000))
) x
group by x.person, x.storage, x.product, x.hour, x.account
order by x.person, x.hour, x.account, x.storage, x.product
-- query: targets
select x.target, count(*) as people
from (select distinct person, email_key(target) as target from file_events where action = 'share' and target_kind is not null and person is not null) x
group by x.target
order by x.target
-- query: mailboxes
select distinct person, value from people_handles where kind = 'email' and role <> 'referee' and person is not null and value is not null order by person, value
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
  and (topics like '%migration_or_change_ticket%' or topics like '%tool_approval%' or body like '%@%' or subject like '%@%')
order by person, at, ref
