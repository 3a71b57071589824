//! Asked for a virtual desktop, or works by nothing else in the first month, where people in like posts do not.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Finding, Row};

use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let class = Class::read(gathered);
    let asked: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("asked").by("person").into_iter().collect();
    let first_days: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("first_days").by("person").into_iter().collect();
    let first_on_device = counts(gathered, "first_on_device");
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(row) = rows.last() else { continue };
        let peers = class.peers_share(person, gathered.count("peers"));
        // Where people in like posts work so, there is nothing to ask.
        if peers.is_some_and(|it| it >= gathered.param("peers_share")) {
            continue;
        }
        // The company's own word that the contract asks for it settles the wish and the days alike.
        let own = asked.get(person).map(Vec::as_slice).unwrap_or_default();
        if own.iter().any(|it| it.text("resolution").is_some_and(says_by_contract)) {
            continue;
        }
        let wishes = wishes(asked.get(person).map(Vec::as_slice).unwrap_or_default(), row, gathered);
        let days = first_days.get(person).map(Vec::as_slice).unwrap_or_default();
        let on_device = first_on_device.get(person).copied().unwrap_or(0);
        let enough = days.len() >= gathered.count("days_used").max(1);
        let share = days.len() as f64 / (days.len() as f64 + on_device as f64).max(1.0);
        let used = enough && share > gathered.param("share") && peers.is_some();
        res.extend(finding(person, &wishes, days, used.then_some((share, peers.unwrap_or(0.0))), gathered));
    }
    res
}

/// Wishes around the start. What IT proposed, what a disability asks for or what the contract says is no wish.
fn wishes<'a>(asked: &[Row<'a>], worker: &Row<'_>, gathered: &Gathered) -> Vec<Row<'a>> {
    let Some(start) = worker.time("start_at") else { return Vec::new() };
    let in_onboarding = |at: Timestamp| {
        at.duration_since(start) <= gathered.days("after_start_days")
            && start.duration_since(at) <= gathered.days("before_start_days")
    };
    let own = |row: &&Row<'_>| {
        let topics = row.texts("topics");
        let others =
            topics.contains(&"accessibility_need") || topics.contains(&"stock_shortage_or_it_initiated");
        !others
    };
    asked.iter().filter(|it| it.time("at").is_some_and(in_onboarding)).filter(own).copied().collect()
}

/// `done, standard for this contract`
fn says_by_contract(resolution: &str) -> bool {
    let text = resolution.to_lowercase();
    [
        "by contract",
        "this contract",
        "per contract",
        "standard for",
        "standard set-up",
        "standard setup",
        "required by",
    ]
    .iter()
    .any(|it| text.contains(it))
}

fn finding(
    person: &str,
    wishes: &[Row<'_>],
    days: &[Row<'_>],
    used: Option<(f64, f64)>,
    gathered: &Gathered,
) -> Option<Finding> {
    let mut said = Vec::new();
    let mut steps: Vec<(Timestamp, &str)> = Vec::new();
    let mut refs = Vec::new();
    let mut times: Vec<Timestamp> = Vec::new();
    for (idx, wish) in wishes.iter().enumerate() {
        steps.push((wish.time("known_at")?, if idx == 0 { "asked" } else { "often" }));
        refs.extend(wish.refs("ref"));
        times.extend(wish.time("at"));
    }
    match wishes {
        [] => {}
        [one] => said.push(format!("asked for a virtual desktop on {}", day(one.time("at")?))),
        [first, .., last] => said.push(format!(
            "asked {} times for a virtual desktop between {} and {}",
            wishes.len(),
            day(first.time("at")?),
            day(last.time("at")?)
        )),
    }
    if let Some((share, peers)) = used {
        let settled = days.get(gathered.count("days_used").max(1) - 1)?;
        steps.push((settled.time("known_at")?, "often"));
        refs.extend(days.iter().flat_map(|it| it.refs("ref")));
        times.extend([days.first()?.time("day")?, days.last()?.time("day")?]);
        said.push(format!(
            "{} of the first days on the virtual desktop from an unmanaged machine, {:.0} % of the days worked, peers {:.0} %",
            days.len(), share * 100.0, peers * 100.0
        ));
    }
    steps.sort();
    let (&(first_known, first_level), from, to) =
        (steps.first()?, *times.iter().min()?, *times.iter().max()?);
    let often = steps.iter().find(|(_, level)| *level == "often");
    let finding = match often {
        Some(&(known_at, level)) => {
            let finding = Finding::about(person, level, known_at, said.join(", "), refs)?;
            if first_level == "asked" && first_known < known_at {
                finding.earlier(first_known, "asked")
            } else {
                finding
            }
        }
        None => Finding::about(person, first_level, first_known, said.join(", "), refs)?,
    };
    Some(finding.between(from, to))
}

fn counts<'a>(gathered: &'a Gathered, query: &str) -> BTreeMap<&'a str, i64> {
    gathered.rows(query).iter().filter_map(|it| Some((it.text("person")?, it.int("days")?))).collect()
}

/// Who works in which kind of post, and how many days each worked on a virtual desktop and on a managed device.
struct Class<'a> {
    posts: BTreeMap<&'a str, Row<'a>>,
    used: BTreeMap<&'a str, i64>,
    on_device: BTreeMap<&'a str, i64>,
}

impl<'a> Class<'a> {
    fn read(gathered: &'a Gathered) -> Class<'a> {
        let posts = gathered.main().iter().filter_map(|it| Some((it.text("person")?, it))).collect();
        Class { posts, used: counts(gathered, "used"), on_device: counts(gathered, "on_device") }
    }

    /// How much of their days the people in the likest posts work on virtual desktops; nothing where too few have
    /// any record. An agency's people are compared with that agency's, however few: it is their contract.
    fn peers_share(&self, person: &str, enough: usize) -> Option<f64> {
        let own = self.posts.get(person)?;
        let same = |other: &Row<'_>, columns: &[&str]| {
            columns.iter().all(|it| own.text(it).is_some() && own.text(it) == other.text(it))
        };
        for (columns, enough) in [
            (&["worker_type", "agency"][..], 1),
            (&["worker_type", "department"][..], enough),
            (&["worker_type"][..], enough),
            (&[][..], enough),
        ] {
            let mut people = 0;
            let (mut on_desktop, mut all) = (0.0, 0.0);
            for (other, post) in &self.posts {
                let used = self.used.get(other).copied().unwrap_or(0) as f64;
                let on_device = self.on_device.get(other).copied().unwrap_or(0) as f64;
                if *other != person && same(post, columns) && used + on_device > 0.0 {
                    people += 1;
                    on_desktop += used;
                    all += used + on_device;
                }
            }
            if people >= enough.max(1) {
                return Some(on_desktop / all);
            }
            // Without others of the same agency nobody can tell what its contract says.
            if columns.contains(&"agency") && own.text("agency").is_some() {
                return None;
            }
        }
        None
    }
}
