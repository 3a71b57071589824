-- id: onb-byod-request
-- title: Asks to work on a machine of their own
-- needs: tickets|mails
-- category: device
-- cause: avoids_laptop
-- levels: asked 2, explained -2
-- weight: the catalogue calls it weak; freelancers bring their own machines. A need for aids at work, or a proposal
--   that was IT's own, speaks for the person
-- params: before_start_days 90, after_start_days 14, explained_days 14
-- source: reports/003_abb983dd5eebcde6.txt L25-34; reports/000_a1f6b62d0f1c7d54.txt L95-99; research/indicators.md
--   onb-byod-request
-- clears: a laptop of the company's is handed over and is the one that signs in
-- query: main
select t.person, t.ref, t.at, t.known_at, t.topics, t.ticket_id, t.resolution, p.start_at, p.applied_at
from (
    select person, ref, at, known_at, topics, ticket_id, resolution from tickets
    union all
    select from_person, ref, at, known_at, topics, cast(null as text), cast(null as text) from mails
) t
join people p on t.person = p.person
where t.person is not null and t.at is not null
  and (t.topics like '%own_device_request%' or t.topics like '%company_device_declined%'
       or t.topics like '%accessibility_need%' or t.topics like '%stock_shortage_or_it_initiated%')
order by t.person, t.at, t.ref
