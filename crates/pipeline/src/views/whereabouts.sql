-- Where people's computers were in use. A few rows for each person, asked once and kept.

-- view: computer_changes
-- Hours after which, or before which, a person's computer was in another town.
select person, city, country, managed, area, 1 as days, at, last_at, known_at, ref, ref as refs
from (
  select c.*, lag(city) over (partition by person order by at, ref) as before, lead(city) over (partition by person order by at, ref) as behind
  from computer_hours c
) x
where before <> city or behind <> city

-- view: computer_towns
-- In which towns a person's computers were in use, on how many days and when. `refs`: the first sign-in of each day.
select person, city, min(country) as country, min(area) as area, bool_or(managed) as managed, count(*) as days,
       min(at) as at, max(last_at) as last_at, min(known_at) as known_at, min(ref) as ref, array_agg(ref order by at, ref) as refs
from (
  select person, city, min(country) as country, min(area) as area, bool_or(managed) as managed, min(at) as at,
         max(last_at) as last_at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
  from computer_hours
  group by person, city, date_trunc('day', at)
) d
group by person, city
