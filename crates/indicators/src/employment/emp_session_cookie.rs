//! One session id from two systems or browsers that are not in one place: the session was carried elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use super::clients::{SCRIPT, browser, system, systems_differ};
use crate::Gathered;
use crate::explanations::{Ticket, before, counted, day, days_of, later};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let takeovers = Ticket::by_person(gathered.rows("takeovers"));
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("seen").by("person") {
        let mut sessions: BTreeMap<(&str, &str), Vec<Client<'_>>> = BTreeMap::new();
        for row in rows {
            if let (Some(product), Some(id), Some(client)) =
                (row.text("product"), row.text("session_id"), Client::of(row))
            {
                sessions.entry((product, id)).or_default().push(client);
            }
        }
        let mut found: Vec<Reuse> = sessions.values().filter_map(|it| reuse(it, gathered)).collect();
        found.sort_by_key(|it| it.at);
        let Some(finding) = sign(person, &found, gathered) else { continue };
        let span = gathered.days("takeover_days");
        let report = takeovers.get(person).into_iter().flatten().find(|it| {
            found
                .iter()
                .all(|reuse| reuse.at >= before(it.opened, span) && reuse.at <= later(it.opened, span))
        });
        let explained = report.and_then(|it| {
            it.explains(
                &finding,
                format!("the person reported a takeover of the account on {}", day(it.opened)),
            )
        });
        res.push(finding);
        res.extend(explained);
    }
    res
}

struct Client<'a> {
    system: Option<&'static str>,
    browser: Option<&'static str>,
    ip: &'a str,
    hash: Option<&'a str>,
    asn: Option<i64>,
    city: Option<&'a str>,
    subnet: Option<&'a str>,
    at: Timestamp,
    known_at: Timestamp,
    record: i64,
}

impl<'a> Client<'a> {
    fn of(row: Row<'a>) -> Option<Client<'a>> {
        let user_agent = row.text("user_agent");
        let at = row.time("at")?;
        Some(Client {
            system: system(row.text("os"), user_agent),
            browser: browser(row.text("browser"), user_agent),
            ip: row.text("ip")?,
            hash: row.text("client_hash"),
            asn: row.int("asn"),
            city: row.text("city"),
            subnet: row.text("subnet"),
            at,
            known_at: row.time("known_at").unwrap_or(at),
            record: row.int("ref")?,
        })
    }

    /// One network or town: a house with two address families, an office, a carrier.
    fn is_near(&self, other: &Client<'_>) -> bool {
        let same = |one: Option<&str>, two: Option<&str>| one.is_some() && one == two;
        (self.asn.is_some() && self.asn == other.asn)
            || same(self.city, other.city)
            || same(self.subnet, other.subnet)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Near,
    Hashes,
    Browser,
    OtherClient,
}

/// One session in which the device changed.
struct Reuse {
    level: Level,
    said: String,
    at: Timestamp,
    known_at: Timestamp,
    records: Vec<i64>,
}

fn reuse(clients: &[Client<'_>], gathered: &Gathered) -> Option<Reuse> {
    let mut best: Option<(Level, &Client<'_>, &Client<'_>)> = None;
    for (place, one) in clients.iter().enumerate() {
        for other in clients[place + 1..].iter().filter(|it| it.ip != one.ip) {
            let other_system = systems_differ(one.system, other.system);
            let same_system = one.system.is_some() && one.system == other.system;
            // A program names no system: a session that it shares with a browser elsewhere was carried there.
            let a_script = [one.browser, other.browser].contains(&Some(SCRIPT));
            let other_browser = (same_system || a_script)
                && one.browser.is_some()
                && other.browser.is_some()
                && one.browser != other.browser;
            let level = match (other_system, other_browser, one.is_near(other)) {
                (false, false, _) => continue,
                (_, _, true) => Level::Near,
                (true, _, false) => Level::OtherClient,
                (false, true, false) => Level::Browser,
            };
            if best.is_none_or(|it| it.0 < level) {
                best = Some((level, one, other));
            }
        }
    }
    if let Some((level, one, other)) = best {
        let name =
            |it: &Client<'_>| [it.system, it.browser].into_iter().flatten().collect::<Vec<_>>().join(" ");
        return Some(Reuse {
            level,
            said: format!("{} and {}", name(one), name(other)),
            at: other.at,
            known_at: one.known_at.max(other.known_at),
            records: vec![other.record, one.record],
        });
    }
    let hashes: BTreeSet<&str> = clients.iter().filter_map(|it| it.hash).collect();
    let last = clients.last().filter(|_| hashes.len() >= gathered.count("hashes_min"))?;
    Some(Reuse {
        level: Level::Hashes,
        said: format!("{} client fingerprints", hashes.len()),
        at: last.at,
        known_at: last.known_at,
        records: clients.iter().map(|it| it.record).collect(),
    })
}

fn sign(person: &str, found: &[Reuse], gathered: &Gathered) -> Option<Finding> {
    let most = found.iter().map(|it| it.level).max()?;
    let telling: Vec<&Reuse> = found.iter().filter(|it| it.level == most).collect();
    let (first, last) = (telling.first()?, telling.last()?);
    let mut days: BTreeMap<String, Timestamp> = BTreeMap::new();
    for reuse in &telling {
        let known = days.entry(day(reuse.at)).or_insert(reuse.known_at);
        *known = reuse.known_at.min(*known);
    }
    let level = match most {
        Level::Near => "near",
        Level::Hashes => "hashes",
        Level::Browser => "browser",
        Level::OtherClient => "other_client",
    };
    let repeated = days
        .values()
        .nth(gathered.count("repeated_days").max(1) - 1)
        .copied()
        .filter(|_| most == Level::OtherClient);
    let said: BTreeSet<&str> = telling.iter().map(|it| it.said.as_str()).collect();
    let apart = if most == Level::Near { ", in one network or town" } else { ", from different networks" };
    let sentence = format!(
        "{} used from {}{apart}, {}",
        counted(telling.len(), "session", "sessions"),
        said.into_iter().take(3).collect::<Vec<_>>().join("; "),
        days_of(days.len(), first.at, last.at)
    );
    let refs = telling.iter().flat_map(|it| it.records.iter().copied()).collect();
    let known_first = telling.iter().map(|it| it.known_at).min()?;
    let (level, known_at) = match repeated {
        Some(at) => ("repeated", at.max(known_first)),
        None => (level, known_first),
    };
    let finding = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    let grew = level == "repeated"
        && known_first.checked_add(SignedDuration::from_secs(1)).is_ok_and(|it| it <= known_at);
    Some(if grew { finding.earlier(known_first, "other_client") } else { finding })
}
