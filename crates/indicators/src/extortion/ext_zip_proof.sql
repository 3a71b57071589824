-- id: ext-zip-proof
-- title: Archive in a mail that holds the company's files
-- needs: mails, file_events
-- category: conduct
-- cause: extortion_proof
-- levels: names 3, proof 6
-- weight: the catalogue calls it strong (4 to 6 bits). Names that everybody's files bear prove little; files that
--   one person who left had touched, and few others, prove most.
-- params: days_after_leaving 180, names_min 3, people_max 25
-- source: reports/003_abb983dd5eebcde6.txt L39-41; research/indicators.md ext-zip-proof
-- clears: the files were given to the sender by the company
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
