-- id: emp-session-cookie
-- title: One session used from two devices
-- needs: signins|account_events|file_events
-- category: device
-- cause: session_reuse
-- levels: near 1, hashes 2, browser 2, other_client 4, repeated 6, explained -5
-- weight: the catalogue calls it strong (4 to 6 bits) when the system changes; the rules are published, no rate is.
--   Where both ends stand in one network or town it says little. Who reported a takeover is the victim.
-- params: hashes_min 4, repeated_days 3, takeover_days 14
-- source: reports/002_f08f7a26d27133d0.txt; Okta customer detections; Elastic detection rules; research/indicators.md
--   emp-session-cookie
-- clears: the person shows both devices, or reported the takeover
-- query: seen
select x.person, x.product, x.session_id, x.ip, x.os, x.browser, x.user_agent, x.device_id, x.client_hash,
       max(x.city) as city, max(x.asn) as asn, max(x.subnet) as subnet, min(x.at) as at, max(x.at) as last_at, min(x.known_at) as known_at,
       first_value(x.ref order by x.at, x.ref) as ref
from (
  select person, product, session_id, ip, os, browser, user_agent, device_id, client_hash, lower(coalesce(city, net_city)) as city,
         coalesce(as_number, net_asn) as asn, subnet, at, known_at, ref
  from signins where result <> 'failure'
  union all
  select person, product, session_id, ip, null, null, user_agent, device_id, null, null, null, null, at, known_at, ref from account_events
  union all
  select person, product, session_id, ip, null, null, user_agent, null, null, null, null, null, at, known_at, ref from file_events
) x
join (
  -- Only sessions in which the address changed, and something of the device.
  select person, product, session_id
  from (
    select person, product, session_id, ip, os, browser, user_agent, client_hash from signins where result <> 'failure'
    union all select person, product, session_id, ip, null, null, user_agent, null from account_events
    union all select person, product, session_id, ip, null, null, user_agent, null from file_events
  ) y
  where person is not null and session_id is not null and ip is not null
    and product in ('okta', 'entra', 'microsoft 365', 'google workspace', 'slack', 'cloud app security', 'defender for cloud apps')
  group by person, product, session_id
  having min(ip) <> max(ip)
     and (min(os) <> max(os) or min(browser) <> max(browser) or min(user_agent) <> max(user_agent) or min(client_hash) <> max(client_hash))
) s on x.person = s.person and x.product = s.product and x.session_id = s.session_id
where x.at is not null and x.ip is not null
group by x.person, x.product, x.session_id, x.ip, x.os, x.browser, x.user_agent, x.device_id, x.client_hash
order by x.person, x.product, x.session_id, at, ref
-- query: takeovers
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and topics like '%takeover_report%'
order by person, at, ref
