//! Makes an engine ready to be asked: look-ups, who is who, what is known of addresses, views.
//!
//! The proofs and a scan walk through the same door, so a proof proves what a scan does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use enrichment::Knowledge;
use enrichment::network::{AsnRange, LabelRange, NetworkLabel, Networks};
use jiff::Timestamp;
use model::{Kind, Level, Place, Problem, Rows, Value};
use personas::{Given, Identity};
use store::{Engine, StoreError};

use crate::Policy;
use crate::lookups::{self, Lookups};
use crate::views::{self, View};

/// Data sets that are looked things up in, as bytes.
#[derive(Default)]
pub struct Datasets {
    /// MMDB files, with the path each came from.
    pub databases: Vec<(String, Vec<u8>)>,
}

/// What was found on the way.
pub struct Prepared {
    pub identity: Identity,
    pub notices: Vec<String>,
}

/// Registers everything that indicators need, with all views.
pub fn prepare(
    engine: &Engine,
    policy: &Policy,
    knowledge: &Knowledge,
    datasets: Datasets,
) -> Result<Prepared, StoreError> {
    prepare_views(engine, policy, knowledge, datasets, views::all())
}

/// Registers what `views` need, and those views alone: for whoever knows what will be asked.
pub fn prepare_views(
    engine: &Engine,
    policy: &Policy,
    knowledge: &Knowledge,
    datasets: Datasets,
    views: Vec<View>,
) -> Result<Prepared, StoreError> {
    let mut notices = Vec::new();
    Lookups(knowledge).register(engine, policy);
    let identity = identify(engine)?;
    register_identity(engine, &identity)?;
    register_policy(engine, policy)?;
    register_networks(engine, policy, knowledge, datasets, &mut notices)?;
    register_remote_devices(engine)?;
    let hosts = engine.query(
        "select distinct lower(session_host) as session_host from raw.vdi_sessions where session_host is not null",
    )?;
    let rows: Vec<Vec<Value>> = hosts.iter().map(|it| vec![it.get("session_host").clone()]).collect();
    engine.table("vdi_hosts", &[("session_host", Kind::Text)], &rows)?;
    for view in views {
        let added =
            if view.kept { engine.keep(&view.name, &view.sql) } else { engine.view(&view.name, &view.sql) };
        added.map_err(|it| StoreError::Query(format!("view {}: {it}", view.name)))?;
    }
    Ok(Prepared { identity, notices })
}

fn identify(engine: &Engine) -> Result<Identity, StoreError> {
    let all = |table: &str| engine.query(&format!("select * from raw.{table}"));
    let (workers, applicants, devices) = (all("workers")?, all("applicants")?, all("devices")?);
    let shipments = engine.query(
        "select distinct asset_serial, worker_id, event, event_time from raw.shipments where asset_serial is not null",
    )?;
    let resumes = engine.query("select document, stem, emails, file from raw.resumes")?;
    let interviews =
        engine.query("select v.meeting_id, coalesce(a.applicant_id, v.applicant_id) as applicant_id from raw.interviews v \
                      left join (select application_id, min(applicant_id) as applicant_id from raw.applicants \
                                 where application_id is not null group by application_id) a \
                      on v.applicant_id = concat('application:', a.application_id) \
                      where v.meeting_id is not null")?;
    Ok(personas::identify(Given {
        workers: &workers,
        applicants: &applicants,
        devices: &devices,
        shipments: &shipments,
        resumes: &resumes,
        interviews: &interviews,
    }))
}

fn text(it: &str) -> Value {
    Value::from(it)
}

