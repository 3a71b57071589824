-- id: ear-anydesk
-- title: AnyDesk on the machine, or sessions coming in
-- needs: endpoint_events|remote_sessions
-- category: device
-- cause: remote_tool
-- levels: present 1, attended 2, unattended 4, daily 6, explained -4
-- weight: the catalogue calls it weak (1 to 2 bits); a session that a password or token opened while nobody was
--   asked weighs double, and is strong (4 to 6) when it happens day after day. An approval for a time takes back
--   what an unattended session says.
-- params: daily_days 5, approval_days 45
-- source: reports/003_abb983dd5eebcde6.txt L45-47; research/indicators.md ear-anydesk
-- clears: the owner of the other side's AnyDesk number, confirmed by IT
-- query: sessions
select coalesce(r.person, t.person) as person, r.ref, r.at, r.known_at, r.kind, r.how, r.peer_id, r.peer_ip, r.helpdesk, r.device_key
from remote_sessions r
left join account_ties t on account_key(r.local_user) = t.account
    and (t.from_at is null or r.at >= t.from_at) and (t.to_at is null or r.at < t.to_at)
where lower(r.tool) = 'anydesk' and r.at is not null and r.approved = 'no' and coalesce(r.person, t.person) is not null
  and r.kind in ('session', 'request', 'login') and (r.direction is null or lower(r.direction) like 'in%')
order by person, r.at, r.ref
-- query: present
select person, device_name, kind, min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref, date_trunc('day', at) as on_day
from endpoint_events
where tool = 'anydesk' and approved = 'no' and kind in ('process', 'service') and person is not null and at is not null
group by person, device_name, kind, date_trunc('day', at)
order by person, at, ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and (topics like '%remote_support%' or topics like '%tool_approval%')
order by person, at, ref
-- query: roles
select p.person
from people p
join roles_that_need_remote_access n on lower(trim(p.job_title)) = n.name
order by p.person
