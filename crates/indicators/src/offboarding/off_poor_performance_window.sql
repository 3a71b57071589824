-- id: off-poor-performance-window
-- title: Left for poor performance: a window to watch
-- needs: workers
-- category: conduct
-- cause: leaving
-- levels: watch 0.2
-- weight: benign alone; every leaver of this kind opens the same window, whoever it is. It only places what
--   comes after it
-- params: watch_days 30, review_days 180
-- source: reports/003_abb983dd5eebcde6.txt L37-39; research/indicators.md off-poor-performance-window
-- clears: nothing to clear: the window closes by itself
-- query: main
select person, ref, end_date, end_reason
from workers
where person is not null and end_date is not null and end_reason is not null
order by person, end_date, ref
-- query: reviews
select person, ref, at, rating
from performance
where person is not null and at is not null
order by person, at, ref
