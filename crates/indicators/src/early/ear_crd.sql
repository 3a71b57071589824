-- id: ear-crd
-- title: Chrome Remote Desktop used on a company computer
-- needs: endpoint_events|remote_sessions|installed
-- category: device
-- cause: remote_tool
-- levels: own_account 0.2, present 1, colleague 1, connected 2, private 2, registered 3, outside 5, explained -5
-- weight: the catalogue calls it weak (1 to 2 bits), strong (4 to 6) where the client signed in with an account outside
--   the company; no measured rate is published. Staff who reach their own computer with their company account are
--   the common case and count next to nothing; with a private account that the company knows it is against most rules
--   and says little more.
-- params: approval_days 45
-- source: reports/003_abb983dd5eebcde6.txt L45-46; research/indicators.md ear-crd and 6.3
-- clears: IT knows whose Google account connected, and the person sits at the machine in an attended call
-- query: sessions
select coalesce(r.person, t.person) as person, r.ref, r.at, r.known_at, r.kind, r.helpdesk,
       lower(coalesce(r.peer_id, r.own_id)) as google_account, c.person as account_person,
       case when o.name is not null then true else false end as of_company,
       mail_kind(coalesce(r.peer_id, r.own_id)) as account_kind
from remote_sessions r
left join account_ties t on account_key(r.local_user) = t.account
    and (t.from_at is null or r.at >= t.from_at) and (t.to_at is null or r.at < t.to_at)
left join (select account, min(person) as person from account_ties group by account having min(person) = max(person)) c
    on lower(coalesce(r.peer_id, r.own_id)) = c.account
left join (select distinct name from own_domains) o on mail_domain(coalesce(r.peer_id, r.own_id)) = o.name
where lower(replace(r.tool, '_', ' ')) = 'chrome remote desktop' and r.at is not null and r.approved = 'no'
  and coalesce(r.person, t.person) is not null and r.kind in ('session', 'login', 'start')
  and (r.how is null or r.how <> 'rejected') and (r.direction is null or lower(r.direction) like 'in%')
order by person, r.at, r.ref
-- query: present
select person, kind, max(remote_tool('process', image, null, null, null)) as by_program,
       min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref, date_trunc('day', at) as on_day
from endpoint_events
where tool = 'chrome_remote_desktop' and approved = 'no' and person is not null and at is not null
group by person, device_name, kind, date_trunc('day', at)
order by person, at, ref
-- query: installed
-- The extension alone also serves those who look at other computers.
select person, kind, min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
from installed
where person is not null and at is not null and tool_approved('chrome_remote_desktop') = 'no'
  and (tool = 'chrome_remote_desktop'
       or lower(identifier) in ('inomeogfingihgjfjlpeplalcfajhgai', 'gbchcmhmhahfdphkhkmpfmihenigjmpp'))
group by person, kind
order by person, at, ref
-- query: lookups
select person, date_trunc('day', at) as on_day, min(at) as at, first_value(ref order by at, ref) as ref
from network_events
where tool = 'chrome_remote_desktop' and person is not null and at is not null
group by person, date_trunc('day', at)
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
