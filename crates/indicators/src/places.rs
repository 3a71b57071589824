//! Where somebody lives and where parcels go, as records write it, and what settles a move.
//!
//! In: rows of the queries `declared`, `moves`, `parcels`, `tickets`, `seen` and `related`, which the indicators
//! that ask about addresses share word for word. Out: the home that was declared at a time, whether two addresses
//! are of one region, who else is at a place, and the records that explain a move.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use measures::addresses::{self, Address};
use model::Row;

use crate::{Gathered, day};

pub(crate) struct Places<'a> {
    declared: BTreeMap<&'a str, Vec<Row<'a>>>,
    moves: BTreeMap<&'a str, Vec<Row<'a>>>,
    parcels: BTreeMap<&'a str, Vec<Row<'a>>>,
    tickets: BTreeMap<&'a str, Vec<Row<'a>>>,
    seen: BTreeMap<&'a str, Vec<Row<'a>>>,
    related: BTreeSet<(&'a str, &'a str)>,
    /// Everybody's homes and deliveries, but for those to offices.
    people: Vec<(&'a str, Address)>,
}

/// What explains a move: when it was known, in words, on which records.
pub(crate) struct Explained {
    pub known_at: Timestamp,
    pub sentence: String,
    pub refs: Vec<i64>,
}

