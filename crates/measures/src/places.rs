//! How far apart, and how fast would one have to travel?
//!
//! In: areas on earth (a point with a radius, in degrees and kilometres) and uses of something at a time, each with the
//! areas that one or several data sets name for it. Out: the least distance they allow, and the pairs of uses that are
//! too far apart for the time between them.
//! Great circles on a sphere of the earth's mean radius (haversine; Sinnott 1984), within 0.6 % of the ellipsoid.
//!
//! Data sets place one network address in different towns, by tens of kilometres as a rule. Hence a radius, hence the
//! least distance over everything that was named, and hence nothing under [`NEAR_KM`] counts at all.

/// The mean radius of the earth (IUGG).
pub const EARTH_KM: f64 = 6_371.008_8;

/// Distances below this say nothing: data sets disagree by as much.
pub const NEAR_KM: f64 = 150.0;

/// A circle on earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    pub radius_km: f64,
}

impl Area {
    /// `None` where this is no place on earth.
    pub fn new(latitude: f64, longitude: f64, radius_km: f64) -> Option<Area> {
        let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && radius_km >= 0.0;
        (is_on_earth && radius_km.is_finite()).then_some(Area { latitude, longitude, radius_km })
    }

    /// The least distance that two areas allow, in kilometres: zero or more.
    pub fn least_km(&self, other: &Area) -> f64 {
        let middle = great_circle_km(self.latitude, self.longitude, other.latitude, other.longitude);
        (middle - (self.radius_km + other.radius_km)).max(0.0)
    }
}

/// The distance of two points along the surface, in kilometres; angles in degrees.
pub fn great_circle_km(latitude: f64, longitude: f64, other_latitude: f64, other_longitude: f64) -> f64 {
    let (one, two) = (latitude.to_radians(), other_latitude.to_radians());
    let north = (two - one) / 2.0;
    let east = (other_longitude - longitude).to_radians() / 2.0;
    let part = north.sin().powi(2) + one.cos() * two.cos() * east.sin().powi(2);
    2.0 * EARTH_KM * part.clamp(0.0, 1.0).sqrt().asin()
}

/// One use of an account, a device or a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// Unix seconds of its first and of its last moment.
    pub from: i64,
    pub to: i64,
    /// Where it may have been, by each data set; empty where nobody knows.
    pub areas: Vec<Area>,
}

/// Two uses that nobody can have made at such a speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooFast {
    /// Positions in the input, the earlier use first.
    pub first: usize,
    pub second: usize,
    /// The least distance, [`NEAR_KM`] or more.
    pub least_km: f64,
    /// Hours between the end of the one and the start of the other; zero where they overlap.
    pub hours: f64,
}

impl TooFast {
    /// Kilometres an hour at the least; infinite where the uses overlap.
    pub fn least_kmh(&self) -> f64 {
        if self.hours > 0.0 { self.least_km / self.hours } else { f64::INFINITY }
    }
}

/// The least distance of two uses, over everything that was named for them; zero under [`NEAR_KM`], `None` where
/// nothing is known of one.
pub fn least_km(one: &Use, other: &Use) -> Option<f64> {
    let mut res: Option<f64> = None;
    for area in &one.areas {
        for other_area in &other.areas {
            let km = area.least_km(other_area);
            res = Some(res.map_or(km, |it| it.min(km)));
        }
    }
    res.map(|it| if it < NEAR_KM { 0.0 } else { it })
}

