-- id: int-meeting-ip
-- title: Interviews joined from an anonymised network, or far from the stated home
-- needs: meetings
-- category: network
-- cause: applicant_network
-- levels: once 0.5, far 1, rounds 1.5
-- weight: the catalogue calls it weak (1 to 2 bits), from two rounds on. People travel, and many have a VPN; where an address
--   lies is a guess of a list. It shares its cause with an application from such a network
-- params: rounds 2, far_rounds 3, far_km 500
-- source: research/indicators.md int-meeting-ip (Microsoft 2026-04-21; DTEX i3)
-- clears: a round without the VPN, from an ordinary line near the stated home
-- query: main
select m.interview as person, meeting_key(m.meeting_id) as meeting, m.ref, m.at, coalesce(m.known_at, m.at) as known_at, m.ip, m.labels,
       area_of(m.net_city, m.net_region, m.net_country, cast(null as varchar), cast(null as varchar)) as area
from meetings m
where m.interview is not null and m.person = m.interview and m.ip is not null and m.at is not null and m.meeting_id is not null
order by person, m.at, m.ref
-- query: homes
select person, at, area_of(city, region, country, cast(null as varchar), cast(null as varchar)) as area
from declared_addresses
where at is not null and city is not null
order by person, at, ref
