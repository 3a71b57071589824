-- id: app-odd-hours
-- title: Writes at night by the clock of the claimed place
-- needs: mails
-- category: conduct
-- cause: hours
-- levels: mostly 1, clock 1.5
-- weight: the catalogue calls it weak: night owls, carers and second jobs write at night too. The low end, because the
--   catalogue's threshold is no measured one. Hours that fit another clock over all days are a little rarer; who works
--   by night in the named place has them too
-- params: clock_share 0.4, certainty 0.7, share 0.6, messages 15, days 10, night_from 0, night_to 6, one_minute_share 0.6, travel_days 21
-- source: reports/003_abb983dd5eebcde6.txt L93-94; research/indicators.md app-odd-hours
-- clears: hours that the manager agreed to, a journey, or a live check in the claimed place's morning
-- query: main
-- What somebody sent before the first day of work: later it is the hours of a job.
select x.person, min(x.ref) as ref, min(x.at) as at, min(x.known_at) as known_at, bool_or(x.travels) as travels
from (
  select m.from_person as person, m.ref, m.at, coalesce(m.known_at, m.at) as known_at,
         coalesce(m.mail_id, cast(m.ref as varchar)) as message, coalesce(m.topics, '') like '%travel_notice%' as travels
  from mails m
  where m.from_person is not null and m.at is not null and (m.from_own is null or not m.from_own)
  union all
  select person, ref, at, coalesce(known_at, at), cast(ref as varchar), false
  from applicants where person is not null and at is not null
) x
left join people p on x.person = p.person
where p.start_at is null or x.at < p.start_at
group by x.person, x.message
order by person, at, ref
-- query: zones
select distinct person, time_zone from (
  select person, time_zone from applicants union all select person, time_zone from workers
) z
where person is not null and time_zone is not null
order by person, time_zone
-- query: tickets
select person, ref, at, known_at, closed_at, ticket_id, subject, body, resolution from tickets
where person is not null and at is not null
order by person, at, ref
-- query: travel
select person, ref, "from", "to", approved from travel
where person is not null and "from" is not null and "to" is not null
order by person, "from", ref
