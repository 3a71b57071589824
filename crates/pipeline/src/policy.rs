//! `bonafide.toml`: what a company says about itself. Every key is optional.
//!
//! An unknown key is reported with the nearest known one and passed over; a wrong type is an error with its
//! place, since the operator meant something by it.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;
use sources::context::{Context, FilePattern, NetworkList, TableMap};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Policy {
    pub company: Option<String>,
    pub mail_domains: Vec<String>,
    pub weights: Option<String>,
    /// A folder of lists that take the place of shipped ones.
    pub knowledge: Option<String>,
    pub retention_days: Option<u32>,
    pub code: Code,
    pub remote_access: RemoteAccess,
    pub network: Network,
    pub cloud_storage: CloudStorage,
    pub ip_data: IpData,
    pub table: Vec<TableEntry>,
    pub source: Vec<SourceEntry>,
    /// By indicator, then parameter.
    pub thresholds: BTreeMap<String, BTreeMap<String, f64>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Code {
    /// Code hosts besides the public one.
    pub hosts: Vec<String>,
    /// Owners that are the company's own.
    pub organisations: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemoteAccess {
    pub approved_tools: Vec<String>,
    pub helpdesk_ids: Vec<String>,
    pub helpdesk_networks: Vec<String>,
    pub roles_that_need_it: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Network {
    /// The company's own exits.
    pub egress: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloudStorage {
    pub approved_tenants: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct IpData {
    pub folder: Option<String>,
    pub city: Option<String>,
    pub asn: Option<String>,
    pub list: Vec<ListEntry>,
}

impl IpData {
    /// Every file and folder that is named, each once.
    pub fn paths(&self) -> Vec<&str> {
        let mut res: Vec<&str> = Vec::new();
        let lists = self.list.iter().map(|it| it.file.as_str());
        for it in self.folder.iter().chain(&self.city).chain(&self.asn).map(String::as_str).chain(lists) {
            // A pattern is not a path; what lies in a named folder comes with it.
            let inside = res.iter().any(|folder| it.starts_with(&format!("{folder}/")));
            if !it.contains(['*', '?', '[']) && !inside && !res.contains(&it) {
                res.push(it);
            }
        }
        res
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct ListEntry {
    pub file: String,
    pub label: String,
    #[serde(default)]
    pub as_of: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct TableEntry {
    pub files: String,
    pub table: String,
    #[serde(default)]
    pub time_zone: Option<String>,
    #[serde(default)]
    pub date_format: Option<String>,
    #[serde(default)]
    pub datetime_format: Option<String>,
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct SourceEntry {
    pub files: String,
    pub time_zone: String,
}

/// Keys that may stand in each table of the file; `*` stands for any name.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "company",
            "mail_domains",
            "weights",
            "knowledge",
            "retention_days",
            "code",
            "remote_access",
            "network",
            "cloud_storage",
            "ip_data",
            "table",
            "source",
            "thresholds",
        ],
    ),
    ("code", &["hosts", "organisations"]),
    ("remote_access", &["approved_tools", "helpdesk_ids", "helpdesk_networks", "roles_that_need_it"]),
    ("network", &["egress"]),
    ("cloud_storage", &["approved_tenants"]),
    ("ip_data", &["folder", "city", "asn", "list"]),
    ("ip_data.list", &["file", "label", "as_of"]),
    ("table", &["files", "table", "time_zone", "date_format", "datetime_format", "columns"]),
    ("table.columns", &["*"]),
    ("source", &["files", "time_zone"]),
    ("thresholds", &["*"]),
    ("thresholds.*", &["*"]),
];

impl Policy {
    /// Reads a policy. Gives also what was passed over; an error names the line.
    pub fn parse(text: &str) -> Result<(Policy, Vec<String>), String> {
        let policy: Policy = toml::from_str(text).map_err(|it| first_lines(&it))?;
        let table: toml::Table = toml::from_str(text).map_err(|it| first_lines(&it))?;
        let mut unknown = Vec::new();
        check_keys("", &table, &mut unknown);
        Ok((policy, unknown))
    }

    /// What readers need of it; gives also what could not be used.
    pub fn reading(&self, account_key: [u8; 32]) -> (Context, Vec<String>) {
        let mut context = Context { account_key, ..Context::default() };
        let mut problems = Vec::new();
        for entry in &self.table {
            let Some(table) = model::tables::table(&entry.table).filter(|it| it.neutral) else {
                let near = nearest(
                    &entry.table,
                    model::tables::ALL.iter().filter(|it| it.neutral).map(|it| it.name),
                );
                problems.push(format!("[[table]]: no table is named `{}`{near}", entry.table));
                continue;
            };
            for column in entry.columns.keys() {
                if table.column(column).is_none() {
                    let near = nearest(column, table.columns.iter().map(|it| it.name));
                    problems.push(format!("[[table]] {}: no column is named `{column}`{near}", entry.table));
                }
            }
            let Some(files) = pattern(&entry.files, &mut problems) else { continue };
            context.tables.push(TableMap {
                files,
                table,
                time_zone: entry.time_zone.as_deref().and_then(|it| zone(it, &mut problems)),
                date_format: entry.date_format.clone(),
                datetime_format: entry.datetime_format.clone(),
                columns: entry.columns.iter().map(|(ours, theirs)| (ours.clone(), theirs.clone())).collect(),
            });
        }
        for entry in &self.source {
            if let (Some(files), Some(zone)) =
                (pattern(&entry.files, &mut problems), zone(&entry.time_zone, &mut problems))
            {
                context.zones.push((files, zone));
            }
        }
        for entry in &self.ip_data.list {
            if enrichment::network::NetworkLabel::from_id(&entry.label).is_none() {
                let ids = enrichment::network::NetworkLabel::ALL.iter().map(|it| it.id());
                problems.push(format!(
                    "[[ip_data.list]]: no label `{}`{}",
                    entry.label,
                    nearest(&entry.label, ids)
                ));
                continue;
            }
            if let Some(files) = pattern(&entry.file, &mut problems) {
                context.lists.push(NetworkList {
                    files,
                    label: entry.label.clone(),
                    as_of: entry.as_of.clone(),
                });
            }
        }
        (context, problems)
    }

    /// Digest of what decides how bytes are read: other bytes of the policy do not make files be read anew.
    pub fn reader_digest(&self) -> String {
        let said = format!("{:?} {:?} {:?}", self.table, self.source, self.ip_data.list);
        crate::stages::survey::hex_digest(format!("{} {said}", env!("CARGO_PKG_VERSION")).as_bytes())
    }
}

pub(crate) fn first_lines(error: &toml::de::Error) -> String {
    let text = error.to_string();
    text.lines().map(str::trim_end).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ")
}

fn check_keys(path: &str, table: &toml::Table, unknown: &mut Vec<String>) {
    let Some((_, known)) = KNOWN.iter().find(|(it, _)| *it == path) else { return };
    let any = known.contains(&"*");
    for (key, value) in table {
        if !any && !known.contains(&key.as_str()) {
            let place = if path.is_empty() { String::new() } else { format!(" in [{path}]") };
            unknown.push(format!("unknown key `{key}`{place}{}", nearest(key, known.iter().copied())));
            continue;
        }
        let name = if any { "*" } else { key.as_str() };
        let below = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match value {
            toml::Value::Table(inner) => check_keys(&below, inner, unknown),
            toml::Value::Array(items) => {
                for inner in items.iter().filter_map(toml::Value::as_table) {
                    check_keys(&below, inner, unknown);
                }
            }
            _ => {}
        }
    }
}

/// `; did you mean …` where a known name is near.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let found = known.map(|it| (strsim::damerau_levenshtein(name, it), it)).min();
    match found {
        Some((distance, it)) if distance <= 1 + name.len() / 3 => format!("; did you mean `{it}`"),
        _ => String::new(),
    }
}

fn pattern(text: &str, problems: &mut Vec<String>) -> Option<FilePattern> {
    FilePattern::new(text)
        .map_err(|it| problems.push(format!("not a file pattern: `{text}`: {}", it.kind())))
        .ok()
}

fn zone(name: &str, problems: &mut Vec<String>) -> Option<TimeZone> {
    TimeZone::get(name).map_err(|_| problems.push(format!("no time zone is named `{name}`"))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_the_nearest_known_one() {
        let (policy, unknown) = Policy::parse("companny = 'X'\n[network]\negres = []\n").unwrap();
        assert_eq!(policy.company, None);
        assert_eq!(
            unknown,
            [
                "unknown key `companny`; did you mean `company`",
                "unknown key `egres` in [network]; did you mean `egress`"
            ]
        );
    }

    #[test]
    fn a_wrong_type_is_an_error_with_its_place() {
        let error = Policy::parse("company = 'X'\nmail_domains = 'x.example'\n").unwrap_err();
        assert!(error.contains("line 2"), "{error}");
    }

    #[test]
    fn a_table_nobody_knows_is_a_problem_and_the_rest_is_used() {
        let text = "[[table]]\nfiles='a.csv'\ntable='chnges'\n[[table]]\nfiles='b.csv'\ntable='changes'\n";
        let (context, problems) = Policy::parse(text).unwrap().0.reading([0; 32]);
        assert_eq!(problems, ["[[table]]: no table is named `chnges`; did you mean `changes`"]);
        assert_eq!(context.tables.len(), 1);
    }
}
