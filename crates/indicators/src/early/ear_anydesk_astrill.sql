-- id: ear-anydesk-astrill
-- title: AnyDesk session from an Astrill address
-- needs: remote_sessions, ip_ranges
-- category: network
-- cause: remote_peer
-- levels: own_exit 2, peer 5, explained -5
-- weight: the catalogue calls it strong (4 to 6 bits): one engagement found exactly this. The machine's own way out
--   through Astrill says less. A list may be stale, and approved travel with declared use takes it back whole.
-- params: approval_days 45
-- source: reports/003_abb983dd5eebcde6.txt L47-49; research/indicators.md ear-anydesk-astrill
-- clears: the worker shows the address in their own client while travelling with approval
-- query: sessions
select coalesce(r.person, t.person) as person, r.ref, r.at, r.known_at, r.kind, r.peer_id, r.peer_ip, r.own_ip,
       r.peer_astrill, r.own_astrill, r.peer_provider, r.peer_list_source, r.peer_list_as_of
from remote_sessions r
left join account_ties t on account_key(r.local_user) = t.account
    and (t.from_at is null or r.at >= t.from_at) and (t.to_at is null or r.at < t.to_at)
where lower(r.tool) = 'anydesk' and r.at is not null and coalesce(r.person, t.person) is not null
  and (r.peer_astrill or r.own_astrill) and (r.helpdesk is null or not r.helpdesk)
  and (r.how is null or r.how <> 'rejected') and (r.direction is null or lower(r.direction) like 'in%')
order by person, r.at, r.ref
-- query: companions
select coalesce(r.person, t.person) as person, r.ref, r.at, r.peer_id
from remote_sessions r
left join account_ties t on account_key(r.local_user) = t.account
    and (t.from_at is null or r.at >= t.from_at) and (t.to_at is null or r.at < t.to_at)
where lower(r.tool) = 'anydesk' and r.at is not null and coalesce(r.person, t.person) is not null
  and r.kind in ('session', 'request') and (r.how is null or r.how <> 'rejected') and r.peer_ip is null
  and r.peer_id in (select peer_id from remote_sessions where peer_astrill)
order by person, r.at, r.ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
  and (topics like '%tool_approval%' or topics like '%vpn_use%' or topics like '%travel_notice%' or topics like '%remote_support%')
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
