//! A new worker's computers in two towns, sooner one after the other than anybody flies, or as the product says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Journey, day, days_of, later, starts};
use crate::whereabouts::{hops, shown, stays};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let uses: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("stays").by("person").into_iter().collect();
    let alerts: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("alerts").by("person").into_iter().collect();
    let began = starts(gathered.rows("began"));
    let mut res = Vec::new();
    for person in uses.keys().chain(alerts.keys()).copied().collect::<BTreeSet<&str>>() {
        let Some(start) = began.get(person) else { continue };
        let last = later(*start, gathered.days("first_days"));
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut told = Told::default();
        told.add_hops(&until(uses.get(person), last), journeys, gathered);
        told.add_alerts(&until(alerts.get(person), last), journeys);
        res.extend(told.finding(person, *start));
    }
    res
}

fn until<'a>(rows: Option<&Vec<Row<'a>>>, last: Timestamp) -> Vec<Row<'a>> {
    let rows = rows.into_iter().flatten().copied();
    rows.filter(|it| it.time("at").is_some_and(|at| at <= last)).collect()
}

/// What speaks of impossible travel, day by day.
#[derive(Default)]
struct Told {
    days: BTreeMap<String, (Timestamp, Timestamp)>,
    said: Vec<String>,
    refs: Vec<i64>,
}

impl Told {
    fn add_hops(&mut self, rows: &[Row<'_>], journeys: &[Journey], gathered: &Gathered) {
        let stays = stays(rows);
        let hops = hops(&stays, journeys, gathered.param("km"), gathered.param("kmh"));
        for hop in &hops {
            let known_at = hop.before.known_at.max(hop.behind.known_at);
            self.days.entry(day(hop.behind.at)).or_insert((hop.behind.at, known_at));
            if self.refs.len() < 40 {
                self.refs.extend(hop.behind.refs.iter().chain(&hop.before.refs));
            }
        }
        if let Some(widest) = hops.iter().max_by(|a, b| a.km.total_cmp(&b.km)) {
            self.said.push(format!(
                "computers in {} and {}, at least {:.0} km apart, within {:.1} hours",
                shown(widest.before.city),
                shown(widest.behind.city),
                widest.km,
                widest.hours
            ));
        }
    }

    fn add_alerts(&mut self, rows: &[Row<'_>], journeys: &[Journey]) {
        let mut product = None;
        for row in rows {
            let Some(at) = row.time("at").filter(|at| !journeys.iter().any(|it| it.covers(*at))) else {
                continue;
            };
            self.days.entry(day(at)).or_insert((at, row.time("known_at").unwrap_or(at)));
            if self.refs.len() < 40 {
                self.refs.extend(row.refs("ref"));
            }
            product = product.or(row.text("product")).or(Some("the product"));
        }
        if let Some(product) = product {
            self.said.push(format!("impossible travel reported by {product}"));
        }
    }

    fn finding(self, person: &str, start: Timestamp) -> Option<Finding> {
        let times: Vec<(Timestamp, Timestamp)> = self.days.values().copied().collect();
        let (from, first) = *times.first()?;
        let (to, _) = *times.last()?;
        let sentence = format!(
            "account that began on {}: {}; {}",
            day(start),
            self.said.join(", "),
            days_of(times.len(), from, to)
        );
        let Some((_, second)) = times.get(1) else {
            return Some(Finding::about(person, "once", first, sentence, self.refs)?.between(from, to));
        };
        let res = Finding::about(person, "repeated", *second, sentence, self.refs)?.between(from, to);
        Some(res.earlier(first, "once"))
    }
}
