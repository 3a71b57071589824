-- id: onb-esign-network
-- title: Contract signed from an anonymised network, or over another candidate's line
-- needs: signings
-- category: network
-- cause: applicant_network
-- levels: vpn 0.5, line 1.5, pool 1.5
-- weight: the catalogue calls it weak (1 to 2 bits). Many people have a VPN; a pool of lines let out by households, or the
--   service that the reports name, is less common, and so is one ordinary line under the contracts of two
--   strangers; people who state one home share its line too, and are left out. It shares
--   its cause with an application from such a network
-- params: days 90, holders_max 4
-- source: research/indicators.md onb-esign-network (Microsoft 2026-04-21)
-- clears: the same document signed again without the VPN, or at the office
-- query: main
select person, ref, at, coalesce(known_at, at) as known_at, ip, labels
from signings
where person is not null and at is not null and ip is not null and action = 'signed' and labels is not null and labels <> ''
order by person, at, ref
-- query: lines
select s.ip, s.person, s.ref, s.at, coalesce(s.known_at, s.at) as known_at
from signings s
join (
  select ip from (select distinct ip, person from signings where action = 'signed' and ip is not null and person is not null) x
  group by ip having count(*) > 1
) l on s.ip = l.ip
join network_facts n on s.ip = n.ip
where s.person is not null and s.at is not null and s.action = 'signed' and (s.labels is null or s.labels = '') and not n.egress
order by s.ip, s.at, s.ref
-- query: homes
select distinct person, address_key(address_line, city, region, postcode, country) as home from declared_addresses
where person is not null
order by person, home
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
