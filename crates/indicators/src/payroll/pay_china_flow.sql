-- id: pay-china-flow
-- title: Where pay goes on to is not seen here
-- needs: pay_accounts|changes
-- category: pay
-- cause: pay_onward
-- levels: context 0
-- weight: context, 0 bits, and it stays so: in the known case the money ended in a foreign bank, but an employer does not see
--   that, and the country of a bank is no sign of anything and is not read
-- source: reports/002_f08f7a26d27133d0.txt (case fact); research/indicators.md pay-china-flow
-- clears: nothing to clear: it is a note for whoever follows the money
-- query: main
select r.person, r.ref, r.at, r.known_at, r.payment_service, r.account_holder, p.names
from (
    select person, ref, at, known_at, payment_service, payment_kind, account_holder from pay_accounts
    union all
    select person, ref, at, known_at, payment_service, payment_kind, account_holder from changes
    where field in ('bank_account', 'payment_platform')
) r
left join people p on r.person = p.person
where r.person is not null and r.at is not null and r.payment_service is not null
  and r.payment_kind in ('money_transfer', 'fintech_payout', 'crypto')
order by r.person, r.at, r.ref
