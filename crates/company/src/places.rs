//! Towns people can live in. Real places of public record, so that distances and hours make sense;
//! the streets are invented.

/// A town with one postcode, its clock and its middle.
pub(crate) struct Town {
    pub(crate) city: &'static str,
    pub(crate) region: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) country: &'static str,
    pub(crate) country_name: &'static str,
    pub(crate) zone: &'static str,
    pub(crate) area_code: &'static str,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

const fn us(
    city: &'static str,
    region: &'static str,
    postcode: &'static str,
    zone: &'static str,
    area_code: &'static str,
    latitude: f64,
    longitude: f64,
) -> Town {
    Town {
        city,
        region,
        postcode,
        country: "US",
        country_name: "United States",
        zone,
        area_code,
        latitude,
        longitude,
    }
}

pub(crate) const HOME_TOWNS: &[Town] = &[
    us("Boise", "ID", "83702", "America/Boise", "208", 43.62, -116.20),
    us("Tulsa", "OK", "74103", "America/Chicago", "918", 36.15, -95.99),
    us("Knoxville", "TN", "37902", "America/New_York", "865", 35.96, -83.92),
    us("Madison", "WI", "53703", "America/Chicago", "608", 43.08, -89.38),
    us("Lexington", "KY", "40507", "America/New_York", "859", 38.05, -84.50),
    us("Duluth", "MN", "55802", "America/Chicago", "218", 46.79, -92.09),
    us("Savannah", "GA", "31401", "America/New_York", "912", 32.08, -81.09),
    us("Santa Fe", "NM", "87501", "America/Denver", "505", 35.69, -105.94),
    us("Eugene", "OR", "97401", "America/Los_Angeles", "541", 44.05, -123.09),
    us("Burlington", "VT", "05401", "America/New_York", "802", 44.48, -73.21),
    us("Wichita", "KS", "67202", "America/Chicago", "316", 37.69, -97.34),
    us("Lincoln", "NE", "68508", "America/Chicago", "402", 40.81, -96.70),
    us("Reno", "NV", "89501", "America/Los_Angeles", "775", 39.53, -119.81),
    us("Toledo", "OH", "43604", "America/New_York", "419", 41.65, -83.54),
    us("Rochester", "NY", "14604", "America/New_York", "585", 43.16, -77.61),
    us("Fort Collins", "CO", "80524", "America/Denver", "970", 40.59, -105.07),
    us("Macon", "GA", "31201", "America/New_York", "478", 32.84, -83.63),
    us("Bozeman", "MT", "59715", "America/Denver", "406", 45.68, -111.04),
    us("Fresno", "CA", "93721", "America/Los_Angeles", "559", 36.74, -119.79),
    us("Worcester", "MA", "01608", "America/New_York", "508", 42.26, -71.80),
    us("Galveston", "TX", "77550", "America/Chicago", "409", 29.30, -94.80),
    us("Sioux Falls", "SD", "57104", "America/Chicago", "605", 43.55, -96.73),
];

/// Places people travel to or work from abroad.
pub(crate) const PORTO: Town = Town {
    city: "Porto",
    region: "Porto",
    postcode: "4000-322",
    country: "PT",
    country_name: "Portugal",
    zone: "Europe/Lisbon",
    area_code: "",
    latitude: 41.15,
    longitude: -8.61,
};
pub(crate) const CHENGDU: Town = Town {
    city: "Chengdu",
    region: "Sichuan",
    postcode: "610000",
    country: "CN",
    country_name: "China",
    zone: "Asia/Shanghai",
    area_code: "",
    latitude: 30.66,
    longitude: 104.06,
};
pub(crate) const LONDON: Town = Town {
    city: "London",
    region: "England",
    postcode: "EC2A 4NE",
    country: "GB",
    country_name: "United Kingdom",
    zone: "Europe/London",
    area_code: "",
    latitude: 51.52,
    longitude: -0.08,
};
pub(crate) const DANDONG: Town = Town {
    city: "Dandong",
    region: "Liaoning",
    postcode: "118000",
    country: "CN",
    country_name: "China",
    zone: "Asia/Shanghai",
    area_code: "",
    latitude: 40.12,
    longitude: 124.39,
};
pub(crate) const LISBON: Town = Town {
    city: "Lisbon",
    region: "Lisboa",
    postcode: "1100-148",
    country: "PT",
    country_name: "Portugal",
    zone: "Europe/Lisbon",
    area_code: "",
    latitude: 38.72,
    longitude: -9.14,
};
pub(crate) const MEXICO_CITY: Town = Town {
    city: "Mexico City",
    region: "Ciudad de Mexico",
    postcode: "06000",
    country: "MX",
    country_name: "Mexico",
    zone: "America/Mexico_City",
    area_code: "",
    latitude: 19.43,
    longitude: -99.13,
};
pub(crate) const TORONTO: Town = Town {
    city: "Toronto",
    region: "Ontario",
    postcode: "M5H 2N2",
    country: "CA",
    country_name: "Canada",
    zone: "America/Toronto",
    area_code: "",
    latitude: 43.65,
    longitude: -79.38,
};

pub(crate) const STREETS: &[&str] = &[
    "Cinder Path",
    "Ferncastle Road",
    "Old Orchard Lane",
    "Plover Street",
    "Harrow Gate",
    "Quarry Bend",
    "Lantern Street",
    "Willowbrook Drive",
    "Copperfield Court",
    "Fiddler Lane",
    "Marigold Avenue",
    "Tamarack Road",
    "Hollow Oak Drive",
    "Windmill Street",
    "Bluestem Way",
    "Sycamore Terrace",
    "Pepperidge Lane",
    "Granary Road",
    "Juniper Hill",
    "Saddleback Drive",
    "Thimble Street",
    "Wharfside Avenue",
    "Bramble Court",
    "Elderberry Lane",
    "Foxtail Road",
    "Meadowlark Street",
    "Stonecrop Drive",
    "Cobbler Alley",
    "Heron Point Road",
    "Chandler Street",
    "Mulberry Row",
    "Peregrine Way",
    "Kiln Street",
    "Aspen Ridge Road",
    "Barley Mow Lane",
    "Drover Street",
    "Lighthouse Road",
    "Cartwright Avenue",
    "Nettle Bank",
    "Otter Creek Road",
];

/// Area codes whose 555-01xx numbers are given out when a town's own have run out.
pub(crate) const MORE_AREA_CODES: &[&str] = &[
    "212", "213", "214", "215", "217", "219", "225", "228", "229", "231", "240", "251", "252", "254", "256",
    "260", "262", "267", "269", "270", "281", "301", "302", "304", "305", "307", "308", "309", "310", "312",
    "313", "314", "315", "318", "319", "320", "321", "323", "325", "330", "334", "336", "337", "352", "360",
    "361",
];
