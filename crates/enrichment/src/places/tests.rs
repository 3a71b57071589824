//! What the places must answer, and what they must not guess.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static PLACES: LazyLock<Places> = LazyLock::new(Places::shipped);

fn us<'a>(postcode: &'a str, city: &'a str, region: &'a str) -> Place<'a> {
    Place { postcode, city, region, country: "US" }
}

fn abroad<'a>(city: &'a str, country: &'a str) -> Place<'a> {
    Place { city, country, ..Place::default() }
}

#[test]
fn the_shipped_data_is_whole() {
    let counts: Vec<usize> = PLACES.infos().iter().map(|info| info.entries).collect();
    assert_eq!(counts.len(), 3);
    assert!(counts[0] > 41_000 && counts[1] > 34_000 && counts[2] > 240, "{counts:?}");
    for info in PLACES.infos() {
        assert_eq!(info.as_of.len(), 10);
        assert!(info.source.contains("GeoNames"));
    }
}

#[test]
fn distances_are_about_right() {
    let within = |one, other, low: f64, high: f64| {
        let found = PLACES.distance_km(one, other);
        assert!(found.is_some_and(|km| low <= km && km <= high), "{one:?} {other:?} {found:?}");
    };
    within(us("10001", "", ""), us("94103", "", ""), 4_100.0, 4_160.0);
    within(us("58102-1234", "", ""), us("", "Fargo", "North Dakota"), 0.0, 20.0);
    within(us("", "Saint Louis", "MO"), us("", "St. Louis", "Missouri"), 0.0, 0.1);
    within(abroad("Berlin", "Germany"), abroad("Sao Paulo", "BR"), 10_100.0, 10_400.0);
    within(abroad("Zurich", "CH"), abroad("Zürich", "Switzerland"), 0.0, 0.1);
    within(us("", "New York", "NY"), us("", "New York City", "NY"), 0.0, 40.0);
}

#[test]
fn unknown_and_ambiguous_places_are_nothing() {
    for place in [
        us("", "Springfield", ""),
        us("", "Nowhere Junction", "ND"),
        us("", "Fargo", "Bavaria"),
        us("99999", "", ""),
        abroad("Berlin", "Atlantis"),
        Place { city: "Fargo", ..Place::default() },
        Place::default(),
    ] {
        assert_eq!(PLACES.locate(place), None, "{place:?}");
    }
    assert_eq!(PLACES.distance_km(us("10001", "", ""), Place::default()), None);
}

#[test]
fn time_zones_come_with_the_place() {
    let zone = |place| PLACES.locate(place).map(|found| found.time_zone);
    assert_eq!(zone(us("60601", "", "")), Some("America/Chicago"));
    assert_eq!(zone(us("85001", "", "AZ")), Some("America/Phoenix"));
    assert_eq!(zone(abroad("Tokyo", "JP")), Some("Asia/Tokyo"));
    assert!(PLACES.country_time_zones("USA").len() > 4);
    assert!(PLACES.country_time_zones("Atlantis").is_empty());
}

#[test]
fn a_state_or_country_has_all_the_zones_its_clocks_may_follow() {
    assert_eq!(PLACES.time_zones(us("", "", "North Carolina")), ["America/New_York"]);
    let tennessee = PLACES.time_zones(us("", "", "TN"));
    assert!(tennessee.contains(&"America/Chicago") && tennessee.contains(&"America/New_York"));
    assert_eq!(PLACES.time_zones(us("85001", "", "")), ["America/Phoenix"]);
    assert_eq!(PLACES.time_zones(abroad("", "Japan")), ["Asia/Tokyo"]);
    assert!(PLACES.time_zones(us("", "", "")).len() > 4);
    assert!(PLACES.time_zones(abroad("", "Atlantis")).is_empty());
    assert!(PLACES.time_zones(Place::default()).is_empty());
}

#[test]
fn areas_bound_the_distance_where_only_a_state_is_known() {
    let bounds = PLACES.distance_between_areas_km(us("", "", "ND"), us("", "Miami", "FL"));
    let (least, greatest) = bounds.expect("both known");
    let real = PLACES.distance_km(us("", "Fargo", "ND"), us("", "Miami", "FL")).expect("both known");
    assert!(least <= real && real <= greatest && least > 1_500.0, "{least} {real} {greatest}");
    let same = PLACES.distance_between_areas_km(us("", "", "TX"), us("", "Austin", "TX"));
    assert!(same.is_some_and(|(least, _)| least == 0.0));
    assert_eq!(PLACES.area(abroad("", "Japan")), None);
    assert_eq!(PLACES.area(Place { region: "TX", country: "Canada", ..Place::default() }), None);
}

#[test]
fn countries_and_states_have_many_names() {
    for name in ["US", "usa", "United States", "United States of America", "U.S.A."] {
        assert_eq!(PLACES.country_code(name), Some("US"), "{name}");
    }
    assert_eq!(PLACES.country_code("United Kingdom"), Some("GB"));
    assert_eq!(PLACES.us_state_code("N.C."), Some("NC"));
    assert_eq!(PLACES.us_state_code("north carolina"), Some("NC"));
    assert_eq!(PLACES.us_state_code("Bavaria"), None);
}

proptest! {
    #[test]
    fn distance_is_a_distance(a in -90.0f64..90.0, b in -180.0f64..180.0, c in -90.0f64..90.0, d in -180.0f64..180.0) {
        let there = kilometres(a, b, c, d);
        prop_assert!((0.0..=20_016.0).contains(&there));
        prop_assert!((there - kilometres(c, d, a, b)).abs() < 1e-6);
        prop_assert!(kilometres(a, b, a, b) < 1e-6);
    }

    #[test]
    fn any_text_may_be_asked(text in ".{0,40}") {
        let place = Place { postcode: &text, city: &text, region: &text, country: &text };
        let _ = PLACES.locate(place);
    }
}
