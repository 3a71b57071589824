//! A drill: people work an invented company whose truth they do not see, and learn what they found.
//!
//! In: the truth, and the decisions that they wrote down. Out: a [`Drill`]: whom they found and how long before the
//! loss, whom they missed and where the signs stood, and whom they wrongly named, with the story that misled them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use model::Timestamp;

use crate::decided::Row;
use crate::escape;
use crate::truth::{KnownPerson, Truth};

/// Signs of one person that are shown, and records of one sign.
const SIGNS_MAX: usize = 8;
const RECORDS_MAX: usize = 3;

/// How a team did.
#[derive(Clone, Debug, Default)]
pub struct Drill {
    pub company: String,
    pub guilty: usize,
    pub found: Vec<Found>,
    /// Guilty people who were not named, or were cleared.
    pub missed: Vec<Missed>,
    /// Honest people who were named as confirmed.
    pub wrong: Vec<Wrong>,
    /// Honest people with a story that looks like a case, who were cleared or left alone.
    pub look_alikes_left: usize,
    pub look_alikes: usize,
}

#[derive(Clone, Debug)]
pub struct Found {
    pub person: String,
    pub story: String,
    /// Days between the decision and the loss; negative where the loss came first. None where either has no moment.
    pub days_before_loss: Option<f64>,
}

#[derive(Clone, Debug)]
pub struct Missed {
    pub person: String,
    pub story: String,
    pub cleared: bool,
    /// Indicator, and where its records stand.
    pub signs: Vec<(String, Vec<String>)>,
}

#[derive(Clone, Debug)]
pub struct Wrong {
    /// As the team wrote it.
    pub who: String,
    /// What misled them; nothing where the person is simply honest.
    pub story: Option<String>,
}

impl Drill {
    /// Of several decisions about one person the last row holds.
    pub fn of(truth: &Truth, rows: &[Row]) -> Drill {
        let mut said: BTreeMap<&str, &Row> = BTreeMap::new();
        for row in rows {
            said.extend(row.ids.iter().map(|id| (id.as_str(), row)));
        }
        let decision = |person: &KnownPerson| {
            let rows = person.ids.iter().filter_map(|id| said.get(id.as_str()));
            rows.max_by_key(|it| it.line).copied()
        };
        let mut res = Drill { company: truth.company.clone(), ..Drill::default() };
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for person in &truth.people {
            known.extend(person.ids.iter().map(String::as_str));
            let row = decision(person);
            let confirmed = row.is_some_and(|it| it.confirmed);
            let guilty = person.standing == crate::Standing::Guilty;
            if guilty {
                res.guilty += 1;
            } else {
                res.look_alikes += 1;
            }
            match (guilty, confirmed) {
                (true, true) => res.found.push(Found {
                    person: person.person.clone(),
                    story: person.story.clone(),
                    days_before_loss: days(row.and_then(|it| it.at), person.prevent_by),
                }),
                (true, false) => res.missed.push(Missed {
                    person: person.person.clone(),
                    story: person.story.clone(),
                    cleared: row.is_some(),
                    signs: signs(truth, person),
                }),
                (false, true) => res.wrong.push(Wrong {
                    who: row.map(|it| it.who.clone()).unwrap_or_default(),
                    story: Some(person.story.clone()),
                }),
                (false, false) => res.look_alikes_left += 1,
            }
        }
        let strangers =
            rows.iter().filter(|it| it.confirmed && !it.ids.iter().any(|id| known.contains(id.as_str())));
        let mut told = BTreeSet::new();
        res.wrong.extend(
            strangers
                .filter(|it| told.insert(it.who.as_str()))
                .map(|it| Wrong { who: it.who.clone(), story: None }),
        );
        res
    }

    /// What the team reads afterwards.
    pub fn text(&self) -> String {
        let mut res = String::new();
        let in_time = self.found.iter().filter(|it| it.days_before_loss.is_some_and(|it| it >= 0.0)).count();
        let _ = writeln!(
            res,
            "{}: {} of {} found, {in_time} of them before the loss; {} missed; {} wrongly named; {} of {} look-alikes left alone",
            escape::one_line(&self.company),
            self.found.len(),
            self.guilty,
            self.missed.len(),
            self.wrong.len(),
            self.look_alikes_left,
            self.look_alikes
        );
        section(&mut res, "Found", self.found.is_empty());
        for it in &self.found {
            let when = match it.days_before_loss {
                Some(days) if days >= 0.0 => format!(" ({days:.0} days before the loss)"),
                Some(days) => format!(" ({:.0} days after the loss)", -days),
                None => String::new(),
            };
            let _ =
                writeln!(res, "  {}{when}: {}", escape::one_line(&it.person), escape::one_line(&it.story));
        }
        section(&mut res, "Missed", self.missed.is_empty());
        for it in &self.missed {
            let cleared = if it.cleared { " (cleared)" } else { "" };
            let _ =
                writeln!(res, "  {}{cleared}: {}", escape::one_line(&it.person), escape::one_line(&it.story));
            for (indicator, records) in &it.signs {
                let _ = writeln!(
                    res,
                    "    {:<26} {}",
                    escape::one_line(indicator),
                    escape::one_line(&records.join(", "))
                );
            }
        }
        section(&mut res, "Wrongly named", self.wrong.is_empty());
        for it in &self.wrong {
            let story = it.story.as_deref().unwrap_or("nothing was planted on them");
            let _ = writeln!(res, "  {}: {}", escape::one_line(&it.who), escape::one_line(story));
        }
        res
    }
}