fn register_identity(engine: &Engine, identity: &Identity) -> Result<(), StoreError> {
    let mut people = Vec::new();
    let mut worker_people = Vec::new();
    let mut applicant_people = Vec::new();
    for person in &identity.people {
        let id = text(person.id.as_str());
        people.push(vec![
            id.clone(),
            Value::from(model::value::join_list(person.names.iter().map(String::as_str))),
            Value::from(person.worker_ids.first().cloned()),
            Value::from(person.applicant_ids.first().cloned()),
            Value::from(person.job_title.clone()),
            Value::from(person.department.clone()),
            Value::from(person.worker_type.clone()),
            Value::from(person.applied_at),
            Value::from(person.start),
            Value::from(person.end),
            Value::from(person.end_reason.clone()),
        ]);
        worker_people.extend(person.worker_ids.iter().map(|it| vec![text(it), id.clone()]));
        applicant_people.extend(person.applicant_ids.iter().map(|it| vec![text(it), id.clone()]));
    }
    let columns = [
        ("person", Kind::Text),
        ("names", Kind::List),
        ("worker_id", Kind::Text),
        ("applicant_id", Kind::Text),
        ("job_title", Kind::Text),
        ("department", Kind::Text),
        ("worker_type", Kind::Text),
        ("applied_at", Kind::Time),
        ("start_at", Kind::Time),
        ("end_at", Kind::Time),
        ("end_reason", Kind::Text),
    ];
    engine.table("people", &columns, &people)?;
    engine.table("worker_people", &[("worker_id", Kind::Text), ("person", Kind::Text)], &worker_people)?;
    engine.table(
        "applicant_people",
        &[("applicant_id", Kind::Text), ("person", Kind::Text)],
        &applicant_people,
    )?;
    for (kind, table) in [("account", "account_ties"), ("device", "device_ties")] {
        let ties = identity.ties.iter().filter(|(_, it)| &*it.kind == kind);
        let rows: Vec<Vec<Value>> = ties
            .map(|(person, it)| vec![text(&it.value), text(person.as_str()), it.from.into(), it.to.into()])
            .collect();
        let columns =
            [(kind, Kind::Text), ("person", Kind::Text), ("from_at", Kind::Time), ("to_at", Kind::Time)];
        engine.table(table, &columns, &rows)?;
    }
    let mut documents = Vec::new();
    let mut meetings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (person, tie) in &identity.ties {
        match &*tie.kind {
            "resume" => {
                if let Some((document, stem)) = tie.value.split_once('/') {
                    documents.push(vec![text(document), text(stem), text(person.as_str())]);
                }
            }
            "meeting" => {
                meetings.entry(&tie.value).or_default().insert(person.as_str());
            }
            _ => {}
        }
    }
    let columns = [("document", Kind::Text), ("stem", Kind::Text), ("person", Kind::Text)];
    engine.table("document_ties", &columns, &documents)?;
    // A meeting in which several applicants sat says of none of them who joined without an account.
    let meetings: Vec<Vec<Value>> = meetings
        .into_iter()
        .filter_map(|(meeting, people)| {
            let only = people.first().filter(|_| people.len() == 1)?;
            Some(vec![text(meeting), text(only)])
        })
        .collect();
    engine.table("meeting_ties", &[("meeting", Kind::Text), ("person", Kind::Text)], &meetings)?;
    register_phones(engine)
}

/// Telephones that exactly one person has.
fn register_phones(engine: &Engine) -> Result<(), StoreError> {
    let rows = engine.query(
        "select i.person as person, w.phone as phones, w.country as country from raw.workers w \
         join worker_people i on w.worker_id = i.worker_id where w.phone is not null \
         union all select i.person, a.phones, a.country from raw.applicants a \
         join applicant_people i on a.applicant_id = i.applicant_id where a.phones is not null",
    )?;
    let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter() {
        for phone in row.texts("phones") {
            if let (Some(key), Some(person)) =
                (lookups::phone_key(phone, row.text("country")), row.text("person"))
            {
                holders.entry(key).or_default().insert(person.to_owned());
            }
        }
    }
    let rows: Vec<Vec<Value>> = holders
        .into_iter()
        .filter_map(|(phone, people)| {
            let only = people.first().filter(|_| people.len() == 1)?;
            Some(vec![text(&phone), text(only)])
        })
        .collect();
    engine.table("phone_people", &[("phone", Kind::Text), ("person", Kind::Text)], &rows)
}

