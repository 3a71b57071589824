-- id: ext-publish-threat
-- title: Threat to publish or sell what is the company's
-- needs: mails, workers
-- category: conduct
-- cause: extortion_demand
-- levels: own_name 0, threat 1.5, proved 4
-- weight: the catalogue calls it strong (4 to 6 bits) with proof, names of the company's files or a price; without it
--   disputes sound alike. Whoever writes under a name the company knows argues, or reports a wrong, and is protected where they
--   do: that weighs next to nothing. One cause with the demand it comes with
-- params: days_after_leaving 60, messages_min 1, leaders_min 1, names_min 2
-- source: reports/002_f08f7a26d27133d0.txt L21, reports/004_8197a9cc92077174.txt L5; research/indicators.md ext-publish-threat
-- clears: it is a protected report, or the sender is found, and is another
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
