-- id: off-vanish
-- title: Gone when asked to verify
-- needs: reverifications, workers
-- category: conduct
-- cause: reverification
-- levels: unanswered 1, resigned 4
-- weight: the catalogue calls it weak, and strong beside earlier signs; a published case ended the day after the
--   question. The check itself is one cause with the sign of checks that were avoided
-- params: hours 72
-- source: research/indicators.md off-vanish (Security Alliance's framework; KnowBe4 case)
-- clears: the person answers later, and the check is done then
-- query: main
select r.person, r.ref, r.at, r.known_at, r.kind, r.outcome, r.accepted_reason, p.end_at, p.end_reason, w.ref as worker_ref
from reverifications r
join people p on r.person = p.person
left join (select person, min(ref) as ref from workers where person is not null group by person) w on r.person = w.person
where r.at is not null and lower(r.outcome) in ('declined', 'no_show', 'no show', 'refused', 'unanswered', 'no_answer')
order by r.person, r.at, r.ref
-- query: done
select person, max(at) as at from reverifications
where person is not null and at is not null and lower(outcome) = 'done'
group by person
order by person
