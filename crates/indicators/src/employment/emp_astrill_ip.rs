//! Sign-ins and virtual desktops from Astrill addresses, and the Astrill client on company devices.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, counted, day, days_of};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let access: BTreeMap<&str, Row<'_>> =
        gathered.rows("access").iter().filter_map(|it| Some((it.text("person")?, it))).collect();
    let mut people: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
    for (query, what) in [("signins", What::SignIn), ("desktops", What::Desktop), ("clients", What::Client)] {
        for row in gathered.rows(query).iter() {
            if let (Some(person), Some(found)) = (row.text("person"), Use::of(row, what)) {
                people.entry(person).or_default().push(found);
            }
        }
    }
    let mut res = Vec::new();
    for (person, mut uses) in people {
        uses.sort_by_key(|it| it.at);
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let covered = |at: Timestamp| journeys.iter().find(|it| it.covers(at));
        let (away, open): (Vec<Use<'_>>, Vec<Use<'_>>) =
            uses.into_iter().partition(|it| covered(it.at).is_some());
        let access = access.get(person);
        if let Some(finding) = sign(person, &open, access, gathered) {
            res.push(finding);
        } else if let Some(finding) = sign(person, &away, access, gathered) {
            let records: BTreeSet<i64> =
                away.iter().filter_map(|it| covered(it.at)).map(|it| it.record).collect();
            let (known_at, from, to) = (finding.known_at(), finding.from, finding.to);
            res.push(finding);
            let sentence = "approved travel covers every day with an Astrill address".to_owned();
            let explained =
                Finding::about(person, "explained", known_at, sentence, records.into_iter().collect());
            res.extend(explained.map(|it| it.between(from, to)));
        }
    }
    res
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    SignIn,
    Desktop,
    Client,
    /// A name of the service was looked up, and nothing more.
    Lookup,
}

/// What one person did through Astrill on one day.
struct Use<'a> {
    what: What,
    count: usize,
    at: Timestamp,
    last: Timestamp,
    known_at: Timestamp,
    records: Vec<i64>,
    list: Option<(&'a str, Option<&'a str>)>,
}

impl<'a> Use<'a> {
    fn of(row: Row<'a>, what: What) -> Option<Use<'a>> {
        let at = row.time("at")?;
        let what = match what {
            What::Client if matches!(row.text("kind"), Some("dns" | "connection")) => What::Lookup,
            it => it,
        };
        let device = matches!(what, What::Client | What::Lookup);
        Some(Use {
            what,
            count: row.int("n").and_then(|it| usize::try_from(it).ok())?,
            at,
            last: row.time("last_at")?,
            known_at: row.time("known_at").unwrap_or(at),
            records: row.refs(if device { "ref" } else { "refs" }),
            list: if device || row.int("by_list") != Some(1) {
                None
            } else {
                row.text("list_source").map(|it| (it, row.text("list_as_of")))
            },
        })
    }
}

fn sign(person: &str, uses: &[Use<'_>], access: Option<&Row<'_>>, gathered: &Gathered) -> Option<Finding> {
    // To look up the service's name is not to use it.
    let real: Vec<&Use<'_>> = uses.iter().filter(|it| it.what != What::Lookup).collect();
    let (first, last) = (real.first()?, real.last()?);
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    for found in &real {
        let known = days.entry(day(found.at)).or_insert(found.known_at);
        *known = found.known_at.min(*known);
    }
    let count = |what: What| real.iter().filter(|it| it.what == what).map(|it| it.count).sum::<usize>();
    let mut said = Vec::new();
    if count(What::SignIn) > 0 {
        said.push(counted(count(What::SignIn), "sign-in", "sign-ins"));
    }
    if count(What::Desktop) > 0 {
        said.push(counted(
            count(What::Desktop),
            "step of a virtual desktop session",
            "steps of virtual desktop sessions",
        ));
    }
    let mut sentence = String::new();
    if !said.is_empty() {
        sentence = format!("{} from Astrill addresses", said.join(" and "));
    }
    let client = real.iter().find(|it| it.what == What::Client);
    if client.is_some() {
        if !sentence.is_empty() {
            sentence.push_str(", and ");
        }
        sentence.push_str("the Astrill client on a company device");
    }
    sentence.push_str(&format!(", {}", days_of(days.len(), first.at, last.last)));
    let lists: BTreeSet<(&str, Option<&str>)> = real.iter().filter_map(|it| it.list).collect();
    if let Some((list, date)) = lists.first() {
        sentence.push_str(&format!(
            " (list {list}, {})",
            date.map_or("undated".to_owned(), |it| format!("of {it}"))
        ));
    }
    let mut refs: Vec<i64> = real.iter().flat_map(|it| it.records.iter().copied()).collect();
    if let Some(row) = access {
        let n = row.int("n").unwrap_or(0);
        let n = counted(
            usize::try_from(n).unwrap_or(0),
            "file or repository event",
            "file and repository events",
        );
        sentence.push_str(&format!("; {n} from there"));
        refs.extend(row.refs("ref"));
    }
    refs.extend(uses.iter().filter(|it| it.what == What::Lookup).flat_map(|it| it.records.iter().copied()));
    let repeated = days.values().nth(gathered.count("days_repeated").saturating_sub(1)).copied();
    let (level, known_at) = match (client, repeated) {
        (Some(client), Some(at)) if client.known_at <= at => ("device", client.known_at),
        (Some(client), None) => ("device", client.known_at),
        (_, Some(at)) => ("repeated", at),
        (None, None) => ("once", first.known_at),
    };
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.last);
    Some(if first.known_at < known_at { finding.earlier(first.known_at, "once") } else { finding })
}
