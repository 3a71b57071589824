//! What must be true of every generated company, read back from its bytes alone.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::OnceLock;

use company::{Company, Recipe, generate, generate_renamed, scenarios};

/// One company in which every story is played; made once, since all tests only read it.
fn every_story() -> &'static Company {
    static COMPANY: OnceLock<Company> = OnceLock::new();
    COMPANY.get_or_init(|| {
        let mut ids = Vec::new();
        for scenario in scenarios() {
            ids.push(scenario.id);
        }
        generate(&Recipe::with_scenarios(2, 110, 170, &ids))
    })
}

fn text<'a>(company: &'a Company, file: &str) -> &'a str {
    std::str::from_utf8(&company.files[file]).unwrap()
}

#[test]
fn the_same_recipe_gives_the_same_bytes() {
    let (one, two) = (generate(&Recipe::demo(5)), generate(&Recipe::demo(5)));
    assert_eq!(one.files, two.files);
    assert_eq!(one.truth_json(), two.truth_json());
    assert_ne!(one.files, generate(&Recipe::demo(6)).files);
}

#[test]
fn every_file_parses_in_its_own_format() {
    let company = every_story();
    for (file, bytes) in &company.files {
        let extension = file.rsplit('.').next().unwrap();
        match extension {
            "csv" => {
                let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes.as_slice());
                for row in reader.records() {
                    row.unwrap_or_else(|error| panic!("{file}: {error}"));
                }
            }
            "ndjson" => {
                for (number, line) in std::str::from_utf8(bytes).unwrap().lines().enumerate() {
                    let value: serde_json::Value = serde_json::from_str(line)
                        .unwrap_or_else(|error| panic!("{file}:{}: {error}", number + 1));
                    assert!(value.is_object(), "{file}");
                }
            }
            "json" => {
                serde_json::from_slice::<serde_json::Value>(bytes)
                    .unwrap_or_else(|error| panic!("{file}: {error}"));
            }
            "docx" => {
                let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
                let mut document = String::new();
                archive.by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
                assert!(document.contains("<w:t"), "{file}");
            }
            "pdf" => assert_cross_references_are_right(file, bytes),
            "vtt" => {
                let text = std::str::from_utf8(bytes).unwrap();
                assert!(text.starts_with("WEBVTT\n\n"), "{file}");
                assert!(text.matches(" --> ").count() > 20, "{file}");
            }
            "mbox" => assert!(bytes.starts_with(b"From "), "{file}"),
            "eml" => assert!(bytes.starts_with(b"Received: "), "{file}"),
            "toml" | "txt" | "md" | "trace" | "log" => assert!(std::str::from_utf8(bytes).is_ok(), "{file}"),
            other => panic!("{file} has an extension nobody expects: {other}"),
        }
    }
}

fn assert_cross_references_are_right(file: &str, bytes: &[u8]) {
    let tail = &bytes[bytes.len() - 64..];
    let tail = String::from_utf8_lossy(tail);
    let start: usize = tail.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    assert!(bytes[start..].starts_with(b"xref\n"), "{file}");
    let table = String::from_utf8_lossy(&bytes[start..]).into_owned();
    let mut number = 0;
    for line in table.lines().skip(3) {
        let Some(offset) = line.strip_suffix(" 00000 n ") else { break };
        number += 1;
        let offset: usize = offset.parse().unwrap();
        assert!(bytes[offset..].starts_with(format!("{number} 0 obj").as_bytes()), "{file}: object {number}");
    }
    assert_eq!(number, 7, "{file}");
}

#[test]
fn truth_points_at_records_that_exist_and_are_about_the_person() {
    let company = every_story();
    assert!(!company.truth.planted.is_empty());
    for sign in &company.truth.planted {
        assert!(!sign.records.is_empty(), "{} of {}", sign.indicator, sign.key);
        for (file, line) in &sign.records {
            let bytes = company.files.get(file).unwrap_or_else(|| panic!("{file} does not exist"));
            let Some(line) = line else { continue };
            let text = std::str::from_utf8(bytes).unwrap();
            let found = text.lines().nth(line - 1);
            assert!(found.is_some_and(|found| !found.is_empty()), "{file}:{line} for {}", sign.indicator);
        }
    }
    let mut keys = BTreeSet::new();
    for known in &company.truth.people {
        assert!(keys.insert(known.key.clone()), "{} twice", known.key);
        let table = if known.worker_ids.is_empty() { "hiring/applicants.csv" } else { "people/workers.csv" };
        let id = known.worker_ids.first().or(known.applicant_ids.first()).unwrap();
        assert!(text(company, table).contains(id.as_str()), "{} is not in {table}", known.key);
    }
}