fn section(res: &mut String, title: &str, is_empty: bool) {
    let _ = writeln!(res, "\n{title}{}", if is_empty { ": nobody" } else { "" });
}

fn days(decided: Option<Timestamp>, loss: Option<Timestamp>) -> Option<f64> {
    Some(loss?.duration_since(decided?).as_secs_f64() / 86_400.0)
}

fn signs(truth: &Truth, person: &KnownPerson) -> Vec<(String, Vec<String>)> {
    let own = truth.planted.iter().filter(|it| person.ids.contains(&it.person));
    let told = own.map(|it| (it.indicator.clone(), it.records.iter().take(RECORDS_MAX).cloned().collect()));
    told.take(SIGNS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decided;

    const TRUTH: &[u8] = br#"{"company":"Example","everyone_else":"honest","rings":[],"people":[
      {"key":"G1","person":"worker:W1","worker_ids":["W1"],"applicant_ids":["A1"],"truth":"guilty","scenario":"C01",
       "prevent_by":"2026-05-10T00:00:00Z","expect":"verify","story":"Laptop in somebody else's house."},
      {"key":"G2","person":"applicant:A2","worker_ids":[],"applicant_ids":["A2"],"truth":"guilty","scenario":"C02",
       "expect":"verify","story":"Copied resume."},
      {"key":"B1","person":"worker:W3","worker_ids":["W3"],"applicant_ids":[],"truth":"lookalike","scenario":"B01",
       "expect":"none","story":"Parcel to the parents."},
      {"key":"B2","person":"worker:W4","worker_ids":["W4"],"applicant_ids":[],"truth":"lookalike","scenario":"B02",
       "expect":"none","story":"Works at night."}],
     "planted":[{"indicator":"app-resume-clone","person":"applicant:A2","kind":"guilty",
       "records":[{"file":"hiring/applicants.csv","line":7}]}]}"#;

    fn drill(decisions: &str) -> Drill {
        let (rows, problems) = decided::read(decisions.as_bytes()).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        Drill::of(&Truth::parse(TRUTH).unwrap(), &rows)
    }

    #[test]
    fn who_was_found_missed_and_wrongly_named_is_told() {
        let found = drill(
            "person,decision,decided_at,note\nA1,confirmed,2026-05-05,the laptop\nW3,confirmed,2026-05-05,\n\
             W9,confirmed,2026-05-06,\nA2,cleared,2026-05-06,\nW4,cleared,2026-05-06,\n",
        );
        assert_eq!((found.guilty, found.found.len(), found.missed.len(), found.wrong.len()), (2, 1, 1, 2));
        assert_eq!((found.look_alikes, found.look_alikes_left), (2, 1));
        assert_eq!(found.found[0].days_before_loss, Some(4.0));
        let text = found.text();
        assert!(
            text.starts_with("Example: 1 of 2 found, 1 of them before the loss; 1 missed; 2 wrongly named"),
            "{text}"
        );
        assert!(text.contains("applicant:A2 (cleared): Copied resume.\n    app-resume-clone           hiring/applicants.csv:7"), "{text}");
        assert!(
            text.contains("W3: Parcel to the parents.") && text.contains("W9: nothing was planted"),
            "{text}"
        );
    }

    #[test]
    fn whoever_decides_nothing_misses_all_and_wrongs_nobody() {
        let found = drill("person,decision,decided_at\n");
        assert_eq!((found.found.len(), found.missed.len(), found.wrong.len()), (0, 2, 0));
        assert!(found.text().contains("Found: nobody"));
    }

    #[test]
    fn of_two_decisions_the_last_holds() {
        let found = drill("person,decision\nW1,confirmed\nW1,cleared\nA2,cleared\nA2,confirmed\n");
        assert_eq!(found.found.len(), 1);
        assert_eq!(found.missed[0].person, "worker:W1");
    }
}
