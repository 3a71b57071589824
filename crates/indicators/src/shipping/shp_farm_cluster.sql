-- id: shp-farm-cluster
-- title: Laptops of several unrelated workers at one place
-- needs: shipments
-- category: graph
-- cause: delivery_address
-- levels: pair 2, pair_one_signer 4, several 5, several_one_signer 6
-- weight: the catalogue asks for a look at two and calls three strong; one third name that signs for all of them
--   makes a house without flat numbers a poor explanation. No measured rate is published
-- params: window_days 365, strong_from 3
-- source: reports/003_abb983dd5eebcde6.txt L23-25 and L64-65; research/indicators.md shp-farm-cluster
-- clears: each laptop is seen on a call at its own worker's home, serial number read out
-- query: main
select s.person, s.ref, s.at, s.known_at, s.address_line, s.city, s.region, s.postcode, s.country, s.address_type,
       s.signed_by, p.names, w.remote
from shipments s
left join people p on s.person = p.person
left join (select person, bool_or(remote) as remote from workers where person is not null group by person) w
    on s.person = w.person
where s.event = 'delivered' and s.person is not null and s.at is not null and s.address_line is not null
order by s.person, s.at, s.ref
-- query: related
select person, other from related order by person, other
