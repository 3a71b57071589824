//! Where a postal address lies, roughly: latitude, longitude and time zone.
//!
//! In: postcode, city, region and country as forms have them. Out: a point with its precision, and distances between two places.
//! US postcodes are known one by one; elsewhere cities of 15,000 people and more. What is unknown, or could be several places, is
//! nothing, never a guess.

use crate::dated_list::{ListInfo, Table, unpack};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A place as forms have it; what is not known is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    pub postcode: &'a str,
    pub city: &'a str,
    pub region: &'a str,
    /// ISO code or English name. Empty with a US state in `region` means the United States.
    pub country: &'a str,
}

/// How closely a place could be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A postal area; mostly a few kilometres.
    Postcode,
    /// A city; mostly ten kilometres.
    City,
}

/// A point on earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located<'a> {
    pub latitude: f64,
    pub longitude: f64,
    /// IANA name, such as `America/Chicago`.
    pub time_zone: &'a str,
    pub precision: Precision,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    latitude: f64,
    longitude: f64,
    zone: usize,
    population: u64,
}

/// The names of the states of the US and their two letters.
#[derive(Debug, Clone, Default)]
pub struct UsStates {
    codes: HashMap<String, String>,
}

impl UsStates {
    /// The list that comes with the product, with the territories that have their own postal letters.
    pub fn shipped() -> UsStates {
        let table = Table::read(include_str!("../data/places/us_states.tsv"), &["code", "name"]);
        let mut codes = HashMap::new();
        for row in table.rows() {
            let code = row.cell("code").to_string();
            codes.insert(place_key(row.cell("name")), code.clone());
            codes.insert(place_key(&code), code);
        }
        UsStates { codes }
    }

    /// `NC` for `North Carolina`, `nc`, `N.C.`; nothing for what is no state.
    pub fn code(&self, region: &str) -> Option<&str> {
        let key = place_key(region);
        let letters: String = key.chars().filter(|letter| *letter != ' ').collect();
        self.codes
            .get(&key)
            .or_else(|| self.codes.get(&letters).filter(|_| letters.len() == 2))
            .map(String::as_str)
    }
}

/// The data sets, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Places {
    infos: Vec<ListInfo>,
    zones: Vec<String>,
    postcodes: HashMap<String, Point>,
    /// Cities by country and name; the region is empty outside the US.
    cities: HashMap<(String, String), Vec<(String, Point)>>,
    countries: HashMap<String, String>,
    country_zones: HashMap<String, Vec<String>>,
    states: UsStates,
    state_areas: HashMap<String, State>,
}

/// A circle on earth: degrees and kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub latitude: f64,
    pub longitude: f64,
    pub radius_km: f64,
}

/// A US state by its postal areas: the circle that holds them, and their zones by place.
#[derive(Debug, Clone)]
struct State {
    area: Area,
    zones: Vec<usize>,
}

impl Places {
    /// The data sets that come with the product. Unpacks some 75,000 places: build it once.
    pub fn shipped() -> Places {
        let postcodes = unpack(include_bytes!("../data/places/us_postcodes.tsv.gz"));
        let cities = unpack(include_bytes!("../data/places/cities.tsv.gz"));
        Places::parse(&postcodes, &cities, include_str!("../data/places/countries.tsv")).0
    }