/// Pairs of neighbouring uses that ask for more than `kmh_max`, in the order of time.
///
/// Each use is compared with the next one whose place is known, and with the one that was still going on when it began.
pub fn too_fast(uses: &[Use], kmh_max: f64) -> Vec<TooFast> {
    let mut order: Vec<(usize, &Use)> =
        uses.iter().enumerate().filter(|(_, it)| !it.areas.is_empty()).collect();
    order.sort_by_key(|(number, it)| (it.from, it.to, *number));
    let mut res = Vec::new();
    let mut last: Option<(usize, &Use)> = None;
    let mut longest: Option<(usize, &Use)> = None;
    for (number, it) in order {
        let mut compared = Vec::new();
        compared.extend(last);
        compared.extend(longest.filter(|(other, _)| last.is_none_or(|(last, _)| last != *other)));
        for (before_number, before) in compared {
            let hours = it.from.saturating_sub(before.to).max(0) as f64 / 3_600.0;
            let Some(km) = least_km(before, it).filter(|it| *it > 0.0) else { continue };
            let found = TooFast { first: before_number, second: number, least_km: km, hours };
            if found.least_kmh() > kmh_max {
                res.push(found);
            }
        }
        last = Some((number, it));
        if longest.is_none_or(|(_, other)| other.to < it.to) {
            longest = Some((number, it));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BERLIN: (f64, f64) = (52.52, 13.405);
    const HAMBURG: (f64, f64) = (53.55, 9.993);
    const LEIPZIG: (f64, f64) = (51.34, 12.375);
    const TOKYO: (f64, f64) = (35.68, 139.69);

    fn at(hour: i64, places: &[(f64, f64)]) -> Use {
        let areas = places.iter().filter_map(|it| Area::new(it.0, it.1, 25.0)).collect();
        Use { from: hour * 3_600, to: hour * 3_600, areas }
    }

    #[test]
    fn known_distances_are_met() {
        for (one, other, km) in [(BERLIN, HAMBURG, 255.0), (BERLIN, TOKYO, 8_919.0), (BERLIN, LEIPZIG, 149.0)]
        {
            let found = great_circle_km(one.0, one.1, other.0, other.1);
            assert!((found - km).abs() < 0.01 * km, "{found} for {km}");
        }
        // Half of the earth around, across the date line.
        assert!((great_circle_km(0.0, -179.5, 0.0, 179.5) - 111.2).abs() < 0.1);
    }

    #[test]
    fn a_journey_by_plane_is_possible_and_an_hour_is_not_enough() {
        assert!(too_fast(&[at(0, &[BERLIN]), at(12, &[TOKYO])], 1_000.0).is_empty());
        let found = too_fast(&[at(1, &[TOKYO]), at(0, &[BERLIN])], 1_000.0);
        assert_eq!(found.iter().map(|it| (it.first, it.second)).collect::<Vec<_>>(), [(1, 0)]);
        assert!(found[0].least_kmh() > 8_000.0);
    }

    #[test]
    fn towns_near_one_another_and_data_sets_that_disagree_count_nothing() {
        assert_eq!(least_km(&at(0, &[BERLIN]), &at(0, &[LEIPZIG])), Some(0.0));
        assert!(too_fast(&[at(0, &[BERLIN]), at(0, &[LEIPZIG])], 100.0).is_empty());
        // One data set says Tokyo, the other one Leipzig.
        assert!(too_fast(&[at(0, &[BERLIN]), at(0, &[TOKYO, LEIPZIG])], 100.0).is_empty());
        assert_eq!(least_km(&at(0, &[BERLIN]), &at(0, &[])), None);
    }

    #[test]
    fn a_long_use_is_held_against_all_that_begin_in_it() {
        let mut long = at(0, &[BERLIN]);
        long.to = 10 * 3_600;
        let found = too_fast(&[long, at(1, &[LEIPZIG]), at(2, &[TOKYO])], 1_000.0);
        assert!(found.iter().any(|it| (it.first, it.second) == (0, 2) && it.least_kmh().is_infinite()));
    }

    fn any_area() -> impl Strategy<Value = Area> {
        (-90.0..90.0_f64, -180.0..180.0_f64, 0.0..400.0_f64)
            .prop_map(|(latitude, longitude, radius_km)| Area { latitude, longitude, radius_km })
    }

    fn any_use() -> impl Strategy<Value = Use> {
        (0_i64..400_000, 0_i64..20_000, prop::collection::vec(any_area(), 0..3))
            .prop_map(|(from, length, areas)| Use { from, to: from + length, areas })
    }

    proptest! {
        #[test]
        fn distances_are_symmetric_bounded_and_a_way_round_is_never_shorter(one in any_area(), other in any_area(), third in any_area()) {
            let km = |one: &Area, other: &Area| great_circle_km(one.latitude, one.longitude, other.latitude, other.longitude);
            let half_round = std::f64::consts::PI * EARTH_KM;
            prop_assert!((0.0..=half_round + 1e-6).contains(&km(&one, &other)));
            prop_assert!((km(&one, &other) - km(&other, &one)).abs() < 1e-6);
            prop_assert!(km(&one, &one) < 1e-6);
            prop_assert!(km(&one, &third) <= km(&one, &other) + km(&other, &third) + 1e-6);
            prop_assert!(one.least_km(&other) <= km(&one, &other));
            prop_assert_eq!(one.least_km(&one), 0.0);
        }

        #[test]
        fn what_is_too_fast_is_far_and_the_order_of_the_input_decides_nothing(uses in prop::collection::vec(any_use(), 0..8), kmh in 1.0..2_000.0_f64) {
            let found = too_fast(&uses, kmh);
            prop_assert!(found.iter().all(|it| it.least_km >= NEAR_KM && it.hours >= 0.0 && it.least_kmh() > kmh));
            prop_assert!(too_fast(&uses, kmh * 2.0).len() <= found.len());
            let turned: Vec<Use> = uses.iter().rev().cloned().collect();
            let said = |found: &[TooFast]| {
                let mut res: Vec<(u64, u64)> = found.iter().map(|it| (it.least_km.to_bits(), it.hours.to_bits())).collect();
                res.sort_unstable();
                res
            };
            let starts: std::collections::BTreeSet<(i64, i64)> = uses.iter().map(|it| (it.from, it.to)).collect();
            // Two uses of the very same moments have no order of their own.
            if starts.len() == uses.len() {
                prop_assert_eq!(said(&found), said(&too_fast(&turned, kmh)));
            }
        }

        #[test]
        fn another_data_set_never_makes_it_farther(one in any_use(), other in any_use(), more in any_area()) {
            let before = least_km(&one, &other);
            let mut wider = one.clone();
            wider.areas.push(more);
            if let (Some(before), Some(after)) = (before, least_km(&wider, &other)) {
                prop_assert!(after <= before);
            }
            prop_assert_eq!(before.map(f64::to_bits), least_km(&other, &one).map(f64::to_bits));
        }
    }
}
