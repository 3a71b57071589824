-- id: ear-otp-extension
-- title: A site or extension that hands one-time codes to others
-- needs: endpoint_events|web_events|network_events|installed
-- category: device
-- cause: code_sharing
-- levels: extension 0.2, site 1.5
-- weight: the catalogue calls it weak. The browser extension is popular with honest people; the sites show codes of a
--   shared secret to whoever opens them
-- source: research/indicators.md ear-otp-extension (BCA, NorthScan, ANY.RUN, 2 December 2025; Ballena Azul, 11 August 2026)
-- clears: the worker shows whose codes are made there, and that nobody else has the secret
-- query: main
select x.person, x.host, case when x.host = 'authenticator.cc' then true else false end as popular, min(x.at) as at, max(x.at) as last_at, min(x.known_at) as known_at, count(*) as n,
       array_agg(x.ref order by x.at, x.ref) as refs
from (
  select person, lower(target) as host, at, known_at, ref from endpoint_events where kind in ('dns', 'connection') and target is not null
  union all
  select person, lower(host), at, known_at, ref from web_events where host is not null
  union all
  select person, lower(host), at, known_at, ref from network_events where host is not null
  union all
  select person, 'authenticator.cc', at, known_at, ref from installed
  where kind = 'extension' and (identifier = 'bhghoamapcdpbohphigoooaddinpkbai' or lower(name) = 'authenticator')
) x
where x.person is not null and x.at is not null
  and regexp_like(x.host, '(^|\.)(otp\.ee|2fa\.cn|2fa\.live|2fa\.fb\.rip|authenticator\.cc)$')
group by x.person, x.host
order by x.person, at, x.host
