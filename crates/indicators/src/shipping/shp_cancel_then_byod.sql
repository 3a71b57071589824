-- id: shp-cancel-then-byod
-- title: Laptop cancelled or sent back, then another way to work asked for
-- needs: shipments
-- category: device
-- cause: avoids_laptop
-- levels: asked 5, explained -5
-- weight: the catalogue calls it strong; no measured rate is published. Where IT had none, the carrier broke it, or
--   a second laptop reached the worker soon after, the sign is explained
-- params: after_days 21, before_days 7, second_laptop_days 45
-- source: reports/003_abb983dd5eebcde6.txt L25-31; research/indicators.md shp-cancel-then-byod
-- clears: a laptop of the company's is handed over and is the one that signs in
-- query: main
select person, ref, at, known_at, shipment_id, event, requested_by, channel, address_line, city, region, postcode,
       country, address_type, signed_by
from shipments
where person is not null and at is not null
order by person, shipment_id, at, ref
-- query: asked
select person, ref, at, known_at, topics, resolution, ticket_id
from (
    select person, ref, at, known_at, topics, resolution, ticket_id from tickets
    union all
    select from_person, ref, at, known_at, topics, cast(null as text), cast(null as text) from mails
) t
where person is not null and at is not null
  and (topics like '%own_device_request%' or topics like '%company_device_declined%'
       or topics like '%virtual_desktop_request%' or topics like '%stock_shortage_or_it_initiated%')
order by person, at, ref
