-- id: onb-address-change
-- title: Another address during onboarding
-- needs: changes|tickets
-- category: device
-- cause: delivery_address
-- levels: moved 2, asked 1, explained -2
-- weight: the catalogue calls it weak (1 to 2 bits); people move for a job. What was only asked for is at its low end. Papers that were shown, or a ticket and a laptop that
--   is used in the new town, speak for the person
-- params: before_start_days 90, after_start_days 14, second_within_days 30, ticket_days 30
-- source: reports/003_abb983dd5eebcde6.txt L101-103; reports/002_f08f7a26d27133d0.txt L28; research/indicators.md
--   onb-address-change
-- clears: a lease or a registration at the new address, or a live look at the laptop there
-- query: main
select person, start_at, applied_at from people where start_at is not null order by person
-- query: declared
select * from declared_addresses order by person, at, ref
-- query: moves
select person, ref, at, known_at, field, old_value, new_value, changed_by, channel
from changes
where field in ('home_address', 'ship_address') and person is not null and at is not null
order by person, at, ref
-- query: parcels
select person, ref, at, known_at, shipment_id, event, requested_by, channel, address_line, city, region, postcode,
       country, address_type, signed_by
from shipments
where person is not null and at is not null
order by person, shipment_id, at, ref
-- query: tickets
select person, ref, ticket_id, at, known_at, topics, resolution, closed_at
from tickets
where person is not null and at is not null and topics is not null and topics <> ''
order by person, at, ref
-- query: seen
select * from seen_cities order by person, city
-- query: related
select person, other from related order by person, other
