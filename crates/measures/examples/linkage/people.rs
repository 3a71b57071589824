//! Invented people with a truth: each one has one to six records, and records go wrong.
//!
//! In: how many records, and a seed. Out: CSV on standard output, in shuffled order.
//! Names, towns and mail hosts are made of syllables and are as uneven as real ones (Zipf). Households share family
//! name, town, postcode, and some a telephone. A later record may have slips, gaps, an initial, names in each
//! other's place, another telephone or mailbox, or another home with another postcode and town.

use std::io::Write;

/// What goes wrong, as probabilities; slips and gaps apply to every record of one who has several.
const GAPS: [f64; 7] = [0.02, 0.02, 0.06, 0.08, 0.08, 0.22, 0.22];
const SLIPS: [f64; 7] = [0.08, 0.08, 0.06, 0.05, 0.05, 0.05, 0.05];
const OTHER_PHONE: f64 = 0.18;
const OTHER_MAIL: f64 = 0.18;
const MOVED: f64 = 0.15;
const TURNED: f64 = 0.015;
const INITIAL: f64 = 0.03;
const HOUSEHOLD: f64 = 0.18;

#[derive(Clone)]
struct Person {
    given: String,
    family: String,
    day: String,
    town: usize,
    postcode: String,
    mail: String,
    phone: String,
}

pub fn write(records: usize, seed: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let world = World::new(&mut chance);
    let mut rows: Vec<String> = Vec::with_capacity(records);
    let mut cluster = 0;
    let mut last: Option<Person> = None;
    while rows.len() < records {
        let mut person = world.person(&mut chance);
        if let Some(before) = last.filter(|_| chance.f64() < HOUSEHOLD) {
            person.family = before.family;
            person.town = before.town;
            person.postcode = before.postcode;
            if chance.f64() < 0.3 {
                person.phone = before.phone;
            }
        }
        let count = match chance.f64() {
            share if share < 0.48 => 1,
            share if share < 0.82 => 2,
            share if share < 0.93 => 3,
            share if share < 0.97 => 4,
            share if share < 0.99 => 5,
            _ => 6,
        };
        for turn in 0..count.min(records - rows.len()) {
            rows.push(world.record(&person, turn > 0, cluster, &mut chance));
        }
        cluster += 1;
        last = Some(person);
    }
    chance.shuffle(&mut rows);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "unique_id,first_name,surname,dob,city,postcode,email,phone,cluster")?;
    for (at, row) in rows.iter().enumerate() {
        writeln!(out, "{at},{row}")?;
    }
    out.flush()?;
    Ok(())
}

/// The words of which people are made, the frequent first.
struct World {
    given: Vec<String>,
    family: Vec<String>,
    towns: Vec<String>,
    hosts: Vec<String>,
}

impl World {
    fn new(chance: &mut fastrand::Rng) -> World {
        let mut words = |count: usize, syllables: std::ops::Range<usize>| {
            let mut res = std::collections::BTreeSet::new();
            while res.len() < count {
                let length = chance.usize(syllables.clone());
                res.insert((0..length).map(|_| syllable(chance)).collect::<String>());
            }
            let mut res: Vec<String> = res.into_iter().collect();
            chance.shuffle(&mut res);
            res
        };
        World {
            given: words(3_000, 2..4),
            family: words(40_000, 2..4),
            towns: words(800, 2..4),
            hosts: words(60, 2..3),
        }
    }

    fn person(&self, chance: &mut fastrand::Rng) -> Person {
        let given = drawn(&self.given, chance).to_owned();
        let family = drawn(&self.family, chance).to_owned();
        let town = place(self.towns.len(), chance);
        let mail = self.mail(&given, &family, chance);
        Person {
            day: format!("{}-{:02}-{:02}", chance.u32(1945..2006), chance.u32(1..13), chance.u32(1..29)),
            postcode: postcode(town, chance),
            phone: phone(chance),
            given,
            family,
            town,
            mail,
        }
    }

