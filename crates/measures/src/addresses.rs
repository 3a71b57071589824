//! When do two postal addresses mean the same house, or the same door?
//!
//! In: the fields of an address as people and carriers write them. Out: keys that are equal for spellings of one place,
//! and comparisons that allow for what one side leaves out.
//! Abbreviations of streets, directions and units follow USPS Publication 28, appendices B and C, and the usual forms of
//! other countries; UK postcodes follow Royal Mail's format of outward and inward code. Nothing is looked up on a map.
//! The words themselves are in `words`.

mod words;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// An address in normal form. All parts are small letters, and empty where nothing was stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// House number, or `po box 12`.
    pub number: String,
    /// Street with its type and directions abbreviated.
    pub street: String,
    /// What is behind the number: `5b` for a flat or suite, `fl 2` for a floor, `pmb 9` for a private mailbox.
    pub unit: String,
    pub city: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
}

/// Reads the fields of an address into normal form.
///
/// City, region and postcode are taken from the end of the line when they are repeated there.
pub fn parse(line: &str, city: &str, region: &str, postcode: &str, country: &str) -> Address {
    let country = words::country_key(&plain(country));
    let city_words = street_words(&tokens(city));
    let region = words::region_key(&tokens(region).join(" "));
    let postcode_text = postcode_key(postcode, &country);
    let mut line_tokens = tokens(line);
    drop_repeated_tail(&mut line_tokens, &city_words, &region, &postcode_text, &country);
    let (rest, unit) = take_unit(&line_tokens);
    let (number, street) = take_number(&rest);
    Address {
        number,
        street: street_words(&street).join(" "),
        unit,
        city: city_words.join(" "),
        region,
        postcode: postcode_text,
        country,
    }
}

/// One key for all spellings of one door: `number street|unit|place|country`, where the place is the postcode, or city
/// and region where there is none. Empty when the line says nothing.
pub fn normalise(line: &str, city: &str, region: &str, postcode: &str, country: &str) -> String {
    parse(line, city, region, postcode, country).unit_key()
}

/// The unit in an address line (flat, suite, floor, private mailbox) in normal form.
pub fn unit(line: &str) -> Option<String> {
    let (_, unit) = take_unit(&tokens(line));
    if unit.is_empty() { None } else { Some(unit) }
}

/// Whether both mean the same building. A part that one side leaves out (postcode, city, region, country) is no
/// contradiction, but postcode or city must agree.
pub fn same_building(left: &Address, right: &Address) -> bool {
    let stated = |address: &Address| !address.street.is_empty() || !address.number.is_empty();
    if !stated(left) || !stated(right) || left.number != right.number || left.street != right.street {
        return false;
    }
    if contradict(&left.country, &right.country) || contradict(&left.region, &right.region) {
        return false;
    }
    if left.postcode.is_empty() || right.postcode.is_empty() {
        return !left.city.is_empty() && left.city == right.city;
    }
    left.postcode == right.postcode
}

/// Whether both mean the same door: the same building, and the same unit or none on both sides.
///
/// A unit on one side only is not the same door; ask [`same_building`] where that should count.
pub fn same_unit(left: &Address, right: &Address) -> bool {
    same_building(left, right) && left.unit == right.unit
}

/// Whether two postcodes mean the same delivery area; ZIP+4 equals its ZIP. False when one is empty.
pub fn same_postcode(left: &str, right: &str, country: &str) -> bool {
    let country = words::country_key(&plain(country));
    let (left, right) = (postcode_key(left, &country), postcode_key(right, &country));
    !left.is_empty() && left == right
}

impl Address {
    /// A key for the building: number, street, place and country. Empty without number and street.
    pub fn building_key(&self) -> String {
        let door = self.door();
        if door.is_empty() { door } else { format!("{door}|{}|{}", self.place(), self.country) }
    }

    /// A key for the door: the building and the unit in it. Empty without number and street.
    pub fn unit_key(&self) -> String {
        let door = self.door();
        if door.is_empty() { door } else { format!("{door}|{}|{}|{}", self.unit, self.place(), self.country) }
    }

    /// Whether mail is held in a box instead of brought to a house: a post office box or a private mailbox.
    pub fn is_mail_box(&self) -> bool {
        self.number.starts_with("po box") || self.unit.starts_with("pmb")
    }

    fn door(&self) -> String {
        [self.number.as_str(), self.street.as_str()].join(" ").trim().to_owned()
    }

    fn place(&self) -> String {
        if self.postcode.is_empty() {
            [self.city.as_str(), self.region.as_str()].join(" ").trim().to_owned()
        } else {
            self.postcode.clone()
        }
    }
}

