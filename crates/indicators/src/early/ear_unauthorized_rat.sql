-- id: ear-unauthorized-rat
-- title: Remote access tool that the company did not approve
-- needs: endpoint_events|remote_sessions
-- category: device
-- cause: remote_tool
-- levels: tunnel 1, seen 2, early 4, rerouted 5, explained -4
-- weight: the catalogue calls it weak (1 to 2 bits), twice that in the first thirty days, and strong (4 to 6) there
--   on a laptop whose parcel was sent elsewhere; no measured rate is published. A tunnel is a developer's habit more
--   often than not and counts least. An approval for a time takes back what the sign alone says.
-- params: early_days 30, approval_days 45
-- source: reports/003_abb983dd5eebcde6.txt L103-104, reports/000_a1f6b62d0f1c7d54.txt L91, L109; research/indicators.md
--   ear-unauthorized-rat
-- clears: IT names the ticket under which the tool was installed, and by whom
-- query: endpoint
select person, tool, max(tool_kind) as tool_kind, kind, date_trunc('day', at) as on_day,
       max(remote_tool('process', image, null, null, null)) as by_program,
       min(at) as at, max(at) as last_at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
from endpoint_events
where tool is not null and person is not null and at is not null and approved = 'no'
group by person, tool, kind, date_trunc('day', at)
order by person, at, ref
-- query: sessions
select coalesce(r.person, t.person) as person, r.tool, r.at, r.known_at, r.ref, r.kind, r.how, r.peer_id, r.helpdesk
from remote_sessions r
left join account_ties t on account_key(r.local_user) = t.account
    and (t.from_at is null or r.at >= t.from_at) and (t.to_at is null or r.at < t.to_at)
where r.tool is not null and r.at is not null and r.approved = 'no' and coalesce(r.person, t.person) is not null
  and r.kind in ('session', 'request', 'login', 'start') and (r.how is null or r.how <> 'rejected')
  and (r.direction is null or lower(r.direction) like 'in%')
order by person, r.at, r.ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and (topics like '%remote_support%' or topics like '%tool_approval%')
order by person, at, ref
-- query: people
select p.person, p.start_at, case when n.name is null then false else true end as needs_it
from people p
left join roles_that_need_remote_access n on lower(trim(p.job_title)) = n.name
where p.worker_id is not null
order by p.person
-- query: parcels
select person, ref, at, event
from shipments
where person is not null and at is not null and event in ('change_requested', 'redirected')
order by person, at, ref
