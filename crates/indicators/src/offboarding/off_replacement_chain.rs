//! Who took the seat of a leaver, and shares an artefact or a referee with the leaver or with whoever vouched for them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let ties = Ties::read(gathered);
    let mut res = Vec::new();
    for (person, seats) in gathered.main().by("person") {
        for seat in seats {
            if seat.text("leaver").is_some() && in_time(&seat, gathered) {
                res.extend(chain(person, &seat, &ties));
            }
        }
    }
    res
}

/// A seat is filled from the last weeks of its holder until the window closes.
fn in_time(seat: &Row<'_>, gathered: &Gathered) -> bool {
    let (Some(start), Some(end)) = (seat.time("start_date"), seat.time("end_date")) else { return false };
    let after = start.duration_since(end);
    let handover = if seat.is("named") { gathered.days("seat_days") } else { jiff::SignedDuration::ZERO };
    end <= gathered.now && after <= gathered.days("seat_days") && after >= -handover
}

struct Ties<'a> {
    vouched: BTreeMap<&'a str, Vec<Row<'a>>>,
    shared: BTreeMap<&'a str, Vec<Row<'a>>>,
    related: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Ties<'a> {
    fn read(gathered: &'a Gathered) -> Ties<'a> {
        let mut common = BTreeSet::new();
        for row in gathered.rows("holders").iter() {
            if row.int("people").is_some_and(|it| it >= gathered.count("common_from") as i64) {
                common.insert((row.text("kind"), row.text("value")));
            }
        }
        let mut shared: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for (person, rows) in gathered.rows("shared").by("person") {
            // What many have is the office's router or the mailroom's clerk.
            let rare = rows.into_iter().filter(|it| !common.contains(&(it.text("kind"), it.text("value"))));
            shared.insert(person, rare.collect());
        }
        let pairs = gathered.rows("related").iter();
        Ties {
            vouched: gathered.rows("vouched").by("person").into_iter().collect(),
            shared,
            related: pairs.filter_map(|it| Some((it.text("person")?, it.text("other")?))).collect(),
        }
    }

    fn vouched(&self, person: &str) -> &[Row<'a>] {
        self.vouched.get(person).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What ties the new holder to the leaver's circle.
#[derive(Default)]
struct Found<'a> {
    said: Vec<String>,
    refs: Vec<i64>,
    known_at: Option<Timestamp>,
    others: BTreeSet<&'a str>,
    artefact: bool,
}

impl Found<'_> {
    fn add(&mut self, said: String, known_at: Option<Timestamp>, refs: impl IntoIterator<Item = i64>) {
        if !self.said.contains(&said) {
            self.said.push(said);
        }
        self.refs.extend(refs);
        self.known_at = self.known_at.max(known_at);
    }
}

fn chain(person: &str, seat: &Row<'_>, ties: &Ties<'_>) -> Option<Finding> {
    let leaver = seat.text("leaver")?;
    let (start, end) = (seat.time("start_date")?, seat.time("end_date")?);
    let mut referee = Found::default();
    for own in ties.vouched(person) {
        if own.text("referee") == Some(leaver) {
            referee.add(
                "referee is the leaver".to_owned(),
                own.time("known_at").or(own.time("applied_at")),
                own.refs("ref"),
            );
        }
        for other in ties.vouched(leaver) {
            let same_person = own.text("referee").is_some() && own.text("referee") == other.text("referee");
            let same_mail = own.text("email").is_some() && own.text("email") == other.text("email");
            if same_person || same_mail {
                let name = own.text("referee_name").unwrap_or("the same person");
                let known_at = own.time("known_at").or(own.time("applied_at"));
                referee.add(
                    format!("{name} vouched for both"),
                    known_at,
                    own.refs("ref").into_iter().chain(other.refs("ref")),
                );
                referee.others.extend(own.text("referee"));
            }
        }
    }
    let mut circle: Vec<(&str, &str)> = vec![(leaver, "the leaver")];
    circle.extend(
        ties.vouched(leaver).iter().filter_map(|it| Some((it.text("referee")?, "the leaver's referee"))),
    );
    let mut artefact = Found::default();
    for row in ties.shared.get(person).map(Vec::as_slice).unwrap_or_default() {
        let Some(&(other, who)) =
            circle.iter().find(|(it, _)| Some(*it) == row.text("other") && *it != person)
        else {
            continue;
        };
        if ties.related.contains(&(person, other)) {
            continue;
        }
        let kind = row.text("kind").unwrap_or_default();
        let known_at = row.time("known_at").max(row.time("other_known_at"));
        artefact.artefact = true;
        artefact.add(
            format!("same {} as {who}", plain(kind)),
            known_at,
            row.refs("refs").into_iter().chain(row.refs("other_refs")),
        );
        artefact.others.insert(other);
    }
    finding(person, leaver, seat, start, end, referee, artefact)
}

fn finding(
    person: &str,
    leaver: &str,
    seat: &Row<'_>,
    start: Timestamp,
    end: Timestamp,
    referee: Found<'_>,
    artefact: Found<'_>,
) -> Option<Finding> {
    if referee.said.is_empty() && !artefact.artefact {
        return None;
    }
    // Nobody is a replacement before the seat was free and the new holder had a record.
    let taken = start.max(end);
    let mut said = vec![format!("took on {} the seat that {leaver} left on {}", day(start), day(end))];
    said.extend(referee.said.iter().chain(&artefact.said).cloned());
    let refs = referee
        .refs
        .iter()
        .chain(&artefact.refs)
        .copied()
        .chain(seat.refs("ref"))
        .chain(seat.refs("leaver_ref"))
        .collect();
    let with_referee = referee.known_at.unwrap_or(taken).max(taken);
    let with_artefact = artefact.known_at.unwrap_or(taken).max(taken);
    let (level, known_at) =
        if artefact.artefact { ("artefact", with_artefact) } else { ("referee", with_referee) };
    let mut finding = Finding::about(person, level, known_at, said.join(", "), refs)?
        .between(end.min(start), taken)
        .with(referee.others.iter().chain(&artefact.others).copied().chain([leaver]));
    if artefact.artefact && !referee.said.is_empty() && with_referee < with_artefact {
        finding = finding.earlier(with_referee, "referee");
    }
    Some(finding)
}

fn plain(kind: &str) -> &str {
    match kind {
        "account_digest" => "pay account",
        "email" => "mail address",
        "phone" => "telephone",
        "gateway_mac" => "router",
        "mac_addr" | "harddisk_id" => "computer",
        "signer" => "signer of parcels",
        other => other,
    }
}
