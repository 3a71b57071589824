//! What fields mean, by the names that files give them.
//!
//! In: names of columns. Out: the kinds of those that can be compared, and which columns hold the id and the truth.
//! Columns that are not known are not looked at.

use measures::linkage::Kind;

/// Words that a column's name may hold, the more telling first.
const KNOWN: &[(&str, Kind)] = &[
    ("first_name", Kind::GivenName),
    ("given_name", Kind::GivenName),
    ("forename", Kind::GivenName),
    ("primary_name_first", Kind::GivenName),
    ("surname", Kind::FamilyName),
    ("last_name", Kind::FamilyName),
    ("family_name", Kind::FamilyName),
    ("primary_name_last", Kind::FamilyName),
    ("full_name", Kind::FullName),
    ("primary_name_full", Kind::FullName),
    ("date_of_birth", Kind::Date),
    ("dob", Kind::Date),
    ("email", Kind::Mail),
    ("mail", Kind::Mail),
    ("phone_number", Kind::Phone),
    ("phone", Kind::Phone),
    ("mobile", Kind::Phone),
    ("postcode_fake", Kind::Postcode),
    ("postcode", Kind::Postcode),
    ("postal_code", Kind::Postcode),
    ("addr_postal_code", Kind::Postcode),
    ("zip", Kind::Postcode),
    ("street_number", Kind::Number),
    ("address_1", Kind::Street),
    ("address", Kind::Street),
    ("street", Kind::Street),
    ("addr_line1", Kind::Street),
    ("addr_full", Kind::Street),
    ("address_2", Kind::Text),
    ("suburb", Kind::Place),
    ("city", Kind::Place),
    ("addr_city", Kind::Place),
    ("town", Kind::Place),
    ("birth_place", Kind::Place),
    ("state", Kind::Place),
    ("addr_state", Kind::Place),
    ("soc_sec_id", Kind::Identifier),
    ("ssn_number", Kind::Identifier),
    ("ssn", Kind::Identifier),
    ("passport_number", Kind::Identifier),
    ("drivers_license_number", Kind::Identifier),
    ("national_id_number", Kind::Identifier),
    ("occupation", Kind::Text),
    ("employer", Kind::Text),
];

pub fn kind_called(word: &str) -> Option<Kind> {
    Some(match word {
        "given" => Kind::GivenName,
        "family" => Kind::FamilyName,
        "name" => Kind::FullName,
        "date" => Kind::Date,
        "mail" => Kind::Mail,
        "phone" => Kind::Phone,
        "postcode" => Kind::Postcode,
        "place" => Kind::Place,
        "street" => Kind::Street,
        "number" => Kind::Number,
        "identifier" => Kind::Identifier,
        "text" => Kind::Text,
        _ => return None,
    })
}

/// The columns that are compared: those said, or else those that are known.
pub fn chosen(header: &[String], said: &[(String, Kind)]) -> Vec<(String, Kind)> {
    if !said.is_empty() {
        return said.to_vec();
    }
    let known = |name: &String| {
        let plain = name.trim().to_lowercase();
        KNOWN.iter().find(|(known, _)| *known == plain).map(|(_, kind)| (name.clone(), *kind))
    };
    header.iter().filter_map(known).collect()
}

pub fn id_column(header: &[String]) -> Option<usize> {
    let is_id =
        |name: &String| matches!(name.to_lowercase().as_str(), "unique_id" | "rec_id" | "record_id" | "id");
    header.iter().position(is_id)
}

pub fn truth_column(header: &[String]) -> Option<usize> {
    header.iter().position(|name| name.eq_ignore_ascii_case("cluster"))
}

/// Febrl writes the truth into the id: `rec-223-org`, `rec-223-dup-0`.
pub fn truth_in_id(id: &str) -> Option<String> {
    let mut parts = id.split('-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("rec"), Some(number), Some("org" | "dup")) => Some(number.to_owned()),
        _ => None,
    }
}
