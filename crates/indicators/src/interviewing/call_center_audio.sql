-- id: int-call-center-audio
-- title: Other calls or voices behind the candidate
-- needs: interviews
-- category: conduct
-- cause: call_audio
-- levels: once 0.5, noted 1, twice 2
-- weight: the catalogue calls it weak from two rounds by different interviewers on. One round is worth less,
--   unless the interviewer wrote that other calls were heard, which is the very thing the report names.
-- params: rounds 2
-- source: reports/003_abb983dd5eebcde6.txt L97; research/indicators.md int-call-center-audio
-- clears: a round from a quiet place of the candidate's choice without other voices
-- query: main
select person, ref, at, known_at, interviewer, other_voices, notes, topics, meeting_key(meeting_id) as meeting
from interviews
where person is not null and at is not null and (other_voices or notes is not null)
order by person, at, ref
-- query: voices
select interview as person, meeting_key(meeting_id) as meeting, speaker, min(ref) as ref
from speech
where interview is not null and meeting_id is not null and speaker is not null
group by interview, meeting_key(meeting_id), speaker
order by person, meeting, speaker
