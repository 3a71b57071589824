//! The neutral tables of the input contract: a company's own exports as CSV.
//!
//! One source for each table, all driven by `model::tables`: its required columns decide whether a header
//! is that table's, and each cell is read after its column's kind. A cell that cannot be read is a problem
//! and unknown; a row without a required cell is a problem and no record.

use hmac::{Hmac, Mac};
use jiff::tz::TimeZone;
use model::tables as t;
use model::value::{join_list, split_list};
use model::{Column, Kind, Record, Table, Value};
use sha2::Sha256;

use crate::formats::unpack::hex;
use crate::formats::{text, times};
use crate::{CsvRow, Header, Reading, Shape, Source};

const PROOF: &str = include_str!("tables.md");

/// `CHANGES = "table_changes" of t::CHANGES, "changes"` makes the source of one table.
macro_rules! sources {
    ($($constant:ident = $id:literal, $name:literal, $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $constant: Source = Source {
                id: $id,
                title: $title,
                feeds: &[$name],
                shape: Shape::Csv {
                    sniff: |header| is_header_of(&t::$constant, header),
                    read: |row, reading| read(&t::$constant, row, reading),
                },
                proof: PROOF,
            };
        )*
        #[cfg(test)]
        static ALL: &[(&Source, &Table)] = &[$((&$constant, &t::$constant)),*];
    };
}

sources! {
    REQUISITIONS = "table_requisitions", "requisitions", "Open posts";
    APPLICANTS = "table_applicants", "applicants", "Applications";
    REFERENCES = "table_references", "references", "References of applicants";
    EMPLOYMENT_CHECKS = "table_employment_checks", "employment_checks", "Checks of claimed jobs";
    IDENTITY_CHECKS = "table_identity_checks", "identity_checks", "Identity checks";
    INTERVIEWS = "table_interviews", "interviews", "Interviews";
    WORKERS = "table_workers", "workers", "Workers";
    CHANGES = "table_changes", "changes", "Changes of workers' records";
    PAY_ACCOUNTS = "table_pay_accounts", "pay_accounts", "Pay accounts";
    SHIPMENTS = "table_shipments", "shipments", "Parcels with devices";
    DEVICES = "table_devices", "devices", "Company devices";
    TICKETS = "table_tickets", "tickets", "Help-desk tickets";
    PERFORMANCE = "table_performance", "performance", "Performance reviews";
    REVERIFICATIONS = "table_reverifications", "reverifications", "Repeat identity checks";
    ACCESS_GRANTS = "table_access_grants", "access_grants", "Access that was given";
    TRAVEL = "table_travel", "travel", "Declared travel";
    HOUSEHOLDS = "table_households", "households", "Shared homes";
    EXEMPTIONS = "table_exemptions", "exemptions", "Exemptions";
    CONFIRMED_ARTEFACTS = "table_confirmed_artefacts", "confirmed_artefacts", "Artefacts of closed incidents";
    LEAK_ALERTS = "table_leak_alerts", "leak_alerts", "Leak alerts";
    IP_RANGES = "table_ip_ranges", "ip_ranges", "Labelled address ranges";
}

/// Whether this table, and no more specific one, has all its required columns in the header.
fn is_header_of(table: &'static Table, header: &Header) -> bool {
    best_table(header).is_some_and(|it| it.name == table.name)
}

/// Of the tables whose required columns are all there: the one with most of them, then with most columns.
fn best_table(header: &Header) -> Option<&'static Table> {
    let mut best: Option<((usize, usize), &'static Table)> = None;
    for table in t::ALL.iter().copied().filter(|it| it.neutral) {
        let required = table.columns.iter().filter(|it| it.required);
        if !required.clone().all(|it| header.has(it.name)) {
            continue;
        }
        let rank = (required.count(), table.columns.iter().filter(|it| header.has(it.name)).count());
        if best.as_ref().is_none_or(|it| rank > it.0) {
            best = Some((rank, table));
        }
    }
    best.map(|it| it.1)
}

/// Text that people write freely: kept within a smaller limit than other cells.
fn is_free_text(column: &str) -> bool {
    matches!(column, "body" | "notes" | "note" | "resolution" | "accepted_reason" | "camera_reason")
}

fn read(table: &'static Table, row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    notice_columns(table, row.header, reading);
    let mut record = reading.record(table);
    let mut is_whole = true;
    for column in table.columns {
        let cell = row.get(column.name);
        let Some(cell) = cell else {
            if column.required {
                reading.problem(format!("required {} is empty", column.name));
                is_whole = false;
            }
            continue;
        };
        match value(column, cell, reading) {
            Ok(value) => {
                if is_free_text(column.name) {
                    record.set_free_text(column.name, cell);
                } else {
                    record.set(column.name, value);
                }
            }
            Err(cause) => {
                reading.problem(format!("{}: {cause}", column.name));
            }
        }
        is_whole &= !column.required || !record.get(column.name).is_null();
    }
    if !is_whole {
        return;
    }
    hide_accounts(&mut record, reading);
    reading.push(record);
}

fn notice_columns(table: &'static Table, header: &Header, reading: &mut Reading<'_>) {
    if !reading.first_time("columns") {
        return;
    }
    let unknown: Vec<&str> = header
        .names
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty() && !table.columns.iter().any(|it| Header::is_same(it.name, name)))
        .collect();
    if !unknown.is_empty() {
        let unknown = text::shown(&unknown.join(", "), 200);
        reading
            .notice(format!("columns that the table {} does not have are not read: {unknown}", table.name));
    }
}

