//! Are records of one person found in files that others made, at the one setting that all files have?
//!
//! In: Febrl 1 to 3 and fake_1000 (`data/linkage` of the folder named by `BONAFIDE_SHARED`, by default `../shared` beside the
//! repository). Out: bars that must hold; `bench/linkage.sh` prints the figures.

#![expect(clippy::disallowed_methods, reason = "reads the shared data sets")]
#![allow(clippy::print_stderr)]

use std::collections::HashMap;
use std::path::PathBuf;

use measures::linkage::{Kind, Population, Schema, Settings, Table};

/// Header and rows, or nothing where the data is not there.
fn shared(path: &str) -> Option<Vec<Vec<String>>> {
    let root = std::env::var_os("BONAFIDE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let file = root.join("data/linkage").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => {
            let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
            let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<String>>();
            let mut res = vec![cells(reader.headers().expect("a header"))];
            res.extend(reader.records().map(|row| cells(&row.expect("a row"))));
            Some(res)
        }
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{}: {error}", file.display());
            eprintln!("left out: {}: {error}", file.display());
            None
        }
    }
}

/// F1 over all pairs of records in one cluster.
fn pair_f1(
    rows: &[Vec<String>],
    fields: &[(&str, Kind)],
    truth: impl Fn(&HashMap<&str, &str>) -> String,
) -> f64 {
    let (header, rows) = rows.split_first().expect("a header");
    let mut table = Table::new(&Schema::of(fields)).expect("the schema is sound");
    let mut true_cluster = HashMap::new();
    for (key, row) in (0_u64..).zip(rows) {
        let cells: HashMap<&str, &str> =
            header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect();
        let values: Vec<&str> =
            fields.iter().map(|(name, _)| cells.get(name).copied().unwrap_or("")).collect();
        assert!(table.push(key, &values));
        true_cluster.insert(key, truth(&cells));
    }
    let population = Population::of(table, Settings::default());
    let (mut of_truth, mut of_found, mut of_both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (key, found) in population.clusters() {
        let truth = true_cluster[&key].clone();
        *of_truth.entry(truth.clone()).or_insert(0.0) += 1.0;
        *of_found.entry(found).or_insert(0.0) += 1.0;
        *of_both.entry((truth, found)).or_insert(0.0) += 1.0;
    }
    let pairs = |count: &f64| count * (count - 1.0) / 2.0;
    2.0 * of_both.values().map(pairs).sum::<f64>()
        / (of_truth.values().map(pairs).sum::<f64>() + of_found.values().map(pairs).sum::<f64>())
}

#[test]
fn febrl_is_linked_nearly_without_fault() {
    let fields = [
        ("given_name", Kind::GivenName),
        ("surname", Kind::FamilyName),
        ("street_number", Kind::Number),
        ("address_1", Kind::Street),
        ("address_2", Kind::Text),
        ("suburb", Kind::Place),
        ("postcode", Kind::Postcode),
        ("state", Kind::Place),
        ("date_of_birth", Kind::Date),
        ("soc_sec_id", Kind::Identifier),
    ];
    for set in 1..=3 {
        let Some(rows) = shared(&format!("febrl/dataset{set}.csv")) else {
            return;
        };
        // `rec-223-org`, `rec-223-dup-0`: the number says who it is.
        let f1 = pair_f1(&rows, &fields, |cells| cells["rec_id"].split('-').nth(1).unwrap_or("").to_owned());
        assert!(f1 >= 0.998, "set {set}: {f1}");
    }
}

#[test]
fn a_file_full_of_gaps_and_slips_is_linked_well() {
    let fields = [
        ("first_name", Kind::GivenName),
        ("surname", Kind::FamilyName),
        ("dob", Kind::Date),
        ("city", Kind::Place),
        ("email", Kind::Mail),
    ];
    let Some(rows) = shared("splink/fake_1000.csv") else {
        return;
    };
    let f1 = pair_f1(&rows, &fields, |cells| cells["cluster"].to_owned());
    assert!(f1 >= 0.96, "{f1}");
}