/// More words than this are no address line.
const TOKENS_MAX: usize = 40;

fn contradict(left: &str, right: &str) -> bool {
    !left.is_empty() && !right.is_empty() && left != right
}

fn plain(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    for character in
        text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase)
    {
        match character {
            'ß' => res.push_str("ss"),
            'ø' => res.push('o'),
            'ł' => res.push('l'),
            'æ' => res.push_str("ae"),
            other => res.push(other),
        }
    }
    res
}

/// Words and numbers of a line. `#` is a word of its own; apostrophes and dots inside a word vanish; `1/2` and
/// `105-25` stay; `5-b` is `5b`.
fn tokens(text: &str) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    let mut word = String::new();
    // NFKD makes a fraction slash of `½`.
    let text = plain(text).replace('\u{2044}', "/");
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let in_number = word.chars().next_back().is_some_and(|last| last.is_ascii_digit());
        let number_follows = characters.peek().is_some_and(char::is_ascii_digit);
        let letter_follows = characters.peek().is_some_and(|next| next.is_ascii_alphabetic());
        let one_letter = word.len() == 1 && !in_number;
        if character.is_alphanumeric() || (matches!(character, '/' | '-') && in_number && number_follows) {
            word.push(character);
        } else if matches!(character, '\'' | '\u{2019}') || (character == '.' && one_letter) {
            // `o'neill` is one word, and so is `p.o.`.
            continue;
        } else if character == '-' && ((in_number && letter_follows) || (one_letter && number_follows)) {
            continue;
        } else {
            res.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            if character == '#' {
                res.push("#".to_owned());
            }
        }
    }
    res.extend((!word.is_empty()).then_some(word));
    res.truncate(TOKENS_MAX);
    res.iter().flat_map(|word| words::split_glued_unit(word)).collect()
}

fn street_words(tokens: &[String]) -> Vec<String> {
    tokens.iter().filter(|token| *token != "#").map(|token| words::street_word(token)).collect()
}

fn drop_repeated_tail(line: &mut Vec<String>, city: &[String], region: &str, postcode: &str, country: &str) {
    // Longest first, so that a postcode of two words goes as a whole.
    let cut = |line: &mut Vec<String>, same: &dyn Fn(&[String]) -> bool| {
        for length in (1..=4).rev() {
            // The line must keep something that can be a street.
            if line.len() > length + 1 && line.get(line.len() - length..).is_some_and(same) {
                line.truncate(line.len() - length);
                return;
            }
        }
    };
    let is_country = |tail: &[String]| !country.is_empty() && words::country_key(&tail.join(" ")) == country;
    let is_postcode = |tail: &[String]| {
        let text = tail.concat();
        let complete = text.chars().filter(char::is_ascii_digit).count() >= 5
            || !text.bytes().all(|byte| byte.is_ascii_digit());
        !postcode.is_empty() && complete && postcode_key(&text, country) == postcode
    };
    let is_region = |tail: &[String]| !region.is_empty() && words::region_key(&tail.join(" ")) == region;
    let is_city = |tail: &[String]| !city.is_empty() && street_words(tail) == city;
    cut(line, &is_country);
    cut(line, &is_postcode);
    cut(line, &is_region);
    cut(line, &is_city);
}

/// Takes the unit out of the line. Several parts (`bldg 2 apt 5`) stand behind one another.
fn take_unit(tokens: &[String]) -> (Vec<String>, String) {
    let mut rest: Vec<String> = Vec::new();
    let mut unit: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let before = rest.last().cloned();
        // `#5 main st`: a number sign at the very front is the house.
        let at_front = at == 0 && token == "#";
        let behind_house = rest.first().is_some_and(|first| starts_with_digit(first));
        let is_number_word = matches!(token.as_str(), "no" | "nr" | "number");
        let kind = match words::unit_kind(token) {
            // `no 5` behind a house number is a door, else it is the house.
            None if is_number_word && behind_house && next.is_some_and(|next| starts_with_digit(next)) => {
                Some("")
            }
            _ if at_front => None,
            kind => kind,
        };
        let Some(kind) = kind else {
            if !at_front {
                rest.push(token.clone());
            }
            at += 1;
            continue;
        };
        let ordinal_before = before.as_deref().filter(|_| kind == "fl").and_then(words::ordinal);
        if let Some(number) = ordinal_before {
            // `2nd floor`
            rest.pop();
            unit.push(format!("fl {number}"));
            at += 1;
            continue;
        }
        // `apt #5`: the sign adds nothing.
        let skipped = usize::from(next.is_some_and(|next| next == "#"));
        let Some(value) = tokens.get(at + 1 + skipped).filter(|value| words::is_unit_value(value)) else {
            if kind == "ph" {
                unit.push("ph".to_owned());
            } else if token != "#" {
                rest.push(token.clone());
            }
            at += 1 + skipped;
            continue;
        };
        let mut value = words::ordinal(value).unwrap_or_else(|| value.clone());
        at += 2 + skipped;
        // `apt 5 b` and `apt b 5`: one letter beside a number belongs to it.
        if let Some(more) = tokens.get(at).filter(|more| completes(&value, more, tokens.get(at + 1))) {
            value.push_str(more);
            at += 1;
        }
        let label = if kind.is_empty() { value } else { format!("{kind} {value}") };
        unit.push(label);
    }
    if unit.is_empty()
        && let Some(bare) = take_bare_unit(&mut rest)
    {
        unit.push(bare);
    }
    (rest, unit.join(" "))
}

