-- id: ear-newhire-travel
-- title: Impossible travel in the first two months
-- needs: signins
-- category: network
-- cause: travel_speed
-- levels: once 1, repeated 2.5
-- weight: the catalogue calls one weak and several strong; a privacy VPN that no list knows looks the same, so several
--   stay below what it calls strong. No measured rate is published
-- params: first_days 60, km 500, kmh 900
-- source: research/indicators.md ear-newhire-travel (Microsoft, 21 April 2026)
-- clears: one call, with the laptop in view, while a sign-in is made from where the person is
-- query: stays
select c.*, p.start_at
from computer_changes c
join people p on c.person = p.person
where p.start_at is not null and c.at >= p.start_at - interval '7 days' and c.at <= p.start_at + interval '120 days'
order by c.person, c.at, c.ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
