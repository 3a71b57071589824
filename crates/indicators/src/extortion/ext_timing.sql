-- id: ext-timing
-- title: Threatening mail within weeks of somebody's last day
-- needs: mails, workers
-- category: conduct
-- cause: extortion_mail
-- levels: months 0.3, weeks 1
-- weight: the catalogue calls it weak, as context: the time places a mail and proves nothing. One cause with the run of mails
-- params: days_after_leaving 180, weeks_days 60, messages_min 1, leaders_min 1
-- source: reports/003_abb983dd5eebcde6.txt L37-39; research/indicators.md ext-timing (M-Trends 2025)
-- clears: the sender is found, and is another
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
