-- id: app-contact-reuse
-- title: Telephone, mailbox or profile of different applicants
-- needs: applicants|workers|resumes
-- category: identity
-- cause: contact
-- levels: alike 1, different 4, several 5
-- weight: the catalogue calls it strong (4 to 6 bits) when the names differ and no agency explains it; no
--   measured rate is published, so the low end, and a bit more for two others of two other names, which no couple
--   explains. People with one family name, or one given name, may be a family or one person after a marriage:
--   that is worth a question, not more.
-- params: holders_max 12
-- source: reports/002_f08f7a26d27133d0.txt L27-29; research/indicators.md app-contact-reuse
-- clears: the provider or a declared household says why both have it
-- query: main
with own as (
  select kind, value, person, role, ref, at, known_at
  from handles
  where kind in ('phone', 'email', 'profile') and role in ('applicant', 'worker', 'resume')
    and person is not null and value is not null
),
shared as (
  select kind, value from (select distinct kind, value, person from own) x
  group by kind, value having count(*) > 1
)
select o.kind || ' ' || o.value as handle, o.kind, o.person, o.role, o.ref, o.at, o.known_at
from own o join shared s on o.kind = s.kind and o.value = s.value
order by handle, person, role, ref
-- query: referees
with given as (
  select person, ref, known_at, referee_name, 'phone' as kind, phone_key(referee_phone, null) as value from references_given where referee_phone is not null
  union all
  select person, ref, known_at, referee_name, 'email' as kind, email_key(referee_email) as value from references_given where referee_email is not null
)
select g.person, g.ref, coalesce(g.known_at, p.applied_at) as known_at, g.referee_name, g.kind, h.person as holder, h.ref as holder_ref, h.known_at as holder_known_at
from given g
join handles h on g.kind = h.kind and g.value = h.value
left join people p on g.person = p.person
where g.person is not null and h.person is not null and h.role in ('applicant', 'worker', 'resume')
order by g.person, g.kind, g.ref, h.person, h.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
