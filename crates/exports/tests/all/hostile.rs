//! The adversary writes names, subjects, cells and file names.

use std::sync::Arc;

use model::dossier::Dossier;

use crate::{PLAIN, REDACTED, fixture, json_lines, page, written};

const PAYLOADS: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>x</script>",
    "]]><!-- --><a href=\"javascript:alert(1)\">",
    "=HYPERLINK(\"https://evil.example\")",
    "\u{202e}gnp.exe\u{2066}\u{200f}",
    "nul\0 bell\u{7} escape\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\r\nnext\u{2028}line",
    "{{template}} ${x} `y` %n",
];

/// Every text of the dossier that can come from outside, ends in the payload.
fn poisoned(payload: &str) -> Dossier {
    let mut dossier = fixture::dossier();
    let poison = |text: &mut String| *text = format!("{payload}{text}{payload}");
    let poison_shared = |text: &mut Arc<str>| *text = format!("{payload}{text}{payload}").into();
    if let Some(company) = &mut dossier.company {
        poison(company);
    }
    for it in &mut dossier.people {
        it.names.iter_mut().chain(&mut it.emails).chain(&mut it.job_title).for_each(poison);
        it.worker_ids.iter_mut().chain(&mut it.applicant_ids).for_each(poison);
        if let Some(clear) = &mut it.would_clear {
            poison(&mut clear.fact);
        }
        for tie in &mut it.ties {
            poison_shared(&mut tie.kind);
            poison_shared(&mut tie.value);
            poison(&mut tie.reason);
        }
    }
    for it in &mut dossier.evidence {
        poison(&mut it.sentence);
        poison(&mut it.counted_why);
        poison_shared(&mut it.level);
        if let model::Subject::Handle { value, .. } = &mut it.subject {
            poison_shared(value);
        }
        for reference in &mut it.records {
            poison_shared(&mut reference.origin.file);
            for origin in &mut reference.also {
                poison_shared(&mut origin.file);
            }
            if let Some(id) = &mut reference.origin.message_id {
                poison_shared(id);
            }
        }
    }
    for it in &mut dossier.links {
        poison(&mut it.sentence);
        it.kinds.iter_mut().for_each(poison_shared);
    }
    for it in &mut dossier.rings {
        poison(&mut it.sentence);
        it.roles.values_mut().for_each(poison);
        for shared in &mut it.shared {
            poison_shared(&mut shared.kind);
            poison(&mut shared.value);
        }
    }
    for it in &mut dossier.problems {
        poison_shared(&mut it.file);
        poison(&mut it.cause);
    }
    for it in &mut dossier.inputs {
        poison_shared(&mut it.file);
        it.reason.iter_mut().for_each(poison);
    }
    for it in dossier.coverage.values_mut() {
        it.message.iter_mut().chain(&mut it.missing).for_each(poison);
    }
    for it in dossier.excerpts.values_mut() {
        it.cells.iter_mut().for_each(|(_, cell)| poison(cell));
    }
    for it in dossier.indicators.values_mut() {
        poison(&mut it.title);
        poison(&mut it.blind_spots);
        it.innocent.iter_mut().chain(&mut it.check).for_each(poison);
    }
    dossier
}

/// Characters that a reader would obey instead of showing.
fn obeyed(it: char) -> bool {
    (it.is_control() && it != '\n')
        || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

#[test]
fn the_page_stays_sound_whatever_a_name_or_a_subject_says() {
    for payload in PAYLOADS {
        for options in [PLAIN, REDACTED] {
            let text = written("report.html", &poisoned(payload), &options);
            page::is_sound(&text);
            let found = text.find(obeyed);
            assert!(found.is_none(), "{payload:?} at {found:?}");
        }
    }
}

#[test]
fn what_turns_the_line_is_shown_by_its_number() {
    let text = written("report.html", &poisoned(PAYLOADS[6]), &PLAIN);
    assert!(text.contains("⟦U+202E⟧gnp.exe⟦U+2066⟧⟦U+200F⟧"));
}

#[test]
fn lines_stay_lines_and_read_back_as_what_they_were() {
    for payload in PAYLOADS {
        let dossier = poisoned(payload);
        let lines = json_lines(&written("evidence.ndjson", &dossier, &PLAIN));
        assert_eq!(lines.len(), dossier.evidence.len());
        for (line, evidence) in lines.iter().zip(&dossier.evidence) {
            assert_eq!(line["sentence"], evidence.sentence);
            assert_eq!(line["records"][0]["file"], *evidence.records[0].origin.file);
        }
        assert_eq!(json_lines(&written("problems.ndjson", &dossier, &PLAIN)).len(), dossier.problems.len());
        json_lines(&written("findings.ocsf.ndjson", &dossier, &PLAIN));
        for file_name in ["rings.json", "coverage.json", "inputs.json"] {
            let text = written(file_name, &dossier, &PLAIN);
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
            assert!(!text.contains(obeyed), "{file_name}");
        }
    }
}

#[test]
fn no_text_cell_is_a_formula_and_no_number_is_touched() {
    for payload in PAYLOADS.into_iter().chain(["+1", "-1", "@x", "\tx", "\rx"]) {
        let dossier = poisoned(payload);
        for file_name in ["people.csv", "links.csv"] {
            let text = written(file_name, &dossier, &PLAIN);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let header = reader.headers().unwrap().clone();
            let mut n = 0;
            for row in reader.records() {
                for (column, cell) in header.iter().zip(&row.unwrap()) {
                    if column == "bits" || column == "rank" {
                        assert!(cell.parse::<f64>().is_ok(), "{cell}");
                    } else {
                        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{column}: {cell:?}");
                    }
                    n += 1;
                }
            }
            assert!(n > 0);
        }
    }
}

#[test]
fn a_negative_number_keeps_its_sign_in_a_table() {
    let mut dossier = fixture::small::small();
    dossier.people[0].bits = model::Bits::from_hundredths(-250);
    assert!(written("people.csv", &dossier, &PLAIN).contains("1,worker:W0104,verify,-2.50,"));
}

#[test]
fn a_terminal_obeys_nothing() {
    for payload in PAYLOADS {
        let dossier = poisoned(payload);
        let person = dossier.people[0].person.clone();
        for text in [
            exports::terminal::table(&dossier, &PLAIN, 100),
            exports::terminal::explain(&dossier, &PLAIN, person.as_str(), 100).unwrap(),
            exports::terminal::checks(&dossier, &PLAIN, person.as_str(), 100).unwrap(),
        ] {
            assert!(!text.contains(obeyed), "{payload:?}");
        }
    }
}

#[test]
fn a_megabyte_of_text_does_not_fill_the_page() {
    let text = written("report.html", &poisoned(&"A".repeat(1 << 20)), &PLAIN);
    assert!(text.len() < 2 << 20, "{} bytes", text.len());
    page::is_sound(&text);
}
