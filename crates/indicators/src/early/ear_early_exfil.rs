//! Much more taken in the first weeks than peers take, or many files within minutes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use measures::robust::percentile_95_of_peers;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, day, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let bursts: BTreeMap<&str, Burst> = gathered
        .rows("minutes")
        .by("person")
        .into_iter()
        .filter_map(|(person, rows)| Some((person, burst(&rows, gathered)?)))
        .collect();
    let starts: Vec<(&str, Vec<Row<'_>>)> = gathered.rows("days").by("person");
    let peers = Peers::of(gathered, &starts);
    let mut res = Vec::new();
    for (person, rows) in &starts {
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        res.extend(about(person, rows, bursts.get(person), &peers, tickets, gathered));
    }
    res
}

const MEASURES: [Measure; 3] = [Measure::Files, Measure::Megabytes, Measure::Repositories];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    Files,
    Megabytes,
    Repositories,
}

impl Measure {
    /// How much of it a row tells of.
    fn amount(self, row: &Row<'_>) -> f64 {
        match (self, row.text("measure")) {
            (Measure::Files, Some("files")) | (Measure::Repositories, Some("repositories")) => {
                row.number("things").unwrap_or(0.0)
            }
            (Measure::Megabytes, Some("files")) => row.number("bytes").unwrap_or(0.0) / 1e6,
            _ => 0.0,
        }
    }

    fn least(self, gathered: &Gathered) -> f64 {
        gathered.param(match self {
            Measure::Files => "files_min",
            Measure::Megabytes => "megabytes_min",
            Measure::Repositories => "repositories_min",
        })
    }

    fn said(self, amount: f64) -> String {
        match self {
            Measure::Files => format!("{amount:.0} files"),
            Measure::Megabytes => format!("{amount:.0} MB"),
            Measure::Repositories => format!("{amount:.0} repositories"),
        }
    }
}

fn early(row: &Row<'_>, gathered: &Gathered) -> bool {
    match (row.time("start_at"), row.time("at")) {
        (Some(start), Some(at)) => at < later(start, gathered.days("early_days")),
        _ => false,
    }
}

/// Who took how much, and in which department.
type Amounts<'a> = BTreeMap<Measure, Vec<(&'a str, Option<&'a str>, f64)>>;

/// What others took in windows of the same length.
struct Peers<'a> {
    /// By measure: who started, their department, and what they took in their own first weeks.
    newcomers: Amounts<'a>,
    /// By measure: anybody's thirty days.
    windows: Amounts<'a>,
}

impl<'a> Peers<'a> {
    fn of(gathered: &'a Gathered, starts: &[(&'a str, Vec<Row<'a>>)]) -> Peers<'a> {
        let mut res = Peers { newcomers: BTreeMap::new(), windows: BTreeMap::new() };
        for measure in MEASURES {
            let newcomers = res.newcomers.entry(measure).or_default();
            for (person, rows) in starts {
                let amount: f64 =
                    rows.iter().filter(|it| early(it, gathered)).map(|it| measure.amount(it)).sum();
                if amount > 0.0 {
                    newcomers.push((person, rows.first().and_then(|it| it.text("department")), amount));
                }
            }
            let windows = res.windows.entry(measure).or_default();
            for row in gathered.rows("windows").iter() {
                let amount = measure.amount(&row);
                if let (Some(person), true) = (row.text("person"), amount > 0.0) {
                    windows.push((person, row.text("department"), amount));
                }
            }
        }
        res
    }

    /// The 95th percentile of the nearest group that is large enough, and who they are.
    fn bar(
        &self,
        measure: Measure,
        person: &str,
        department: Option<&str>,
        peers_min: usize,
    ) -> Option<(f64, String)> {
        let values = |from: &Amounts<'_>, same: bool| -> Vec<f64> {
            let all = from.get(&measure).map(Vec::as_slice).unwrap_or_default();
            let fits = |it: &&(&str, Option<&str>, f64)| {
                it.0 != person && (!same || (department.is_some() && it.1 == department))
            };
            all.iter().filter(fits).map(|it| it.2).collect()
        };
        let groups = [
            (values(&self.newcomers, true), "newcomers of the department"),
            (values(&self.windows, true), "thirty days of the department"),
            (values(&self.windows, false), "thirty days of all others"),
        ];
        for (mut peers, who) in groups {
            let count = peers.len();
            // The member itself stands last, to be left out.
            peers.push(f64::MAX);
            if let Some(bar) = percentile_95_of_peers(&peers, count, peers_min) {
                return Some((bar, format!("{count} {who}")));
            }
        }
        None
    }
}

struct Burst {
    files: usize,
    at: Timestamp,
    known_at: Timestamp,
    records: Vec<i64>,
}

