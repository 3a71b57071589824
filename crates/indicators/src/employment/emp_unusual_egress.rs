//! Days on which far more went out than a person's own past, the job family and the place itself know.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::robust::{median, percentile_95_of_peers};
use model::{Finding, Row};

use super::egress_places::{Owned, is_inside};
use crate::Gathered;
use crate::explanations::{Ticket, before, counted, day, days_of, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let history = History::of(gathered);
    let usual = Usual::of(gathered);
    let owned = Owned::of(gathered);
    let past: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("past").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("days").by("person") {
        let past = past.get(person).map(Vec::as_slice).unwrap_or_default();
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut places: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
        for row in rows.iter().filter(|it| !is_inside(it, &owned)) {
            places.entry(row.text("place").unwrap_or_default()).or_default().push(row);
        }
        for (place, rows) in places {
            let sent = Sent { person, place, rows: &rows, past };
            let Some(finding) = sent.judge(&history, &usual, gathered) else { continue };
            let explained = explained(person, &finding, tickets, gathered);
            res.push(finding);
            res.extend(explained);
        }
    }
    for (person, rows) in gathered.rows("file_days").by("person") {
        let Some(finding) = files(person, &rows, gathered) else { continue };
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        let explained = explained(person, &finding, tickets, gathered);
        res.push(finding);
        res.extend(explained);
    }
    res
}

/// Since when there are records, and who was there before.
struct History<'a> {
    begin: BTreeMap<&'a str, Timestamp>,
    starts: BTreeMap<&'a str, Timestamp>,
}

impl<'a> History<'a> {
    fn of(gathered: &'a Gathered) -> History<'a> {
        let mut begin: BTreeMap<&str, Timestamp> = BTreeMap::new();
        for row in gathered.rows("past").iter() {
            if let (Some(product), Some(at)) = (row.text("product"), row.time("on_day")) {
                let first = begin.entry(product).or_insert(at);
                *first = at.min(*first);
            }
        }
        let starts = gathered
            .rows("began")
            .iter()
            .filter_map(|it| it.text("person").zip(it.time("start_at")))
            .collect();
        History { begin, starts }
    }

    /// Nothing can be said of somebody's past on the first days of the records, but of whoever has just begun.
    fn knows_the_past(&self, person: &str, product: &str, at: Timestamp, gathered: &Gathered) -> bool {
        let Some(begin) = self.begin.get(product) else { return false };
        at >= later(*begin, gathered.days("history_days"))
            || self.starts.get(person).is_some_and(|it| later(*it, gathered.days("past_days")) >= at)
    }
}

/// Who, department, and bytes of a day.
type Share<'a> = (&'a str, Option<&'a str>, f64);

/// What others send, to a place and in all.
struct Usual<'a> {
    /// By place: who, department, and the most they sent there in a day.
    places: BTreeMap<&'a str, Vec<Share<'a>>>,
    /// Who, department, and their 95th percentile of a day.
    totals: Vec<Share<'a>>,
}

impl<'a> Usual<'a> {
    fn of(gathered: &'a Gathered) -> Usual<'a> {
        let mut res = Usual { places: BTreeMap::new(), totals: Vec::new() };
        for row in gathered.rows("usual").iter() {
            if let (Some(place), Some(person), Some(most)) =
                (row.text("place"), row.text("person"), row.number("most"))
            {
                res.places.entry(place).or_default().push((person, row.text("department"), most));
            }
        }
        for row in gathered.rows("totals").iter() {
            if let (Some(person), Some(high)) = (row.text("person"), row.number("high")) {
                res.totals.push((person, row.text("department"), high));
            }
        }
        res
    }

    /// Others of the job family send as much to the same place: it is a tool of the job.
    fn is_of_the_family(&self, person: &str, place: &str, bytes: f64, gathered: &Gathered) -> bool {
        let people = self.places.get(place).map(Vec::as_slice).unwrap_or_default();
        let department = people.iter().find(|it| it.0 == person).and_then(|it| it.1);
        let alike = |it: &&Share<'_>| {
            it.0 != person && department.is_some() && it.1 == department && it.2 * 2.0 >= bytes
        };
        people.iter().filter(alike).count() >= gathered.count("family_tool").max(1)
    }

