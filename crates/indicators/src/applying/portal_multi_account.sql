-- id: app-portal-multi-account
-- title: Several applicant accounts take the same steps through the portal from one place
-- needs: account_events
-- category: identity
-- cause: portal_pattern
-- levels: order 1, pair 2.5, script 4.5
-- weight: the catalogue calls it strong (4 to 6 bits) once shared networks are excluded. A portal's own form gives most people
--   the same order, so that the order alone is weak; that the pauses agree to the second too is no form's doing. One other
--   account may be a couple at one computer
-- params: calls_min 4, break_minutes 10, slack_seconds 1, order_days 7, script_days 60, accounts_min 3, holders_max 12
-- source: research/indicators.md app-portal-multi-account (Microsoft 2026-04-21)
-- clears: separate live checks of the account holders at the same hour, or an agency that fills in forms for them
-- query: main
with calls as (
  select s.person, lower(trim(s.account)) as account, s.ref, s.at, s.known_at, lower(split_part(s.action, '/', 2)) as call,
         case when s.labels like '%vpn%' or s.labels like '%hosting%' or s.labels like '%tor%' or s.labels like '%residential_proxy%'
                or s.labels like '%astrill%' then s.subnet else s.ip end as place
  from account_events s
  left join (select distinct name from own_domains) o on mail_domain(s.account) = o.name
  where lower(s.action) like 'hrrecruiting/%' and s.at is not null and s.ip is not null and s.account is not null and trim(s.account) <> ''
    and o.name is null
    and (s.detail is null or lower(s.detail) not like '%isexternaluser=false%')
    and (s.labels is null or (s.labels not like '%relay%' and s.labels not like '%corporate%'))
),
shared as (
  select place from (select distinct place, account from calls) x group by place having count(*) > 1
)
select c.place, c.account, c.person, c.ref, c.at, c.known_at, c.call
from calls c join shared s on c.place = s.place
order by c.place, c.account, c.at, c.ref
-- query: names
select person, names from people order by person
-- query: related
select person, other from related order by person, other
-- query: agencies
select person, agency from agencies order by person, agency