fn register_policy(engine: &Engine, policy: &Policy) -> Result<(), StoreError> {
    let list = |name: &str, column: &str, entries: &[String]| {
        let rows: Vec<Vec<Value>> =
            entries.iter().map(|it| vec![Value::from(it.trim().to_lowercase())]).collect();
        engine.table(name, &[(column, Kind::Text)], &rows)
    };
    let mut domains = policy.mail_domains.clone();
    if domains.is_empty() {
        domains = likely_domains(engine)?;
    }
    domains.extend(policy.cloud_storage.approved_tenants.iter().cloned());
    list("own_domains", "name", &domains)?;
    list("own_organisations", "name", &policy.code.organisations)?;
    list("own_code_hosts", "name", &policy.code.hosts)?;
    list("helpdesk_ids", "id", &policy.remote_access.helpdesk_ids)?;
    list("roles_that_need_remote_access", "name", &policy.remote_access.roles_that_need_it)
}

/// Where the policy does not say: the domains of work mailboxes, but for consumer ones.
fn likely_domains(engine: &Engine) -> Result<Vec<String>, StoreError> {
    let rows = engine.query("select distinct mail_domain(work_email) as name from raw.workers where mail_kind(work_email) is null")?;
    Ok(rows.iter().filter_map(|it| it.text("name").map(str::to_owned)).collect())
}

const ADDRESS_COLUMNS: &[(&str, &str)] = &[
    ("signins", "ip"),
    ("account_events", "ip"),
    ("file_events", "ip"),
    ("code_events", "ip"),
    ("web_events", "public_ip"),
    ("vdi_sessions", "client_ip"),
    ("meetings", "ip"),
    ("endpoint_events", "ip"),
    ("signings", "ip"),
    ("network_events", "remote_ip"),
    ("remote_sessions", "peer_ip"),
    ("remote_sessions", "own_ip"),
    ("changes", "ip"),
    ("applicants", "ip"),
    ("mails", "origin_ip"),
    ("devices", "last_ip"),
];

/// One row for each address that any record names, with everything the lists and databases say of it.
fn register_networks(
    engine: &Engine,
    policy: &Policy,
    knowledge: &Knowledge,
    datasets: Datasets,
    notices: &mut Vec<String>,
) -> Result<(), StoreError> {
    let networks = networks(engine, knowledge, datasets, notices)?;
    let mut addresses: BTreeSet<IpAddr> = BTreeSet::new();
    let mut written: BTreeMap<IpAddr, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in ADDRESS_COLUMNS {
        let rows = engine
            .query(&format!("select distinct {column} as ip from raw.{table} where {column} is not null"))?;
        for row in rows.iter() {
            if let Some((shown, ip)) = row.text("ip").and_then(|it| Some((it, it.parse::<IpAddr>().ok()?))) {
                addresses.insert(ip);
                written.entry(ip).or_default().insert(shown.to_owned());
            }
        }
    }
    let nets = |entries: &[String], what: &str, notices: &mut Vec<String>| {
        let mut res: Vec<ipnet::IpNet> = Vec::new();
        for entry in entries {
            match entry.parse().or_else(|_| entry.parse::<IpAddr>().map(ipnet::IpNet::from)) {
                Ok(net) => res.push(net),
                Err(_) => notices.push(format!("policy: {what}: not a network: `{entry}`")),
            }
        }
        res
    };
    let egress = nets(&policy.network.egress, "network.egress", notices);
    let helpdesk = nets(&policy.remote_access.helpdesk_networks, "remote_access.helpdesk_networks", notices);
    register_artefact_addresses(engine, &written, notices)?;
    let mut rows = Vec::new();
    for ip in addresses {
        let facts = networks.facts(ip);
        let mut labels: Vec<&str> = facts.labels.iter().map(|it| it.label.id()).collect();
        labels.sort();
        labels.dedup();
        let strongest =
            NetworkLabel::ALL.iter().find_map(|it| facts.labels.iter().find(|hit| hit.label == *it));
        for shown in &written[&ip] {
            let mut row = vec![text(shown), Value::from(labels.join(";"))];
            row.extend(NetworkLabel::ALL.iter().map(|it| Value::Flag(facts.has(*it))));
            row.push(Value::Flag(egress.iter().any(|it| it.contains(&ip))));
            row.push(Value::Flag(helpdesk.iter().any(|it| it.contains(&ip))));
            row.push(Value::from(strongest.map(|it| it.provider.as_str())));
            row.push(Value::from(strongest.map(|it| it.source.as_str())));
            row.push(Value::from(strongest.map(|it| it.as_of.as_str())));
            row.push(Value::from(enrichment::network::subnet(ip).to_string()));
            row.push(Value::from(facts.asn.map(i64::from)));
            row.push(Value::from(facts.as_org.as_deref()));
            row.push(Value::from(facts.country.as_deref()));
            row.push(Value::from(facts.region.as_deref()));
            row.push(Value::from(facts.city.as_deref()));
            row.push(Value::from(facts.latitude));
            row.push(Value::from(facts.longitude));
            rows.push(row);
        }
    }
    let mut columns = vec![("ip", Kind::Text), ("labels", Kind::List)];
    columns.extend(NetworkLabel::ALL.iter().map(|it| (it.id(), Kind::Flag)));
    columns.extend([("egress", Kind::Flag), ("helpdesk", Kind::Flag)]);
    columns.extend(["provider", "list_source", "list_as_of", "subnet"].map(|it| (it, Kind::Text)));
    columns.push(("asn", Kind::Int));
    columns.extend(["org", "country", "region", "city"].map(|it| (it, Kind::Text)));
    columns.extend([("latitude", Kind::Number), ("longitude", Kind::Number)]);
    engine.table("network_facts", &columns, &rows)
}

