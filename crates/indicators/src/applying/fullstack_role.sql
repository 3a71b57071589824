-- id: app-fullstack-role
-- title: Applies for a full stack or similar remote software post
-- needs: applicants|workers
-- category: conduct
-- cause: profile_traits
-- levels: trait 0.1
-- weight: the catalogue calls it harmless alone: almost every applicant for such a post shows it. It is kept
--   as one trait of the profile rule, and so close to nothing that it moves nobody by itself.
-- source: reports/003_abb983dd5eebcde6.txt L88; reports/000_a1f6b62d0f1c7d54.txt L107;
--   research/indicators.md app-fullstack-role
-- clears: the post is worked on site
-- query: main
select a.person, a.ref, a.at, a.known_at, a.req_title as title,
       case when a.req_remote then true
            when lower(a.req_title) like '%remote%' and a.req_remote is null then true
            else a.req_remote end as remote,
       q.ref as post_ref, 'applied for' as told
from applicants a
left join requisitions q on a.req_id = q.req_id
where a.person is not null and a.req_title is not null
union all
select w.person, w.ref, w.at, w.known_at, w.job_title, w.remote, null, 'was hired for'
from workers w
where w.person is not null
order by person, at, ref
