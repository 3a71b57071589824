-- id: int-call-center-audio
-- title: Other calls or voices behind the candidate
-- needs: interviews|call_audio
-- category: conduct
-- cause: call_audio
-- levels: once 0.5, noted 1, sounds 1, twice 2
-- weight: the catalogue calls it weak from two rounds by different interviewers on. One round is worth less,
--   unless the interviewer wrote that other calls were heard, which is the very thing the report names. What a program
--   hears in the sound is worth no more than one note, since it cannot tell a call centre from a café
-- params: rounds 2, babble_share 0.3, voice_seconds 20, voice_stretches 5, others_min 3, others_share 0.2
-- source: reports/003_abb983dd5eebcde6.txt L97; research/indicators.md int-call-center-audio
-- clears: a round from a quiet place of the candidate's choice without other voices
-- query: main
select person, ref, at, known_at, interviewer, other_voices, notes, topics, meeting_key(meeting_id) as meeting
from interviews
where person is not null and at is not null
order by person, at, ref
-- query: voices
select interview as person, meeting_key(meeting_id) as meeting, speaker, min(ref) as ref
from speech
where interview is not null and meeting_id is not null and speaker is not null
group by interview, meeting_key(meeting_id), speaker
order by person, meeting, speaker
-- query: sound
select interview as person, meeting_key(meeting_id) as meeting, ref, coalesce(known_at, at) as known_at,
       second_voice_seconds, second_voice_stretches, babble_share
from call_audio
where interview is not null and meeting_id is not null and not_looked_at is null
order by person, meeting, seq, ref
