-- id: ear-ip-kvm
-- title: KVM-over-IP hardware on a company computer
-- needs: endpoint_events
-- category: device
-- cause: kvm_hardware
-- levels: lab 0.2, attached 5, explained -4
-- weight: the catalogue calls it strong (4 to 6 bits) on product strings; the general gadget id alone is no sign here.
--   A box that stands beside the laptop, in a laboratory or a rack, is what such hardware is sold for.
-- params: approval_days 365
-- source: ATT&CK T1219.003; PiKVM, JetKVM, TinyPilot and NanoKVM sources; research/indicators.md ear-ip-kvm and 6.4
-- clears: the device hangs on a laboratory machine, or IT gave it out
-- query: main
select e.person, e.device_name, e.kvm_device, max(d.model) as model, max(d.asset_serial) as asset_serial,
       count(*) as n, min(e.at) as at, max(e.at) as last_at, min(e.known_at) as known_at,
       array_agg(e.ref order by e.at, e.ref) as refs
from endpoint_events e
left join (select device_key(hostname) as device, max(model) as model, max(asset_serial) as asset_serial
           from devices group by device_key(hostname)) d on device_key(e.device_name) = d.device
where e.kind = 'device' and e.kvm_device is not null and e.holder is not null and e.person is not null and e.at is not null
group by e.person, e.device_name, e.kvm_device
order by e.person, e.device_name, e.kvm_device
-- query: others
-- What else the person has: another computer, or one that was sent to them.
select person, asset_serial, max(sent) as sent
from (
  select person, asset_serial, 0 as sent from devices where person is not null
  union all
  select person, asset_serial, 1 from shipments where person is not null and asset_serial is not null
)
group by person, asset_serial
order by person, asset_serial
-- query: tickets
select person, ref, at, known_at, closed_at, subject, body, resolution, topics
from tickets
where person is not null and at is not null and lower(concat(subject, ' ', body)) like '%kvm%'
order by person, at, ref