    fn mail(&self, given: &str, family: &str, chance: &mut fastrand::Rng) -> String {
        let host = drawn(&self.hosts, chance);
        match chance.u32(0..4) {
            0 => format!("{given}.{family}@{host}.com"),
            1 => format!("{given}{}@{host}.com", chance.u32(1..1000)),
            2 => format!("{}{family}{}@{host}.net", given.get(..1).unwrap_or("x"), chance.u32(1..100)),
            _ => format!("{given}.{family}{}@{host}.org", chance.u32(1..100)),
        }
    }

    fn record(&self, person: &Person, is_later: bool, cluster: usize, chance: &mut fastrand::Rng) -> String {
        let mut person = person.clone();
        if is_later {
            if chance.f64() < OTHER_PHONE {
                person.phone = phone(chance);
            }
            if chance.f64() < OTHER_MAIL {
                person.mail = self.mail(&person.given, &person.family, chance);
            }
            if chance.f64() < MOVED {
                person.town = place(self.towns.len(), chance);
                person.postcode = postcode(person.town, chance);
            }
            if chance.f64() < INITIAL {
                person.given.truncate(1);
            }
            if chance.f64() < TURNED {
                std::mem::swap(&mut person.given, &mut person.family);
            }
        }
        let town = self.towns.get(person.town).cloned().unwrap_or_default();
        let mut cells =
            [person.given, person.family, person.day, town, person.postcode, person.mail, person.phone];
        for ((cell, gap), slip) in cells.iter_mut().zip(GAPS).zip(SLIPS) {
            if chance.f64() < gap {
                cell.clear();
            } else if is_later && chance.f64() < slip {
                slipped(cell, chance);
                if chance.f64() < 0.15 {
                    slipped(cell, chance);
                }
            }
        }
        format!("{},{cluster}", cells.join(","))
    }
}

/// The n-th word is drawn about 1/n as often as the first.
fn place(count: usize, chance: &mut fastrand::Rng) -> usize {
    let top = (count as f64).ln();
    ((chance.f64() * top).exp() as usize).saturating_sub(1).min(count - 1)
}

fn drawn<'a>(words: &'a [String], chance: &mut fastrand::Rng) -> &'a str {
    // Half of all draws are even, or the few first names would be a tenth of all people each.
    let at = if chance.bool() { place(words.len(), chance) } else { chance.usize(..words.len()) };
    words.get(at).map_or("", String::as_str)
}

fn syllable(chance: &mut fastrand::Rng) -> String {
    const FRONT: [&str; 22] = [
        "b", "br", "c", "ch", "d", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t",
        "th", "v", "w",
    ];
    const MIDDLE: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ie", "oo"];
    const END: [&str; 10] = ["", "", "", "n", "r", "l", "s", "t", "m", "d"];
    let mut pick = |parts: &[&str]| parts.get(chance.usize(..parts.len())).copied().unwrap_or("").to_owned();
    pick(&FRONT) + &pick(&MIDDLE) + &pick(&END)
}

fn postcode(town: usize, chance: &mut fastrand::Rng) -> String {
    // A town has up to sixty postcodes; the larger the town, the more.
    let many = 60 / (town / 20 + 1) + 3;
    let inner = chance.usize(..many);
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    format!(
        "{}{}{} {}{}{}",
        letter(town),
        letter(town / 26),
        town / 676 + 1,
        inner % 10,
        letter(inner / 10),
        letter(inner)
    )
}

fn phone(chance: &mut fastrand::Rng) -> String {
    format!("07{:09}", chance.u32(0..1_000_000_000))
}

/// One slip: a character lost, doubled, replaced by another of its kind, or exchanged with its neighbour.
fn slipped(text: &mut String, chance: &mut fastrand::Rng) {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.is_empty() {
        return;
    }
    let at = chance.usize(..characters.len());
    let other = |old: char, chance: &mut fastrand::Rng| {
        if old.is_ascii_digit() { chance.digit(10) } else { chance.lowercase() }
    };
    match chance.u32(0..4) {
        0 if characters.len() > 1 => {
            characters.remove(at);
        }
        1 => {
            let new = characters.get(at).copied().unwrap_or('a');
            characters.insert(at, new);
        }
        2 if at + 1 < characters.len() => characters.swap(at, at + 1),
        _ => {
            if let Some(cell) = characters.get_mut(at) {
                *cell = other(*cell, chance);
            }
        }
    }
    *text = characters.into_iter().collect();
}