/// A number at the end of a line that has a house number and a street is a unit without a word for it:
/// `321 n clark 2800`. In `12 highway 61` and `12 county road 9` it is the name of the road.
fn take_bare_unit(rest: &mut Vec<String>) -> Option<String> {
    let [first, street @ .., last] = rest.as_slice() else {
        return None;
    };
    let [.., before] = street else {
        return None;
    };
    let is_bare = starts_with_digit(first) && starts_with_digit(last) && !last.contains('/');
    let is_ordinal = words::ordinal(last).is_some_and(|plain| plain != *last);
    if !is_bare || is_ordinal || words::names_a_numbered_road(street) || starts_with_digit(before) {
        return None;
    }
    rest.pop()
}

fn starts_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

fn completes(value: &str, more: &str, after: Option<&String>) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // At the end of the line only: in `flat 2 n main st` the letter is a direction.
    after.is_none() && ((digits(value) && letter(more)) || (letter(value) && digits(more)))
}

/// Splits the house number from the street, whether it stands before or behind it.
fn take_number(tokens: &[String]) -> (String, Vec<String>) {
    let joined: Vec<&str> = tokens.iter().map(String::as_str).collect();
    if let Some((box_number, rest)) = words::post_box(&joined) {
        return (format!("po box {box_number}"), rest.iter().map(|word| (*word).to_owned()).collect());
    }
    let is_number = |token: &String| {
        starts_with_digit(token) && words::ordinal(token).is_none_or(|plain| plain == *token)
    };
    let is_fraction = |token: &String| token.contains('/') && is_number(token);
    let front =
        tokens.iter().position(|token| !matches!(token.as_str(), "no" | "number" | "nr")).unwrap_or(0);
    if let Some(first) = tokens.get(front).filter(|first| is_number(first)) {
        let half = tokens.get(front + 1).filter(|second| is_fraction(second));
        let number = half.map_or_else(|| first.clone(), |half| format!("{first} {half}"));
        let street = tokens.iter().skip(front + 1 + usize::from(half.is_some())).cloned().collect();
        return (number, street);
    }
    if let [first, rest @ ..] = tokens
        && rest.len() >= 2
        && let Some(number) = words::cardinal(first)
    {
        // `one north jefferson avenue`
        return (number, rest.to_vec());
    }
    // `hauptstrasse 5`; but the number of a road is part of its name.
    if let [street @ .., before, last] = tokens
        && is_number(last)
        && !words::is_numbered_road(before)
    {
        let mut street = street.to_vec();
        if !matches!(before.as_str(), "no" | "number" | "nr") {
            street.push(before.clone());
        }
        return (last.clone(), street);
    }
    (String::new(), tokens.to_vec())
}

/// A postcode without spaces and signs. US: five digits, with the leading zeros that spreadsheets lose.
fn postcode_key(postcode: &str, country: &str) -> String {
    let digits_only =
        postcode.chars().all(|character| character.is_ascii_digit() || matches!(character, ' ' | '-'));
    let essential: String = plain(postcode).chars().filter(|character| character.is_alphanumeric()).collect();
    let plus_four = digits_only && essential.len() == 9 && (country.is_empty() || country == "us");
    if plus_four {
        return essential.chars().take(5).collect();
    }
    if country == "us" && digits_only {
        return match essential.len() {
            3 | 4 => format!("{essential:0>5}"),
            8 => format!("{essential:0>9}").chars().take(5).collect(),
            _ => essential,
        };
    }
    essential
}

#[cfg(test)]
mod tests;
