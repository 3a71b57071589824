//! What a redacted file must not say, and what it still says.

use crate::{PLAIN, REDACTED, fixture, written};

/// Names, contacts, handles and record text of the invented dossier.
const SECRETS: [&str; 24] = [
    "Fennimore",
    "Fenimore",
    "Rafe",
    "Underhay",
    "Tamsin",
    "Oakeshott",
    "Marlowe",
    "orla.fennimore@tidewrack.example",
    "fennimore.dev@mail.example",
    "@mail.example",
    "@outlook.example",
    "14 Culver Row",
    "+1 555 0100 418",
    "731204455",
    "203.0.113.200",
    "203.0.113.77",
    "198.51.100.23",
    "d41f9a",
    "ofenn-dev",
    "TW-LAP-0931",
    "Juniper Pay",
    "broken again",
    "2026-02-31T10:00:00Z",
    "rafe_underhay",
];

#[test]
fn no_name_contact_or_record_text_is_left_in_any_file() {
    let dossier = fixture::dossier();
    let plain: String = exports::EXPORTS.iter().map(|it| written(it.file_name, &dossier, &PLAIN)).collect();
    for secret in SECRETS {
        assert!(
            plain.contains(secret),
            "{secret} is not in the invented dossier: the test would prove nothing"
        );
    }
    let mut texts: Vec<(String, String)> = exports::EXPORTS
        .iter()
        .map(|it| (it.file_name.to_owned(), written(it.file_name, &dossier, &REDACTED)))
        .collect();
    texts.push(("table".to_owned(), exports::terminal::table(&dossier, &REDACTED, 120)));
    texts
        .push(("explain".to_owned(), exports::terminal::explain(&dossier, &REDACTED, "W0417", 120).unwrap()));
    for (file_name, text) in texts {
        for secret in SECRETS {
            let found = text.to_lowercase().find(&secret.to_lowercase());
            assert!(
                found.is_none(),
                "{file_name} says {secret}: {}",
                found.map_or("", |at| &text
                    [text.floor_char_boundary(at.saturating_sub(60))..text.ceil_char_boundary(at + 40)])
            );
        }
    }
}

#[test]
fn ids_bits_and_tiers_stay() {
    let dossier = fixture::dossier();
    let people = written("people.csv", &dossier, &REDACTED);
    assert!(people.contains("1,worker:W0417,urgent,19.25,"));
    assert!(people.contains(",W0417,A2291,Person 1;Person 2,mail-1;mail-2,ring-1,"));
    let evidence = written("evidence.ndjson", &dossier, &REDACTED);
    assert!(evidence.contains("pay account changed 3 times in 19 days"));
}

#[test]
fn the_same_value_has_the_same_mask_in_every_file() {
    let dossier = fixture::dossier();
    let evidence = written("evidence.ndjson", &dossier, &REDACTED);
    let people = written("people.csv", &dossier, &REDACTED);
    let row = people.lines().find(|it| it.contains("worker:W0388")).unwrap();
    let mask = row.split(',').nth(7).unwrap();
    assert!(mask.starts_with("Person "));
    // The name of one stands in the résumé's file name of the same person, and in a sentence.
    assert!(evidence.contains(&format!("ats/resumes/{mask}.pdf")), "{mask}");
    let rings = written("rings.json", &dossier, &REDACTED);
    let report = written("report.html", &dossier, &REDACTED);
    let address = rings.split("\"kind\":\"address\",\"value\":\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(address.starts_with("address-") && report.contains(address), "{address}");
}

#[test]
fn every_name_of_a_large_company_is_masked() {
    let mut dossier = fixture::dossier();
    let template = dossier.people[0].clone();
    for n in 0..20_000 {
        let mut person = template.clone();
        person.person = model::PersonId::worker(&format!("X{n}"));
        person.names = vec![format!("Given{n} Middle Family{n}")];
        person.emails = vec![format!("person{n}@many.example")];
        dossier.people.push(person);
    }
    dossier.evidence[0].sentence = "wrote to person7@many.example".to_owned();
    dossier.evidence[1].sentence = "met Given19999 Middle Family19999".to_owned();
    let evidence = written("evidence.ndjson", &dossier, &REDACTED);
    assert!(
        !evidence.contains("person7@many.example") && !evidence.contains("Given19999 Middle Family19999")
    );
    assert!(!written("people.csv", &dossier, &REDACTED).contains("Given"));
}
