-- id: emp-vdi-personal-drive
-- title: Data moved from a virtual desktop to a private cloud store
-- needs: web_events
-- category: conduct
-- cause: cloud_upload
-- levels: unknown_account 2, private_account 5
-- weight: the catalogue calls bulk strong (4 to 6 bits): one case moved its data exactly so. Where nobody says whose
--   account it was, the company may use the same service itself, and it is weak.
-- params: megabytes 50, files 100, hours 24
-- source: reports/003_abb983dd5eebcde6.txt L34-35; research/indicators.md emp-vdi-personal-drive
-- clears: the account belongs to a customer or to the company, and somebody asked for the upload
-- query: uploads
select x.person, x.storage, x.product, x.hour, x.account, x.on_vdi, x.device_name, x.registered,
       count(*) as files, sum(x.bytes) as bytes, min(x.at) as at, max(x.at) as last_at, max(x.known_at) as known_at,
       array_agg(x.ref order by x.at, x.ref) as refs
from (
  select w.person, w.storage, w.product, date_trunc('hour', w.at) as hour, lower(w.cloud_account) as account,
         w.on_vdi, w.device_name, d.device is not null as registered, coalesce(w.file_size, w.bytes_out) as bytes, w.at, w.known_at, w.ref
  from web_events w
  left join (select distinct name from own_domains) i on lower(w.instance) = i.name
  left join (select distinct device from device_ties) d on device_key(w.device_name) = d.device
  where i.name is null and w.storage_kind in ('drive', 'share') and w.person is not null and w.at is not null
    and (w.allowed is null or w.allowed) and (w.own_account is null or not w.own_account)
    and (lower(w.activity) = 'upload' or (w.activity is null and upper(w.method) in ('POST', 'PUT') and w.bytes_out >= 100000))
) x
group by x.person, x.storage, x.product, x.hour, x.account, x.on_vdi, x.device_name, x.registered
order by x.person, x.hour, x.product, x.account
-- query: desktops
select person, session_id, session_host, min(at) as at, max(at) as last_at,
       max(case when lower(state) in ('completed', 'disconnected', 'ended') then 1 else 0 end) as ended,
       first_value(ref order by at, ref) as ref
from vdi_sessions
where person is not null and at is not null
  and person in (select person from web_events where storage_kind in ('drive', 'share') and person is not null)
group by person, session_id, session_host, case when session_id is null then ref else null end
order by person, at
-- query: own_use
select distinct storage from web_events where own_account and storage is not null order by storage