/// Which addresses lie in a network that a closed incident left behind: the address, and the artefact's record.
fn register_artefact_addresses(
    engine: &Engine,
    written: &BTreeMap<IpAddr, BTreeSet<String>>,
    notices: &mut Vec<String>,
) -> Result<(), StoreError> {
    let artefacts = engine.query(
        "select ref, file, value from raw.confirmed_artefacts where kind in ('subnet', 'ip') and value is not null",
    )?;
    let mut rows = Vec::new();
    for artefact in artefacts.iter() {
        let Some(value) = artefact.text("value") else { continue };
        let Some((start, end)) = enrichment::network::parse_range(value) else {
            let file = artefact.text("file").unwrap_or_default();
            notices.push(format!("{file}: not a network: `{value}`"));
            continue;
        };
        for shown in written.range(start..=end).flat_map(|(_, shown)| shown) {
            rows.push(vec![text(shown), artefact.get("ref").clone()]);
        }
    }
    engine.table("artefact_addresses", &[("ip", Kind::Text), ("artefact", Kind::Int)], &rows)
}

fn networks(
    engine: &Engine,
    knowledge: &Knowledge,
    datasets: Datasets,
    notices: &mut Vec<String>,
) -> Result<Networks, StoreError> {
    let rows = engine.query("select cidr, label, provider, \"source\", as_of, file from raw.ip_ranges")?;
    let mut ranges = Vec::new();
    for row in rows.iter() {
        let (Some(cidr), Some(label)) = (row.text("cidr"), row.text("label")) else { continue };
        let Some((start, end)) = enrichment::network::parse_range(cidr) else {
            notices.push(format!("{}: not a network: `{cidr}`", row.text("file").unwrap_or_default()));
            continue;
        };
        let Some(label) = NetworkLabel::from_id(label) else {
            // The reader has said so of a list without a label.
            if label == "unlabelled" {
                continue;
            }
            notices.push(format!("{}: no label is named `{label}`", row.text("file").unwrap_or_default()));
            continue;
        };
        let named = |column: &str| row.text(column).unwrap_or_default().to_owned();
        let source = if named("source").is_empty() { named("file") } else { named("source") };
        ranges.push(LabelRange {
            start,
            end,
            label,
            provider: named("provider"),
            source,
            as_of: named("as_of"),
        });
    }
    notices.sort();
    notices.dedup();
    let asns = asns(&engine.query("select start, \"end\", asn, org from raw.asn_ranges")?);
    let (mut networks, problems) = knowledge.networks(ranges, asns);
    notices.extend(problems);
    for (file, bytes) in datasets.databases {
        if let Err(cause) = networks.add_database(bytes) {
            notices.push(format!("{file}: {cause}"));
        }
    }
    Ok(networks)
}

