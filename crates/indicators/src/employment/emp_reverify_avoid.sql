-- id: emp-reverify-avoid
-- title: Repeat identity checks avoided
-- needs: reverifications
-- category: identity
-- cause: reverification
-- levels: twice 2, often 2.5, quit 5, explained -2.5
-- weight: the catalogue calls it weak (1 to 2 bits) and strong (4 to 6) where somebody leaves at once when asked. A check
--   that was done afterwards, or a reason given to the company, takes it back
-- params: skipped_min 2, often_min 3, window_days 180, quit_days 14, done_days 30, ticket_days 21
-- source: reports/002_f08f7a26d27133d0.txt L26; research/indicators.md emp-reverify-avoid
-- clears: a check that is done, by a way and at a time that the person can choose
-- query: main
select person, ref, at, known_at, kind, outcome, accepted_reason
from reverifications
where person is not null and at is not null
order by person, at, ref
-- query: workers
select person, ref, end_date, end_reason from workers where person is not null order by person, ref
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
  and (topics like '%family_or_move_explanation%' or topics like '%accessibility_need%' or topics like '%travel_notice%')
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved
from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