#[test]
fn rows_planted_in_tables_carry_the_id_of_the_person() {
    let company = every_story();
    let mut looked_at = 0;
    for sign in &company.truth.planted {
        let known = company.truth.people.iter().find(|known| known.key == sign.key).unwrap();
        for (file, line) in &sign.records {
            let own_tables = [
                "people/changes.csv",
                "people/workers.csv",
                "people/performance.csv",
                "equipment/shipments.csv",
            ];
            if !own_tables.contains(&file.as_str()) {
                continue;
            }
            let row = text(company, file).lines().nth(line.unwrap() - 1).unwrap();
            assert!(
                row.contains(known.worker_ids[0].as_str()),
                "{file}:{line:?} is not about {}: {row}",
                known.key
            );
            looked_at += 1;
        }
    }
    assert!(looked_at > 20);
}

#[test]
fn the_truth_reads_like_that_of_the_samples() {
    let company = generate(&Recipe::demo(4));
    let truth: serde_json::Value = serde_json::from_str(&company.truth_json()).unwrap();
    for key in ["company", "window", "now", "people", "rings", "planted"] {
        assert!(truth.get(key).is_some(), "{key}");
    }
    for person in truth["people"].as_array().unwrap() {
        for key in ["key", "person", "worker_ids", "applicant_ids", "name", "truth", "scenario", "expect"] {
            assert!(person.get(key).is_some(), "{key}");
        }
    }
    for sign in truth["planted"].as_array().unwrap() {
        for key in ["indicator", "person", "key", "kind", "places", "records"] {
            assert!(sign.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn only_reserved_addresses_domains_and_numbers_occur() {
    let company = every_story();
    for (file, bytes) in &company.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for address in dotted_quads(text) {
            let [a, b, c, _] = address;
            let reserved = matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113))
                || (a == 198 && (b == 18 || b == 19));
            assert!(reserved, "{file} holds {address:?}");
        }
        for domain in mail_domains(text) {
            let reserved = domain.ends_with(".example")
                || ["example.com", "example.org", "example.net", "gmail.com", "outlook.com", "google.com"]
                    .contains(&domain.as_str());
            assert!(reserved, "{file} holds @{domain}");
        }
        for piece in text.split("+1 ").skip(1) {
            let number: String = piece.chars().take(12).collect();
            assert!(number.get(3..10) == Some("-555-01"), "{file} holds +1 {number}");
        }
    }
}

/// Everything that looks like an IPv4 address in running text; program versions have three parts or letters.
fn dotted_quads(text: &str) -> Vec<[u8; 4]> {
    let mut found = Vec::new();
    for word in text.split(|character: char| !character.is_ascii_digit() && character != '.') {
        let parts: Vec<&str> = word.trim_matches('.').split('.').collect();
        if parts.len() == 4
            && parts[0] != "148"
            && parts[0] != "147"
            && parts[0] != "140"
            && let (Ok(a), Ok(b), Ok(c), Ok(d)) =
                (parts[0].parse(), parts[1].parse(), parts[2].parse(), parts[3].parse())
        {
            found.push([a, b, c, d]);
        }
    }
    found
}

fn mail_domains(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut before = "";
    for piece in text.split('@') {
        let local = before.ends_with(|it: char| it.is_ascii_alphanumeric());
        before = piece;
        if !local {
            continue;
        }
        let domain: String =
            piece.chars().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-')).collect();
        let domain = domain.trim_end_matches('.').to_owned();
        if domain.contains('.') {
            found.insert(domain);
        }
    }
    found
}

#[test]
fn files_grow_with_the_number_of_workers() {
    let size =
        |workers: usize| -> usize { generate(&Recipe::sized(9, workers)).files.values().map(Vec::len).sum() };
    let (small, large) = (size(60), size(120));
    let ratio = large as f64 / small as f64;
    assert!((1.7..2.3).contains(&ratio), "{small} bytes became {large}");
}

#[test]
fn the_ordinary_company_has_every_neutral_table_and_no_story() {
    let company = generate(&Recipe::sized(3, 25));
    for table in [
        "hiring/requisitions.csv",
        "hiring/applicants.csv",
        "hiring/references.csv",
        "hiring/employment_checks.csv",
        "hiring/identity_checks.csv",
        "hiring/interviews.csv",
        "people/workers.csv",
        "people/changes.csv",
        "people/pay_accounts.csv",
        "people/performance.csv",
        "people/reverifications.csv",
        "people/travel.csv",
        "people/households.csv",
        "people/exemptions.csv",
        "equipment/shipments.csv",
        "equipment/devices.csv",
        "equipment/tickets.csv",
        "equipment/access_grants.csv",
        "security/confirmed_artefacts.csv",
        "security/leak_alerts.csv",
        "security/ip_ranges.csv",
    ] {
        assert!(text(&company, table).lines().count() >= 1, "{table}");
    }
    assert_eq!(text(&company, "people/workers.csv").lines().count(), 26);
    assert!(company.truth.people.is_empty());
    assert!(company.truth.planted.is_empty());
}

#[test]
fn ids_are_given_out_once() {
    let company = every_story();
    for (table, column) in [
        ("people/workers.csv", 0),
        ("hiring/applicants.csv", 0),
        ("equipment/devices.csv", 0),
        ("people/workers.csv", 4),
    ] {
        let mut seen = BTreeSet::new();
        for row in csv::Reader::from_reader(company.files[table].as_slice()).records() {
            let row = row.unwrap();
            assert!(seen.insert(row[column].to_owned()), "{table}: {} twice", &row[column]);
        }
    }
}

#[test]
fn nothing_is_dated_after_the_day_of_the_analysis() {
    let company = every_story();
    for line in text(company, "identity/okta_system_log.ndjson").lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let at: jiff::Timestamp = event["published"].as_str().unwrap().parse().unwrap();
        assert!(at >= company.start && at < company.now, "{at}");
    }
}

