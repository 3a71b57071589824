//! The words of address lines in one short form each.
//!
//! In: words in small letters. Out: their short form, or what kind of word they are.
//! USPS Publication 28 (postal addressing standards), appendix B for states, C1 for street suffixes, C2 for unit
//! designators; typed anew, shortened to what occurs. One word may mean several things (`st` is a street and a saint,
//! `dr` a drive and a doctor); both become one form, which is all that equality needs.

/// The short form of a word in a street or town name.
pub(super) fn street_word(word: &str) -> String {
    for (short, long_forms) in STREET_WORDS {
        if long_forms.split(' ').any(|form| form == word) {
            return (*short).to_owned();
        }
    }
    if let Some(number) = NUMBER_WORDS.iter().position(|form| *form == word) {
        return with_ending(number + 1);
    }
    // `hauptstr` is `hauptstrasse`.
    match word.strip_suffix("str") {
        Some(stem) if stem.chars().count() > 3 => format!("{stem}strasse"),
        _ => word.to_owned(),
    }
}

/// What a word says about the number behind it: `Some("")` for flats and suites, which are called by many names for
/// one thing; `Some(kind)` where the kind matters; `None` for other words.
pub(super) fn unit_kind(word: &str) -> Option<&'static str> {
    Some(match word {
        "#" | "apt" | "apartment" | "appt" | "unit" | "ste" | "suite" | "flat" | "rm" | "room" | "spc"
        | "space" | "trlr" | "trailer" | "lot" | "slip" | "stop" | "office" | "ofc" | "condo" => "",
        "fl" | "flr" | "floor" | "level" => "fl",
        "bldg" | "bld" | "building" | "tower" => "bldg",
        "ph" | "penthouse" => "ph",
        "pmb" => "pmb",
        "dept" | "department" => "dept",
        _ => return None,
    })
}

/// `suite100` as two words; any other word as it is.
pub(super) fn split_glued_unit(word: &str) -> Vec<String> {
    let letters = word.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = word.get(letters.len()..).unwrap_or("");
    if digits.is_empty() || letters.len() < 3 || unit_kind(letters).is_none() {
        return vec![word.to_owned()];
    }
    vec![letters.to_owned(), digits.to_owned()]
}

/// Whether a word can be the name of a unit: it has a digit, is one or two letters, or is a number word.
pub(super) fn is_unit_value(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        || (word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_street_type(word))
        || NUMBER_WORDS.contains(&word)
}

/// The number of an ordinal: `2nd` and `second` give `2`, `5` gives `5`.
pub(super) fn ordinal(word: &str) -> Option<String> {
    if let Some(number) = NUMBER_WORDS.iter().position(|form| *form == word) {
        return Some((number + 1).to_string());
    }
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let ending = word.get(digits.len()..).unwrap_or("");
    let is_ordinal = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(ending, "" | "st" | "nd" | "rd" | "th");
    is_ordinal.then(|| digits.to_owned())
}

/// Whether a number behind this word names the road, as in `highway 61`.
pub(super) fn is_numbered_road(word: &str) -> bool {
    matches!(
        word,
        "highway"
            | "hwy"
            | "hgwy"
            | "route"
            | "rte"
            | "rt"
            | "road"
            | "rd"
            | "interstate"
            | "us"
            | "state"
            | "sr"
            | "cr"
            | "fm"
            | "calle"
            | "carrera"
            | "avenue"
            | "ave"
            | "avenida"
    )
}

/// Whether the words between house number and last number are a road that is named by that number.
pub(super) fn names_a_numbered_road(street: &[String]) -> bool {
    match street {
        // A type of street alone needs the number to be a name.
        [only] => is_numbered_road(only) || street_word(only) != *only || is_street_type(only),
        [.., owner, last] => {
            let is_road = matches!(last.as_str(), "road" | "rd");
            let of_county =
                matches!(owner.as_str(), "county" | "co" | "state" | "ranch" | "township" | "twp" | "forest");
            let is_avenue = matches!(last.as_str(), "avenue" | "ave" | "avenida");
            if is_road { of_county } else { is_numbered_road(last) && !is_avenue }
        }
        [] => true,
    }
}

