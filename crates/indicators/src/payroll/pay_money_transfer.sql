-- id: pay-money-transfer
-- title: Pay asked for by money transfer, in coins or to somebody else
-- needs: tickets|mails
-- category: pay
-- cause: pay_service
-- levels: request 1.5, third_party 4, explained -1.5
-- weight: the catalogue calls it weak (1 to 2 bits) and strong (4 to 6) where the money is to go to a third party. People
--   without a bank nearby and migrants use these services more, so that the request alone never decides; an answer that the
--   account was checked or stands in the contract speaks for the person
-- source: reports/003_abb983dd5eebcde6.txt L101-103; reports/000_a1f6b62d0f1c7d54.txt L109; research/indicators.md
--   pay-money-transfer
-- clears: the account is shown to be the worker's own, or the request was never the worker's
-- query: main
select r.person, r.ref, r.at, r.known_at, r.topics, r.told, r.resolution, p.start_at
from (
    select person, ref, at, known_at, topics, 'ticket' as told, resolution from tickets
    union all
    select from_person, ref, at, known_at, topics, 'mail', cast(null as text) from mails where from_person is not null
) r
left join people p on r.person = p.person
where r.person is not null and r.at is not null
  and (r.topics like '%money_transfer_request%' or r.topics like '%crypto_pay_request%' or r.topics like '%third_party_pay%')
order by r.person, r.at, r.ref