    /// The 95th percentile of what others send: to this place, of a day; in all, in the department or the company.
    fn bar(&self, person: &str, department: Option<&str>, place: &str, gathered: &Gathered) -> Option<f64> {
        let least = gathered.count("peers_min");
        let of = |values: Vec<f64>| bar_of(values, least);
        let others = self.places.get(place).into_iter().flatten().filter(|it| it.0 != person);
        let to_place = of(others.map(|it| it.2).collect());
        let family =
            self.totals.iter().filter(|it| it.0 != person && department.is_some() && it.1 == department);
        let of_family = of(family.map(|it| it.2).collect());
        let of_all = || of(self.totals.iter().filter(|it| it.0 != person).map(|it| it.2).collect());
        let in_all = of_family.or_else(of_all);
        to_place.into_iter().chain(in_all).reduce(f64::max)
    }
}

/// The 95th percentile of others, where there are enough of them.
fn bar_of(others: Vec<f64>, least: usize) -> Option<f64> {
    let mut values = others;
    let own = values.len();
    // The member itself stands last, to be left out.
    values.push(f64::MAX);
    percentile_95_of_peers(&values, own, least)
}

/// What one person sent to one place.
struct Sent<'r, 'a> {
    person: &'a str,
    place: &'a str,
    rows: &'r [&'r Row<'a>],
    past: &'r [Row<'a>],
}

impl Sent<'_, '_> {
    fn judge(&self, history: &History<'_>, usual: &Usual<'_>, gathered: &Gathered) -> Option<Finding> {
        let kind = self.rows.iter().find_map(|it| it.text("storage_kind"));
        let least = gathered.param(if kind.is_some() { "megabytes" } else { "unknown_megabytes" }) * 1e6;
        let reached = self.rows.iter().position(|it| self.stands_out(it, least, history, usual, gathered))?;
        // What follows to the same place belongs to it, however used one is to it by then.
        let rows: Vec<&&Row<'_>> = self.rows.iter().skip(reached).collect();
        let (first, last) = (rows.first()?, rows.last()?);
        let (from, to) = (first.time("at")?, last.time("last_at")?);
        let mut by_product: BTreeMap<&str, f64> = BTreeMap::new();
        for row in &rows {
            *by_product.entry(row.text("product").unwrap_or_default()).or_default() +=
                row.number("bytes").unwrap_or(0.0);
        }
        let bytes = by_product.values().copied().fold(0.0, f64::max);
        let days: BTreeSet<Timestamp> = rows.iter().filter_map(|it| it.time("on_day")).collect();
        let own = self.own_median(first, gathered);
        let level = match kind {
            None => "unknown_place",
            Some(_) if bytes >= gathered.param("bulk_megabytes") * 1e6 => "bulk",
            Some(_) => "outside",
        };
        let mut sentence = format!(
            "{:.0} MB sent to {} ({}) {}; the own median of {} days before is {:.0} MB a day",
            bytes / 1e6,
            self.place.replace('_', " "),
            kind_said(kind),
            days_of(days.len(), from, to),
            gathered.param("past_days"),
            own / 1e6
        );
        let department = first.text("department");
        if let Some(bar) = usual.bar(self.person, department, self.place, gathered) {
            sentence += &format!(", the 95th percentile of others {:.0} MB", bar / 1e6);
        }
        let mut sum: BTreeMap<&str, f64> = BTreeMap::new();
        let mut grown = None;
        for row in rows.iter().filter(|_| level == "bulk") {
            let so_far = sum.entry(row.text("product").unwrap_or_default()).or_default();
            *so_far += row.number("bytes").unwrap_or(0.0);
            if *so_far >= gathered.param("bulk_megabytes") * 1e6 && grown.is_none() {
                grown = row.time("known_at");
            }
        }
        let begun = first.time("known_at")?;
        let known_at = grown.unwrap_or(begun).max(begun);
        let refs = rows.iter().flat_map(|it| it.refs("refs").into_iter().take(24)).take(300).collect();
        let finding = Finding::about(self.person, level, known_at, sentence, refs)?.between(from, to);
        Some(if begun < known_at { finding.earlier(begun, "outside") } else { finding })
    }

    /// A day on which much more went to a place that was not used before.
    fn stands_out(
        &self,
        row: &Row<'_>,
        least: f64,
        history: &History<'_>,
        usual: &Usual<'_>,
        gathered: &Gathered,
    ) -> bool {
        let (Some(bytes), Some(at)) = (row.number("bytes"), row.time("on_day")) else { return false };
        let product = row.text("product").unwrap_or_default();
        if bytes < least
            || !history.knows_the_past(self.person, product, at, gathered)
            || self.is_used_to(row, gathered)
            || usual.is_of_the_family(self.person, self.place, bytes, gathered)
        {
            return false;
        }
        let own = self.own_median(row, gathered);
        let bar = usual.bar(self.person, row.text("department"), self.place, gathered).unwrap_or(0.0);
        bytes > own * gathered.param("times_own") && bytes > bar * gathered.param("times_peers")
    }

