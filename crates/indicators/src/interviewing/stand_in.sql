-- id: int-stand-in
-- title: Who came to work is not who was interviewed
-- needs: tickets|interviews|performance
-- category: identity
-- cause: stand_in
-- levels: one 1.5, two 4.5
-- weight: the catalogue calls it strong (4 to 6 bits) after a second confirmation. People misjudge faces, those of people unlike
--   themselves most of all, so that one person's word is weak
-- params: days 120
-- source: research/indicators.md int-stand-in (US v. Jong Song Hwa; Security Alliance; FBI PSA 2024-05-16)
-- clears: a live check in person with the document beside the face
-- query: tickets
select k.ref, k.at, coalesce(k.known_at, k.at) as known_at, k.closed_at, k.person as reporter, concat(k.subject, '. ', coalesce(k.body, '')) as text, k.resolution
from tickets k
where k.at is not null
  and (lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%recogni%' or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%not the %'
    or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%different person%' or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%another person%'
    or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%somebody else%' or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%someone else%'
    or lower(concat(k.subject, ' ', coalesce(k.body, ''))) like '%t look like%')
order by k.at, k.ref
-- query: notes
select person, ref, at, coalesce(known_at, at) as known_at, lower(trim(interviewer)) as reporter, notes as text from interviews
where person is not null and at is not null and notes is not null
union all
select person, ref, at, coalesce(known_at, at), 'review', note from performance
where person is not null and at is not null and note is not null
order by person, at, ref
-- query: people
select w.person, w.worker_id, lower(trim(w.work_email)) as work_email, p.names, p.start_at
from workers w join people p on w.person = p.person
where w.person is not null
order by w.person, w.worker_id
-- query: checks
select person, ref, lower(kind) as kind, coalesce(known_at, at) as known_at from identity_checks
where person is not null and lower(result) = 'pass' and lower(kind) in ('live', 'notary', 'in_person', 'in person', 'on_site')
order by person, known_at, ref
