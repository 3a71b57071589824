-- id: k2
-- title: The kit of a persona, as in earlier schemes
-- needs: evidence
-- category: identity
-- cause: k2
-- levels: three 8, four 10, five 12
-- weight: no measured rate is published; each part has many honest readings and three kinds of them together have few.
--   Only what exceeds the parts counts, so nothing counts twice
-- params: groups 3
-- source: reports/003_abb983dd5eebcde6.txt L76-79; research/indicators.md part 3, K2
-- clears: a call-back on both changes, and former employers who confirm the dates
-- parts: app-shared-format, app-resume-clone, onb-address-change, shp-reroute, pay-multi-change,
--   onb-payment-platform-change, app-work-history-gap, emp-proxy-subnet-reuse
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('app-shared-format', 'app-resume-clone', 'onb-address-change', 'shp-reroute', 'pay-multi-change',
                    'onb-payment-platform-change', 'app-work-history-gap', 'emp-proxy-subnet-reuse')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
-- query: artefacts
select h.person, a.ref as artefact, a.incident_id, a.kind, a.closed_at, a.expires_at, min(h.ref) as ref, min(h.at) as at, min(h.known_at) as known_at
from (
  select ref, incident_id, kind, closed_at, expires_at,
         case when kind = 'email' then email_key(value) when kind = 'phone' then phone_key(value, null)
              when kind = 'address' then address_key(value, null, null, null, null) else value end as value
  from confirmed_artefacts
  where kind in ('email', 'phone', 'address', 'account_digest') and incident_id not like 'indicator--%'
) a
join handles h on a.kind = h.kind and a.value = h.value
where h.person is not null and h.role <> 'referee' and a.value is not null and h.known_at is not null
group by h.person, a.ref, a.incident_id, a.kind, a.closed_at, a.expires_at
order by h.person, a.ref
