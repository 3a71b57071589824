//! The machine-readable files, byte for byte.

use model::Bits;

use crate::{PLAIN, fixture, json_lines, written};

fn snapshot(file_name: &str) {
    let text = written(file_name, &fixture::dossier(), &PLAIN);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!(file_name, text);
    });
}

#[test]
fn people() {
    snapshot("people.csv");
}

#[test]
fn evidence() {
    snapshot("evidence.ndjson");
}

#[test]
fn links() {
    snapshot("links.csv");
}

#[test]
fn rings() {
    snapshot("rings.json");
}

#[test]
fn coverage() {
    snapshot("coverage.json");
}

#[test]
fn problems() {
    snapshot("problems.ndjson");
}

#[test]
fn inputs() {
    snapshot("inputs.json");
}

#[test]
fn findings() {
    snapshot("findings.ocsf.ndjson");
}

#[test]
fn keys_of_evidence_stand_in_the_order_of_the_contract() {
    let text = written("evidence.ndjson", &fixture::dossier(), &PLAIN);
    const KEYS: [&str; 19] = [
        "id",
        "indicator",
        "version",
        "status",
        "subjects",
        "with",
        "from",
        "to",
        "known_at",
        "level",
        "bits",
        "counted",
        "category",
        "cause",
        "exempt",
        "sentence",
        "records",
        "innocent",
        "check",
    ];
    for line in json_lines(&text) {
        let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, KEYS);
    }
}

#[test]
fn bits_in_people_are_the_sum_of_what_is_counted_in_evidence() {
    let dossier = fixture::dossier();
    let hundredths = |text: &str| -> i32 { text.replace('.', "").parse().unwrap() };
    let mut people =
        csv::Reader::from_reader(written("people.csv", &dossier, &PLAIN).into_bytes().leak() as &[u8]);
    let evidence = written("evidence.ndjson", &dossier, &PLAIN);
    let mut n_people = 0;
    for row in people.records() {
        let row = row.unwrap();
        let mine = format!("\"subjects\":[\"{}\"]", &row[1]);
        let mut sum = 0;
        for line in evidence.lines().filter(|it| it.contains(&mine)) {
            let counted = line.split_once("\"counted\":").unwrap().1;
            sum += hundredths(counted.split_once(',').unwrap().0);
        }
        assert_eq!(sum, hundredths(&row[3]), "{}", &row[1]);
        n_people += 1;
    }
    assert_eq!(n_people, dossier.people.len());
}

#[test]
fn bits_below_one_keep_their_sign() {
    assert_eq!(Bits::from_hundredths(-5).to_string(), "-0.05");
    let mut dossier = fixture::dossier();
    for it in &mut dossier.evidence {
        it.counted = Bits::from_hundredths(-5);
    }
    let text = written("evidence.ndjson", &dossier, &PLAIN);
    assert!(text.lines().all(|it| it.contains("\"counted\":-0.05,")));
    assert!(json_lines(&text).iter().all(|it| it["counted"] == -0.05));
}

#[test]
fn an_empty_dossier_gives_whole_files() {
    let dossier = model::dossier::Dossier::default();
    for export in exports::EXPORTS {
        let text = written(export.file_name, &dossier, &PLAIN);
        if export.file_name.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        } else if export.file_name.ends_with(".ndjson") {
            assert_eq!(text, "");
        } else {
            assert!(!text.is_empty(), "{}", export.file_name);
        }
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    for export in exports::EXPORTS {
        let once = written(export.file_name, &fixture::dossier(), &PLAIN);
        assert_eq!(once, written(export.file_name, &fixture::dossier(), &PLAIN), "{}", export.file_name);
    }
}
