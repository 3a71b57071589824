-- id: emp-shared-job
-- title: Several people seem to do one job
-- needs: signins|code_events|vdi_sessions
-- category: conduct
-- cause: shared_job
-- levels: concurrent 1, hours 1.5, handover 2, overlap 2, several 4
-- weight: the catalogue calls it weak (1 to 2 bits); two of its signs together are rarer. Three sessions at once is a
--   published rule, the rest is ours and unmeasured.
-- params: distance_km 150, overlap_days 2, handover_days 5, stretch_hours 18, stretch_days 3, stretch_active_hours 10,
--   concurrent_days 3
-- source: reports/003_abb983dd5eebcde6.txt L70-71; research/indicators.md emp-shared-job
-- clears: one unplanned call in which the person speaks about the work of both halves of the day
-- query: stretches
-- Time in which the account was in use with no pause of five hours.
select person, island, count(*) as active_hours, min(at) as at, max(last_at) as last_at, max(known_at) as known_at,
       array_agg(ref order by at, ref) as refs
from (
  select person, at, last_at, known_at, ref,
         sum(case when prev is null or at - prev > interval '5 hours' then 1 else 0 end)
             over (partition by person order by at, ref rows between unbounded preceding and current row) as island
  from (
    select person, at, last_at, known_at, ref, lag(last_at) over (partition by person order by at, ref) as prev
    from (
      select person, date_trunc('hour', at) as hour, min(at) as at, max(at) as last_at, min(known_at) as known_at,
             first_value(ref order by at, ref) as ref
      from (
        select person, at, known_at, ref from signins where result = 'success' and (interactive is null or interactive)
        union all
        select person, at, known_at, ref from code_events where action in ('push', 'create') and (is_bot is null or not is_bot)
        union all
        select person, at, known_at, ref from vdi_sessions where state in ('started', 'connected')
      ) a
      where person is not null and at is not null
      group by person, date_trunc('hour', at)
    ) h
  ) g
) i
group by person, island
having max(last_at) - min(at) >= interval '16 hours'
order by person, at
-- query: concurrent
-- Hours in which one product counts three sessions or more of one person, from several addresses and systems.
select person, product, hour, count(*) as sessions, min(at) as at, max(known_at) as known_at, array_agg(ref order by at, ref) as refs
from (
  select person, product, date_trunc('hour', at) as hour, session_id, min(ip) as ip, min(concat(coalesce(os, ''), ' ', coalesce(browser, ''))) as client,
         min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
  from signins
  where person is not null and at is not null and session_id is not null and result = 'success' and ip is not null
    and product in ('okta', 'google workspace') and (egress is null or not egress)
  group by person, product, date_trunc('hour', at), session_id
) x
group by person, product, hour
having count(*) >= 3 and min(ip) <> max(ip) and min(client) <> max(client)
order by person, at
-- query: places
-- Days on which computers (no phones: their networks give other towns) were in use in two towns, without exits that
-- many share: offices, VPNs, hosted desktops.
select s.person, date_trunc('day', s.at) as on_day, lower(coalesce(s.city, s.net_city)) as city,
       area_of(coalesce(s.city, s.net_city), coalesce(s.region, s.net_region), coalesce(s.country, s.net_country),
               cast(s.latitude as varchar), cast(s.longitude as varchar)) as area,
       s.os, s.browser, s.session_id, max(case when s.residential_proxy then 1 else 0 end) as proxy,
       min(s.at) as at, max(s.at) as last_at, min(s.known_at) as known_at, first_value(s.ref order by s.at, s.ref) as ref
from signins s
join (
  select person, date_trunc('day', at) as on_day from signins
  where person is not null and at is not null and result = 'success' and coalesce(city, net_city) is not null
  group by person, date_trunc('day', at)
  having min(lower(coalesce(city, net_city))) <> max(lower(coalesce(city, net_city)))
) d on s.person = d.person and date_trunc('day', s.at) = d.on_day
left join (
  select ip from (select ip, person from signins where person is not null and ip is not null group by ip, person) p
  group by ip having count(*) > 3
) shared on s.ip = shared.ip
where s.result = 'success' and coalesce(s.city, s.net_city) is not null and shared.ip is null
  and (s.egress is null or not s.egress) and (s.vpn is null or not s.vpn) and (s.hosting is null or not s.hosting)
  and (s.relay is null or not s.relay) and (s.tor is null or not s.tor) and (s.astrill is null or not s.astrill) and s.vpn_operator is null
  and (s.os is null or not regexp_like(lower(s.os), '(android|ios|iphone|ipad)'))
  and (s.user_agent is null or not regexp_like(lower(s.user_agent), '(android|iphone|ipad|mobile)'))
group by s.person, date_trunc('day', s.at), lower(coalesce(s.city, s.net_city)),
         area_of(coalesce(s.city, s.net_city), coalesce(s.region, s.net_region), coalesce(s.country, s.net_country),
                 cast(s.latitude as varchar), cast(s.longitude as varchar)), s.os, s.browser, s.session_id
order by s.person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
