-- Views over product logs: every one carries `person`, where the account or the device is somebody's.

-- view: signins
-- Sign-ins. `labels` and its flags: what the lists say of the address; `vpn_client`: the named operator of a
-- tunnel, where it is a consumer VPN.
select s.*, t.person, vpn_client(s.vpn_operator) as vpn_client,
       n.labels, n.astrill, n.residential_proxy, n.vpn, n.hosting, n.tor, n.relay, n.egress, n.provider,
       n.list_source, n.list_as_of, n.subnet, n.asn as net_asn, n.org as net_org,
       n.country as net_country, n.region as net_region, n.city as net_city
from raw.signins s
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip

-- view: computer_hours
-- Where people's computers were in use, hour by hour and town by town, as far as sign-ins tell: successful ones, from
-- no phone (its network names other towns) and no exit that many share (offices, VPNs, hosted desktops, let-out lines).
select person, city, country, managed,
       area_of(city, region, country, cast(latitude as varchar), cast(longitude as varchar)) as area, at, last_at, known_at, ref
from (
  select s.person, lower(coalesce(s.city, s.net_city)) as city, max(coalesce(s.region, s.net_region)) as region,
         max(coalesce(s.country, s.net_country)) as country, max(s.latitude) as latitude, max(s.longitude) as longitude,
         bool_or(s.managed) as managed, min(s.at) as at, max(s.at) as last_at, min(s.known_at) as known_at,
         first_value(s.ref order by s.at, s.ref) as ref
  from signins s
  left join (
    select ip from (select ip, person from signins where person is not null and ip is not null group by ip, person) p
    group by ip having count(*) > 3
  ) shared on s.ip = shared.ip
  where s.person is not null and s.at is not null and s.result = 'success' and coalesce(s.city, s.net_city) is not null
    and shared.ip is null and s.vpn_operator is null
    and (s.egress is null or not s.egress) and (s.vpn is null or not s.vpn) and (s.hosting is null or not s.hosting)
    and (s.relay is null or not s.relay) and (s.tor is null or not s.tor) and (s.astrill is null or not s.astrill)
    and (s.residential_proxy is null or not s.residential_proxy)
    and (s.os is null or not regexp_like(lower(s.os), '(android|ios|iphone|ipad)'))
    and (s.user_agent is null or not regexp_like(lower(s.user_agent), '(android|iphone|ipad|mobile)'))
  group by s.person, date_trunc('hour', s.at), lower(coalesce(s.city, s.net_city))
) h

-- view: account_events
select s.*, t.person, n.labels, n.astrill, n.residential_proxy, n.subnet
from raw.account_events s
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip

-- view: file_events
-- `owner_kind` and `target_kind`: consumer or disposable, where the mailbox is such a one.
select s.*, t.person, mail_kind(s.owner) as owner_kind, mail_kind(s.target) as target_kind, n.labels
from raw.file_events s
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip

-- view: code_events
-- `own_organisation`: whether the repository's owner is the company's own, as the policy says (else: the
-- organisation whose log this is).
select s.*, t.person, n.labels,
       case when s.owner is null then null
            when o.name is not null then true
            when s.organisation is not null and lower(s.owner) = lower(s.organisation) then true
            else false end as own_organisation
from raw.code_events s
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip
left join (select distinct name from own_organisations) o on lower(s.owner) = o.name

-- view: code_copies
-- Repositories that were taken whole: clones and downloads; and, where a product cannot tell a clone from a fetch, the
-- first fetch of a repository by a person. It counts only a fortnight after that product's log began: nobody knows
-- what was fetched before.
select person, action, repository, organisation, public, is_bot, own_organisation, at, known_at, ref
from code_events
where action in ('clone', 'download')
union all
select f.person, 'fetch' as action, f.repository, f.organisation, f.public, f.is_bot, f.own_organisation, f.at, f.known_at, f.ref
from (
  select person, product, lower(repository) as repository, min(organisation) as organisation, bool_and(public) as public,
         bool_and(is_bot) as is_bot, bool_or(own_organisation) as own_organisation, min(at) as at, min(known_at) as known_at,
         first_value(ref order by at, ref) as ref
  from code_events
  where action = 'fetch' and person is not null and at is not null and repository is not null and product is not null
    and (is_bot is null or not is_bot)
  group by person, product, lower(repository)
) f
join (
  select product, min(at) as at, max(case when action = 'clone' then 1 else 0 end) as tells_clones
  from raw.code_events
  where product is not null and at is not null
  group by product
) l on f.product = l.product and l.tells_clones = 0 and f.at >= l.at + interval '14 days'

