-- id: app-doc-metadata
-- title: Two people's files are copies of one document, or name one stranger as author
-- needs: resumes
-- category: identity
-- cause: document_metadata
-- levels: author 1, copy 2, both 3
-- weight: the catalogue calls it weak (1 to 2 bits), and strong for one identity of the document. A template that is saved under
--   another name keeps its identity too, so that it stands at the low end
-- params: holders_max 4
-- source: research/indicators.md app-doc-metadata (Ballena Azul 2026-08-11; eleven-government alert 2026-07-31)
-- clears: the template, or the writer of resumes, that both had
-- query: main
with own as (
  select 'document ' || lower(trim(document_id)) as value, 'document' as kind, person, document_id as shown, ref, document, known_at from resumes
  where person is not null and document_id is not null and trim(document_id) <> ''
  union all
  select 'author ' || lower(trim(author)), 'author', person, author, ref, document, known_at from resumes
  where person is not null and author is not null and trim(author) <> ''
),
shared as (
  select value from (select distinct value, person from own) x group by value having count(*) > 1
)
select o.value, o.kind, o.shown, o.person, o.document, o.ref, coalesce(p.applied_at, p.start_at, o.known_at) as known_at
from own o join shared s on o.value = s.value
left join people p on o.person = p.person
order by o.value, o.person, o.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
