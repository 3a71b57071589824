-- id: int-long-pauses
-- title: Long silence before long answers, and none before short ones
-- needs: speech|call_audio
-- category: conduct
-- cause: answers_prepared
-- levels: sound 0.3, contrast 0.5, stands_out 1.5
-- weight: the catalogue calls it weak (1 to 2 bits). Only the contrast within one person counts, so that a slow line, a slow
--   tongue and a second language, which delay short answers as well, do not; without other candidates of the same
--   process to compare with it is worth little, since hard questions make everyone think
-- params: long_seconds 6, short_seconds 2, answers 8, answer_words 20, each_min 3, others_min 3, longer_share 0.8
-- source: reports/003_abb983dd5eebcde6.txt L100-101; research/indicators.md int-long-pauses
-- clears: a round of unprepared follow-up questions answered at the pace of ordinary talk
-- query: main
select s.interview as person, meeting_key(s.meeting_id) as meeting, s.ref, s.speaker, s.start_seconds, s.end_seconds, s.n_words,
       s.is_question, coalesce(s.known_at, s.at) as known_at
from speech s
where s.interview is not null and s.meeting_id is not null and s.start_seconds is not null and s.end_seconds is not null
order by person, meeting, s.start_seconds, s.seq, s.ref
-- query: rounds
select person, meeting_key(meeting_id) as meeting, ref, at, coalesce(known_at, at) as known_at, topics
from interviews
where person is not null and meeting_id is not null and at is not null
order by person, at, ref
-- query: sound
select interview as person, meeting_key(meeting_id) as meeting, ref, coalesce(known_at, at) as known_at, n_answers,
       median_answer_seconds, channels
from call_audio
where interview is not null and meeting_id is not null and median_answer_seconds is not null
order by person, meeting, seq, ref
-- query: posts
select distinct person, req_id from applicants where person is not null and req_id is not null
order by person, req_id
-- query: names
select person, names from people order by person
