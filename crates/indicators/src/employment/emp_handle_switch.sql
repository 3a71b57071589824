-- id: emp-handle-switch
-- title: Work on the code host under another handle
-- needs: code_events
-- category: identity
-- cause: handle_switch
-- levels: colleague 1, unknown 2
-- weight: the catalogue calls it weak; private handles are mixed up often. A handle that no record of the company knows,
--   with the worker's own key and between days of the usual handle, is rarer
-- params: most_events 200
-- source: research/indicators.md emp-handle-switch (Security Alliance's framework)
-- clears: the worker shows on a call that the other handle is theirs, and since when
-- query: main
select t.person, e.token, lower(e.account) as handle, e.person as owner, count(*) as n, min(e.at) as at, max(e.at) as last_at,
       min(e.known_at) as known_at, array_agg(e.ref order by e.at, e.ref) as refs, min(t.usual) as usual,
       min(t.first_at) as first_at, max(t.final_at) as final_at, max(t.n) as usual_n
from code_events e
join (
  select token, min(person) as person, min(lower(account)) as usual, min(at) as first_at, max(at) as final_at, count(*) as n
  from code_events
  where token is not null and person is not null and at is not null and (is_bot is null or not is_bot)
  group by token, lower(account)
) t on e.token = t.token and lower(e.account) <> t.usual
where e.at is not null and e.account is not null and (e.is_bot is null or not e.is_bot)
group by t.person, e.token, lower(e.account), e.person
order by t.person, at, handle
