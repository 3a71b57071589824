//! Rounds of interviews that were joined from a VPN, a hosting company, Tor or a pool of lines; or from lines that lie far
//! from every home the person has stated. In which country a line lies is not asked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::areas::Area;
use crate::explanations::days_of;
use crate::networks::{Anonymity, anonymity};

struct Round<'a> {
    at: Timestamp,
    known_at: Timestamp,
    hidden: Option<Anonymity>,
    /// From the nearest of the stated homes; nothing where one of the two cannot be placed.
    km: Option<f64>,
    row: &'a Row<'a>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut homes: BTreeMap<&str, Vec<Area>> = BTreeMap::new();
    for (person, rows) in gathered.rows("homes").by("person") {
        let areas = rows.iter().filter_map(|it| Area::read(it.text("area")?)).collect();
        homes.insert(person, areas);
    }
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let homes = homes.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut rounds: Vec<Round<'_>> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for row in &rows {
            let (Some(meeting), Some(at)) = (row.text("meeting"), row.time("at")) else { continue };
            // Whoever joins twice was in one round.
            if !seen.insert(meeting) {
                continue;
            }
            let hidden = anonymity(row.text("labels").unwrap_or_default());
            let labelled = row.text("labels").is_some_and(|it| !it.is_empty());
            let area = row.text("area").and_then(Area::read).filter(|_| !labelled);
            let km = area.and_then(|it| homes.iter().map(|home| it.least_km(home)).reduce(f64::min));
            rounds.push(Round { at, known_at: row.time("known_at").unwrap_or(at), hidden, km, row });
        }
        res.extend(of_person(person, &rounds, gathered));
    }
    res
}

fn of_person(person: &str, rounds: &[Round<'_>], gathered: &Gathered) -> Option<Finding> {
    let hidden: Vec<&Round<'_>> = rounds.iter().filter(|it| it.hidden.is_some()).collect();
    let far: Vec<&Round<'_>> =
        rounds.iter().filter(|it| it.km.is_some_and(|km| km >= gathered.param("far_km"))).collect();
    let mut steps: Vec<(Timestamp, &str)> = Vec::new();
    steps.extend(hidden.first().map(|it| (it.known_at, "once")));
    // One journey is one round or two; a home that is stated is where most rounds are joined from.
    if far.len() >= gathered.count("rounds")
        && rounds.len() >= gathered.count("far_rounds")
        && far.len() * 2 > rounds.len()
    {
        steps.push((rounds.last()?.known_at, "far"));
    }
    let nth = gathered.count("rounds").checked_sub(1)?;
    steps.extend(hidden.get(nth).map(|it| (it.known_at, "rounds")));
    let (known_at, level) = steps.pop()?;
    let telling = if level == "far" { &far } else { &hidden };
    let (first, last) = (telling.first()?, telling.last()?);
    let sentence = if level == "far" {
        let km = far.iter().filter_map(|it| it.km).reduce(f64::min)?;
        format!(
            "{} of {} interviews joined {} km or more from every stated home",
            far.len(),
            rounds.len(),
            (km / 10.0).floor() * 10.0
        )
    } else {
        let kinds: BTreeSet<Anonymity> = hidden.iter().filter_map(|it| it.hidden).collect();
        let words: Vec<&str> = kinds.iter().map(|it| it.words()).collect();
        format!(
            "{} of {} interviews joined from {}, {}",
            hidden.len(),
            rounds.len(),
            words.join(" and "),
            days_of(hidden.len(), first.at, last.at)
        )
    };
    let refs = telling.iter().flat_map(|it| it.row.refs("ref")).collect();
    let res = Finding::about(person, level, known_at, sentence, refs)?.between(first.at, last.at);
    Some(res.grown(steps.into_iter().rev()))
}