fn value(column: &Column, cell: &str, reading: &mut Reading<'_>) -> Result<Value, String> {
    match column.kind {
        Kind::Text => Ok(Value::from(cell)),
        Kind::List => Ok(Value::from(join_list(split_list(cell)))),
        Kind::Flag => flag(cell)
            .map(Value::from)
            .ok_or_else(|| format!("neither yes nor no: `{}`", text::shown(cell, 60))),
        Kind::Int => match cell.parse::<i64>() {
            Ok(number) => Ok(Value::from(number)),
            Err(_) => Err(not_a_number(cell)),
        },
        Kind::Number => match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::from(number)),
            _ => Err(not_a_number(cell)),
        },
        Kind::Time => time(cell, reading).map(Value::from),
    }
}

fn not_a_number(cell: &str) -> String {
    format!("not a number: `{}`", text::shown(cell, 60))
}

fn flag(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// A time after the policy's formats for this file, else RFC 3339.
fn time(cell: &str, reading: &mut Reading<'_>) -> Result<Option<model::Timestamp>, String> {
    let map = reading.table_map();
    let zone = map
        .and_then(|it| it.time_zone.clone())
        .or_else(|| reading.declared_zone().cloned())
        .unwrap_or(TimeZone::UTC);
    let mut formats = Vec::new();
    if let Some(map) = map {
        formats.extend(map.datetime_format.as_deref());
        formats.extend(map.date_format.as_deref());
    }
    for format in formats {
        if let Ok(found) = times::with_format(cell, format, &zone) {
            return Ok(found.map(|it| reading.noted(it, &zone)));
        }
    }
    let found = times::parse_noting(cell, &zone)?;
    Ok(found.map(|it| reading.noted(it, &zone)))
}

/// Raw account numbers do not enter the lake: they become digests under the key of the data folder.
pub(crate) fn hide_accounts(record: &mut Record, reading: &mut Reading<'_>) {
    let columns: &[&str] = match record.table.name {
        "pay_accounts" => &["account_digest"],
        "changes" if record.text("field").is_some_and(|it| Header::is_same(it, "bank_account")) => {
            &["old_value", "new_value"]
        }
        "confirmed_artefacts"
            if record.text("kind").is_some_and(|it| Header::is_same(it, "account_digest")) =>
        {
            &["value"]
        }
        _ => return,
    };
    for column in columns {
        let Some(number) = record.text(column).and_then(raw_account) else { continue };
        let digest = keyed_digest(&number, &reading.context.account_key);
        record.set(column, digest);
        reading.notice("raw account numbers are kept as keyed digests only");
    }
}

/// The account number, if the text is one and no digest: an IBAN, or digits alone.
fn raw_account(cell: &str) -> Option<String> {
    let plain: String = cell
        .chars()
        .filter(|it| !matches!(it, ' ' | '-' | '.' | '/' | '_'))
        .flat_map(char::to_uppercase)
        .collect();
    let is_digits = (4..=34).contains(&plain.len()) && plain.bytes().all(|it| it.is_ascii_digit());
    (is_digits || is_iban(&plain)).then_some(plain)
}

/// ISO 13616: two letters, two check digits, up to 30 letters or digits; modulo 97 gives 1.
fn is_iban(plain: &str) -> bool {
    let bytes = plain.as_bytes();
    if !(15..=34).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    if !bytes[..2].iter().all(u8::is_ascii_alphabetic) || !bytes[2..4].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let mut rest: u32 = 0;
    for byte in bytes[4..].iter().chain(&bytes[..4]) {
        rest = match byte {
            b'0'..=b'9' => rest * 10 + u32::from(byte - b'0'),
            _ => rest * 100 + u32::from(byte.to_ascii_uppercase() - b'A') + 10,
        } % 97;
    }
    rest == 1
}

fn keyed_digest(number: &str, key: &[u8; 32]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(number.as_bytes());
    format!("hmac-sha256:{}", hex(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_contract_has_its_source_and_no_two_share_a_header() {
        for table in t::ALL.iter().filter(|it| it.neutral) {
            let (source, _) = ALL.iter().find(|it| it.1.name == table.name).unwrap();
            assert_eq!(source.id, format!("table_{}", table.name));
            assert_eq!(source.feeds, [table.name]);
            for only_required in [true, false] {
                let columns = table.columns.iter().filter(|it| it.required || !only_required);
                let header = Header::new(columns.map(|it| it.name.to_owned()).collect());
                assert_eq!(best_table(&header).map(|it| it.name), Some(table.name));
            }
        }
    }

    #[test]
    fn headers_match_without_regard_to_case_and_separators() {
        let header = Header::new(["Worker ID", "HOUSEHOLD-ID"].map(str::to_owned).to_vec());
        assert_eq!(best_table(&header).map(|it| it.name), Some("households"));
    }

    #[test]
    fn account_numbers_are_told_from_digests() {
        for raw in ["12345678", "1234 5678 90", "GB82 WEST 1234 5698 7654 32", "de89370400440532013000"] {
            assert!(raw_account(raw).is_some(), "{raw}");
        }
        for opaque in [
            "sha256:5647f84f7e55b18d0bded1338fc60a10c6796d7d",
            "tok_abc123",
            "GB82WEST12345698765433",
            "12a4",
        ] {
            assert!(raw_account(opaque).is_none(), "{opaque}");
        }
    }

    #[test]
    fn one_account_written_in_two_ways_gives_one_digest() {
        let digest = |cell: &str| keyed_digest(&raw_account(cell).unwrap(), &[1; 32]);
        assert_eq!(digest("GB82 WEST 1234 5698 7654 32"), digest("gb82west12345698765432"));
        assert_ne!(digest("12345678"), digest("12345679"));
        assert_ne!(keyed_digest("12345678", &[1; 32]), keyed_digest("12345678", &[2; 32]));
        assert!(!digest("12345678").contains("12345678"));
    }
}
