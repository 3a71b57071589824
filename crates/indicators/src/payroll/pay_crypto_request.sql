-- id: pay-crypto-request
-- title: Asks to be paid in crypto currency
-- needs: tickets|mails
-- category: pay
-- cause: pay_service
-- levels: asked 1, again 2
-- weight: the catalogue calls it weak and asks for two requests; some companies pay so, and some people just ask
-- params: same_days 3
-- source: research/indicators.md pay-crypto-request (Security Alliance's framework; Google, April 2025)
-- clears: pay goes to a bank account in the worker's own name
-- query: main
select person, ref, at, known_at, id from (
  select person, ref, at, known_at, ticket_id as id, topics from tickets
  union all
  select from_person, ref, at, known_at, null, topics from mails where from_person is not null
) x
where person is not null and at is not null and topics like '%crypto_pay_request%'
order by person, at, ref
