-- id: emp-multi-country-login
-- title: Computers in several countries at once
-- needs: signins
-- category: network
-- cause: travel_speed
-- levels: once 1, repeated 2.5
-- weight: the catalogue calls one weak and several strong; a privacy VPN that no list knows looks the same. Two
--   countries in thirty minutes is a published rule, three in a day is the catalogue's, both unmeasured
-- params: minutes 30, day_hours 24, day_countries 3, km 500, kmh 900
-- source: research/indicators.md emp-multi-country-login (Elastic's rules; State, Treasury and FBI, 16 May 2022)
-- clears: one call, with the laptop in view, while a sign-in is made from where the person is
-- query: stays
select * from computer_changes
where person in (select person from computer_changes where country is not null group by person having min(country) <> max(country))
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
