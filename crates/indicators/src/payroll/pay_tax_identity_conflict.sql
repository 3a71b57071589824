-- id: pay-tax-identity-conflict
-- title: A notice that the identity is in use elsewhere
-- needs: tickets|mails
-- category: identity
-- cause: tax_identity
-- levels: notice 1, complaint 4
-- weight: the catalogue calls a notice weak, since offices err and say so themselves, and a complaint by the person
--   whose name it is strong
-- source: research/indicators.md pay-tax-identity-conflict (Knoot case)
-- clears: counsel and payroll compare the documents with the office's answer
-- query: main
select person, ref, at, known_at, id, topics from (
  select person, ref, at, known_at, ticket_id as id, topics from tickets
  union all
  select from_person, ref, at, known_at, null, topics from mails where from_person is not null
) x
where person is not null and at is not null and (topics like '%identity_no_match%' or topics like '%identity_owner_complaint%')
order by person, at, ref