    /// As much as a third of it went to the same place before, on an earlier day of the own past.
    fn is_used_to(&self, row: &Row<'_>, gathered: &Gathered) -> bool {
        let (Some(bytes), Some(at)) = (row.number("bytes"), row.time("on_day")) else { return true };
        let earliest = before(at, gathered.days("past_days"));
        self.past.iter().any(|it| {
            it.text("place") == Some(self.place)
                && it.time("on_day").is_some_and(|day| day < at && day >= earliest)
                && it.number("bytes").is_some_and(|then| then * 3.0 >= bytes)
        })
    }

    /// The median of the person's days before, as the same product saw them; zero where there were none.
    fn own_median(&self, row: &Row<'_>, gathered: &Gathered) -> f64 {
        let Some(at) = row.time("on_day") else { return 0.0 };
        let earliest = before(at, gathered.days("past_days"));
        let mut days: BTreeMap<Timestamp, f64> = BTreeMap::new();
        for it in self.past.iter().filter(|it| it.text("product") == row.text("product")) {
            if let (Some(day), Some(bytes)) = (it.time("on_day"), it.number("bytes"))
                && day < at
                && day >= earliest
            {
                *days.entry(day).or_default() += bytes;
            }
        }
        median(&days.into_values().collect::<Vec<_>>()).unwrap_or(0.0)
    }
}

fn kind_said(kind: Option<&str>) -> &'static str {
    match kind {
        Some("drive") => "a cloud drive",
        Some("share") => "a file-sharing service",
        Some("paste") => "a paste site",
        Some("git") => "a code host, not the company's name there",
        _ => "a place of no known kind",
    }
}

/// Far more files taken along in a day than in the own past, where there is one, and than others take.
fn files(person: &str, rows: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let mut past: BTreeMap<Timestamp, f64> = BTreeMap::new();
    for row in gathered.rows("file_past").iter().filter(|it| it.text("person") == Some(person)) {
        past.extend(row.time("on_day").zip(row.number("files")));
    }
    let department = rows.first()?.text("department");
    let of_department = |it: &Row<'_>| department.is_some() && it.text("department") == department;
    let others = gathered.rows("file_usual");
    let others = others.iter().filter(|it| it.text("person") != Some(person) && of_department(it));
    let high = bar_of(others.filter_map(|it| it.number("high")).collect(), gathered.count("peers_min"));
    for row in rows {
        let (Some(day), Some(files)) = (row.time("on_day"), row.number("files")) else { continue };
        let earliest = before(day, gathered.days("past_days"));
        let own: Vec<f64> = past.range(earliest..day).map(|(_, it)| *it).collect();
        // Who has no past here is new: that is for the first weeks' indicator to say.
        if files < gathered.param("files") || own.len() < gathered.count("files_past_days_min") {
            continue;
        }
        let middle = median(&own)?;
        let of_others = high.unwrap_or(0.0);
        if files <= middle * gathered.param("times_own") || files <= of_others * gathered.param("times_peers")
        {
            continue;
        }
        let mut sentence = format!(
            "{} downloaded on {}, where the own median of {} before is {middle:.0}",
            counted(files as usize, "file", "files"),
            crate::explanations::day(day),
            counted(own.len(), "day", "days")
        );
        if let Some(high) = high {
            sentence += &format!(", the 95th percentile of others of the department {high:.0}");
        }
        let refs = row.refs("refs").into_iter().take(200).collect();
        let finding = Finding::about(person, "files", row.time("known_at")?, sentence, refs)?;
        return Some(finding.between(row.time("at")?, row.time("last_at")?));
    }
    None
}

/// A planned move, or a release, of which a ticket spoke before.
fn explained(
    person: &str,
    finding: &Finding,
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let span = gathered.days("ticket_days");
    let ticket = tickets.iter().find(|it| {
        it.opened <= finding.from
            && finding.from <= later(it.opened, span)
            && (it.speaks_of("migration_or_change_ticket") || it.says(&["release upload", "release build"]))
    })?;
    let sentence = format!("a planned move was asked for in a ticket on {}", day(ticket.opened));
    let known_at = ticket.known_at.max(finding.steps().first()?.known_at);
    Some(
        Finding::about(person, "explained", known_at, sentence, vec![ticket.record])?
            .between(finding.from, finding.to),
    )
}
