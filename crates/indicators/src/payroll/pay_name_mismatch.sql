-- id: pay-name-mismatch
-- title: Pay account in another person's name
-- needs: pay_accounts|changes
-- category: pay
-- cause: pay_holder
-- levels: alike 0.3, other 2.5, confirmed 4.5, explained -2.5
-- weight: the catalogue calls it strong (4 to 6 bits) when a bank has confirmed it, so half of that before. A name in common may
--   be a relative or a name before a marriage; a firm is how contractors bill, and no sign
-- params: ticket_days 30
-- source: research/indicators.md pay-name-mismatch (indictment, US v. Jong Song Hwa et al.; IT-ISAC on fraudulent job seekers)
-- clears: the bank's name check passes for the worker, or a certificate shows the other name
-- query: main
select r.person, r.ref, r.at, r.known_at, r.account, r.account_holder, r.channel, p.names
from (
    select person, ref, at, known_at, account_digest as account, account_holder, cast(null as text) as channel from pay_accounts
    union all
    select person, ref, at, known_at, new_value, account_holder, channel from changes
    where field in ('bank_account', 'payment_platform')
) r
left join people p on r.person = p.person
where r.person is not null and r.at is not null and r.account_holder is not null
order by r.person, r.at, r.ref
-- query: undone
select person, ref, at, old_value, new_value from changes
where field in ('bank_account', 'payment_platform') and person is not null and at is not null
order by person, at, ref
-- query: household
select r.person, p.names from related r join people p on r.other = p.person order by r.person, p.names
-- query: tickets
select person, ref, at, known_at, topics, resolution from tickets
where person is not null and at is not null and (topics like '%takeover_report%' or topics like '%payment_change%') and resolution is not null
order by person, at, ref