fn asns(rows: &Rows) -> Vec<AsnRange> {
    let mut res = Vec::new();
    for row in rows.iter() {
        let ip = |column: &str| row.text(column).and_then(|it| it.parse::<IpAddr>().ok());
        let asn = row.int("asn").and_then(|it| u32::try_from(it).ok());
        if let (Some(start), Some(end), Some(asn)) = (ip("start"), ip("end"), asn) {
            res.push(AsnRange { start, end, asn, org: row.text("org").unwrap_or_default().to_owned() });
        }
    }
    res
}

/// A remote-access log names no host; one of the names on its path may be a device of the register.
fn register_remote_devices(engine: &Engine) -> Result<(), StoreError> {
    let known = engine.query("select distinct device from device_ties")?;
    let known: BTreeSet<&str> = known.iter().filter_map(|it| it.text("device")).collect();
    let sessions = engine.query("select ref, device_name, hints from raw.remote_sessions")?;
    let mut rows = Vec::new();
    for row in sessions.iter() {
        let named = row.text("device_name").map(lookups::device_key);
        let hinted =
            row.texts("hints").into_iter().map(lookups::device_key).find(|it| known.contains(it.as_str()));
        if let Some(device) = named.filter(|it| known.contains(it.as_str())).or(hinted) {
            rows.push(vec![row.get("ref").clone(), Value::from(device)]);
        }
    }
    engine.table("remote_devices", &[("ref", Kind::Int), ("device", Kind::Text)], &rows)
}

/// The day of the analysis where nobody fixes it: the 99.9th percentile of record times, per source; of
/// the sources' days the latest.
pub fn likely_now(engine: &Engine) -> Result<Option<Timestamp>, StoreError> {
    let mut res: Option<Timestamp> = None;
    for table in model::tables::ALL.iter().filter(|it| it.at.is_some()) {
        // A plan is not a happening: the end of a journey or a hiring date may lie ahead.
        if ["travel", "workers", "confirmed_artefacts"].contains(&table.name) {
            continue;
        }
        let rows = engine.query(&format!(
            "with ranked as (select file_kind, at, row_number() over (partition by file_kind order by at) as n, \
             count(*) over (partition by file_kind) as total from raw.\"{}\" where at is not null) \
             select max(at) as at from ranked where n <= ceil(total * 0.999)",
            table.name
        ))?;
        res = res.max(rows.iter().next().and_then(|it| it.time("at")));
    }
    Ok(res)
}

/// Tables that name workers, and the column that does.
const WORKER_COLUMNS: &[(&str, &str)] = &[
    ("changes", "worker_id"),
    ("pay_accounts", "worker_id"),
    ("shipments", "worker_id"),
    ("devices", "worker_id"),
    ("performance", "worker_id"),
    ("reverifications", "worker_id"),
    ("access_grants", "worker_id"),
    ("travel", "worker_id"),
    ("households", "worker_id"),
];

/// Records about workers whom nobody knows: one notice for each file and table.
pub fn unknown_workers(engine: &Engine) -> Result<Vec<Problem>, StoreError> {
    let mut res = Vec::new();
    for (table, column) in WORKER_COLUMNS {
        let rows = engine.query(&format!(
            "select t.file, min(t.line) as line, count(*) as n, min(t.{column}) as example from raw.{table} t \
             left join worker_people i on t.{column} = i.worker_id \
             where i.person is null and t.{column} is not null group by t.file order by t.file"
        ))?;
        for row in rows.iter() {
            let (file, n) = (row.text("file").unwrap_or_default(), row.int("n").unwrap_or_default());
            let example = row.text("example").unwrap_or_default();
            let place = row.int("line").map_or(Place::Whole, |it| Place::Line(it.unsigned_abs()));
            let cause = match n {
                1 => format!("1 record names a worker whom no workers table knows: `{example}`"),
                n => format!("{n} records name workers whom no workers table knows, such as `{example}`"),
            };
            res.push(Problem { file: file.into(), place, level: Level::Notice, cause });
        }
    }
    Ok(res)
}