    /// Reads US postcodes (`zip city state lat lon time_zone`), cities (`country region city lat lon time_zone population`) and
    /// countries (`iso2 iso3 name time_zones`).
    pub fn parse(postcodes: &str, cities: &str, countries: &str) -> (Places, Vec<String>) {
        let mut places = Places { states: UsStates::shipped(), ..Places::default() };
        let mut problems = Vec::new();
        let mut zone_places: HashMap<String, usize> = HashMap::new();
        let mut in_us: HashMap<(String, String), Vec<Point>> = HashMap::new();

        let table = Table::read(postcodes, &["zip", "lat", "lon"]);
        problems.extend(table.problems.iter().cloned());
        for row in table.rows() {
            let Some((latitude, longitude)) = point_of(row.cell("lat"), row.cell("lon")) else {
                problems.push(format!("line {}: no place", row.line));
                continue;
            };
            let zone = places.zone(row.cell("time_zone"), &mut zone_places);
            let point = Point { latitude, longitude, zone, population: 0 };
            if let Some(postcode) = us_postcode(row.cell("zip")) {
                places.postcodes.insert(postcode, point);
            }
            if !row.cell("city").is_empty() {
                let key = (row.cell("state").to_string(), place_key(row.cell("city")));
                in_us.entry(key).or_default().push(point);
            }
        }
        places.infos.push(table.info("places/us_postcodes", places.postcodes.len()));

        let table = Table::read(cities, &["country", "city", "lat", "lon"]);
        problems.extend(table.problems.iter().cloned());
        let mut entries = 0;
        for row in table.rows() {
            let Some((latitude, longitude)) = point_of(row.cell("lat"), row.cell("lon")) else {
                problems.push(format!("line {}: no place", row.line));
                continue;
            };
            let zone = places.zone(row.cell("time_zone"), &mut zone_places);
            let population = row.cell("population").parse().unwrap_or(0);
            let key = (row.cell("country").to_string(), place_key(row.cell("city")));
            let point = Point { latitude, longitude, zone, population };
            places.cities.entry(key).or_default().push((row.cell("region").to_string(), point));
            entries += 1;
        }
        places.infos.push(table.info("places/cities", entries));

        let mut of_states: HashMap<String, Vec<Point>> = HashMap::new();
        for ((state, _), points) in &in_us {
            of_states.entry(state.clone()).or_default().extend(points);
        }
        for (state, points) in of_states {
            if let Some(found) = state_of(&points) {
                places.state_areas.insert(state, found);
            }
        }

        // A US town that is in no list of cities lies in the middle of its postal areas.
        for ((state, city), points) in in_us {
            let known = places.cities.entry(("US".to_string(), city)).or_default();
            if known.iter().any(|(region, _)| *region == state) {
                continue;
            }
            if let Some(middle) = middle_of(&points) {
                known.push((state, middle));
            }
        }

        let table = Table::read(countries, &["iso2", "name"]);
        problems.extend(table.problems.iter().cloned());
        for row in table.rows() {
            let code = row.cell("iso2").to_uppercase();
            if code.len() != 2 {
                problems.push(format!("line {}: `{code}` is no code of a country", row.line));
                continue;
            }
            for name in [row.cell("iso2"), row.cell("iso3"), row.cell("name")] {
                places.countries.insert(place_key(name), code.clone());
            }
            let zones = row.cell("time_zones").split(';').map(|zone| zone.trim().to_string());
            places.country_zones.insert(code, zones.filter(|zone| !zone.is_empty()).collect());
        }
        for (name, code) in OTHER_COUNTRY_NAMES {
            places.countries.entry(name.to_string()).or_insert_with(|| code.to_string());
        }
        places.infos.push(table.info("places/countries", places.country_zones.len()));
        (places, problems)
    }

    fn zone(&mut self, name: &str, known: &mut HashMap<String, usize>) -> usize {
        if let Some(place) = known.get(name) {
            return *place;
        }
        self.zones.push(name.to_string());
        known.insert(name.to_string(), self.zones.len() - 1);
        self.zones.len() - 1
    }

    /// Date, source and size of each data set.
    pub fn infos(&self) -> &[ListInfo] {
        &self.infos
    }

    /// The two letters of a country: `US` for `us`, `USA`, `United States of America`.
    pub fn country_code(&self, country: &str) -> Option<&str> {
        self.countries.get(&place_key(country)).map(String::as_str)
    }

    /// The two letters of a US state.
    pub fn us_state_code(&self, region: &str) -> Option<&str> {
        self.states.code(region)
    }

    /// The time zones that a country uses, by IANA name; empty when the country is unknown.
    pub fn country_time_zones(&self, country: &str) -> &[String] {
        self.country_code(country).and_then(|code| self.country_zones.get(code)).map_or(&[], Vec::as_slice)
    }

