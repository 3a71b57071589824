-- id: shp-reshipped-abroad
-- title: Laptop used in another country than it was delivered to
-- needs: shipments, signins
-- category: network
-- cause: device_place
-- levels: abroad 3.5
-- weight: the catalogue calls it strong; holidays that nobody approved are the ordinary reason, and a privacy VPN
--   that no list knows looks the same. The country itself never counts, only that it is not the delivery's
-- params: days 3
-- source: research/indicators.md shp-reshipped-abroad (US v. Jin et al.; Chapman case)
-- clears: the worker shows the journey, or a call with the laptop in view shows where it is
-- query: towns
select * from computer_towns where managed order by person, at, city
-- query: homes
select person, country, area, ref from (
  select person, country, area_of(city, region, country, null, null) as area, at, ref
  from shipments where event = 'delivered' and person is not null
  union all
  select person, country, area_of(city, region, country, null, null), at, ref
  from declared_addresses where person is not null
) x
where country is not null
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
