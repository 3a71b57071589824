-- id: app-multi-persona
-- title: One person behind several records, by things of two kinds
-- needs: applicants|workers
-- category: graph
-- cause: persona
-- levels: home 1, chain 5, two 5, three 7
-- weight: the catalogue calls it strong from two independent kinds on. The same things count under their own indicators
--   too, so that only what exceeds those counts here. What a home shares (address, telephone, computer, bank account) is
--   weak where both live at one address, because couples apply at one firm and do not always declare it.
--   A chain counts what it exceeds the one shared thing by
-- params: holders_max 6, passage_words 12, text_words 30
-- source: reports/003_abb983dd5eebcde6.txt L68-71; reports/000_a1f6b62d0f1c7d54.txt L93; reports/001_8ff73949fa42821e.txt L7;
--   research/indicators.md app-multi-persona
-- clears: separate live checks of both at the same hour, or a declared household
-- parts: app-contact-reuse, int-shared-client, app-resume-clone, pay-shared-account, app-address-shared
-- query: main
with computers as (
  select x.value, x.person, x.ref, x.at, x.known_at from (
    select 'disk ' || lower(trim(m.harddisk_id)) as value, m.person, m.ref, m.at, m.known_at, device_key(m.pc_name) as device
    from meetings m where m.person is not null and m.harddisk_id is not null and trim(m.harddisk_id) <> ''
    union all
    select 'mac ' || lower(trim(m.mac_addr)), m.person, m.ref, m.at, m.known_at, device_key(m.pc_name)
    from meetings m where m.person is not null and m.mac_addr is not null and trim(m.mac_addr) <> ''
  ) x
  left join (select distinct device_key(hostname) as device from devices) d on x.device = d.device
  where d.device is null
),
own as (
  select kind || ' ' || value as value, kind as nature, person, ref, at, known_at from handles
  where person is not null and value is not null and value <> ''
    and ((kind in ('phone', 'email', 'profile', 'address') and role in ('applicant', 'worker', 'resume')) or kind = 'account_digest')
  union all
  select value, 'computer', person, ref, at, known_at from computers
),
shared as (
  select value, count(*) as holders from (select distinct value, person from own) x group by value having count(*) > 1
)
select o.value, o.nature, o.person, s.holders, min(o.ref) as ref, min(coalesce(o.known_at, o.at)) as known_at
from own o join shared s on o.value = s.value
group by o.value, o.nature, o.person, s.holders
order by value, person, ref
-- query: passages
-- Only of people who share something else: text alone is another indicator's.
select s.person, s.ref, s.text, coalesce(p.applied_at, p.start_at, s.known_at) as known_at
from resume_passages s
left join people p on s.person = p.person
where s.person is not null and s.text is not null
  and (s.section is null or s.section not in ('contact', 'skills', 'education', 'references'))
  and s.person in (
    select h.person from handles h join (
      select kind, value from (select distinct kind, value, person from handles where person is not null and value is not null) x
      group by kind, value having count(*) between 2 and 12
    ) y on h.kind = y.kind and h.value = y.value
    where h.person is not null
  )
order by s.person, s.document, s.seq, s.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
