-- id: pay-multi-change
-- title: Pay account changed again and again
-- needs: changes
-- category: pay
-- cause: pay_route
-- levels: twice 2, often 4, explained -4
-- weight: the catalogue calls two changes weak (1 to 2 bits) and three strong (4 to 6); no measured rate is
--   published, so both stand at the catalogue's proposal. A change that the company itself confirmed or
--   undid speaks for the person, and takes away at most what this cause adds.
-- params: short_window_days 30, changes_in_short 2, long_window_days 90, changes_in_long 3, ticket_days 14
-- source: reports/003_abb983dd5eebcde6.txt L56-57; research/indicators.md pay-multi-change
-- clears: the bank confirms that every account since the first change is in the worker's own name
-- query: main
select person, ref, at, known_at, old_value, new_value, channel, changed_by
from changes
where field in ('bank_account', 'payment_platform') and person is not null and at is not null
order by person, at, ref
-- query: tickets
select person, ref, at, topics, resolution
from tickets
where person is not null and at is not null
  and (topics like '%payment_change%' or topics like '%takeover_report%') and resolution is not null
order by person, at, ref
