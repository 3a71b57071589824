-- id: shp-first-checkin-far
-- title: First use of the laptop far from where it was delivered
-- needs: shipments, signins
-- category: network
-- cause: device_place
-- levels: far 1.5, abroad 3
-- weight: the catalogue calls it weak, and strong abroad; a laptop that is taken along at once is rare, lists that
--   place an address wrongly are not
-- params: hours 72, km 200
-- source: research/indicators.md shp-first-checkin-far (Recorded Future, 18 August 2026; Google, April 2025)
-- clears: the worker says where the laptop was taken, and a call with it in view shows that place
-- query: towns
select * from computer_towns where managed order by person, at, city
-- query: parcels
select s.person, s.ref, s.at, s.known_at, s.city, s.region, s.country, area_of(s.city, s.region, s.country, null, null) as area, p.start_at
from shipments s
join people p on s.person = p.person
where s.event = 'delivered' and s.at is not null and (s.address_type is null or s.address_type <> 'office')
order by s.person, s.at, s.ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