impl<'a> Places<'a> {
    pub(crate) fn read(gathered: &'a Gathered) -> Places<'a> {
        let by_person = |query: &str| -> BTreeMap<&'a str, Vec<Row<'a>>> {
            gathered.rows(query).by("person").into_iter().collect()
        };
        let pairs = gathered.rows("related").iter();
        let mut res = Places {
            declared: by_person("declared"),
            moves: by_person("moves"),
            parcels: by_person("parcels"),
            tickets: by_person("tickets"),
            seen: by_person("seen"),
            related: pairs.filter_map(|it| Some((it.text("person")?, it.text("other")?))).collect(),
            people: Vec::new(),
        };
        for (person, rows) in &res.declared {
            res.people.extend(rows.iter().filter_map(|it| Some((*person, stated(it)?))));
        }
        for (person, rows) in &res.parcels {
            let private = rows.iter().filter(|it| {
                it.text("event") == Some("delivered") && it.text("address_type") != Some("office")
            });
            res.people.extend(private.filter_map(|it| Some((*person, stated(it)?))));
        }
        res
    }

    pub(crate) fn moves(&self, person: &str) -> &[Row<'a>] {
        self.moves.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn parcels(&self, person: &str) -> &[Row<'a>] {
        self.parcels.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn tickets(&self, person: &str) -> &[Row<'a>] {
        self.tickets.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn people_with_parcels(&self) -> impl Iterator<Item = &'a str> {
        self.parcels.keys().copied()
    }

    /// An address that stands in one cell. Where the cell gives only the street, the person's other records tell
    /// the town, if one of them has the same house.
    pub(crate) fn read_cell(&self, person: &str, line: &str) -> Address {
        let mut known: Vec<Address> = Vec::new();
        for row in self.declared.get(person).into_iter().chain(self.parcels.get(person)).flatten() {
            known.extend(stated(row));
        }
        let country =
            known.iter().map(|it| it.country.as_str()).find(|it| !it.is_empty()).unwrap_or_default();
        let read = one_line(line, country);
        if read.postcode.is_empty() && read.city.is_empty() {
            let same = known
                .iter()
                .find(|it| !read.number.is_empty() && it.number == read.number && it.street == read.street);
            return same.cloned().unwrap_or(read);
        }
        read
    }

    /// The home as declared at `at`. Changes of the last `fresh` days before it do not count yet: an address that
    /// was given for the parcel's sake is no home of record.
    pub(crate) fn home_at(&self, person: &str, at: Timestamp, fresh: SignedDuration) -> Option<Address> {
        let mut settled = None;
        for change in self.moves(person).iter().filter(|it| it.text("field") == Some("home_address")) {
            let Some(changed) = change.time("at") else { continue };
            if at.duration_since(changed) > fresh {
                settled = change.text("new_value");
                continue;
            }
            // The first change that does not count yet tells what was there before it.
            if let Some(before) = change.text("old_value").or(settled) {
                return Some(self.read_cell(person, before));
            }
            return self.of_role(person, "applicant");
        }
        match settled {
            Some(line) => Some(self.read_cell(person, line)),
            None => self.of_role(person, "worker").or_else(|| self.of_role(person, "applicant")),
        }
    }

    fn of_role(&self, person: &str, role: &str) -> Option<Address> {
        let rows = self.declared.get(person)?;
        rows.iter().filter(|it| it.text("role") == Some(role)).find_map(stated)
    }

    /// Whether the person's records had this place before `at`.
    pub(crate) fn on_file(&self, person: &str, place: &Address, at: Timestamp) -> bool {
        let declared =
            self.declared.get(person).into_iter().flatten().filter(|it| it.text("role") == Some("applicant"));
        let mut known: Vec<Address> = declared.filter_map(stated).collect();
        for change in self.moves(person).iter().filter(|it| it.time("at").is_some_and(|it| it < at)) {
            known.extend(
                [change.text("old_value"), change.text("new_value")]
                    .into_iter()
                    .flatten()
                    .map(|it| self.read_cell(person, it)),
            );
        }
        known.extend(self.home_at(person, at, SignedDuration::ZERO));
        known.iter().any(|it| addresses::same_building(it, place))
    }

    /// People other than this one, and not of their household, who live or got a parcel at the place.
    pub(crate) fn others_at(&self, person: &str, place: &Address) -> BTreeSet<&'a str> {
        let there = self.people.iter().filter(|(_, it)| same_place(it, place)).map(|(other, _)| *other);
        there.filter(|other| *other != person && !self.related.contains(&(person, *other))).collect()
    }

    /// The records that settle a move to `place` around `at`: papers that the company saw, or a ticket of the
    /// person's own and a managed device that is used there. A place shared with strangers is never settled so.
    pub(crate) fn explained(
        &self,
        person: &str,
        place: &Address,
        at: Timestamp,
        window: SignedDuration,
    ) -> Option<Explained> {
        if !self.others_at(person, place).is_empty() {
            return None;
        }
        let near = |row: &&Row<'_>| row.time("at").is_some_and(|it| it.duration_since(at).abs() <= window);
        let about = |row: &&Row<'_>| row.texts("topics").iter().any(|it| MOVE_TOPICS.contains(it));
        let own: Vec<&Row<'_>> = self.tickets(person).iter().filter(near).filter(about).collect();
        for ticket in &own {
            if ticket.text("resolution").is_some_and(says_confirmed) {
                let id = ticket.text("ticket_id").unwrap_or("a ticket");
                let known_at = ticket.time("closed_at").or(ticket.time("known_at"))?;
                return Some(Explained {
                    known_at,
                    sentence: format!(
                        "ticket {id} explains the other address, and the company confirmed it on {}",
                        day(known_at)
                    ),
                    refs: ticket.refs("ref"),
                });
            }
        }
        let shown = |row: &&Row<'_>| row.text("channel").is_some_and(says_papers);
        if let Some(change) = self.moves(person).iter().filter(near).find(shown) {
            let known_at = change.time("known_at")?;
            let sentence =
                format!("papers for the new address were shown when it was changed on {}", day(known_at));
            return Some(Explained { known_at, sentence, refs: change.refs("ref") });
        }
        let ticket = own.first()?;
        let here = self.seen.get(person).into_iter().flatten().find(|it| {
            let later = it.time("last_at").is_some_and(|it| it > at);
            later
                && !place.city.is_empty()
                && it.text("city").is_some_and(|city| city_key(city) == place.city)
        })?;
        let known_at = here
            .time("first_at")
            .filter(|it| *it > at)
            .or(here.time("last_at"))?
            .max(ticket.time("known_at")?);
        let id = ticket.text("ticket_id").unwrap_or("a ticket");
        let sentence = format!("ticket {id} speaks of the move, and the managed laptop is used there");
        Some(Explained {
            known_at,
            sentence,
            refs: ticket.refs("ref").into_iter().chain(here.refs("ref")).collect(),
        })
    }
}

pub(crate) const MOVE_TOPICS: [&str; 3] =
    ["family_or_move_explanation", "address_change_request", "delivery_redirect_request"];

/// The address in the five columns of a row.
pub(crate) fn stated(row: &Row<'_>) -> Option<Address> {
    let text = |column: &str| row.text(column).unwrap_or_default();
    let line = row.text("address_line")?;
    let read = addresses::parse(line, text("city"), text("region"), text("postcode"), text("country"));
    if !read.postcode.is_empty() || !read.city.is_empty() {
        return Some(read);
    }
    Some(one_line(line, text("country")))
}

/// Another region of the post; nothing where one of the two does not say enough.
pub(crate) fn other_region(left: &Address, right: &Address) -> Option<bool> {
    if !left.country.is_empty() && !right.country.is_empty() && left.country != right.country {
        return Some(true);
    }
    if !left.postcode.is_empty() && !right.postcode.is_empty() {
        let area = |it: &Address| it.postcode.chars().take(3).collect::<String>();
        return Some(area(left) != area(right));
    }
    if !left.region.is_empty() && !right.region.is_empty() && left.region != right.region {
        return Some(true);
    }
    if !left.city.is_empty() && !right.city.is_empty() {
        return Some(left.city != right.city);
    }
    None
}

/// Another delivery area, by postcode, else by town; nothing where one of the two does not say enough.
pub(crate) fn other_area(left: &Address, right: &Address) -> Option<bool> {
    if addresses::same_building(left, right) {
        return Some(false);
    }
    if !left.postcode.is_empty() && !right.postcode.is_empty() {
        return Some(left.postcode != right.postcode);
    }
    other_region(left, right)
}

/// The same door, or the same house where one side leaves the door out.
pub(crate) fn same_place(left: &Address, right: &Address) -> bool {
    addresses::same_building(left, right)
        && (left.unit == right.unit || left.unit.is_empty() || right.unit.is_empty())
}

/// A place in a sentence: town, region and postcode, without the house.
pub(crate) fn town(place: &Address) -> String {
    let city: Vec<String> = place.city.split(' ').map(capital).collect();
    let parts = [city.join(" "), place.region.to_uppercase(), place.postcode.to_uppercase()];
    let said: Vec<&str> = parts.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    if said.is_empty() { "a place without a town".to_owned() } else { said.join(" ") }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|it| it.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn city_key(city: &str) -> String {
    addresses::parse("1 x", city, "", "", "").city
}

/// `840 Lantern Way, Pittsburgh PA 15213`: the town and postcode are read from the end.
pub(crate) fn one_line(line: &str, country: &str) -> Address {
    let mut segments: Vec<&str> =
        line.split([',', '\n', ';']).map(str::trim).filter(|it| !it.is_empty()).collect();
    // A country in words at the end says nothing that the default does not.
    if segments.len() > 2
        && segments.last().is_some_and(|it| postcode_in(it).is_none())
        && segments.iter().rev().skip(1).take(2).any(|it| postcode_in(it).is_some())
    {
        segments.pop();
    }
    let Some((at, (postcode, before, behind))) = segments
        .iter()
        .enumerate()
        .rev()
        .find_map(|(idx, it)| Some((idx, postcode_in(it)?)))
        .filter(|(idx, _)| *idx > 0 || segments.len() == 1)
    else {
        let city = if segments.len() > 1 { segments.last().copied().unwrap_or_default() } else { "" };
        return addresses::parse(line, city, "", "", country);
    };
    let words: Vec<&str> = before.split_whitespace().collect();
    let region = words
        .last()
        .copied()
        .filter(|it| it.len() == 2 && it.chars().all(|it| it.is_ascii_uppercase()))
        .unwrap_or_default();
    let mut city =
        if region.is_empty() { before.trim().to_owned() } else { words[..words.len() - 1].join(" ") };
    if city.is_empty() {
        city = behind.trim().to_owned();
    }
    // `…, Pittsburgh, PA 15213`: the town has a segment of its own.
    if city.is_empty() && at > 1 {
        city = segments[at - 1].to_owned();
    }
    if at == 0 {
        // Without commas nobody can tell where the street ends: only region and postcode are sure.
        city = String::new();
    }
    let street = segments[..at.max(1)].join(", ");
    let street = street.strip_suffix(city.as_str()).filter(|_| at > 1).unwrap_or(&street);
    addresses::parse(street, &city, region, &postcode, country)
}

/// The postcode in a piece of an address, what stands before it and what behind.
fn postcode_in(piece: &str) -> Option<(String, String, String)> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).count();
    let letters = |it: &str| it.chars().filter(char::is_ascii_alphabetic).count();
    for idx in (0..words.len()).rev() {
        let word = words[idx];
        let cut = |from: usize, to: usize| {
            Some((words[from..to].join(" "), words[..from].join(" "), words[to..].join(" ")))
        };
        let plain = word.chars().all(|it| it.is_ascii_digit() || it == '-');
        // A number at the very front is a house number, unless the town follows it.
        if plain && (4..=10).contains(&digits(word)) && (idx > 0 || (words.len() > 1 && digits(word) == 5)) {
            return cut(idx, idx + 1);
        }
        // `LS1 4AP`, `K1A 0B1`.
        let inward = word.len() == 3
            && digits(word) > 0
            && letters(word) > 0
            && word.starts_with(|it: char| it.is_ascii_digit());
        if inward && idx > 0 {
            let outward = words[idx - 1];
            if (2..=4).contains(&outward.len())
                && digits(outward) > 0
                && outward.starts_with(|it: char| it.is_ascii_alphabetic())
            {
                return cut(idx - 1, idx + 1);
            }
        }
    }
    None
}

const REFUSED: [&str; 12] = [
    "cancel",
    "recall",
    "refus",
    "declin",
    "denied",
    "reject",
    "not confirmed",
    "unconfirmed",
    "not verified",
    "not possible",
    "no proof",
    "without proof",
];

/// The company's own word that the address is in order.
fn says_confirmed(resolution: &str) -> bool {
    let text = resolution.to_lowercase();
    let confirmed = [
        "confirm",
        "verif",
        "on file",
        "lease",
        "checked",
        "approved",
        "proof",
        "known to hr",
        "agreed with hr",
    ];
    confirmed.iter().any(|it| text.contains(it)) && !REFUSED.iter().any(|it| text.contains(it))
}

/// `HR desk, lease shown`
fn says_papers(channel: &str) -> bool {
    let text = channel.to_lowercase();
    let papers = [
        "lease",
        "tenancy",
        "utility bill",
        "proof of address",
        "registration shown",
        "document shown",
        "papers shown",
    ];
    papers.iter().any(|it| text.contains(it)) && !REFUSED.iter().any(|it| text.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_and_postcodes_are_read_from_the_end_of_a_line() {
        for (line, city, region, postcode) in [
            ("840 Lantern Way, Pittsburgh PA 15213", "pittsburgh", "pa", "15213"),
            ("840 Lantern Way, Pittsburgh, PA 15213", "pittsburgh", "pa", "15213"),
            ("840 Lantern Way Apt 5, Pittsburgh, PA 15213, USA", "pittsburgh", "pa", "15213"),
            ("12 High Street, Leeds LS1 4AP", "leeds", "", "ls14ap"),
            ("118 Tannery Row", "", "", ""),
            ("Gartenweg 3, 12345 Neustadt", "neustadt", "", "12345"),
        ] {
            let read = one_line(line, "");
            let key = read.postcode.replace(' ', "");
            assert_eq!(
                (read.city.as_str(), read.region.as_str(), key.as_str()),
                (city, region, postcode),
                "{line}: {read:?}"
            );
        }
    }

    #[test]
    fn one_line_and_five_columns_are_one_place() {
        let columns = addresses::parse("840 Lantern Way", "Pittsburgh", "PA", "15213", "US");
        assert!(same_place(&columns, &one_line("840 Lantern Way, Pittsburgh PA 15213", "US")));
        assert!(same_place(&columns, &one_line("840 Lantern Way Unit 2, Pittsburgh, PA 15213", "US")));
        assert!(!same_place(&columns, &one_line("842 Lantern Way, Pittsburgh PA 15213", "US")));
    }

    #[test]
    fn another_house_in_the_same_town_is_no_other_region() {
        let left = one_line("840 Lantern Way, Pittsburgh PA 15213", "US");
        assert_eq!(other_region(&left, &one_line("12 Mill Lane, Pittsburgh PA 15219", "US")), Some(false));
        assert_eq!(other_region(&left, &one_line("12 Mill Lane, Reno NV 89501", "US")), Some(true));
        assert_eq!(other_region(&left, &one_line("12 Mill Lane", "US")), None);
    }

    #[test]
    fn a_refusal_confirms_nothing() {
        assert!(says_confirmed("done, lease on file"));
        assert!(says_confirmed("HR confirmed"));
        assert!(!says_confirmed("shipment cancelled and recalled"));
        assert!(!says_confirmed("declined, no proof of address"));
        assert!(!says_confirmed("done"));
    }
}
