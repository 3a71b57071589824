-- id: ear-multi-rmm
-- title: Remote access tools of several makers on one computer
-- needs: endpoint_events|remote_sessions
-- category: device
-- cause: remote_tool
-- levels: week 2, minutes 3, new_hire 4
-- weight: two makers in eight minutes is a published rule, two in a week is ours; the catalogue calls it weak (1 to 2
--   bits), strong (4 to 6) on the laptop of somebody new. It shares its cause with each of the tools.
-- params: early_days 30, window_days 7, window_minutes 8
-- source: Elastic detection rules; research/indicators.md ear-multi-rmm
-- clears: IT names the change from one tool to the other, or the tickets of both
-- query: main
select x.person, x.device, x.tool, x.at, x.last_at, x.known_at, x.ref, p.start_at
from (
  select person, device, tool, date_trunc('day', at) as on_day, min(at) as at, max(at) as last_at, min(known_at) as known_at,
         first_value(ref order by at, ref) as ref
  from (
    select person, device_key(device_name) as device, tool, at, known_at, ref
    from endpoint_events
    where tool is not null and tool_kind <> 'tunnel' and approved = 'no' and kind in ('process', 'service') and holder is not null
    union all
    select person, device_key, replace(lower(tool), ' ', '_'), at, known_at, ref
    from remote_sessions
    where approved = 'no' and (helpdesk is null or not helpdesk) and kind in ('session', 'login', 'start')
      and (how is null or how <> 'rejected') and (direction is null or lower(direction) like 'in%')
  ) e
  where person is not null and device is not null and at is not null
  group by person, device, tool, date_trunc('day', at)
) x
left join people p on x.person = p.person
order by x.person, x.device, x.at, x.ref
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