-- view: web_events
-- `storage` and `storage_kind` (drive, share, paste, git): the cloud service of the host, or of that name.
-- `cloud_account_kind`: consumer where the account inside the service is a consumer mailbox.
-- `on_vdi`: the request came from a session host of a virtual desktop. `person`: by the account, else (a browser's
-- own history names none) by the device.
select s.*, coalesce(t.person, d.person) as person, cloud_storage(s.host, s.url, s.app) as storage, cloud_storage_kind(s.host, s.url, s.app) as storage_kind,
       mail_kind(s.cloud_account) as cloud_account_kind,
       case when s.cloud_account is null then null
            when o.name is not null then true else false end as own_account,
       case when v.session_host is not null then true else false end as on_vdi
from raw.web_events s
left join (select distinct name from own_domains) o on mail_domain(s.cloud_account) = o.name
left join (select distinct device_key(session_host) as session_host from vdi_hosts) v on device_key(s.device_name) = v.session_host
left join device_ties d on device_key(s.device_name) = d.device
    and (d.from_at is null or s.at >= d.from_at) and (d.to_at is null or s.at < d.to_at)
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)

-- view: vdi_sessions
-- `client_managed`: whether the client is a device of the register.
select s.*, t.person, n.labels, n.astrill, n.residential_proxy, n.egress, n.subnet, n.list_source, n.list_as_of,
       case when s.client_name is null then null
            when c.device is not null then true else false end as client_managed
from raw.vdi_sessions s
left join (select distinct device from device_ties) c on device_key(s.client_name) = c.device
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.client_ip = n.ip

-- view: meetings
-- Presence in meetings. `interview`: the applicant's person, where the meeting was an interview. `person`:
-- by the account; else, in an interview, whoever has no account the company knows.
-- `virtual_camera`: its name, where the camera is one; `camera_reported`: the reports name it.
select s.*, coalesce(t.person, m.person) as person, m.person as interview,
       virtual_camera(s.camera) as virtual_camera, virtual_camera_reported(s.camera) as camera_reported, n.labels,
       n.astrill, n.residential_proxy, n.country as net_country, n.region as net_region, n.city as net_city
from raw.meetings s
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join meeting_ties m on meeting_key(s.meeting_id) = m.meeting
left join network_facts n on s.ip = n.ip

-- view: speech
select s.*, m.person as interview from raw.speech s left join meeting_ties m on meeting_key(s.meeting_id) = m.meeting

-- view: call_audio
select s.*, m.person as interview from raw.call_audio s left join meeting_ties m on meeting_key(s.meeting_id) = m.meeting

-- view: signings
-- Steps of documents that are signed electronically. `person`: whoever acted, by the account, else by the signer's address.
select s.*, t.person, n.labels, n.astrill, n.residential_proxy
from raw.signings s
left join account_ties t on account_key(coalesce(s.account, s.signer_email)) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip

-- view: inner_addresses
-- Whose machine had which inner address of the company's tunnel: from the moment it was given until it is given
-- again, a week at most. One row for each `day` it reaches into, so that what was seen on a day meets only the few
-- holders of that day. `person` is empty where nobody knows the account.
select x.ip, x.person, x.from_at, x.to_at, date_trunc('day', x.from_at) + d.days as day
from (
  select target as ip, person, at as from_at,
         least(coalesce(lead(at) over (partition by target order by at, ref), at + interval '7 days'), at + interval '7 days') as to_at
  from account_events
  where action = 'learn' and target_kind = 'inner address' and target is not null and at is not null
) x
cross join (values (interval '0 days'), (interval '1 days'), (interval '2 days'), (interval '3 days'), (interval '4 days'),
                   (interval '5 days'), (interval '6 days'), (interval '7 days')) as d (days)
where x.to_at > x.from_at and date_trunc('day', x.from_at) + d.days < x.to_at

-- view: network_events
-- What a network sensor saw. `person`: who was given the inner address by the tunnel at that moment, else who holds
-- the one device that last used it. `tool`: the remote-access tool whose host was asked for; `vpn_client`,
-- `storage`: likewise.
select s.*, case when i.ip is not null then i.person else d.person end as person,
       remote_tool('dns', null, null, s.host, null) as tool,
       remote_tool_kind('dns', null, null, s.host, null) as tool_kind,
       tool_approved(remote_tool('dns', null, null, s.host, null)) as approved,
       vpn_process('dns', null, s.host) as vpn_client,
       cloud_storage(s.host, s.url, null) as storage, cloud_storage_kind(s.host, s.url, null) as storage_kind,
       n.labels, n.astrill, n.residential_proxy, n.subnet
from raw.network_events s
left join inner_addresses i on s.local_ip = i.ip and date_trunc('day', s.at) = i.day and s.at >= i.from_at and s.at < i.to_at
left join (select last_ip as ip, min(person) as person from devices where last_ip is not null and person is not null
           group by last_ip having min(person) = max(person)) d on s.local_ip = d.ip
