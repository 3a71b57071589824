-- id: ext-ransom-crypto
-- title: Demand for a large sum in crypto currency
-- needs: mails, workers
-- category: conduct
-- cause: extortion_demand
-- levels: demand 5
-- weight: the catalogue calls it strong (4 to 6 bits) within a run of mails after somebody left; alone it is the mass
--   mail that asks everybody for a few hundred, and no sign.
-- params: days_after_leaving 60, messages_min 2, leaders_min 2, amount_min 100000, coins_min 1
-- source: reports/003_abb983dd5eebcde6.txt L39-41, reports/004_8197a9cc92077174.txt L5; research/indicators.md
--   ext-ransom-crypto
-- clears: the sender is found, and is another
-- query: mails
select m.ref, m.at, m.known_at, m.mail_id, lower(m.from_address) as sender, m.from_name, m.from_person, m.from_kind, m.from_own,
       lower(m.sharer) as sharer, m.sharer_kind, m.shared_item, m."to", m.cc, m.mailbox, m.subject, m.topics, m.amounts, m.wallets,
       m.file_names, m.archive_members, m.attachments, s.person as sharer_person
from mails m
left join (select distinct account, person from account_ties) s on lower(m.sharer) = s.account
where m.at is not null and m.from_address is not null and (m.from_own is null or not m.from_own)
  and (m.from_kind is not null or m.sharer_kind is not null or m.archive_members is not null)
order by sender, m.at, m.ref
-- query: own
select lower(work_email) as mailbox, person, job_title, department from workers where work_email is not null order by mailbox
-- query: people
select person, names, worker_id, end_at from people order by person
-- query: touched
select x.name, x.person, count(*) as n, min(x.at) as at, min(x.known_at) as known_at, first_value(x.ref order by x.rank, x.at, x.ref) as ref
from (
  select f.person, f.at, f.known_at, f.ref, case when f.action in ('download', 'sync', 'copy') then 0 else 1 end as rank,
         lower(regexp_replace(f.item, '^.*[/\\]', '')) as name
  from file_events f
  where f.person is not null and f.at is not null and f.item is not null
    and f.action in ('view', 'download', 'sync', 'copy', 'share', 'edit', 'create', 'upload')
) x
join (
  select distinct lower(regexp_replace(trim(y.name), '^.*[/\\]', '')) as name
  from (
    select unnest(string_to_array(archive_members, ';')) as name from mails where archive_members is not null and (from_own is null or not from_own)
    union all
    select unnest(string_to_array(file_names, ';')) from mails where file_names is not null and (from_own is null or not from_own)
  ) y
  where y.name is not null and trim(y.name) <> ''
) w on x.name = w.name
group by x.name, x.person
order by x.name, x.person
