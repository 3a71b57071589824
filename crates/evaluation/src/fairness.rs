//! How often are honest people of each group raised?
//!
//! In: what a scan wrote, who is known to be guilty or honest (a truth, or cases that a company has decided), and a table
//! with the group of each person: country, agency, worker type, time zone. Out: an [`Audit`]: for each group the share of
//! honest people who were raised, with its interval, and it again as text, JSON and a page.
//!
//! The groups are input of this audit alone. No indicator and no score ever reads them from here, nothing of the audit is
//! handed back, and what comes out is counts of groups and names nobody.

use std::collections::BTreeMap;

use serde_json::json;

use crate::Unreadable;
use crate::count::Share;
use crate::decided::{self, Table};
use crate::html::page;
use crate::json::{pretty, share as share_json};
use crate::outputs::{Outputs, Row};
use crate::plots;
use crate::section::{Section, counts, interval_per_thousand, per_thousand};
use crate::truth::{Standing, Truth};

/// Columns of the table of groups; those that are there are looked at.
const DIMENSIONS: [(&str, &str); 4] = [
    ("country", "country"),
    ("agency", "agency"),
    ("worker_type", "worker type"),
    ("time_zone", "time zone"),
];

const NOTES: [&str; 2] = [
    "Honest, raised: known to be honest, so surely wrong. Not confirmed, raised: wrong at most, since some are undecided.",
    "Intervals are Wilson's, 95 %; a group stands apart where its interval does not meet that of everybody else.",
];

/// What an audit of one company rests on.
#[derive(Clone, Copy, Debug)]
pub struct Company<'a> {
    pub outputs: &'a Outputs,
    pub known: Known<'a>,
    /// A CSV such as `workers.csv`: person (or worker_id, applicant_id) and any of country, agency, worker_type, time_zone.
    pub groups: &'a [u8],
}

/// Who is guilty and who is honest.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    Truth(&'a Truth),
    /// A CSV: person (or worker_id, applicant_id), decision (confirmed or cleared), decided_at.
    Decisions(&'a [u8]),
}

#[derive(Clone, Debug)]
pub struct Audit {
    pub dimensions: Vec<Dimension>,
    /// Everybody who is in `people.csv` and in the table of groups, and is not confirmed.
    pub all: GroupRow,
    pub confirmed: u64,
    /// People of `people.csv` who are in no row of the table of groups, and so in no figure.
    pub without_group: u64,
    pub problems: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Dimension {
    pub name: &'static str,
    /// Largest group first.
    pub groups: Vec<GroupRow>,
}

#[derive(Clone, Debug)]
pub struct GroupRow {
    pub group: String,
    /// Raised and known to be honest, of all people of the group who are not confirmed: what is surely wrong.
    pub cleared_raised: Share,
    /// Raised and not confirmed, undecided people among them: what may be wrong at most.
    pub raised: Share,
    /// The interval of `raised` and that of everybody else together do not meet.
    pub is_apart: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Confirmed,
    Cleared,
    Undecided,
}

/// For each company: cleared and raised, raised, all.
#[derive(Clone, Default)]
struct Counts(BTreeMap<usize, (u64, u64, u64)>);

impl Counts {
    fn add(&mut self, company: usize, verdict: Verdict, raised: bool) {
        let count = self.0.entry(company).or_default();
        count.0 += u64::from(raised && verdict == Verdict::Cleared);
        count.1 += u64::from(raised);
        count.2 += 1;
    }

    fn without(&self, other: &Counts) -> Counts {
        let mut res = self.clone();
        for (company, less) in &other.0 {
            let count = res.0.entry(*company).or_default();
            *count = (
                count.0.saturating_sub(less.0),
                count.1.saturating_sub(less.1),
                count.2.saturating_sub(less.2),
            );
        }
        res
    }

    fn raised(&self) -> Share {
        Share::of_companies(&self.0.values().map(|it| (it.1, it.2)).collect::<Vec<_>>())
    }