/// The fullest stretch of minutes in one session.
fn burst(rows: &[Row<'_>], gathered: &Gathered) -> Option<Burst> {
    let length = SignedDuration::from_secs((gathered.param("burst_minutes") * 60.0) as i64);
    let mut best: Option<Burst> = None;
    for (place, row) in rows.iter().enumerate() {
        let (Some(from), Some(session)) = (row.time("minute"), row.text("session")) else { continue };
        let inside: Vec<&Row<'_>> = rows
            .iter()
            .skip(place)
            .take_while(|it| {
                it.text("session") == Some(session)
                    && it.time("minute").is_some_and(|at| at.duration_since(from) < length)
            })
            .collect();
        let files: i64 = inside.iter().filter_map(|it| it.int("files")).sum();
        let files = usize::try_from(files).unwrap_or(0);
        if files >= gathered.count("burst_files") && best.as_ref().is_none_or(|it| files > it.files) {
            best = Some(Burst {
                files,
                at: row.time("at")?,
                known_at: inside.last().and_then(|it| it.time("known_at"))?,
                records: inside.iter().flat_map(|it| it.refs("refs")).collect(),
            });
        }
    }
    best
}

/// One measure that rose above the bar.
struct Excess {
    said: String,
    measure: Measure,
    reached: Timestamp,
}

fn excess(
    measure: Measure,
    rows: &[&Row<'_>],
    person: &str,
    peers: &Peers<'_>,
    gathered: &Gathered,
) -> Option<Excess> {
    let department = rows.first()?.text("department");
    let (bar, who) = peers.bar(measure, person, department, gathered.count("peers_min"))?;
    let limit = (bar * gathered.param("times_peers")).max(measure.least(gathered));
    let mut total = 0.0;
    let mut reached = None;
    for row in rows {
        total += measure.amount(row);
        if total > limit && reached.is_none() {
            reached = row.time("known_at");
        }
    }
    let said =
        format!("{} taken, where the 95th percentile of {who} is {}", measure.said(total), measure.said(bar));
    Some(Excess { said, measure, reached: reached? })
}

fn about(
    person: &str,
    rows: &[Row<'_>],
    burst: Option<&Burst>,
    peers: &Peers<'_>,
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Vec<Finding> {
    let inside: Vec<&Row<'_>> = rows.iter().filter(|it| early(it, gathered)).collect();
    let Some(start) = rows.first().and_then(|it| it.time("start_at")) else { return Vec::new() };
    let found: Vec<Excess> =
        MEASURES.iter().filter_map(|it| excess(*it, &inside, person, peers, gathered)).collect();
    let burst = burst.filter(|it| it.at < later(start, gathered.days("early_days")));
    let uploads: Vec<&&Row<'_>> = inside.iter().filter(|it| it.text("measure") == Some("uploads")).collect();
    let uploaded: f64 = uploads.iter().filter_map(|it| it.number("bytes")).sum::<f64>() / 1e6;
    let Some(amount_known) = found.iter().map(|it| it.reached).chain(burst.map(|it| it.known_at)).min()
    else {
        return Vec::new();
    };
    let mut said: Vec<String> = found.iter().map(|it| it.said.clone()).collect();
    if let Some(burst) = burst {
        said.push(format!(
            "{} files within {} minutes on {}",
            burst.files,
            gathered.param("burst_minutes"),
            day(burst.at)
        ));
    }
    // Sending out little of it is no outside destination for a lot of data.
    let outside = uploads
        .first()
        .filter(|_| uploaded >= gathered.param("megabytes_min") / 10.0)
        .and_then(|it| it.time("known_at"));
    if outside.is_some() {
        said.push(format!("{uploaded:.0} MB uploaded to a cloud store outside"));
    }
    let sentence = format!("in the first {} days: {}", gathered.count("early_days"), said.join("; "));
    let measured: BTreeSet<&str> = found
        .iter()
        .map(|it| if it.measure == Measure::Repositories { "repositories" } else { "files" })
        .collect();
    let mut refs: Vec<i64> = burst.map(|it| it.records.clone()).unwrap_or_default();
    // What went out stands before the long list of what was taken.
    refs.extend(uploads.iter().flat_map(|it| it.refs("refs").into_iter().take(6)));
    let taken = inside.iter().filter(|it| it.text("measure").is_some_and(|it| measured.contains(it)));
    refs.extend(taken.flat_map(|it| it.refs("refs")));
    let level = match (outside, found.is_empty()) {
        (Some(_), _) => "outside",
        (None, false) => "many",
        (None, true) => "burst",
    };
    let known_at = outside.map_or(amount_known, |it| it.max(amount_known));
    let (Some(from), Some(to)) =
        (inside.first().and_then(|it| it.time("at")), inside.last().and_then(|it| it.time("at")))
    else {
        return Vec::new();
    };
    let Some(mut finding) = Finding::about(person, level, known_at, sentence, refs) else {
        return Vec::new();
    };
    finding = finding.between(from, to);
    if level == "outside" && amount_known < known_at {
        finding = finding.earlier(amount_known, if found.is_empty() { "burst" } else { "many" });
    }
    let reached =
        found.iter().map(|it| it.reached).chain(burst.map(|it| it.at)).min().unwrap_or(amount_known);
    let change = tickets
        .iter()
        .find(|it| it.within(reached, SignedDuration::from_hours(14 * 24)) && outside.is_none());
    let explained = change.and_then(|it| {
        let sentence = format!("a planned move was asked for in a ticket on {}", day(it.opened));
        Finding::about(person, "explained", it.known_at.max(known_at), sentence, vec![it.record])
            .map(|it| it.between(from, to))
    });
    std::iter::once(finding).chain(explained).collect()
}
