-- id: emp-proxy-subnet-reuse
-- title: Sign-ins from a network that an earlier case left behind
-- needs: confirmed_artefacts, signins|vdi_sessions
-- category: network
-- cause: proxy_exit
-- levels: shared 0.3, published 0.5, steady 0.5, once 1, several 3, narrow 4.5
-- weight: the catalogue calls it weak (1 to 2 bits) and strong (4 to 6) for small ranges; several days from the range
--   of a closed case stand between. A range in which many of the staff are, or that has been somebody's line at home
--   from the start, says next to nothing, and what others have published is no case of the company's own. It rests on
--   the same sign-ins as a proxy does and shares its cause
-- params: days 365, days_before 90, others_max 3, days_min 2, narrow_addresses 32, start_days 14,
--   steady_addresses 2, steady_days 5
-- source: reports/003_abb983dd5eebcde6.txt L76-79; research/indicators.md emp-proxy-subnet-reuse
-- clears: the provider of the line at the stated home gave the worker that address
-- query: logins
select x.person, x.artefact, x.ip, x.on_day, count(*) as n, min(x.at) as at, max(x.at) as last_at,
       max(x.known_at) as known_at, array_agg(x.ref order by x.at, x.ref) as refs
from (
  select s.person, a.artefact, s.ip, date_trunc('day', s.at) as on_day, s.at, s.known_at, s.ref
  from signins s join artefact_addresses a on s.ip = a.ip
  where s.person is not null and s.at is not null and (s.result is null or s.result = 'success') and (s.egress is null or not s.egress)
  union all
  select v.person, a.artefact, v.client_ip, date_trunc('day', v.at), v.at, v.known_at, v.ref
  from vdi_sessions v join artefact_addresses a on v.client_ip = a.ip
  where v.person is not null and v.at is not null and (v.egress is null or not v.egress) and (v.state is null or lower(v.state) = 'connected')
) x
group by x.person, x.artefact, x.ip, x.on_day
order by x.person, x.on_day, x.artefact, x.ip
-- query: artefacts
select ref, incident_id, closed_at, value, expires_at from confirmed_artefacts where kind in ('subnet', 'ip') order by ref
-- query: all_logins
select s.person, a.artefact, count(*) as n, min(s.at) as at
from signins s left join artefact_addresses a on s.ip = a.ip
where s.person is not null and s.at is not null and s.ip is not null and (s.result is null or s.result = 'success')
  and (s.egress is null or not s.egress)
  and s.person in (select t.person from signins t join artefact_addresses b on t.ip = b.ip where t.person is not null)
group by s.person, a.artefact
order by s.person, a.artefact
-- query: related
select person, other from related order by person, other
