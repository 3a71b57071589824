-- id: ear-crd-unattended
-- title: Chrome Remote Desktop set up from the command line
-- needs: endpoint_events
-- category: device
-- cause: remote_tool
-- levels: fleet 0.2, host 3, pin 4
-- weight: the catalogue calls it strong; a command with the access code in it is what Google's page gives for servers,
--   and some administrators use it. With a fixed PIN nobody has to sit there
-- params: fleet_people 3, fleet_days 30
-- source: research/indicators.md ear-crd-unattended (BCA, NorthScan, ANY.RUN, 2 December 2025)
-- clears: IT names the script and the machines it was for
-- query: main
select person, device_name, account, at, known_at, ref,
       case when lower(command_line) like '%--pin%' then true else false end as has_pin
from endpoint_events
where person is not null and at is not null and kind = 'process' and command_line is not null
  and lower(command_line) like '%remoting_start_host%'
  and (lower(command_line) like '%--pin%' or lower(command_line) like '%--code%')
  and (approved is null or approved = 'no')
order by person, at, ref
