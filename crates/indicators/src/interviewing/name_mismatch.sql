-- id: int-name-mismatch
-- title: Joins an interview under another name, which is then changed
-- needs: meetings
-- category: identity
-- cause: call_name
-- levels: changed 1.5, other 4.5
-- weight: the catalogue calls it weak (1 to 2 bits), and strong (4 to 6) where the name is that of another applicant: a
--   family's computer is signed in under somebody's name, but hardly under that of a stranger who applies here too
-- params: minutes 10
-- source: research/indicators.md int-name-mismatch (Kraken 2025-05)
-- clears: whose account it is: a relative's, or an old one of work or school
-- query: main
select m.interview as person, meeting_key(m.meeting_id) as meeting, m.display_name, m.ref, m.at, m.left_at, coalesce(m.known_at, m.at) as known_at,
       m.ip, lower(trim(m.harddisk_id)) as harddisk_id, lower(trim(m.mac_addr)) as mac_addr, lower(trim(m.pc_name)) as pc_name, m.person as whose
from meetings m
where m.interview is not null and m.display_name is not null and trim(m.display_name) <> '' and m.at is not null and m.meeting_id is not null
order by person, meeting, m.at, m.ref
-- query: interviewers
select person, lower(trim(interviewer)) as interviewer from interviews where person is not null and interviewer is not null order by person, interviewer
-- query: names
select person, names from people order by person
-- query: applicants
select p.person, p.names from people p where p.applicant_id is not null order by p.person
-- query: related
select person, other from related order by person, other
