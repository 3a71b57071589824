//! The first use of a managed laptop within days of its delivery, or of the first day of work, in another place.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::areas::Area;
use crate::explanations::Journey;
use crate::whereabouts::{Stay, country_key, other_country, shown, stays};
use crate::{Gathered, day};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let travel = Journey::by_person(gathered.rows("travel"));
    let towns: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("towns").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, parcels) in gathered.rows("parcels").by("person") {
        // Only the first laptop: nobody can tell which of two is the one in use.
        let (Some(parcel), Some(towns)) = (parcels.first(), towns.get(person)) else { continue };
        let towns = stays(towns);
        let Some(first) = towns.iter().min_by_key(|it| it.at) else { continue };
        let journeys = travel.get(person).map(Vec::as_slice).unwrap_or_default();
        if !journeys.iter().any(|it| it.covers(first.at)) {
            res.extend(told(person, parcel, first, gathered));
        }
    }
    res
}

fn told(person: &str, parcel: &Row<'_>, first: &Stay<'_>, gathered: &Gathered) -> Option<Finding> {
    let delivered = parcel.time("at")?;
    let waited = first.at.duration_since(delivered);
    // A laptop that comes before the first day of work waits for it.
    let begun = parcel.time("start_at").map_or(delivered, |it| it.max(delivered));
    let km = first.area.least_km(&Area::read(parcel.text("area")?)?);
    if waited.is_negative()
        || first.at.duration_since(begun) > gathered.hours("hours")
        || km < gathered.param("km")
    {
        return None;
    }
    let country = country_key(parcel.text("country").unwrap_or_default());
    let level = if other_country(&country, &first.country) { "abroad" } else { "far" };
    let sentence = format!(
        "laptop delivered on {} to {}, first used {:.0} hours later in {}, at least {km:.0} km away",
        day(delivered),
        parcel.text("city").unwrap_or("a place without a town"),
        waited.as_secs_f64() / 3_600.0,
        shown(first.city)
    );
    let refs = first.refs.iter().copied().take(3).chain(parcel.refs("ref")).collect();
    let known_at = first.known_at.max(parcel.time("known_at")?);
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(delivered, first.at))
}
