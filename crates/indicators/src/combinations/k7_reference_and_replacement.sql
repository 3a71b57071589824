-- id: k7
-- title: A vouched for B, B was let go, C took the seat
-- needs: evidence, workers
-- category: graph
-- cause: k7
-- levels: chain 8
-- weight: no measured rate is published; teams refer people, and seats are filled again, far more often than with a shared thing.
--   Only what exceeds the parts counts, so nothing counts twice
-- source: reports/003_abb983dd5eebcde6.txt L65-68; research/indicators.md part 3, K7
-- clears: the new holder of the seat passes a live check, and the shared thing has an owner who explains it
-- parts: off-replacement-chain, app-mutual-reference
-- query: main
select person, indicator, level, bits, known_at, from_at, to_at, refs
from evidence
where indicator in ('off-replacement-chain', 'app-mutual-reference')
  -- What is not to be counted for a person must not come back through a combination.
  and not exists (select 1 from exemptions x where x.person = evidence.person and x.indicator = evidence.indicator
                  and (x."until" is null or x."until" >= evidence.known_at))
order by person, indicator, from_at, to_at, refs, known_at
-- query: seats
select n.person, l.person as leaver, l.end_date, l.end_reason, l.ref as leaver_ref
from workers n
join workers l on n.replaces_worker_id = l.worker_id
    or (n.req_id is not null and n.req_id = l.req_id)
    or (lower(n.job_title) = lower(l.job_title) and lower(n.department) = lower(l.department))
where n.person is not null and l.person is not null and n.person <> l.person and l.end_date is not null and n.start_date > l.start_date
order by n.person, l.person
-- query: vouched
select person, referee, ref from references_given
where person is not null and referee is not null and person <> referee
order by person, referee, ref