/// The number of a cardinal written out: `one` gives `1`.
pub(super) fn cardinal(word: &str) -> Option<String> {
    let place = CARDINALS.iter().position(|form| *form == word)?;
    Some((place + 1).to_string())
}

/// A post office box at the front of a line: its number, and the words behind it.
pub(super) fn post_box<'a, 'b>(words: &'b [&'a str]) -> Option<(&'a str, &'b [&'a str])> {
    let rest = match words {
        ["po" | "pobox" | "pob" | "bx", "box" | "bx", rest @ ..] => rest,
        ["p", "o", "box" | "bx", rest @ ..] => rest,
        ["post", "office", "box", rest @ ..] => rest,
        ["pobox" | "pob" | "box" | "bx" | "lockbox" | "postfach", rest @ ..] => rest,
        _ => return None,
    };
    let rest = match rest {
        ["#" | "no" | "number", rest @ ..] => rest,
        rest => rest,
    };
    match rest {
        [number, rest @ ..] if number.bytes().any(|byte| byte.is_ascii_digit()) => Some((*number, rest)),
        _ => None,
    }
}

/// The two-letter code of a US state, Canadian province or Australian state; other regions as they are.
pub(super) fn region_key(region: &str) -> String {
    for (code, name) in REGIONS {
        if region == *name {
            return (*code).to_owned();
        }
    }
    region.to_owned()
}

/// Two letters for the countries that are often written in several ways; others as they are.
pub(super) fn country_key(country: &str) -> String {
    let letters: String = country.chars().filter(|character| character.is_alphanumeric()).collect();
    let key = match letters.as_str() {
        "usa" | "unitedstates" | "unitedstatesofamerica" | "america" => "us",
        "uk" | "gbr" | "unitedkingdom" | "greatbritain" | "england" | "scotland" | "wales"
        | "northernireland" => "gb",
        "can" | "canada" => "ca",
        "aus" | "australia" => "au",
        "deu" | "germany" | "deutschland" => "de",
        "fra" | "france" => "fr",
        "esp" | "spain" | "espana" => "es",
        "ita" | "italy" | "italia" => "it",
        "nld" | "netherlands" | "thenetherlands" | "nederland" => "nl",
        "pol" | "poland" | "polska" => "pl",
        "ind" | "india" => "in",
        "mex" | "mexico" => "mx",
        "bra" | "brazil" | "brasil" => "br",
        "irl" | "ireland" => "ie",
        other => other,
    };
    key.to_owned()
}

fn is_street_type(word: &str) -> bool {
    STREET_WORDS.iter().any(|(short, _)| *short == word)
}

fn with_ending(number: usize) -> String {
    let ending = match number % 10 {
        1 if number != 11 => "st",
        2 if number != 12 => "nd",
        3 if number != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

const NUMBER_WORDS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

const CARDINALS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Short form, and the longer or odder forms of it.
const STREET_WORDS: &[(&str, &str)] = &[
    ("aly", "alley allee ally"),
    ("ave", "avenue av aven avenu avn avnue avenida avda"),
    ("byu", "bayou"),
    ("bch", "beach"),
    ("bnd", "bend"),
    ("blf", "bluff bluf"),
    ("blvd", "boulevard boul boulv bvd blv"),
    ("br", "branch"),
    ("brg", "bridge"),
    ("brk", "brook"),
    ("byp", "bypass"),
    ("cyn", "canyon"),
    ("cswy", "causeway"),
    ("ctr", "center centre cent cntr"),
    ("cir", "circle circ crcl"),
    ("clb", "club"),
    ("cor", "corner"),
    ("ct", "court crt"),
    ("cv", "cove"),
    ("crk", "creek"),
    ("cres", "crescent crsnt"),
    ("xing", "crossing crssng"),
    ("dl", "dale"),
    ("dr", "drive drv driv doctor"),
    ("est", "estate"),
    ("expy", "expressway expw express"),
    ("ext", "extension"),
    ("fld", "field"),
    ("flds", "fields"),
    ("frst", "forest"),
    ("frk", "fork"),
    ("ft", "fort"),
    ("fwy", "freeway frwy"),
    ("gdns", "gardens"),
    ("gdn", "garden"),
    ("gtwy", "gateway"),
    ("gln", "glen"),
    ("grn", "green"),
    ("grv", "grove"),
    ("hbr", "harbor harbour"),
    ("hvn", "haven"),
    ("hts", "heights"),
    ("hwy", "highway hiway hgwy hway"),
    ("hl", "hill"),
    ("hls", "hills"),
    ("holw", "hollow"),
    ("is", "island"),
    ("jct", "junction"),
    ("knl", "knoll"),
    ("lk", "lake"),
    ("lndg", "landing"),
    ("ln", "lane"),
    ("mnr", "manor"),
    ("mdws", "meadows"),
    ("mdw", "meadow"),
    ("ml", "mill"),
    ("mt", "mount mnt"),
    ("mtn", "mountain"),
    ("orch", "orchard"),
    ("pk", "park prk"),
    ("pkwy", "parkway parkwy pkway pkwys"),
    ("psge", "passage"),
    ("pne", "pine"),
    ("pnes", "pines"),
    ("pl", "place"),
    ("pln", "plain"),
    ("plns", "plains"),
    ("plz", "plaza plza"),
    ("pt", "point"),
    ("prt", "port"),
    ("rnch", "ranch"),
    ("rdg", "ridge rdge"),
    ("riv", "river rvr"),
    ("rd", "road"),
    ("rte", "route rt"),
    ("shr", "shore"),
    ("spg", "spring"),
    ("spgs", "springs"),
    ("sq", "square sqr"),
    ("sta", "station"),
    ("st", "street str strt saint"),
    ("smt", "summit"),
    ("ter", "terrace terr"),
    ("trce", "trace"),
    ("trl", "trail"),
    ("tpke", "turnpike trnpk"),
    ("vly", "valley"),
    ("vw", "view"),
    ("vlg", "village"),
    ("vis", "vista"),
    ("wls", "wells"),
    ("n", "north no nth"),
    ("s", "south so sth"),
    ("e", "east"),
    ("w", "west"),
    ("ne", "northeast"),
    ("nw", "northwest"),
    ("se", "southeast"),
    ("sw", "southwest"),
    ("and", "&"),
];

const REGIONS: &[(&str, &str)] = &[
    ("al", "alabama"),
    ("ak", "alaska"),
    ("az", "arizona"),
    ("ar", "arkansas"),
    ("ca", "california"),
    ("co", "colorado"),
    ("ct", "connecticut"),
    ("de", "delaware"),
    ("dc", "district of columbia"),
    ("fl", "florida"),
    ("ga", "georgia"),
    ("hi", "hawaii"),
    ("id", "idaho"),
    ("il", "illinois"),
    ("in", "indiana"),
    ("ia", "iowa"),
    ("ks", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("me", "maine"),
    ("md", "maryland"),
    ("ma", "massachusetts"),
    ("mi", "michigan"),
    ("mn", "minnesota"),
    ("ms", "mississippi"),
    ("mo", "missouri"),
    ("mt", "montana"),
    ("ne", "nebraska"),
    ("nv", "nevada"),
    ("nh", "new hampshire"),
    ("nj", "new jersey"),
    ("nm", "new mexico"),
    ("ny", "new york"),
    ("nc", "north carolina"),
    ("nd", "north dakota"),
    ("oh", "ohio"),
    ("ok", "oklahoma"),
    ("or", "oregon"),
    ("pa", "pennsylvania"),
    ("pr", "puerto rico"),
    ("ri", "rhode island"),
    ("sc", "south carolina"),
    ("sd", "south dakota"),
    ("tn", "tennessee"),
    ("tx", "texas"),
    ("ut", "utah"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wa", "washington"),
    ("wv", "west virginia"),
    ("wi", "wisconsin"),
    ("wy", "wyoming"),
    ("ab", "alberta"),
    ("bc", "british columbia"),
    ("mb", "manitoba"),
    ("nb", "new brunswick"),
    ("ns", "nova scotia"),
    ("on", "ontario"),
    ("qc", "quebec"),
    ("sk", "saskatchewan"),
    ("nsw", "new south wales"),
    ("qld", "queensland"),
    ("vic", "victoria"),
    ("tas", "tasmania"),
];
