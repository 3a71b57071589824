-- id: emp-repo-copy
-- title: Company repositories copied
-- needs: code_events|endpoint_events
-- category: conduct
-- cause: repo_copy
-- levels: elsewhere 1, many 2, pushed 5, explained -4
-- weight: the catalogue calls volume weak (1 to 2 bits) and a push of company code to another owner strong (4 to 6);
--   the counts are published rules, the comparison with the team is ours. A planned move takes back what the
--   volume says, never what a push elsewhere says.
-- params: clones_min 25, clones_minutes 9, repositories_min 10, repositories_minutes 6, times_team 3, new_min 10
-- source: reports/002_f08f7a26d27133d0.txt L10-11; research/indicators.md emp-repo-copy
-- clears: the change under which the repositories moved, to the company's own host
-- query: clones
select x.person, x.minute, count(*) as repositories, sum(x.n) as clones, sum(x.private) as private_repositories, max(x.fetched) as fetched,
       min(x.at) as at, max(x.known_at) as known_at, array_agg(x.ref order by x.at, x.ref) as refs
from (
  select c.person, lower(c.repository) as repository, date_trunc('day', c.at) as on_day, date_trunc('minute', min(c.at)) as minute,
         count(*) as n, max(case when c.public is null or not c.public then 1 else 0 end) as private,
         max(case when c.action = 'fetch' then 1 else 0 end) as fetched,
         min(c.at) as at, min(c.known_at) as known_at, first_value(c.ref order by c.at, c.ref) as ref
  from code_copies c
  join (
    select person, date_trunc('day', at) as on_day from code_copies
    where person is not null and at is not null and (is_bot is null or not is_bot)
    group by person, date_trunc('day', at) having count(*) >= 5
  ) d on c.person = d.person and date_trunc('day', c.at) = d.on_day
  where c.repository is not null and (c.is_bot is null or not c.is_bot)
    and (c.own_organisation is null or c.own_organisation)
  group by c.person, lower(c.repository), date_trunc('day', c.at)
) x
group by x.person, x.minute
order by x.person, x.minute
-- query: starts
select x.person, p.department, count(*) as repositories, min(x.at) as at, max(x.at) as last_at, max(x.known_at) as known_at,
       array_agg(x.ref order by x.at, x.ref) as refs
from (
  select c.person, lower(c.repository) as repository, min(c.at) as at, min(c.known_at) as known_at, first_value(c.ref order by c.at, c.ref) as ref
  from code_copies c
  join people p on c.person = p.person
  where c.repository is not null and (c.is_bot is null or not c.is_bot)
    and (c.own_organisation is null or c.own_organisation)
    and p.start_at is not null and c.at >= p.start_at and c.at < p.start_at + interval '14 days'
  group by c.person, lower(c.repository)
) x
join people p on x.person = p.person
group by x.person, p.department
order by x.person
-- query: team
select x.person, p.department, x.bucket, count(*) as repositories
from (
  select person, lower(repository) as repository, date_bin(interval '14 days', at) as bucket
  from code_copies
  where person is not null and at is not null and repository is not null
    and (is_bot is null or not is_bot) and (own_organisation is null or own_organisation)
  group by person, lower(repository), date_bin(interval '14 days', at)
) x
join people p on x.person = p.person
group by x.person, p.department, x.bucket
order by x.person, x.bucket
-- query: commands
select person, ref, at, known_at, device_name, command_line
from endpoint_events
where kind = 'process' and person is not null and at is not null and command_line like '%git%'
  and (command_line like '% push%' or command_line like '% remote add %' or command_line like '% remote set-url %')
order by person, at, ref
-- query: repositories
select distinct lower(repository) as repository, lower(organisation) as organisation
from code_events
where repository is not null and (own_organisation is null or own_organisation)
order by repository, organisation
-- query: organisations
select name from own_organisations order by name
-- query: hosts
select name from own_code_hosts order by name
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and topics like '%migration_or_change_ticket%'
order by person, at, ref
