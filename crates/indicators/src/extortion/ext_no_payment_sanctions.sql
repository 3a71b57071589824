-- id: ext-no-payment-sanctions
-- title: A demand: payment may break sanctions
-- needs: mails, workers
-- category: conduct
-- cause: extortion_note
-- levels: note 0
-- weight: context, 0 bits: it says what a company must not do, and nothing about a person
-- params: days_after_leaving 180, messages_min 1, leaders_min 1
-- source: reports/003_abb983dd5eebcde6.txt L15-18; research/indicators.md ext-no-payment-sanctions (State, Treasury, FBI 2022-05-16)
-- clears: nothing to clear: it is a note for whoever decides on an answer
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
