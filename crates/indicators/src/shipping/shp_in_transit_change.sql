-- id: shp-in-transit-change
-- title: Another address while the parcel was moving
-- needs: shipments
-- category: device
-- cause: delivery_address
-- levels: changed 2, unknown_place 4, explained -2, explained_unknown -4
-- weight: the catalogue calls it weak, and strong where the new address is on file nowhere. A ticket that the company
--   confirmed, or papers that were shown, speak for the person
-- params: ticket_days 30
-- source: reports/003_abb983dd5eebcde6.txt L27-29; research/indicators.md shp-in-transit-change
-- clears: the laptop is handed over in person, or arrives at the verified address
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
