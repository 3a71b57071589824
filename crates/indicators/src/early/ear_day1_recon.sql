-- id: ear-day1-recon
-- title: The machine and its place looked over in the first days
-- needs: endpoint_events
-- category: conduct
-- cause: day1_recon
-- levels: looked 0.7, both 2
-- weight: the catalogue calls it weak; curious developers look too, and set-up scripts run the same commands. Asking
--   a site where the machine seems to stand is what goes beyond that
-- params: first_days 14, window_hours 24, commands 3
-- source: research/indicators.md ear-day1-recon (Ballena Azul, 11 August 2026; BCA, NorthScan, ANY.RUN, 2 December 2025)
-- clears: IT names the set-up script, or the worker says what was being looked for
-- query: commands
select x.person, x.command, x.device_name, x.at, x.known_at, x.ref
from (
  select e.person, regexp_replace(regexp_replace(lower(e.image), '^.*[/\\]', ''), '\.exe$', '') as command, e.device_name,
         e.at, e.known_at, e.ref, p.start_at
  from endpoint_events e
  join people p on e.person = p.person
  where e.kind = 'process' and e.image is not null and e.at is not null and p.start_at is not null
    and e.at >= p.start_at - interval '3 days' and e.at <= p.start_at + interval '60 days'
    and (e.account is null or not regexp_like(lower(e.account), '(system|local service|network service|\$)$'))
) x
where x.command in ('dxdiag', 'systeminfo', 'wmic', 'whoami', 'ipconfig', 'msinfo32', 'netstat', 'system_profiler', 'hostnamectl', 'lshw')
order by x.person, x.at, x.ref
-- query: lookups
select x.person, x.host, x.at, x.known_at, x.ref
from (
  select person, lower(target) as host, at, known_at, ref from endpoint_events where kind in ('dns', 'connection') and target is not null
  union all
  select person, lower(host), at, known_at, ref from web_events where host is not null
  union all
  select person, lower(host), at, known_at, ref from network_events where host is not null
) x
join people p on x.person = p.person
where x.at >= p.start_at - interval '3 days' and x.at <= p.start_at + interval '60 days'
  and regexp_like(x.host, '(^|\.)(ipinfo\.io|ip-api\.com|ipapi\.co|ifconfig\.(me|co)|icanhazip\.com|whatismyip(address)?\.com|whatismyip\.net|whoer\.(net|com)|ipleak\.net|browserleaks\.com|iplocation\.(net|com)|ip2location\.com|ipify\.org|myip\.com|ip\.me|dnsleaktest\.com|whatsmyip\.org|showmyip\.com|where-am-i\.[a-z]+)$')
order by x.person, x.at, x.ref
-- query: began
select person, start_at from people where start_at is not null order by person
