-- id: pay-change-from-proxy
-- title: Pay account changed from an anonymised address
-- needs: changes
-- category: network
-- cause: proxy_exit
-- levels: tunnel 1.5, proxy 4, explained -4
-- weight: the catalogue calls it strong (4 to 6 bits) in the first 60 days; whoever hijacks the sign-in of an honest worker does
--   the same, so the low end, and less than half of it for a VPN or a data centre. It says where the change came from, so it is
--   of one kind and one cause with the other sign of a proxy; that the account changes is told by its own signs
-- params: young_days 60, ticket_days 14
-- source: research/indicators.md pay-change-from-proxy (Microsoft 2026-04-21)
-- clears: somebody else made the change, or a journey or a ticket explains the address
-- query: main
select c.person, c.ref, c.at, c.known_at, c.old_value, c.new_value, c.ip, c.changed_by, n.labels, n.egress, n.residential_proxy,
       n.astrill, n.tor, n.vpn, n.hosting, n.relay, n.provider, p.start_at
from changes c
join network_facts n on c.ip = n.ip
left join people p on c.person = p.person
where c.field in ('bank_account', 'payment_platform') and c.person is not null and c.at is not null
order by c.person, c.at, c.ref
-- query: changes
select person, ref, at, known_at, old_value, new_value from changes
where field in ('bank_account', 'payment_platform') and person is not null and at is not null
order by person, at, ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, topics, resolution from tickets
where person is not null and at is not null and (topics like '%takeover_report%' or topics like '%vpn_use%')
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved from travel where person is not null order by person, "from", ref
