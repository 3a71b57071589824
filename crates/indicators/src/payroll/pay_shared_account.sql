-- id: pay-shared-account
-- title: One pay account for several workers
-- needs: pay_accounts|changes
-- category: pay
-- cause: shared_account
-- levels: alike 1.5, week 1, equal 5
-- weight: the catalogue calls equality strong (4 to 6 bits); no measured rate is published. A family name in common may be an
--   undeclared couple. Two who vouched for each other and moved to the same service in one week is weak
-- params: holders_max 12, week_days 7
-- source: reports/003_abb983dd5eebcde6.txt L64-65; research/indicators.md pay-shared-account (indictment, US v. Jong Song Hwa et al.)
-- clears: a declared household or a bank's word that the account is a joint one
-- query: main
select account, person, min(ref) as ref, min(at) as at, min(known_at) as known_at from (
    select account_digest as account, person, ref, at, known_at from pay_accounts
    union all
    select new_value, person, ref, at, known_at from changes where field in ('bank_account', 'payment_platform')
) r
where account is not null and account <> '' and person is not null and at is not null
  and account in (
    select account from (
      select distinct account_digest as account, person from pay_accounts
      union select distinct new_value, person from changes where field in ('bank_account', 'payment_platform')
    ) x where account is not null and person is not null group by account having count(*) > 1)
group by account, person
order by account, person
-- query: moves
select payment_service, person, ref, at, known_at from changes
where field in ('bank_account', 'payment_platform') and payment_service is not null and person is not null and at is not null
  and payment_kind in ('money_transfer', 'fintech_payout', 'crypto')
order by payment_service, person, at, ref
-- query: vouched
select person, referee, min(ref) as ref from references_given
where person is not null and referee is not null and person <> referee group by person, referee order by person, referee
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
