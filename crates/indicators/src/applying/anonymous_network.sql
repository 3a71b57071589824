-- id: app-anonymous-network
-- title: Application sent from an anonymised network
-- needs: applicants|account_events
-- category: network
-- cause: applicant_network
-- levels: vpn 0.5, pool 1, days 1.5
-- weight: the catalogue calls it weak (1 to 2 bits), from two separate days on. Many people use a VPN against advertising; a
--   pool of lines let out by households, or the one service that the reports name, is less common
-- params: days 2
-- source: reports/003_abb983dd5eebcde6.txt L35-37; research/indicators.md app-anonymous-network (Microsoft 2026-04-21; Splunk)
-- clears: the applicant says which service it is, and comes without it when asked
-- query: main
select person, kind, ip, labels, on_day, min(at) as at, max(known_at) as known_at, array_agg(ref order by at, ref) as refs
from (
  select person, 'application' as kind, ip, ip_labels as labels, date_trunc('day', applied_at) as on_day, applied_at as at, coalesce(known_at, applied_at) as known_at, ref
  from applicants
  where person is not null and applied_at is not null and ip is not null and ip_labels is not null and ip_labels <> ''
  union all
  select e.person, 'portal', e.ip, e.labels, date_trunc('day', e.at), e.at, coalesce(e.known_at, e.at), e.ref
  from account_events e join people p on e.person = p.person
  where lower(e.action) like 'hrrecruiting/%' and e.at is not null and e.ip is not null and e.labels is not null and e.labels <> ''
    and (p.start_at is null or e.at < p.start_at)
) x
group by person, kind, ip, labels, on_day
order by person, on_day, kind, ip