    /// The point of a place: by US postcode, else by city. Nothing where it is unknown or could be several places.
    pub fn locate(&self, place: Place<'_>) -> Option<Located<'_>> {
        let state = self.states.code(place.region);
        let country = match self.country_code(place.country) {
            Some(code) => code,
            None if place.country.trim().is_empty() && state.is_some() => "US",
            None => return None,
        };
        if country == "US"
            && let Some(point) =
                us_postcode(place.postcode).and_then(|postcode| self.postcodes.get(&postcode))
        {
            return Some(self.located(point, Precision::Postcode));
        }
        let key = (country.to_string(), place_key(place.city));
        let candidates = self.cities.get(&key)?;
        if country == "US" && !place.region.trim().is_empty() {
            let state = state?;
            let mut best: Option<&Point> = None;
            for (region, point) in candidates {
                if region == state && best.is_none_or(|known| known.population < point.population) {
                    best = Some(point);
                }
            }
            return best.map(|point| self.located(point, Precision::City));
        }
        self.clearly_largest(candidates).map(|point| self.located(point, Precision::City))
    }

    /// The only city of a name, or the one with five times the people of any other of that name.
    fn clearly_largest<'a>(&self, candidates: &'a [(String, Point)]) -> Option<&'a Point> {
        let (_, largest) = candidates.iter().max_by_key(|(_, point)| point.population)?;
        let mut others = candidates.len().saturating_sub(1);
        for (_, point) in candidates {
            let near = distance(point, largest) < 30.0;
            let small = point.population.saturating_mul(5) <= largest.population;
            if !std::ptr::eq(point, largest) && (near || small) {
                others -= 1;
            }
        }
        (others == 0).then_some(largest)
    }

    fn located(&self, point: &Point, precision: Precision) -> Located<'_> {
        Located {
            latitude: point.latitude,
            longitude: point.longitude,
            time_zone: self.zones.get(point.zone).map_or("", String::as_str),
            precision,
        }
    }

    /// The time zones that the clock of a place may follow: one where the place is known, else all of its US state or country. Empty
    /// where nothing is known.
    pub fn time_zones(&self, place: Place<'_>) -> Vec<&str> {
        if let Some(located) = self.locate(place)
            && !located.time_zone.is_empty()
        {
            return vec![located.time_zone];
        }
        let state = self.states.code(place.region);
        let country = match self.country_code(place.country) {
            Some(code) => code,
            None if place.country.trim().is_empty() && state.is_some() => "US",
            None => return Vec::new(),
        };
        if country == "US"
            && let Some(area) = state.and_then(|state| self.state_areas.get(state))
        {
            return area.zones.iter().filter_map(|zone| self.zones.get(*zone)).map(String::as_str).collect();
        }
        self.country_time_zones(country).iter().map(String::as_str).collect()
    }

    /// The part of the earth that a place is certainly in: a point with a radius for a postcode or city, the whole US state where only
    /// that is known. Nothing where less is known.
    pub fn area(&self, place: Place<'_>) -> Option<Area> {
        if let Some(located) = self.locate(place) {
            let radius_km = match located.precision {
                Precision::Postcode => 15.0,
                Precision::City => 25.0,
            };
            return Some(Area { latitude: located.latitude, longitude: located.longitude, radius_km });
        }
        let country = self.country_code(place.country);
        if country.is_some_and(|code| code != "US") || (country.is_none() && !place.country.trim().is_empty())
        {
            return None;
        }
        self.state_areas.get(self.states.code(place.region)?).map(|state| state.area)
    }

    /// The least and the greatest distance that two places can have, in kilometres, by their areas; nothing where either is unknown.
    pub fn distance_between_areas_km(&self, one: Place<'_>, other: Place<'_>) -> Option<(f64, f64)> {
        let (one, other) = (self.area(one)?, self.area(other)?);
        let middle = kilometres(one.latitude, one.longitude, other.latitude, other.longitude);
        let both = one.radius_km + other.radius_km;
        Some(((middle - both).max(0.0), middle + both))
    }

    /// The distance of two places in kilometres; nothing where either is unknown.
    pub fn distance_km(&self, one: Place<'_>, other: Place<'_>) -> Option<f64> {
        let one = self.locate(one)?;
        let other = self.locate(other)?;
        Some(kilometres(one.latitude, one.longitude, other.latitude, other.longitude))
    }
}

