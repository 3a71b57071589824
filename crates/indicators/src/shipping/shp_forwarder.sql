-- id: shp-forwarder
-- title: Laptop sent to a forwarder or a mailbox shop
-- needs: shipments
-- category: device
-- cause: delivery_address
-- levels: shop 1
-- weight: the catalogue calls it weak: parcels are stolen from porches, and some people have no door of their own
-- source: research/indicators.md shp-forwarder (US/ROK notice, 18 October 2023; FBI, 23 July 2025)
-- clears: a call from the declared home, with the laptop in view and its serial number read out
-- query: main
select person, ref, at, known_at, event, requested_by, address_type, address_line, city, region, postcode, country
from shipments
where person is not null and at is not null and address_type in ('mail_agency', 'forwarder')
order by person, at, ref
