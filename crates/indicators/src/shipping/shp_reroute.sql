-- id: shp-reroute
-- title: Laptop delivered away from the declared home
-- needs: shipments
-- category: device
-- cause: delivery_address
-- levels: elsewhere 2, explained -2
-- weight: the catalogue calls it weak; parents, partners and parcel shops take parcels. A ticket that the company
--   confirmed speaks for the person
-- params: fresh_days 30, ticket_days 30
-- source: reports/003_abb983dd5eebcde6.txt L23-25; reports/000_a1f6b62d0f1c7d54.txt L109; research/indicators.md
--   shp-reroute
-- clears: a call with the laptop in view at the declared home, serial number read out
-- query: main
select person, start_at from people order by person
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
