-- id: app-remote-contractor-channel
-- title: Remote post in software through a contract or an agency
-- needs: applicants|workers
-- category: conduct
-- cause: profile_traits
-- levels: context 0
-- weight: nothing. It is the way by which the scheme comes in and the way by which most honest contractors come in; the
--   catalogue lets it say which checks are run and adds no score for it
-- source: reports/000_a1f6b62d0f1c7d54.txt L107; reports/001_8ff73949fa42821e.txt L12;
--   research/indicators.md app-remote-contractor-channel
-- clears: nothing is counted, so nothing has to be cleared
-- query: main
select a.person, a.ref, a.at, a.known_at, coalesce(a.req_title, '') as title, coalesce(a.req_department, '') as department,
       a.req_remote as remote, a.agency, a.source as channel, cast(null as varchar) as worker_type, 'applied' as told
from applicants a
where a.person is not null
union all
select w.person, w.ref, w.at, w.known_at, coalesce(w.job_title, ''), coalesce(w.department, ''), w.remote, w.agency, null,
       w.worker_type, 'works'
from workers w
where w.person is not null
order by person, at, ref
