//! What do the fields of a record mean?
//!
//! In: the names of the caller's fields, each with its kind. Out: slots, the places of a record that are compared,
//! and the comparisons over them. What a field is for is the caller's business; nothing here is a person.

use super::comparisons::Measure;

/// How a field is read and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Names that come before the family name; familiar forms and the other place are understood.
    GivenName,
    FamilyName,
    /// A whole name. Where the record states no given or family name, they are taken from its ends.
    FullName,
    /// A day; ISO, eight digits, or the ways in which people write days.
    Date,
    Mail,
    Phone,
    Postcode,
    /// A town, a region, a country.
    Place,
    /// A street, with or without the number.
    Street,
    /// A number or code that is short: a house number.
    Number,
    /// A number or code that is given to one holder.
    Identifier,
    /// Anything else; words.
    Text,
}

/// One field of the caller's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// For explanations only.
    pub name: String,
    pub kind: Kind,
}

/// The fields of the records, in the order in which values are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    pub fields: Vec<Field>,
}

/// More comparisons do not fit a pattern code.
pub const COMPARISONS_MAX: usize = 20;

/// What is wrong with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaError {
    Empty,
    /// More than [`COMPARISONS_MAX`] comparisons.
    TooManyFields,
    /// A kind of name that stands there twice.
    TwoNames,
}

impl std::fmt::Display for SchemaError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            SchemaError::Empty => "no field is given",
            SchemaError::TooManyFields => "more than 20 comparisons",
            SchemaError::TwoNames => "a kind of name is given twice",
        })
    }
}

impl std::error::Error for SchemaError {}

impl Schema {
    /// A schema of pairs of name and kind.
    pub fn of(fields: &[(&str, Kind)]) -> Schema {
        let field = |(name, kind): &(&str, Kind)| Field { name: (*name).to_owned(), kind: *kind };
        Schema { fields: fields.iter().map(field).collect() }
    }

    pub(super) fn plan(&self) -> Result<Plan, SchemaError> {
        let place = |kind: Kind| self.fields.iter().position(|field| field.kind == kind);
        for kind in [Kind::GivenName, Kind::FamilyName, Kind::FullName] {
            if self.fields.iter().filter(|field| field.kind == kind).count() > 1 {
                return Err(SchemaError::TwoNames);
            }
        }
        let (given, family, full) = (place(Kind::GivenName), place(Kind::FamilyName), place(Kind::FullName));
        let mut slots = Vec::new();
        let mut dictionaries = 0;
        let has_names = given.is_some() || family.is_some() || full.is_some();
        if has_names {
            // Both names draw on one dictionary, so that a name in the other's place is known again.
            slots.push(Slot { name: "given name".to_owned(), measure: Measure::Given, dictionary: 0 });
            slots.push(Slot { name: "family name".to_owned(), measure: Measure::Family, dictionary: 0 });
            dictionaries = 1;
            if full.is_some() {
                slots.push(Slot { name: "other names".to_owned(), measure: Measure::Text, dictionary: 1 });
                dictionaries = 2;
            }
        }
        let mut rest = Vec::new();
        for (at, field) in self.fields.iter().enumerate() {
            let measure = match field.kind {
                Kind::GivenName | Kind::FamilyName | Kind::FullName => continue,
                Kind::Date => Measure::Date,
                Kind::Mail => Measure::Mail,
                Kind::Phone => Measure::Phone,
                Kind::Postcode => Measure::Postcode,
                Kind::Place => Measure::Place,
                Kind::Street => Measure::Street,
                Kind::Number => Measure::Number,
                Kind::Identifier => Measure::Identifier,
                Kind::Text => Measure::Text,
            };
            rest.push((at, slots.len()));
            slots.push(Slot { name: field.name.clone(), measure, dictionary: dictionaries });
            dictionaries += 1;
        }
        match slots.len() {
            0 => Err(SchemaError::Empty),
            more if more > COMPARISONS_MAX => Err(SchemaError::TooManyFields),
            _ => Ok(Plan { slots, dictionaries, given, family, full, rest, has_names }),
        }
    }
}

/// One place of a record that is compared.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) measure: Measure,
    pub(super) dictionary: usize,
}

/// A schema, worked out.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    pub(super) dictionaries: usize,
    pub(super) given: Option<usize>,
    pub(super) family: Option<usize>,
    pub(super) full: Option<usize>,
    /// Field and slot of everything that is no name.
    pub(super) rest: Vec<(usize, usize)>,
    /// Slots 0 and 1 are the given and the family name.
    pub(super) has_names: bool,
}
