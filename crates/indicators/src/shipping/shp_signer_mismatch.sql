-- id: shp-signer-mismatch
-- title: Parcel signed for by somebody else
-- needs: shipments
-- category: device
-- cause: parcel_signer
-- levels: at_one_house 0.2, third 1, repeat 4
-- weight: the catalogue calls a third name weak and one that returns strong; neighbours sign for parcels every day.
--   At one house the sign of laptops that gather there has counted the signer already.
--   No measured rate is published
-- params: window_days 365, most_people 12
-- source: research/indicators.md shp-signer-mismatch (US v. Knoot; statement of offense in US v. Chapman)
-- clears: the worker names who signed, and a call shows the laptop at the declared home
-- query: main
select s.person, s.ref, s.at, s.known_at, s.signed_by, s.address_line, s.city, s.region, s.postcode, s.country,
       s.address_type, p.names
from shipments s
join people p on s.person = p.person
where s.event = 'delivered' and s.at is not null and s.signed_by is not null and s.address_line is not null
order by s.person, s.at, s.ref
-- query: related
select r.person, r.other, p.names from related r join people p on r.other = p.person order by r.person, r.other
