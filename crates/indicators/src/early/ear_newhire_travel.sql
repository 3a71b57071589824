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
select c.*
from computer_changes c
join people p on c.person = p.person
where p.start_at is not null and c.at >= p.start_at - interval '7 days' and c.at <= p.start_at + interval '120 days'
order by c.person, c.at, c.ref
-- query: alerts
-- The product's own word: `impossibleTravel` of Entra, `Velocity=POSITIVE` of Okta; consumer VPNs have a sign of their own.
select s.person, s.at, s.known_at, s.ref, s.product
from signins s
join people p on s.person = p.person
where p.start_at is not null and s.at >= p.start_at - interval '7 days' and s.at <= p.start_at + interval '120 days'
  and s.behaviors is not null and s.vpn_client is null and (s.egress is null or not s.egress)
  and regexp_like(lower(s.behaviors), '(impossibletravel|velocity *= *positive)')
order by s.person, s.at, s.ref
-- query: began
select person, start_at from people where start_at is not null order by person
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null
order by person, "from", ref
