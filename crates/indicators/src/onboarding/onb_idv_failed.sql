-- id: onb-idv-failed
-- title: Identity check denied again and again, or broken off
-- needs: identity_checks|signins
-- category: identity
-- cause: identity_documents
-- levels: abandoned 0.5, denied 1.5, vendors 4
-- weight: the catalogue calls it weak (1 to 2 bits), and strong (4 to 6) where a second vendor fails too. Vendors refuse honest
--   papers, those of some people more often, and a poor camera fails twice. It shares its cause with forged papers
-- params: days 7, denied_min 2, vendor_days 60
-- source: research/indicators.md onb-idv-failed (Okta customer detections)
-- clears: a check in person or before a notary that passes
-- query: main
select person, ref, at, coalesce(known_at, at) as known_at, lower(trim(coalesce(vendor, ''))) as vendor, lower(coalesce(kind, '')) as kind, lower(result) as result, reason
from identity_checks
where person is not null and at is not null and result is not null
union all
select person, ref, at, coalesce(known_at, at), lower(coalesce(product, '')), 'verification',
       case when result = 'success' then 'pass' when result = 'failure' then 'fail' else 'skipped' end, reason
from signins
where person is not null and at is not null and event = 'user.identity_verification' and result is not null
order by person, known_at, ref
