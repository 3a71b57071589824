-- id: pay-fintech-account
-- title: Pay goes to a payment service
-- needs: pay_accounts|changes
-- category: pay
-- cause: pay_service
-- levels: service 1.5, early 3, explained -1.5, explained_early -3
-- weight: the catalogue calls it weak, and doubled where it is set in the first 60 days or after another change of
--   the account; no measured rate is published. Honest people without a bank nearby use these services more, so
--   it never decides. A route of one's own named in the contract, or a call-back that passed, speaks for the person
-- params: early_days 60, declared_before_days 30, ticket_days 30
-- source: reports/003_abb983dd5eebcde6.txt L57-60; research/indicators.md pay-fintech-account
-- clears: the service confirms that the account is in the worker's own name
-- query: main
select r.person, r.ref, r.at, r.known_at, r.account, r.payment_service, r.payment_kind, r.account_holder, r.channel, r.kind,
       p.start_at, p.applied_at, p.names
from (
    select person, ref, at, known_at, account_digest as account, payment_service, payment_kind, account_holder,
           cast(null as text) as channel, 'account' as kind
    from pay_accounts
    union all
    select person, ref, at, known_at, new_value, payment_service, payment_kind, account_holder, channel, 'change'
    from changes where field in ('bank_account', 'payment_platform')
) r
left join people p on r.person = p.person
where r.person is not null and r.at is not null
order by r.person, r.at, r.ref
-- query: tickets
select person, ref, at, known_at, topics, resolution
from tickets
where person is not null and at is not null
  and (topics like '%payment_change%' or topics like '%money_transfer_request%' or category = 'payroll')
order by person, at, ref
