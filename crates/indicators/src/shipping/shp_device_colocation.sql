-- id: shp-device-colocation
-- title: Laptops of several workers behind one router
-- needs: devices
-- category: graph
-- cause: delivery_address
-- levels: alike 0.5, two 3, several 5
-- weight: the catalogue calls it strong (4 to 6 bits) on the router's hardware address; no measured rate is published. It
--   shares its cause with the place that parcels went to. Declared households are left out; people with one family
--   name may be one.
-- params: several_min 3, hub_min 12
-- source: complaint, US v. Didenko; research/indicators.md shp-device-colocation
-- clears: the workers declare a shared home, or the router is that of an office
-- query: main
select lower(gateway_mac) as gateway, person, count(*) as n, max(asset_serial) as asset_serial, min(ref) as ref,
       min(coalesce(last_check_in, at)) as at, max(coalesce(last_check_in, at)) as last_at, max(known_at) as known_at, max(last_ip) as last_ip
from devices
where gateway_mac is not null and person is not null
  -- Addresses that thousands of routers share: none, all, and those of redundant pairs.
  and regexp_like(lower(gateway_mac), '[1-9a-f]') and regexp_like(lower(gateway_mac), '[0-9a-e]')
  and not regexp_like(replace(replace(lower(gateway_mac), '-', ''), ':', ''), '^(00005e0001|00005e0002|00000c07ac|00000c9ff|020000000)')
group by lower(gateway_mac), person
order by gateway, person
-- query: offices
-- Routers that stand behind an exit of the company's own.
select distinct lower(d.gateway_mac) as gateway
from devices d join network_facts n on d.last_ip = n.ip
where d.gateway_mac is not null and n.egress
order by gateway
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
