-- id: ext-ransom-crypto
-- title: Demand for a large sum in crypto currency
-- needs: mails, workers
-- category: conduct
-- cause: extortion_demand
-- levels: doubtful 4, demand 5
-- weight: the catalogue calls it strong (4 to 6 bits) within a run of mails after somebody left; alone it is the mass
--   mail that asks everybody for a few hundred, and no sign. A wallet whose checksum is wrong takes a bit away.
-- params: days_after_leaving 60, messages_min 2, leaders_min 2, amount_min 100000, coins_min 1
-- source: reports/003_abb983dd5eebcde6.txt L39-41, reports/004_8197a9cc92077174.txt L5; research/indicators.md
--   ext-ransom-crypto
-- clears: the sender is found, and is another
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
