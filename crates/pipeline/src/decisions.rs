//! Cases that a company has decided: who was confirmed, who was cleared, and when.
//!
//! In: a CSV with the columns `person` (or `worker_id`, `applicant_id`), `decision` (`confirmed` or `cleared`) and
//! `decided_at`, and the dossier that knows who is who. Out: one decision for each person, and what could not be
//! used. Nothing of it is kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::PersonId;
use model::dossier::Dossier;
use score::decided::Decided;

/// Of several rows about one person the one decided last holds; of equals the later row.
pub fn parse(text: &str, dossier: &Dossier) -> Result<(BTreeMap<PersonId, Decided>, Vec<String>), String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|it| it.to_string())?.clone();
    let column =
        |names: &[&str]| headers.iter().position(|it| names.iter().any(|name| it.eq_ignore_ascii_case(name)));
    let people: Vec<usize> = ["person", "worker_id", "applicant_id", "worker", "applicant"]
        .iter()
        .filter_map(|it| column(&[it]))
        .collect();
    let Some(decision) = column(&["decision"]).filter(|_| !people.is_empty()) else {
        return Err("the first line must name the columns: person (or worker_id, applicant_id), decision \
                    (confirmed or cleared), decided_at"
            .to_owned());
    };
    let decided_at = column(&["decided_at"]);
    let mut res: BTreeMap<PersonId, Decided> = BTreeMap::new();
    let mut problems = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|it| it.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let Some(who) = people.iter().filter_map(|it| row.get(*it)).find(|it| !it.is_empty()) else {
            problems.push(format!("line {line}: names nobody"));
            continue;
        };
        let confirmed = match row.get(decision).unwrap_or_default().to_lowercase().as_str() {
            "confirmed" => true,
            "cleared" => false,
            other => {
                problems.push(format!("line {line}: the decision is `{other}`; write confirmed or cleared"));
                continue;
            }
        };
        let at = match decided_at.and_then(|it| row.get(it)).filter(|it| !it.is_empty()) {
            None => None,
            Some(text) => match time(text) {
                Some(at) => Some(at),
                None => {
                    problems.push(format!("line {line}: `{text}` is not a day; write 2026-10-12"));
                    continue;
                }
            },
        };
        let Some(person) = dossier.person_named(who).map(|it| it.person.clone()) else {
            problems.push(format!("line {line}: nobody is known as `{who}`"));
            continue;
        };
        let new = Decided { confirmed, at };
        match res.get(&person) {
            Some(old) if old.confirmed != confirmed => {
                problems.push(format!(
                    "line {line}: `{who}` is decided twice and not alike; the later decision holds"
                ));
                if at >= old.at {
                    res.insert(person, new);
                }
            }
            Some(old) if at < old.at => {}
            _ => _ = res.insert(person, new),
        }
    }
    Ok((res, problems))
}

/// A day means its end, in UTC.
fn time(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let next = text.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use model::Tier;
    use model::dossier::PersonReport;

    use super::*;

    fn dossier() -> Dossier {
        let person = |worker: &str, applicant: &str| PersonReport {
            person: PersonId::worker(worker),
            tier: Tier::None,
            bits: model::Bits::ZERO,
            categories: Vec::new(),
            worker_ids: vec![worker.to_owned()],
            applicant_ids: vec![applicant.to_owned()],
            names: Vec::new(),
            emails: Vec::new(),
            job_title: None,
            applied_at: None,
            start: None,
            end: None,
            ring: None,
            first_evidence_at: None,
            raised_at: None,
            reasons: Vec::new(),
            would_clear: None,
            ties: Vec::new(),
        };
        Dossier { people: vec![person("W1", "A1"), person("W2", "A2")], ..Dossier::default() }
    }

    fn only(text: &str) -> (Decided, Vec<String>) {
        let (decided, problems) = parse(text, &dossier()).unwrap();
        assert_eq!(decided.len(), 1, "{decided:?}");
        (decided[&PersonId::worker("W1")], problems)
    }

    #[test]
    fn a_person_is_found_by_any_id_and_a_day_means_its_end() {
        let at = Some("2026-03-02T00:00:00Z".parse().unwrap());
        for text in [
            "person,decision,decided_at\nworker:W1,confirmed,2026-03-01\n",
            "\u{feff}Decision,Decided_At,Worker_ID,Applicant_ID\nConfirmed,2026-03-01,,A1\n",
            "person,decision,decided_at\nA1,confirmed,2026-03-02T00:00:00Z\n",
        ] {
            assert_eq!(only(text), (Decided { confirmed: true, at }, Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_with_its_line() {
        let text =
            "person,decision,decided_at\nW1,guilty,\nW9,cleared,\n,cleared,\nW2,cleared,soon\nW1,cleared,\n";
        let (decided, problems) = only(text);
        assert_eq!(decided, Decided { confirmed: false, at: None });
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert_eq!(problems[1], "line 3: nobody is known as `W9`");
    }

    #[test]
    fn of_two_decisions_the_later_holds() {
        for rows in [
            "W1,confirmed,2026-01-05\nA1,cleared,2026-02-05\n",
            "A1,cleared,2026-02-05\nW1,confirmed,2026-01-05\n",
        ] {
            let (decided, problems) = only(&format!("person,decision,decided_at\n{rows}"));
            assert!(!decided.confirmed);
            assert_eq!(problems.len(), 1);
        }
    }

    #[test]
    fn without_its_columns_it_is_refused() {
        assert!(parse("name,verdict\nx,y\n", &dossier()).unwrap_err().contains("decided_at"));
    }
}
