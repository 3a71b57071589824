-- id: emp-nonessential-access
-- title: Systems that the job does not need
-- needs: access_grants|signins|code_events|file_events
-- category: conduct
-- cause: access
-- levels: granted 0.5, used 2, explained -2
-- weight: the catalogue calls it weak (1 to 2 bits): rights pile up everywhere, and colleagues help each other. On-call
--   duty or a project with a ticket takes it back
-- params: things_min 3, window_days 14, share_of_peers 0.05, peers_min 5, others_min 2, history_days 14,
--   ticket_before_days 14, ticket_after_days 3
-- source: reports/003_abb983dd5eebcde6.txt L103-104; reports/002_f08f7a26d27133d0.txt L31; research/indicators.md
--   emp-nonessential-access
-- clears: the manager names the task that needed these systems
-- query: uses
select x.person, x.department, x.kind, x.thing, x.n, x.at, x.known_at, x.refs, x.family_users, x.all_users
from (
  select u.person, p.department, u.kind, u.thing, u.n, u.at, u.known_at, u.refs,
         count(*) over (partition by p.department, u.kind, u.thing) as family_users,
         count(*) over (partition by u.kind, u.thing) as all_users
  from (
    select person, 'app' as kind, lower(app) as thing, count(*) as n, min(at) as at, min(known_at) as known_at,
           array[first_value(ref order by at, ref), last_value(ref order by at, ref)] as refs
    from signins
    where person is not null and at is not null and app is not null and (result is null or result = 'success')
    group by person, lower(app)
    union all
    select person, 'repository', lower(repository), count(*), min(at), min(known_at),
           array[first_value(ref order by at, ref), last_value(ref order by at, ref)]
    from code_events
    where person is not null and at is not null and repository is not null and (is_bot is null or not is_bot)
      and (own_organisation is null or own_organisation) and action in ('clone', 'fetch', 'push', 'download')
    group by person, lower(repository)
    union all
    select person, 'site', lower(location), count(*), min(at), min(known_at),
           array[first_value(ref order by at, ref), last_value(ref order by at, ref)]
    from file_events
    where person is not null and at is not null and location is not null and action in ('view', 'download', 'sync', 'copy', 'edit')
    group by person, lower(location)
  ) u
  join people p on u.person = p.person
) x
join (select department, count(*) as people from people where worker_id is not null group by department) m on x.department = m.department
where ((x.family_users - 1) * 20 < m.people and x.all_users > x.family_users)
   or x.thing in (select lower(system) from access_grants where role_needs_it is not null and not role_needs_it)
order by x.person, x.at, x.kind, x.thing
-- query: grants
select g.person, p.department, g.ref, g.system, g.at, g.known_at, g.role_needs_it
from access_grants g join people p on g.person = p.person
where g.system is not null
order by g.person, g.at, g.ref
-- query: members
select department, count(*) as people from people where worker_id is not null and department is not null group by department order by department
-- query: began
select person, start_at from people where start_at is not null order by person
-- query: history
select 'app' as kind, min(at) as at from signins
union all select 'repository', min(at) from code_events
union all select 'site', min(at) from file_events
order by kind
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null
order by person, at, ref