    fn row(&self, group: &str, all: &Counts) -> GroupRow {
        let raised = self.raised();
        let rest = all.without(self).raised();
        let cleared: Vec<(u64, u64)> = self.0.values().map(|it| (it.0, it.2)).collect();
        GroupRow {
            group: group.to_owned(),
            cleared_raised: Share::of_companies(&cleared),
            raised,
            is_apart: raised.interval.zip(rest.interval).is_some_and(|(it, rest)| it.is_apart_from(rest)),
        }
    }
}

impl Audit {
    pub fn of(companies: &[Company<'_>]) -> Result<Audit, Unreadable> {
        let mut all = Counts::default();
        let mut groups: Vec<BTreeMap<String, Counts>> = vec![BTreeMap::new(); DIMENSIONS.len()];
        let (mut confirmed, mut without_group) = (0, 0);
        let mut problems = Vec::new();
        for (number, company) in companies.iter().enumerate() {
            let verdict_of = verdicts(company, &mut problems)?;
            let table = group_table(company.groups)?;
            problems.extend(table.problems.iter().cloned());
            for person in &company.outputs.people {
                let Some(cells) = person.ids.iter().find_map(|it| table.cells.get(it)) else {
                    without_group += 1;
                    continue;
                };
                let verdict = verdict_of(person);
                if verdict == Verdict::Confirmed {
                    confirmed += 1;
                    continue;
                }
                let raised = person.tier.raised();
                all.add(number, verdict, raised);
                for (counts, cell) in groups.iter_mut().zip(cells) {
                    if let Some(cell) = cell {
                        counts.entry(cell.clone()).or_default().add(number, verdict, raised);
                    }
                }
            }
        }
        let mut dimensions = Vec::new();
        for ((_, name), counts) in DIMENSIONS.iter().zip(&groups) {
            let mut rows: Vec<GroupRow> = counts.iter().map(|(group, it)| it.row(group, &all)).collect();
            rows.sort_by(|one, other| other.raised.of.cmp(&one.raised.of).then(one.group.cmp(&other.group)));
            if !rows.is_empty() {
                dimensions.push(Dimension { name, groups: rows });
            }
        }
        Ok(Audit { dimensions, all: all.row("everybody", &all), confirmed, without_group, problems })
    }

    pub fn text(&self) -> String {
        let mut res = format!("{}\n", self.summary());
        for it in self.sections() {
            res.push('\n');
            res.push_str(&it.text());
        }
        res
    }

    pub fn json(&self) -> String {
        let row = |it: &GroupRow| {
            json!({
                "group": it.group,
                "cleared_raised": share_json(it.cleared_raised),
                "raised": share_json(it.raised),
                "is_apart": it.is_apart,
            })
        };
        pretty(&json!({
            "version": 1,
            "everybody": row(&self.all),
            "confirmed": self.confirmed,
            "without_group": self.without_group,
            "dimensions": self.dimensions.iter().map(|it| json!({
                "name": it.name,
                "groups": it.groups.iter().map(row).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "problems": self.problems,
        }))
    }

    pub fn html(&self) -> String {
        let mut body = String::new();
        for it in self.sections() {
            let dimension = self.dimensions.iter().find(|dimension| section_id(dimension.name) == it.id);
            let rows: Vec<(String, Share)> = dimension
                .into_iter()
                .flat_map(|it| it.groups.iter().take(30).map(|it| (it.group.clone(), it.raised)))
                .collect();
            body.push_str(&it.html(&plots::groups(&rows)));
        }
        page("Are honest people of all groups raised alike?", &self.summary(), &body)
    }

    /// Groups that stand apart from everybody else.
    pub fn apart(&self) -> impl Iterator<Item = (&'static str, &GroupRow)> {
        self.dimensions
            .iter()
            .flat_map(|it| it.groups.iter().filter(|it| it.is_apart).map(|row| (it.name, row)))
    }

    fn summary(&self) -> String {
        let people = if self.all.raised.of == 1 { "person" } else { "people" };
        let mut res = format!(
            "{} {people} not confirmed: {} raised, {} of them known to be honest; {} confirmed are left out",
            self.all.raised.of, self.all.raised.hits, self.all.cleared_raised.hits, self.confirmed
        );
        if self.without_group > 0 {
            res.push_str(&format!("; {} are in no row of the table of groups", self.without_group));
        }
        res
    }

    fn sections(&self) -> Vec<Section> {
        let mut res = Vec::new();
        for dimension in &self.dimensions {
            let mut rows = Vec::new();
            for it in dimension.groups.iter().chain([&self.all]) {
                rows.push(vec![
                    it.group.clone(),
                    it.raised.of.to_string(),
                    counts(it.cleared_raised),
                    per_thousand(it.cleared_raised),
                    counts(it.raised),
                    per_thousand(it.raised),
                    interval_per_thousand(it.raised),
                    if it.is_apart { "apart from the rest" } else { "" }.to_owned(),
                ]);
            }
            res.push(Section {
                id: section_id(dimension.name),
                title: format!("By {}", dimension.name),
                // Said once.
                notes: if res.is_empty() {
                    NOTES.iter().map(|it| (*it).to_owned()).collect()
                } else {
                    Vec::new()
                },
                heading: vec![
                    dimension.name,
                    "people",
                    "honest, raised",
                    "per 1,000",
                    "not confirmed, raised",
                    "per 1,000",
                    "95 %",
                    "",
                ],
                right: (1..7).collect(),
                rows,
            });
        }
        if !self.problems.is_empty() {
            res.push(Section {
                id: "problems",
                title: "What could not be used".to_owned(),
                heading: vec!["problem"],
                rows: self.problems.iter().map(|it| vec![it.clone()]).collect(),
                ..Section::default()
            });
        }
        res
    }
}

fn section_id(dimension: &str) -> &'static str {
    match dimension {
        "country" => "country",
        "agency" => "agency",
        "worker type" => "worker-type",
        _ => "time-zone",
    }
}

fn verdicts<'a>(
    company: &Company<'a>,
    problems: &mut Vec<String>,
) -> Result<impl Fn(&Row) -> Verdict + use<'a>, Unreadable> {
    let mut by_id: BTreeMap<String, Verdict> = BTreeMap::new();
    let mut unnamed = Verdict::Undecided;
    match company.known {
        Known::Truth(truth) => {
            if truth.everyone_else_is_honest {
                unnamed = Verdict::Cleared;
            }
            for it in &truth.people {
                let verdict = match it.standing {
                    Standing::Guilty => Verdict::Confirmed,
                    Standing::LookAlike | Standing::Honest => Verdict::Cleared,
                    Standing::Untold => Verdict::Undecided,
                };
                by_id.extend(it.ids.iter().map(|id| (id.clone(), verdict)));
            }
        }
        Known::Decisions(bytes) => {
            let (decided, unused) = decided::read(bytes)?;
            problems.extend(unused.into_iter().map(|it| format!("decided cases: {it}")));
            let verdict = |confirmed| if confirmed { Verdict::Confirmed } else { Verdict::Cleared };
            by_id.extend(decided::confirmed(decided).into_iter().map(|(id, it)| (id, verdict(it))));
        }
    }
    Ok(move |person: &Row| {
        let mut found = person.ids.iter().filter_map(|it| by_id.get(it)).copied().peekable();
        if found.peek().is_none() {
            return unnamed;
        }
        // Where ids of one person were decided unlike, nobody is called honest for it.
        let all: Vec<Verdict> = found.collect();
        for verdict in [Verdict::Confirmed, Verdict::Undecided] {
            if all.contains(&verdict) {
                return verdict;
            }
        }
        Verdict::Cleared
    })
}

struct GroupTable {
    /// By person id, one cell for each dimension; `None` where the table has no such column.
    cells: BTreeMap<String, Vec<Option<String>>>,
    problems: Vec<String>,
}

fn group_table(bytes: &[u8]) -> Result<GroupTable, Unreadable> {
    let wrong = |cause: String| Unreadable::new("the table of groups", cause);
    let table = Table::new(bytes).map_err(|it| wrong(it.to_string()))?;
    let columns: Vec<Option<usize>> = DIMENSIONS.iter().map(|it| table.column(it.0)).collect();
    if !table.names_people() || columns.iter().all(Option::is_none) {
        return Err(wrong(
            "the first line must name worker_id (or person, applicant_id) and any of country, agency, worker_type, \
             time_zone"
                .to_owned(),
        ));
    }
    let mut res = GroupTable { cells: BTreeMap::new(), problems: Vec::new() };
    for (line, row) in &table.rows {
        let ids = table.ids(row);
        if ids.is_empty() {
            res.problems.push(format!("groups: line {line}: names nobody"));
        }
        let mut cells = Vec::new();
        for column in &columns {
            cells.push(column.map(|it| match row.get(it).unwrap_or_default() {
                "" => "(not stated)".to_owned(),
                cell => cell.to_owned(),
            }));
        }
        for id in ids {
            res.cells.insert(id, cells.clone());
        }
    }
    res.problems.extend(table.problems.iter().map(|it| format!("groups: {it}")));
    Ok(res)
}
