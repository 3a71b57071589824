-- id: ext-public-release
-- title: Data of the company in public
-- needs: leak_alerts
-- category: conduct
-- cause: extortion_release
-- levels: seen 0, author 4, explained -4
-- weight: the catalogue calls it strong (4 to 6 bits); the low end, since snippets are published by mistake more often than on
--   purpose. An alert that leads to nobody is shown and counts against nobody; a ticket about the mistake speaks for the person
-- params: ticket_days 14
-- source: reports/002_f08f7a26d27133d0.txt L9; research/indicators.md ext-public-release
-- clears: the text was public before, or it was published by mistake and told at once
-- query: main
select ref, at, known_at, alert_id, place, url, "matched", repo, first_commit_author from leak_alerts where at is not null order by at, ref
-- query: authors
select distinct a.ref as alert, t.person
from leak_alerts a
join account_ties t on lower(a.first_commit_author) = t.account
    and (t.from_at is null or a.at >= t.from_at) and (t.to_at is null or a.at < t.to_at)
order by alert, person
-- query: pushes
select a.ref as alert, c.person, min(c.ref) as ref, min(c.at) as at, count(*) as n
from leak_alerts a
join code_events c on lower(c.repository) = lower(a.repo) or lower(c.target) = lower(a.repo) or lower(c.owner) = lower(a.first_commit_author)
where a.repo is not null and c.person is not null and c.at is not null and c.at <= a.at
  and c.action in ('push', 'create', 'fork', 'transfer', 'visibility', 'member')
  and (c.own_organisation is null or not c.own_organisation)
group by a.ref, c.person
order by alert, person
-- query: commands
select a.ref as alert, e.person, min(e.ref) as ref, min(e.at) as at, count(*) as n
from leak_alerts a
join (select * from endpoint_events where kind = 'process' and command_line like '%git%' and person is not null and at is not null) e
  on strpos(replace(lower(e.command_line), ':', '/'), '/' || lower(split_part(a.repo, '/', 1)) || '/') > 0
where a.repo is not null and strpos(a.repo, '/') > 4 and e.at <= a.at
group by a.ref, e.person
order by alert, person
-- query: tickets
select person, ref, at, known_at, subject, body from tickets
where person is not null and at is not null
  and (lower(coalesce(body, subject)) like '%public%' or lower(coalesce(body, subject)) like '%visib%' or lower(coalesce(body, subject)) like '%expos%')
order by person, at, ref
-- query: people
select person, end_at from people order by person
