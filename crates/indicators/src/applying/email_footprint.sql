-- id: app-email-footprint
-- title: Mail address of a closed case, or one that is thrown away
-- needs: applicants|workers
-- category: identity
-- cause: case_artefact
-- levels: disposable 1, published 2, listed 4.5
-- weight: the catalogue calls it weak, and strong (4 to 6 bits) where the very address stands on a vetted list: an address is
--   one person's. What others have published is no case of the company's own, and a person whose name was used may have been
--   taken for the one who used it
-- params: days 365, days_before 90
-- source: research/indicators.md app-email-footprint (Kraken 2025-05; Mandiant 2024-09-23)
-- clears: a live check, and a word with whoever closed the case about whose address it was
-- query: main
select x.person, x.shown, x.mail_kind, x.ref, x.at, x.known_at, x.value, a.ref as artefact
from (
  select h.person, h.shown, mail_kind(h.shown) as mail_kind, h.ref, h.at, coalesce(h.known_at, h.at) as known_at, h.value
  from people_handles h
  left join (select distinct name from own_domains) o on mail_domain(h.shown) = o.name
  where h.kind = 'email' and h.role in ('applicant', 'worker', 'resume') and h.person is not null and h.value is not null and h.at is not null and o.name is null
) x
left join (select ref, email_key(value) as value from confirmed_artefacts where kind = 'email' and value is not null) a on x.value = a.value
where a.ref is not null or x.mail_kind = 'disposable'
order by x.person, x.at, x.ref, artefact
-- query: artefacts
select ref, incident_id, closed_at, value, expires_at from confirmed_artefacts where kind = 'email' order by ref
