-- id: ext-email-series
-- title: Run of messages from outside mail soon after somebody left
-- needs: mails, workers
-- category: conduct
-- cause: extortion_mail
-- levels: run 2, proved 4
-- weight: the catalogue calls it weak (1 to 2 bits), strong (4 to 6) with proof: names that the company's own files
--   bear, or a price. Most angry mail after a dismissal is a claim for wages, and no sign.
-- params: days_after_leaving 60, messages_min 2, leaders_min 2
-- source: reports/003_abb983dd5eebcde6.txt L37-39, reports/002_f08f7a26d27133d0.txt L7-8; research/indicators.md
--   ext-email-series
-- clears: the sender is found, and is another
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