left join network_facts n on s.remote_ip = n.ip

-- view: sent_out
-- What left the company's machines, one row for each upload of 100 kB or more that a web proxy let through, and for
-- each connection that carried out 1 MB or more, as a network sensor saw it. `place`: the cloud service (on a code host
-- with the owner's name), else the host, else the address; `inside`: the account inside the service is the company's.
select w.person, w.at, w.known_at, w.ref, w.product, w.bytes, w.storage, w.storage_kind, lower(w.host) as host, w.owner,
       lower(case when w.storage_kind = 'git' then concat(coalesce(w.storage, w.host), '/', w.owner)
                  else coalesce(w.storage, w.host) end) as place,
       case when w.own_account then true when i.name is not null then true else false end as inside
from (
  select person, at, known_at, ref, product, host, storage, storage_kind, own_account, "instance",
         coalesce(bytes_out, file_size) as bytes,
         lower(split_part(regexp_replace(url, '^[a-zA-Z]+://', ''), '/', 2)) as owner
  from web_events
  where person is not null and at is not null and (allowed is null or allowed)
    and coalesce(bytes_out, file_size) >= 100000 and (activity is null or lower(activity) in ('upload', 'post', 'create'))
) w
left join (select distinct name from own_domains) i on lower(w."instance") = i.name
where coalesce(w.storage, w.host) is not null
union all
select c.person, c.at, c.known_at, c.ref, c.product, c.bytes_out, cloud_storage(h.host, null, null),
       cloud_storage_kind(h.host, null, null), coalesce(lower(h.host), c.remote_ip), cast(null as varchar),
       lower(coalesce(cloud_storage(h.host, null, null), h.host, c.remote_ip)), false
from network_events c
left join (select connection_id, min(host) as host from raw.network_events
           where kind in ('tls', 'http') and host is not null and connection_id is not null
           group by connection_id) h on c.connection_id = h.connection_id
where c.kind = 'connection' and c.person is not null and c.at is not null and c.bytes_out >= 1000000
  and coalesce(h.host, c.remote_ip) is not null

-- view: installed
-- Programs and extensions that an inventory found. `tool`: the remote-access tool of that program or path.
select s.*, coalesce(d.person, t.person) as person,
       remote_tool('process', coalesce(s.path, s.name), null, null, null) as tool,
       tool_approved(remote_tool('process', coalesce(s.path, s.name), null, null, null)) as approved,
       virtual_camera(s.name) as virtual_camera,
       activity_simulator(s.kind, null, s.identifier, null) as activity_simulator
from raw.installed s
left join device_ties d on device_key(coalesce(s.device_name, s.asset_serial)) = d.device
    and (d.from_at is null or s.at >= d.from_at) and (d.to_at is null or s.at < d.to_at)
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)

-- view: endpoint_events
-- What computers logged. `person`: who holds the device, else whose account it is. `tool`, `tool_kind`
-- (remote_desktop, rmm, tunnel): the remote-access tool of the process, service or host; `vpn_client`,
-- `virtual_camera`: likewise. `approved`: the policy approves that tool. `kvm_device`: a KVM-over-IP device, by what it
-- says of itself; `activity_simulator`: what keeps a screen busy; neither where it is an ordinary thing.
select s.*, coalesce(d.person, t.person) as person, d.person as holder,
       remote_tool(s.kind, s.image, s.command_line, s.target, s.detail) as tool,
       remote_tool_kind(s.kind, s.image, s.command_line, s.target, s.detail) as tool_kind,
       tool_approved(remote_tool(s.kind, s.image, s.command_line, s.target, s.detail)) as approved,
       vpn_process(s.kind, s.image, s.target) as vpn_client,
       virtual_camera_process(s.kind, s.image) as virtual_camera,
       kvm_device(s.kind, s.target, s.detail) as kvm_device,
       activity_simulator(s.kind, s.image, s.target, s.detail) as activity_simulator,
       n.labels, n.astrill
from raw.endpoint_events s
left join device_ties d on device_key(s.device_name) = d.device
    and (d.from_at is null or s.at >= d.from_at) and (d.to_at is null or s.at < d.to_at)
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join network_facts n on s.ip = n.ip

-- view: remote_sessions
-- A remote-access tool's own log. The device is named by the log, else by one of the names on its path.
-- `peer_*`: what the lists say of the other side; `helpdesk`: the other side is the help desk's, as the
-- policy says, by id or by network.
select s.*, d.device as device_key, d.person,
       p.labels as peer_labels, p.astrill as peer_astrill, p.residential_proxy as peer_residential_proxy,
       p.provider as peer_provider, p.list_source as peer_list_source, p.list_as_of as peer_list_as_of,
       o.labels as own_labels, o.astrill as own_astrill,
       case when h.id is not null then true
            when p.helpdesk then true else false end as helpdesk,
       tool_approved(s.tool) as approved
