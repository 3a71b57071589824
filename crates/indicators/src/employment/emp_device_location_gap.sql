-- id: emp-device-location-gap
-- title: The laptop is never used near the declared home
-- needs: signins, workers
-- category: network
-- cause: device_place
-- levels: away 2.5, explained -1.5
-- weight: the catalogue calls it strong; people who move and forget to say so are as common as farms, so it stays
--   below that; their own word takes off a part. No measured rate is published
-- params: days 30, seen_days 10, ticket_days 60
-- source: research/indicators.md emp-device-location-gap; reports/003_abb983dd5eebcde6.txt L23-25
-- clears: a call from the declared home, with the laptop in view and its serial number read out
-- query: towns
select * from computer_towns where managed order by person, at, city
-- query: homes
select person, area_of(city, region, country, null, null) as area, city, ref
from declared_addresses
where person is not null
order by person, at, ref
-- query: moves
select person, ref, at from changes where field = 'home_address' and person is not null and at is not null order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
order by person, at, ref
