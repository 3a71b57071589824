//! Company files that go to private accounts: shared with a private mailbox, opened to whoever has the link, or
//! uploaded to a private drive.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, counted, day, later, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in gathered.rows("targets").iter() {
        if let (Some(target), Some(people)) = (row.text("target"), row.int("people")) {
            known.insert(target, usize::try_from(people).unwrap_or(0));
        }
    }
    let mut own: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in gathered.rows("mailboxes").iter() {
        own.extend(row.text("person").zip(row.text("value")));
    }
    let mut res = Vec::new();
    let mut by_person: BTreeMap<&str, BTreeMap<(Way, &str), Vec<Row<'_>>>> = BTreeMap::new();
    for row in gathered.rows("shares").iter() {
        if let (Some(person), Some(target)) = (row.text("person"), row.text("target")) {
            let way = if row.text("way") == Some("link") { Way::Link } else { Way::Share };
            by_person.entry(person).or_default().entry((way, target)).or_default().push(row);
        }
    }
    for row in gathered.rows("uploads").iter() {
        if let (Some(person), Some(account)) = (row.text("person"), row.text("account")) {
            by_person.entry(person).or_default().entry((Way::Upload, account)).or_default().push(row);
        }
    }
    for (person, targets) in by_person {
        let tickets = tickets.get(person).map(Vec::as_slice).unwrap_or_default();
        for ((way, target), rows) in targets {
            let whose = Whose {
                own: own.contains(&(person, target)),
                known: known.get(target).is_some_and(|it| *it > gathered.count("colleagues_min")),
            };
            let shown = rows.first().and_then(|it| it.text("shown")).unwrap_or(target);
            let Some(finding) = moved(person, way, shown, &rows, &whose, gathered) else { continue };
            let explained = explained(person, target, &finding, tickets, gathered);
            res.push(finding);
            res.extend(explained);
        }
    }
    res
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Share,
    Link,
    Upload,
}

struct Whose {
    /// A mailbox that the person gave as theirs.
    own: bool,
    /// More colleagues than a few share with it.
    known: bool,
}

#[derive(Clone, Copy, Default)]
struct Amount {
    files: f64,
    megabytes: f64,
}

/// What one product saw within a day that ends with this row; two products see the same upload twice.
fn amount(rows: &[Row<'_>], last: &Row<'_>, gathered: &Gathered) -> Amount {
    let Some(to) = last.time("hour") else { return Amount::default() };
    let span = gathered.hours("hours");
    sum(rows
        .iter()
        .filter(|it| it.time("hour").is_some_and(|from| from <= to && to.duration_since(from) < span)))
}

fn sum<'r, 'a: 'r>(rows: impl Iterator<Item = &'r Row<'a>>) -> Amount {
    let mut by_product: BTreeMap<&str, Amount> = BTreeMap::new();
    for row in rows {
        let amount = by_product.entry(row.text("product").unwrap_or_default()).or_default();
        amount.files += row.number("files").unwrap_or(0.0);
        amount.megabytes += row.number("bytes").unwrap_or(0.0) / 1e6;
    }
    let mut res = Amount::default();
    for amount in by_product.into_values() {
        res.files = res.files.max(amount.files);
        res.megabytes = res.megabytes.max(amount.megabytes);
    }
    res
}

fn moved(
    person: &str,
    way: Way,
    target: &str,
    rows: &[Row<'_>],
    whose: &Whose,
    gathered: &Gathered,
) -> Option<Finding> {
    let beyond = |row: &Row<'_>, files: &str, megabytes: &str| {
        let amount = amount(rows, row, gathered);
        // What a share names is not moved by it, so that its size says nothing.
        amount.files > gathered.param(files)
            || (way == Way::Upload && amount.megabytes > gathered.param(megabytes))
    };
    let reached = rows.iter().find(|it| beyond(it, "files", "megabytes"))?;
    let bulk = rows.iter().find(|it| beyond(it, "bulk_files", "bulk_megabytes")).filter(|_| way != Way::Link);
    let total = sum(rows.iter());
    let (from, to) = (rows.first()?.time("at")?, rows.last()?.time("last_at")?);
    let files = counted(total.files as usize, "file", "files");
    let mut sentence = match way {
        Way::Share => format!("{files} shared with or handed over to {target}, a private mailbox,"),
        Way::Link => format!("{files} opened to whoever has the link"),
        Way::Upload => {
            let services: BTreeSet<String> =
                rows.iter().filter_map(|it| it.text("storage")).map(|it| it.replace('_', " ")).collect();
            let services = services.into_iter().collect::<Vec<_>>().join(" and ");
            format!(
                "{files} with {:.0} MB uploaded to {services}, private account {target},",
                total.megabytes
            )
        }
    };
    sentence += &format!(" {}", period(from, to));
    let small = match way {
        Way::Link => "links",
        _ if whose.own => "own_mailbox",
        _ if whose.known => "known_target",
        _ => "many",
    };
    if whose.own && way != Way::Link {
        sentence += "; the mailbox is one the person gave as theirs";
    } else if whose.known && way != Way::Link {
        sentence += "; colleagues share with it too";
    }
    let level = match bulk {
        Some(_) if !whose.known => "bulk",
        _ => small,
    };
    let known_at = bulk.filter(|_| level == "bulk").unwrap_or(reached).time("known_at")?;
    let refs: Vec<i64> = rows.iter().flat_map(|it| it.refs("refs").into_iter().take(24)).take(300).collect();
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(from, to);
    let earlier = reached.time("known_at")?;
    Some(if earlier < known_at { finding.earlier(earlier, small) } else { finding })
}

/// A planned move, or a ticket that names the account or the service, opened before the files went.
fn explained(
    person: &str,
    target: &str,
    finding: &Finding,
    tickets: &[Ticket<'_>],
    gathered: &Gathered,
) -> Option<Finding> {
    let before_it = |it: &&Ticket<'_>| -> bool {
        let begun: Timestamp = finding.from;
        it.opened <= begun && begun <= later(it.opened, gathered.days("ticket_days"))
    };
    let ticket = tickets.iter().filter(before_it).find(|it| {
        it.speaks_of("migration_or_change_ticket") || (target.contains('@') && it.names(target))
    })?;
    let sentence = format!("a ticket of {} asked for it before", day(ticket.opened));
    let known_at = ticket.known_at.max(finding.steps().first()?.known_at);
    Some(
        Finding::about(person, "explained", known_at, sentence, vec![ticket.record])?
            .between(finding.from, finding.to),
    )
}
