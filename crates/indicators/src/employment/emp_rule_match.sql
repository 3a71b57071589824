-- id: emp-rule-match
-- title: A Sigma rule matched
-- needs: sigma_hits
-- category: device
-- cause: rule_match
-- levels: matched 0
-- weight: rules are written by many hands for many purposes, and nobody has measured what their matches say about
--   a person; a match is shown with its author and weighs nothing
-- status: trial
-- source: the rule itself; Sigma 2.1
-- clears: the owner of the device knows what ran, and why
-- query: main
select coalesce(person, '') as who, coalesce(device_name, '') as device, rule_id, title, coalesce(author, '') as author,
       coalesce(level, '') as level, count(*) as n, min(at) as first_at, max(at) as last_at, min(known_at) as known_at,
       min(coalesce("of", ref)) as event, min(ref) as hit
from sigma_hits
where at is not null and title is not null and (person is not null or device_name is not null)
group by coalesce(person, ''), coalesce(device_name, ''), rule_id, title, coalesce(author, ''), coalesce(level, '')
order by who, device, rule_id