from raw.remote_sessions s
left join (select distinct id from helpdesk_ids) h on s.peer_id = h.id
left join remote_devices x on s.ref = x.ref
left join device_ties d on x.device = d.device
    and (d.from_at is null or s.at >= d.from_at) and (d.to_at is null or s.at < d.to_at)
left join network_facts p on s.peer_ip = p.ip
left join network_facts o on s.own_ip = o.ip

-- view: mails
-- Mails with what their text speaks of. `from_person`, where the sender is somebody the company knows;
-- `from_kind`: consumer or disposable; `from_own`: a mailbox of the company itself. `amounts` as
-- `250000 USD`, `wallets` (and `wallets_wrong`: of these, the ones with a wrong checksum), `file_names`: found in the body.
select s.*, t.person as from_person, mail_kind(s.from_address) as from_kind,
       mail_domain(s.from_address) as from_domain,
       case when o.name is not null then true else false end as from_own,
       mail_kind(s.sharer) as sharer_kind,
       f.topics, f.not_looked_at, f.amounts, f.wallets, f.wallets_wrong, f.file_names
from raw.mails s
left join (select distinct name from own_domains) o on mail_domain(s.from_address) = o.name
left join account_ties t on lower(s.from_address) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)
left join raw.text_facts f on s.ref = f."of"

-- view: sent_styles
-- How people's own mails are written, each with the line and the program it came from. `sketch` is as
-- `measures::style` writes it in `version`; a mail that lies in several mailboxes is told once.
select x.*, n.subnet, n.labels, n.residential_proxy, n.vpn, n.hosting, n.egress
from (
  select s.from_person as person, lower(s.from_address) as sender, s.from_own, coalesce(s.mail_id, s.body_digest) as told,
         min(s.ref) as ref, min(s.at) as at, min(s.known_at) as known_at, min(s.utc_offset_minutes) as utc_offset_minutes,
         max(s.origin_ip) as origin_ip, max(s.user_agent) as user_agent, min(s.body_digest) as body_digest,
         t.kind, t.version, t.n_words, t.sketch
  from mails s
  join raw.text_styles t on s.ref = t."of"
  where s.from_person is not null and s.at is not null
  group by s.from_person, lower(s.from_address), s.from_own, coalesce(s.mail_id, s.body_digest), t.kind, t.version, t.n_words, t.sketch
) x
left join network_facts n on x.origin_ip = n.ip

-- view: sigma_hits
select s.*, coalesce(d.person, t.person) as person
from raw.sigma_hits s
left join device_ties d on device_key(s.device_name) = d.device
    and (d.from_at is null or s.at >= d.from_at) and (d.to_at is null or s.at < d.to_at)
left join account_ties t on account_key(s.account) = t.account
    and (t.from_at is null or s.at >= t.from_at) and (t.to_at is null or s.at < t.to_at)

-- view: outside_mails
-- Mails from outside that could be an extortionist's: a consumer mailbox, a consumer's share, or an archive.
select m.ref, m.at, m.known_at, m.mail_id, lower(m.from_address) as sender, m.from_name, m.from_person, m.from_kind, m.from_own,
       lower(m.sharer) as sharer, m.sharer_kind, m.shared_item, m."to", m.cc, m.mailbox, m.subject, m.topics, m.amounts, m.wallets,
       m.wallets_wrong, m.file_names, m.archive_members, m.attachments, s.person as sharer_person
from mails m
left join (select distinct account, person from account_ties) s on lower(m.sharer) = s.account
where m.at is not null and m.from_address is not null and (m.from_own is null or not m.from_own)
  and (m.from_kind is not null or m.sharer_kind is not null or m.archive_members is not null)

-- view: touched_files
-- Who touched which of the files that mails from outside name, in an archive or in their text; `ref` is the
-- most telling event of each.
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

-- view: seen_cities
-- In which cities people who had a parcel or moved were seen: by sign-ins from managed devices, and by check-ins.
select person, city, min(ref) as ref, min(first_at) as first_at, max(last_at) as last_at
from (
    select person, lower(coalesce(city, net_city)) as city, min(ref) as ref, min(at) as first_at, max(at) as last_at
    from signins
    where managed = true and result = 'success' and coalesce(city, net_city) is not null
      and person in (select person from shipments where person is not null
                     union select person from changes where field in ('home_address', 'ship_address') and person is not null)
    group by person, lower(coalesce(city, net_city))
    union all
    select d.person, lower(n.city) as city, d.ref, d.last_check_in as first_at, d.last_check_in as last_at
    from devices d join network_facts n on d.last_ip = n.ip
    where d.person is not null and n.city is not null and d.last_check_in is not null
) s
group by person, city
