//! Databases in the MMDB format: MaxMind's nested schema and the flat one of `@ip-location-db`.
//!
//! In: the bytes of a file. Out: what it says about one address. A record that cannot be read says nothing.

use super::ranges::unmapped;
use serde_json::Value;
use std::net::IpAddr;

/// One database.
pub(super) struct Database {
    reader: maxminddb::Reader<Vec<u8>>,
    /// What the file says it is, and when it was built, in seconds since 1970.
    pub(super) kind: String,
    pub(super) built: u64,
}

/// What one database says about one address.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Record {
    pub(super) asn: Option<u32>,
    pub(super) as_org: Option<String>,
    pub(super) country: Option<String>,
    pub(super) region: Option<String>,
    pub(super) city: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    pub(super) time_zone: Option<String>,
}

impl Database {
    /// Opens a database, or says why not.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Database, String> {
        let reader = maxminddb::Reader::from_source(bytes).map_err(|error| error.to_string())?;
        let kind = reader.metadata().database_type.clone();
        let built = reader.metadata().build_epoch;
        Ok(Database { reader, kind, built })
    }

    /// The record of an address; empty where there is none.
    pub(super) fn record(&self, ip: IpAddr) -> Record {
        let Ok(found) = self.reader.lookup(unmapped(ip)) else {
            return Record::default();
        };
        match found.decode::<Value>() {
            Ok(Some(value)) => read_record(&value),
            _ => Record::default(),
        }
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_string())
}

/// A number, or a number written as text, as some flat databases do.
fn number(value: Option<&Value>) -> Option<f64> {
    let value = value?;
    let number = match value.as_f64() {
        Some(number) => number,
        None => value.as_str()?.trim().parse().ok()?,
    };
    number.is_finite().then_some(number)
}

fn as_number(value: Option<&Value>) -> Option<u32> {
    let value = value?;
    if let Some(number) = value.as_u64() {
        return u32::try_from(number).ok();
    }
    value.as_str()?.trim_start_matches("AS").parse().ok()
}

/// The English name of a place in MaxMind's schema, or any when there is no English one.
fn name_of(place: Option<&Value>) -> Option<String> {
    let names = place?.get("names")?;
    text(names.get("en")).or_else(|| text(names.as_object()?.values().next()))
}

fn first_of<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().find_map(|key| value.get(key))
}

/// Reads either schema: where a nested field is missing, the flat one is tried.
fn read_record(value: &Value) -> Record {
    let location = value.get("location");
    let country = value
        .get("country")
        .and_then(|country| text(country.get("iso_code")).or_else(|| text(Some(country))))
        .or_else(|| text(value.get("country_code")));
    let region = value
        .get("subdivisions")
        .and_then(|places| places.get(0))
        .and_then(|place| text(place.get("iso_code")).or_else(|| name_of(Some(place))))
        .or_else(|| text(first_of(value, &["state1", "region", "state", "subdivision"])));
    let city = name_of(value.get("city")).or_else(|| text(value.get("city")));
    let from_location = |key: &str| location.and_then(|location| location.get(key));
    Record {
        asn: as_number(first_of(value, &["autonomous_system_number", "asn", "as_number"])),
        as_org: text(first_of(
            value,
            &["autonomous_system_organization", "as_organization", "as_org", "organization", "as_name"],
        )),
        country: country.map(|country| country.to_uppercase()).filter(|country| country.len() == 2),
        region,
        city,
        latitude: number(from_location("latitude").or_else(|| first_of(value, &["latitude", "lat"])))
            .filter(|degrees| degrees.abs() <= 90.0),
        longitude: number(
            from_location("longitude").or_else(|| first_of(value, &["longitude", "lon", "lng"])),
        )
        .filter(|degrees| degrees.abs() <= 180.0),
        time_zone: text(from_location("time_zone").or_else(|| first_of(value, &["time_zone", "timezone"]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_nested_schema_is_read() {
        let record = read_record(&json!({
            "city": {"names": {"de": "Wien", "en": "Vienna"}},
            "country": {"iso_code": "AT", "names": {"en": "Austria"}},
            "location": {"latitude": 48.2, "longitude": 16.37, "time_zone": "Europe/Vienna"},
            "subdivisions": [{"iso_code": "9", "names": {"en": "Vienna"}}],
            "autonomous_system_number": 64500, "autonomous_system_organization": "Example"
        }));
        assert_eq!(record.city.as_deref(), Some("Vienna"));
        assert_eq!(record.country.as_deref(), Some("AT"));
        assert_eq!(record.region.as_deref(), Some("9"));
        assert_eq!(record.time_zone.as_deref(), Some("Europe/Vienna"));
        assert_eq!(record.asn, Some(64500));
        assert_eq!(record.latitude, Some(48.2));
    }

    #[test]
    fn the_flat_schema_is_read_even_with_numbers_as_text() {
        let record = read_record(&json!({
            "city": "Vienna", "country_code": "at", "state1": "Vienna", "latitude": "48.2", "longitude": 16.37,
            "timezone": "Europe/Vienna", "autonomous_system_number": "64500"
        }));
        assert_eq!(record.city.as_deref(), Some("Vienna"));
        assert_eq!(record.country.as_deref(), Some("AT"));
        assert_eq!(record.latitude, Some(48.2));
        assert_eq!(record.asn, Some(64500));
    }

    #[test]
    fn nonsense_says_nothing() {
        assert_eq!(
            read_record(&json!({"latitude": 900, "country_code": "Austria", "city": 7, "asn": -1})),
            Record::default()
        );
        assert_eq!(read_record(&json!([1, 2])), Record::default());
        assert!(Database::open(vec![0; 100]).is_err());
        assert!(Database::open(Vec::new()).is_err());
    }
}
