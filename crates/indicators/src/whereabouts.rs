//! Where a person's computers were in use: hours in towns, journeys that nobody can have made, and homes.
//!
//! In: rows of the views `computer_changes` and `computer_towns`, and declared addresses with their `area`. Out: the
//! pairs of uses that are too far apart for the time between them, and which towns are near a home.
//! Nothing under [`NEAR_KM`] counts: data sets place one address in different towns.

use jiff::Timestamp;
use measures::addresses;
use measures::places::{NEAR_KM, Use, too_fast};
use model::Row;

use crate::areas::Area;
use crate::explanations::Journey;

/// A person's computer in a town, from the first to the last sign-in of an hour (`computer_changes`), or of all
/// days there (`computer_towns`).
pub(crate) struct Stay<'a> {
    pub city: &'a str,
    /// A short key that all spellings of one country share; empty where nobody says.
    pub country: String,
    pub area: Area,
    /// On how many days; 1 for an hour.
    pub days: i64,
    pub at: Timestamp,
    pub last: Timestamp,
    pub known_at: Timestamp,
    pub refs: Vec<i64>,
}

/// Rows of `computer_changes`, or of `computer_towns`; a town that nobody can find is left out.
pub(crate) fn stays<'a>(rows: &[Row<'a>]) -> Vec<Stay<'a>> {
    rows.iter().filter_map(stay).collect()
}

fn stay<'a>(row: &Row<'a>) -> Option<Stay<'a>> {
    let at = row.time("at")?;
    Some(Stay {
        city: row.text("city")?,
        country: country_key(row.text("country").unwrap_or_default()),
        area: Area::read(row.text("area")?)?,
        days: row.int("days").unwrap_or(1),
        at,
        last: row.time("last_at").unwrap_or(at),
        known_at: row.time("known_at").unwrap_or(at),
        refs: row.refs("refs"),
    })
}

/// `US`, `USA` and `United States` are one.
pub(crate) fn country_key(country: &str) -> String {
    addresses::parse("1 x", "", "", "", country).country
}

/// Both are said, and they are not one.
pub(crate) fn other_country(left: &str, right: &str) -> bool {
    !left.is_empty() && !right.is_empty() && left != right
}

/// Two uses with a distance between them that takes longer than the time between them.
pub(crate) struct Hop<'s, 'a> {
    pub before: &'s Stay<'a>,
    pub behind: &'s Stay<'a>,
    pub km: f64,
    pub hours: f64,
}

/// Hops of `km_min` and more at over `kmh_max`, in the order of time; those within approved journeys are left out.
pub(crate) fn hops<'s, 'a>(
    stays: &'s [Stay<'a>],
    journeys: &[Journey],
    km_min: f64,
    kmh_max: f64,
) -> Vec<Hop<'s, 'a>> {
    let uses: Vec<Use> = stays
        .iter()
        .map(|it| Use { from: it.at.as_second(), to: it.last.as_second(), areas: vec![it.area.on_earth()] })
        .collect();
    let mut res = Vec::new();
    for found in too_fast(&uses, kmh_max) {
        let (before, behind) = (&stays[found.first], &stays[found.second]);
        let travelled = journeys.iter().any(|it| it.covers(before.at) || it.covers(behind.at));
        if found.least_km >= km_min && !travelled {
            res.push(Hop { before, behind, km: found.least_km, hours: found.hours });
        }
    }
    res
}

/// Whether a town lies within [`NEAR_KM`] of one of the homes.
pub(crate) fn is_near(area: &Area, homes: &[Area]) -> bool {
    homes.iter().any(|it| area.least_km(it) < NEAR_KM)
}

/// `new york`, as it stands in a sentence: `New York`.
pub(crate) fn shown(city: &str) -> String {
    let mut res = String::new();
    for word in city.split(' ').filter(|it| !it.is_empty()) {
        if !res.is_empty() {
            res.push(' ');
        }
        let mut letters = word.chars();
        res.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        res.push_str(letters.as_str());
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stay(city: &'static str, area: &str, at: &str) -> Stay<'static> {
        let at: Timestamp = at.parse().unwrap();
        Stay {
            city,
            country: String::new(),
            area: Area::read(area).unwrap(),
            days: 1,
            at,
            last: at,
            known_at: at,
            refs: vec![1],
        }
    }

    #[test]
    fn a_flight_is_no_hop_and_a_journey_that_was_approved_is_none() {
        let stays = [
            stay("boston", "42.36;-71.06;25", "2026-03-02T10:00:00Z"),
            stay("london", "51.5;-0.12;25", "2026-03-02T12:00:00Z"),
            stay("boston", "42.36;-71.06;25", "2026-03-03T12:00:00Z"),
        ];
        let found = hops(&stays, &[], 500.0, 900.0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].before.city, found[0].behind.city), ("boston", "london"));
        let journey = Journey { record: 1, from: "2026-03-02T00:00:00Z".parse().unwrap(), to: stays[2].at };
        assert!(hops(&stays, &[journey], 500.0, 900.0).is_empty());
    }

    #[test]
    fn spellings_of_one_country_are_one() {
        assert!(!other_country(&country_key("US"), &country_key("United States")));
        assert!(!other_country(&country_key(""), &country_key("US")));
        assert!(other_country(&country_key("GB"), &country_key("US")));
    }
}