/// Names of countries that forms use and the data set does not have, as `place_key` writes them.
const OTHER_COUNTRY_NAMES: [(&str, &str); 14] = [
    ("united states of america", "US"),
    ("u s", "US"),
    ("u s a", "US"),
    ("america", "US"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("korea", "KR"),
    ("republic of korea", "KR"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("holland", "NL"),
    ("viet nam", "VN"),
];

/// The distance of two points on earth, in kilometres, along a sphere.
pub fn kilometres(latitude: f64, longitude: f64, other_latitude: f64, other_longitude: f64) -> f64 {
    let (one, two) = (latitude.to_radians(), other_latitude.to_radians());
    let north = (two - one) / 2.0;
    let east = (other_longitude - longitude).to_radians() / 2.0;
    let part = north.sin().powi(2) + one.cos() * two.cos() * east.sin().powi(2);
    2.0 * 6371.0088 * part.clamp(0.0, 1.0).sqrt().asin()
}

fn distance(one: &Point, other: &Point) -> f64 {
    kilometres(one.latitude, one.longitude, other.latitude, other.longitude)
}

fn middle_of(points: &[Point]) -> Option<Point> {
    let first = points.first()?;
    let count = points.len() as f64;
    let latitude = points.iter().map(|point| point.latitude).sum::<f64>() / count;
    let longitude = points.iter().map(|point| point.longitude).sum::<f64>() / count;
    Some(Point { latitude, longitude, zone: first.zone, population: 0 })
}

/// The circle around all points, and the zones that more than one in a hundred of them have: a few along a border have the zone of the
/// nearest city beyond it.
fn state_of(points: &[Point]) -> Option<State> {
    let middle = middle_of(points)?;
    let mut radius_km: f64 = 0.0;
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for point in points {
        radius_km = radius_km.max(distance(point, &middle));
        *counts.entry(point.zone).or_default() += 1;
    }
    let mut zones: Vec<(usize, usize)> =
        counts.into_iter().filter(|(_, count)| count * 100 > points.len()).collect();
    zones.sort_by_key(|(zone, count)| (std::cmp::Reverse(*count), *zone));
    let area = Area { latitude: middle.latitude, longitude: middle.longitude, radius_km };
    Some(State { area, zones: zones.into_iter().map(|(zone, _)| zone).collect() })
}

fn point_of(latitude: &str, longitude: &str) -> Option<(f64, f64)> {
    let latitude: f64 = latitude.parse().ok()?;
    let longitude: f64 = longitude.parse().ok()?;
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

/// Five digits of `58102`, `58102-1234`, or `8102` that lost its zero in a spreadsheet.
fn us_postcode(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split(['-', ' ']).next().unwrap_or("");
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        5 if digits => Some(text.to_string()),
        3 | 4 if digits => Some(format!("{text:0>5}")),
        9 if digits => text.get(..5).map(str::to_string),
        _ => None,
    }
}

/// A name without marks, case and the usual short forms: `St. Louis`, `Saint Louis` and `SAINT-LOUIS` are one.
fn place_key(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.nfkd() {
        match letter {
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            'đ' | 'Đ' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'ı' => plain.push('i'),
            '\'' | '’' | '‘' | '.' => {}
            _ if unicode_normalization::char::is_combining_mark(letter) => {}
            _ if letter.is_alphanumeric() => plain.extend(letter.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let mut words = Vec::new();
    for word in plain.split_whitespace() {
        words.push(match word {
            "saint" | "sankt" | "sainte" => "st",
            "fort" => "ft",
            "mount" => "mt",
            other => other,
        });
    }
    if words.len() > 1 && words.last() == Some(&"city") {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests;
