-- id: emp-credential-harvest
-- title: Company credentials gathered
-- needs: endpoint_events|sigma_hits|account_events
-- category: conduct
-- cause: credential_harvest
-- levels: rule 2, export 2, secrets 3, store 4, both 6, explained -4
-- weight: the catalogue calls it strong (4 to 6 bits); no measured rate is published. An export of a vault and a rule of
--   somebody else's alone are weak: teams change password managers. Twenty secrets in an hour is ours.
-- params: secrets_min 20, window_minutes 60, log_days 14, prefixes_min 3, approval_days 30
-- source: reports/002_f08f7a26d27133d0.txt; research/indicators.md emp-credential-harvest
-- clears: the change under which the secrets were read or the vault was moved
-- query: hits
select person, rule_id, title, level, device_name, at, known_at, coalesce("of", ref) as ref, ref as hit
from sigma_hits
where person is not null and at is not null and title is not null and lower(tags) like '%credential%access%'
  and lower(level) in ('medium', 'high', 'critical')
order by person, at, ref
-- query: stores
-- Programs other than browsers, backups and antivirus that touch a browser's store of passwords.
select person, device_name, image, target, date_trunc('day', at) as on_day, min(at) as at, min(known_at) as known_at,
       first_value(ref order by at, ref) as ref
from endpoint_events
where person is not null and at is not null and kind in ('file', 'other') and target is not null
  and (regexp_like(lower(target), '(\\login data|/login data|\\network\\cookies|logins\.json|key4\.db|login\.keychain-db)$')
       or detail like 'BrowserCredential%')
  and image is not null
  and not regexp_like(lower(image), '(chrome|msedge|edge|firefox|brave|opera|vivaldi|chromium|safari|arc|msmpeng|mssense|senseir|searchindexer|searchprotocolhost|onedrive|backup|timemachine|backupd|updater|update|setup|installer|mdworker|mds|securityd|secd|crashpad_handler)[^\\/]*$')
group by person, device_name, image, target, date_trunc('day', at)
order by person, at, ref
-- query: secrets
-- The first time somebody read each secret, of those who read many.
select x.person, x.secret, x.at, x.known_at, x.ref
from (
  select person, lower(coalesce(target, detail)) as secret, min(at) as at, min(known_at) as known_at, first_value(ref order by at, ref) as ref
  from account_events
  where person is not null and at is not null and coalesce(target, detail) is not null and (result is null or result <> 'failure')
    and (action in ('GetSecretValue', 'BatchGetSecretValue', 'SecretGet', 'SecretGetValue', 'AccessSecretVersion')
         or action like '%.AccessSecretVersion' or (action = 'GetParameter' and detail like '%withDecryption=true%'))
  group by person, lower(coalesce(target, detail))
) x
join (
  select person from account_events
  where action in ('GetSecretValue', 'BatchGetSecretValue', 'SecretGet', 'SecretGetValue', 'AccessSecretVersion', 'GetParameter')
     or action like '%.AccessSecretVersion'
  group by person having count(*) >= 10
) y on x.person = y.person
order by x.person, x.at, x.ref
-- query: log
select min(at) as at from account_events
where action in ('GetSecretValue', 'BatchGetSecretValue', 'SecretGet', 'SecretGetValue', 'AccessSecretVersion', 'GetParameter')
   or action like '%.AccessSecretVersion'
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and topics like '%migration_or_change_ticket%'
order by person, at, ref
