//! A managed laptop that is used for days in a country to which nothing was delivered and where nobody lives.

use std::collections::{BTreeMap, BTreeSet};

use model::{Finding, Row};

use crate::Gathered;
use crate::areas::Area;
use crate::explanations::{Journey, days_of};
use crate::whereabouts::{Stay, country_key, is_near, shown, stays};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let homes: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("homes").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.rows("towns").by("person") {
        let Some(homes) = homes.get(person) else { continue };
        let countries: BTreeSet<String> =
            homes.iter().map(|it| country_key(it.text("country").unwrap_or_default())).collect();
        // Where a border runs through a town, both sides are near.
        let areas: Vec<Area> = homes.iter().filter_map(|it| Area::read(it.text("area")?)).collect();
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        let mut towns = stays(&rows);
        towns.retain(|it| {
            let approved = journeys.iter().any(|journey| journey.covers(it.at) || journey.covers(it.last));
            !it.country.is_empty()
                && !countries.contains(&it.country)
                && !is_near(&it.area, &areas)
                && !approved
        });
        res.extend(told(person, &towns, homes, gathered));
    }
    res
}

fn told(person: &str, towns: &[Stay<'_>], homes: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let days: i64 = towns.iter().map(|it| it.days).sum();
    if (days as f64) < gathered.param("days") {
        return None;
    }
    let (from, to) = (towns.iter().map(|it| it.at).min()?, towns.iter().map(|it| it.last).max()?);
    let named: Vec<String> = towns.iter().take(3).map(|it| shown(it.city)).collect();
    let sentence = format!(
        "laptop used in {}, in another country than its delivery and the declared home, {}, without an approved journey",
        named.join(", "),
        days_of(usize::try_from(days).unwrap_or(0), from, to)
    );
    let mut refs: Vec<i64> = towns.iter().flat_map(|it| it.refs.iter().copied()).take(20).collect();
    refs.extend(homes.iter().flat_map(|it| it.refs("ref")).take(4));
    Some(Finding::about(person, "abroad", to, sentence, refs)?.between(from, to))
}
