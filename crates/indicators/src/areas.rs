//! How far apart are two places at least?
//!
//! In: cells of `area_of(city, region, country, latitude, longitude)`: `latitude;longitude;radius in km`. Out: the
//! least distance their areas allow. A place that nobody can find has no distance to anything.

use measures::places;

/// A point and the radius in which the place lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area(places::Area);

impl Area {
    /// Nothing where the cell is not three numbers of a place on earth.
    pub(crate) fn read(cell: &str) -> Option<Area> {
        let mut numbers = cell.split(';').map(|it| it.trim().parse::<f64>().ok().filter(|it| it.is_finite()));
        let res = places::Area::new(numbers.next()??, numbers.next()??, numbers.next()??)?;
        // Products write the point zero where they know nothing.
        let known = res.latitude != 0.0 || res.longitude != 0.0;
        (known && numbers.next().is_none()).then_some(Area(res))
    }

    pub(crate) fn on_earth(self) -> places::Area {
        self.0
    }

    /// The least distance in kilometres that two areas allow; nothing less than zero.
    pub(crate) fn least_km(&self, other: &Area) -> f64 {
        self.0.least_km(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radii_are_taken_off_the_distance() {
        let (boston, new_york) =
            (Area::read("42.36;-71.06;25").unwrap(), Area::read("40.71;-74.01;25").unwrap());
        let km = boston.least_km(&new_york);
        assert!((250.0..265.0).contains(&km), "{km}");
        assert_eq!(boston.least_km(&boston), 0.0);
        assert_eq!(km, new_york.least_km(&boston));
    }

    #[test]
    fn what_is_no_place_has_no_area() {
        for cell in ["", "1;2", "0;0;25", "91;0;1", "1;2;3;4", "NaN;1;1", "1;2;-1"] {
            assert_eq!(Area::read(cell), None, "{cell}");
        }
    }
}
