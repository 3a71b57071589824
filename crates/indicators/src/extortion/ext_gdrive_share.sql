-- id: ext-gdrive-share
-- title: Private cloud folder shared with leaders beside a threat
-- needs: mails, workers
-- category: conduct
-- cause: extortion_share
-- levels: share 5
-- weight: the catalogue calls it strong (4 to 6 bits) beside a run of mails after somebody left; a folder shared by a
--   private account alone is how applicants and small vendors work, and no sign.
-- params: days_after_leaving 60, messages_min 2, leaders_min 2, share_hours 24
-- source: reports/003_abb983dd5eebcde6.txt L41-43; research/indicators.md ext-gdrive-share
-- clears: the sharer is known and had a reason
-- query: mails
select * from outside_mails order by sender, at, ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select * from touched_files order by name, person
-- query: shares
select f.at, f.known_at, f.ref, lower(coalesce(f.owner, f.account)) as sharer, lower(f.target) as target, f.item
from file_events f
where f.at is not null and f.action = 'share' and f.person is null and f.owner_kind is not null and f.target is not null
order by f.at, f.ref
