-- id: int-voice-switch
-- title: Several voices answered for one candidate
-- needs: interviews
-- category: conduct
-- cause: call_audio
-- levels: once 0.5, rounds 1.5, interviewers 2
-- weight: the catalogue calls it weak (1 to 2 bits), from two rounds on. It rests on what interviewers wrote; no voice is
--   compared. It shares its cause with other voices that are heard behind the candidate
-- params: rounds 2
-- source: research/indicators.md int-voice-switch (Kraken 2025-05; Microsoft Jasper Sleet 2025-06-30)
-- clears: a later round in which one voice answers throughout, on camera
-- query: main
select person, ref, at, coalesce(known_at, at) as known_at, lower(trim(interviewer)) as interviewer, notes, topics, in_person, other_voices
from interviews
where person is not null and at is not null
order by person, at, ref
