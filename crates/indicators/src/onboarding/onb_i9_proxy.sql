-- id: onb-i9-proxy
-- title: One outside person looks at the documents of several hires
-- needs: tickets
-- category: identity
-- cause: document_proxy
-- levels: shared 4
-- weight: the catalogue calls it strong, notary networks and agencies aside; US indictments name facilitators who did it
-- params: most_people 6
-- source: research/indicators.md onb-i9-proxy (US v. Jin et al.; statement of offense in US v. Chapman)
-- clears: the representative is a notary or an agency that the company knows, and says whom they saw
-- query: main
select person, ref, at, known_at, ticket_id, subject, body
from tickets
where person is not null and at is not null
  and regexp_like(lower(concat(coalesce(subject, ''), ' ', coalesce(body, ''))),
                  '(i-?9|employment (form|eligibility)|right to work|document (check|inspection))')
  and regexp_like(lower(concat(coalesce(subject, ''), ' ', coalesce(body, ''))), '(representative|inspect|notary|sign(ed|s)? (it )?for you|verif)')
order by person, at, ref
-- query: related
select person, other from related order by person, other
