-- id: ear-personal-sync
-- title: A browser profile of another name on the work machine
-- needs: web_events
-- category: identity
-- cause: browser_account
-- levels: other_name 1.5
-- weight: the catalogue calls a private profile weak and very common, and another name strong; family computers and
--   fanciful addresses are why it stays low. No measured rate is published
-- params: first_days 21
-- source: research/indicators.md ear-personal-sync (Ballena Azul, 11 August 2026)
-- clears: the worker opens the profile on a call, and its name is theirs
-- query: main
select w.person, lower(w.cloud_account) as account, w.app, w.at, w.known_at, w.ref, p.start_at, p.names
from web_events w
join people p on w.person = p.person
where w.at is not null and w.cloud_account is not null and w.cloud_account_kind = 'consumer' and p.start_at is not null
  and regexp_like(lower(coalesce(w.app, '')), '(chrome|edge|firefox|brave|browser).*(sync|sign-?in|profile)')
order by w.person, w.at, w.ref
-- query: known
select distinct person, lower(shown) as email from people_handles where kind = 'email' and person is not null order by person, email
