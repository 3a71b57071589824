-- id: int-answers-read
-- title: Answers looked read from a screen
-- needs: interviews
-- category: conduct
-- cause: answers_prepared
-- levels: once 0.3, varied 1, interviewers 1.5, both 2
-- weight: the catalogue calls it weak (1 to 2 bits), where two interviewers say so and a change to the same task went badly. One
--   note alone says next to nothing: many people have notes, are nervous, or use a screen reader
-- params: interviewers 2
-- source: research/indicators.md int-answers-read (US/ROK PSA 2023-10-18; Recorded Future PurpleDelta; ANY.RUN 2025-12-02)
-- clears: a task on a shared board that is changed while it is being solved, and goes well
-- query: main
select person, ref, at, coalesce(known_at, at) as known_at, lower(trim(interviewer)) as interviewer, notes, topics, in_person
from interviews
where person is not null and at is not null
order by person, at, ref
-- query: exempt
select person, "until" from exemptions where person is not null and indicator in ('int-long-pauses', 'int-camera-off') order by person, "until"
