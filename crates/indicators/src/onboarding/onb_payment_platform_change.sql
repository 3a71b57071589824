-- id: onb-payment-platform-change
-- title: Pay moved to a payment service before the second payday
-- needs: changes
-- category: pay
-- cause: pay_service
-- levels: account 0.2, service 2, explained_account -0.2, explained -2
-- weight: the catalogue calls it weak (1 to 2 bits); a bank account that is opened for a new job is what most do, and says
--   nothing. A call-back that passed speaks for the person. The service itself is one cause with its other signs
-- params: second_payday_days 60, before_start_days 30, ticket_days 14
-- source: reports/002_f08f7a26d27133d0.txt L28; research/indicators.md onb-payment-platform-change
-- clears: a call-back on a number held before the change
-- query: main
select c.person, c.ref, c.at, c.known_at, c.field, c.old_value, c.new_value, c.institution, c.payment_service, c.payment_kind,
       c.channel, p.start_at
from changes c
left join people p on c.person = p.person
where c.field in ('bank_account', 'payment_platform') and c.person is not null and c.at is not null
order by c.person, c.at, c.ref
-- query: tickets
select person, ref, at, known_at, resolution from tickets
where person is not null and at is not null and resolution is not null
  and (topics like '%payment_change%' or topics like '%money_transfer_request%' or topics like '%takeover_report%' or category = 'payroll')
order by person, at, ref