#[test]
fn keys_of_the_stories_never_stand_in_the_files() {
    let company = every_story();
    let mut words = BTreeSet::new();
    for bytes in company.files.values() {
        if let Ok(text) = std::str::from_utf8(bytes) {
            words.extend(
                text.split(|character: char| !character.is_ascii_alphanumeric())
                    .filter(|word| word.len() < 7),
            );
        }
    }
    for known in &company.truth.people {
        assert!(!words.contains(known.key.as_str()), "{} stands in a file", known.key);
    }
}

#[test]
fn every_story_puts_its_people_and_their_signs_into_the_truth() {
    let company = every_story();
    for scenario in scenarios() {
        let mut people = 0;
        for known in company.truth.people.iter().filter(|known| known.scenario == scenario.id) {
            people += 1;
            assert!(known.guilty != scenario.honest, "{} of {}", known.key, scenario.id);
            assert!(
                company.truth.planted.iter().any(|sign| sign.key == known.key),
                "nothing planted for {}",
                known.key
            );
        }
        assert!(people > 0, "{} has nobody", scenario.id);
    }
}

#[test]
fn resumes_in_pdf_can_be_read_and_name_the_applicant() {
    let company = every_story();
    let mut read = 0;
    for row in csv::Reader::from_reader(company.files["hiring/applicants.csv"].as_slice()).records() {
        let row = row.unwrap();
        let (name, file) = (&row[5], &row[16]);
        assert!(company.files.contains_key(file), "{file}");
        if !file.ends_with(".pdf") || read > 25 {
            continue;
        }
        read += 1;
        let document = lopdf::Document::load_mem(&company.files[file]).unwrap();
        let text = document.extract_text(&[1]).unwrap();
        assert!(text.contains(name), "{file} does not name {name}: {text}");
        assert!(text.contains('@'), "{file}");
    }
    assert!(read > 10);
}

