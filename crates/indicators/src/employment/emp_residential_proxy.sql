-- id: emp-residential-proxy
-- title: Access through residential proxies
-- needs: signins|vdi_sessions
-- category: network
-- cause: proxy_exit
-- levels: steady 1, proxy 2, providers 3, changing 4
-- weight: the catalogue calls it weak (1 to 2 bits), strong (4 to 6) where addresses or regions keep changing. A
--   line at home whose router was enrolled without anybody's knowledge stays one address, from the start on; it
--   says next to nothing.
-- params: logins_min 3, window_days 14, providers_max 4, providers_days 7, steady_addresses 2, start_days 14
-- source: reports/003_abb983dd5eebcde6.txt L35-37; research/indicators.md emp-residential-proxy
-- clears: the worker's own router at the stated home has that address
-- query: logins
select x.person, x.ip, x.on_day, max(x.subnet) as subnet, max(x.region) as region, max(x.provider) as provider,
       max(x.list_source) as list_source, max(x.list_as_of) as list_as_of,
       count(*) as n, min(x.at) as at, max(x.at) as last_at, max(x.known_at) as known_at, array_agg(x.ref order by x.at, x.ref) as refs
from (
  select person, ip, date_trunc('day', at) as on_day, subnet, coalesce(net_region, region) as region, provider, list_source, list_as_of, at, known_at, ref
  from signins
  where person is not null and at is not null and residential_proxy and (result is null or result = 'success') and (egress is null or not egress)
  union all
  select person, client_ip, date_trunc('day', at), subnet, null, null, list_source, list_as_of, at, known_at, ref
  from vdi_sessions
  where person is not null and at is not null and residential_proxy and (egress is null or not egress) and (state is null or lower(state) = 'connected')
) x
group by x.person, x.ip, x.on_day
order by x.person, x.on_day, x.ip
-- query: all_logins
select person, ip, max(subnet) as subnet, max(case when residential_proxy then 1 else 0 end) as proxied, count(*) as n, min(at) as at, max(at) as last_at
from signins
where person is not null and at is not null and ip is not null and (result is null or result = 'success') and (egress is null or not egress)
  and person in (select person from signins where residential_proxy and person is not null)
group by person, ip
order by person, at, ip
-- query: providers
select s.person, date_trunc('day', s.at) as on_day, coalesce(s.net_org, s.as_org) as org, coalesce(s.net_region, s.region) as region,
       min(s.at) as at, min(s.known_at) as known_at, first_value(s.ref order by s.at, s.ref) as ref
from signins s
join (
  select x.person from (
    select distinct person, coalesce(net_org, as_org) as org from signins
    where person is not null and (result is null or result = 'success') and (egress is null or not egress) and coalesce(net_org, as_org) is not null
  ) x group by x.person having count(*) > 4
) m on s.person = m.person
where s.at is not null and (s.result is null or s.result = 'success') and (s.egress is null or not s.egress)
  and (s.labels is null or s.labels = '' or s.labels like '%residential_proxy%')
  and coalesce(s.net_org, s.as_org) is not null and coalesce(s.net_region, s.region) is not null
group by s.person, date_trunc('day', s.at), coalesce(s.net_org, s.as_org), coalesce(s.net_region, s.region)
order by s.person, on_day, org, region
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
