-- id: onb-id-state-conflict
-- title: Document of another state than the declared home
-- needs: identity_checks
-- category: identity
-- cause: identity_region
-- levels: differs 1, all_differ 2
-- weight: the catalogue calls it weak; people move, and a licence is renewed years later. With a bank of a third
--   region beside it, it is rarer
-- params: fresh_days 365
-- source: research/indicators.md onb-id-state-conflict (Ballena Azul, 11 August 2026)
-- clears: the worker shows a lease or a bill for the declared home
-- query: main
select person, ref, at, known_at, check_id, reason, kind from identity_checks
where person is not null and at is not null and reason is not null
order by person, at, ref
-- query: homes
select person, ref, at, region, country from declared_addresses where person is not null and region is not null
order by person, at, ref
-- query: banks
select person, ref, at, known_at, routing_number, payment_service from pay_accounts
where person is not null and routing_number is not null
order by person, at, ref