#[test]
fn the_proof_in_the_mail_is_an_archive_of_names_that_stand_in_the_audit_log() {
    let company = every_story();
    let audit = text(company, "content/unified_audit.csv");
    let mut members = 0;
    for (file, bytes) in company.files.iter().filter(|(file, _)| file.ends_with(".eml")) {
        let mail = mail_parser::MessageParser::default().parse(bytes).unwrap_or_else(|| panic!("{file}"));
        assert!(mail.from().is_some() && mail.date().is_some(), "{file}");
        for attachment in mail.attachments() {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(attachment.contents())).unwrap();
            for position in 0..archive.len() {
                let member = archive.by_index(position).unwrap();
                let name = member.name().unwrap().rsplit('/').next().unwrap().to_owned();
                assert!(audit.contains(&name), "{name} was never touched");
                members += 1;
            }
        }
    }
    assert!(members >= 5);
}

#[test]
fn guilty_and_honest_people_draw_their_names_from_the_same_lists() {
    let (mut guilty, mut honest) = (Vec::new(), Vec::new());
    for seed in 0..60 {
        let truth = generate(&Recipe::with_scenarios(seed, 8, 30, &["c05", "b05"])).truth;
        for known in truth.people {
            let family = known.name.rsplit(' ').next().unwrap().to_owned();
            if known.guilty { guilty.push(family) } else { honest.push(family) }
        }
    }
    // Were names dealt by story, one half of the alphabet, or one list, would show up in one group only.
    let share = |names: &[String]| {
        names.iter().filter(|name| name.as_str() < "K").count() as f64 / names.len() as f64
    };
    assert!((share(&guilty) - share(&honest)).abs() < 0.3, "{} against {}", share(&guilty), share(&honest));
    let distinct: BTreeSet<&String> = guilty.iter().collect();
    assert!(distinct.len() > 30, "guilty people bear only {} names", distinct.len());
    assert!(guilty.iter().any(|name| honest.contains(name)), "no name is borne by both");
}

#[test]
fn a_story_looks_different_with_every_seed() {
    let tickets = |seed: u64| {
        let company = generate(&Recipe::with_scenarios(seed, 8, 30, &["c05"]));
        let sign =
            company.truth.planted.iter().find(|sign| sign.indicator == "onb-byod-request").unwrap().clone();
        let (file, line) = &sign.records[0];
        let row = text(&company, file).lines().nth(line.unwrap() - 1).unwrap().to_owned();
        csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(row.as_bytes())
            .records()
            .next()
            .unwrap()
            .unwrap()[5]
            .to_owned()
    };
    let mut wordings = BTreeSet::new();
    for seed in 0..20 {
        wordings.insert(tickets(seed));
    }
    assert!(wordings.len() > 8, "only {} wordings in twenty companies", wordings.len());
}

#[test]
fn a_renamed_company_differs_in_names_and_in_nothing_else() {
    let recipe = Recipe::with_scenarios(6, 14, 60, &["c05", "c07", "b05"]);
    let (one, two) = (generate(&recipe), generate_renamed(&recipe, 99));
    let bones = |company: &Company| {
        let mut bones = Vec::new();
        for sign in &company.truth.planted {
            bones.push((sign.indicator.clone(), sign.person.clone(), sign.records.len()));
        }
        bones
    };
    assert_eq!(bones(&one), bones(&two));
    let names =
        |company: &Company| company.truth.people.iter().map(|known| known.name.clone()).collect::<Vec<_>>();
    assert_ne!(names(&one), names(&two));
    let column = |company: &Company, table: &str, column: usize| {
        let mut values = Vec::new();
        for row in csv::Reader::from_reader(company.files[table].as_slice()).records() {
            values.push(row.unwrap()[column].to_owned());
        }
        values
    };
    for (table, number) in [
        ("people/changes.csv", 3),
        ("people/changes.csv", 6),
        ("people/workers.csv", 0),
        ("hiring/applicants.csv", 17),
        ("equipment/shipments.csv", 6),
        ("equipment/tickets.csv", 5),
    ] {
        assert_eq!(column(&one, table, number), column(&two, table, number), "{table}");
    }
}

#[test]
fn very_small_and_very_short_companies_are_made_too() {
    let mut ids = Vec::new();
    for scenario in scenarios() {
        ids.push(scenario.id);
    }
    for (workers, days) in [(0, 1), (1, 1), (3, 7), (40, 2)] {
        let company = generate(&Recipe::with_scenarios(workers as u64, workers, days, &ids));
        assert!(company.files.contains_key("people/workers.csv"));
        assert!(generate(&Recipe::with_scenarios(1, workers, days, &[])).truth.people.is_empty());
    }
}
