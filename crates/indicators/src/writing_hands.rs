//! Do the mails of one account fall into two styles, and does anything outside of the texts part them the same way?
//!
//! In: rows of the view `sent_styles`, ordered by person, sender, time and ref. Out: for each account the two groups,
//! what parted them, and what each looks like: how many mails and words, from which program and line, at which hours.
//! A person is only held against the same person's own mails. Mails from a telephone are left out: whoever types there
//! types otherwise. Copies of one text count once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use measures::association::cramers_v;
use measures::style::{
    MESSAGES_MAX, Sketch, TWO_HANDS_P, UNGUIDED_EXCESS, VERSION, apart, best_split, distance,
};
use model::Row;

use crate::Gathered;

/// Two texts nearer than this are one text with other names in it.
const COPY_DISTANCE: f64 = 0.03;

/// A break in the day's hours of writing that may part two hands.
const BREAK_HOURS: f64 = 3.0;

/// Marks of a telephone's or a tablet's mailing program.
const HAND_HELD: [&str; 8] = ["iphone", "ipad", "android", "mobile", "ios", "samsung", "blackberry", "phone"];

/// What parted the mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    /// The mailing program or the line they came from.
    Client,
    Network,
    /// The hours they were written at.
    Hours,
    /// The texts themselves.
    Text,
}

/// Two groups of one account's mails.
pub(crate) struct Hands<'a> {
    pub sender: &'a str,
    pub by: By,
    /// Distance beyond chance, as `measures::style` has it.
    pub excess: f64,
    /// From when on it could be seen.
    pub known_at: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
    /// How the groups go together with the program, and with the line: Cramér's V, where there is more than one.
    pub with_client: Option<f64>,
    pub with_network: Option<f64>,
    /// All mails name their program and their line.
    pub all_told: bool,
    /// The larger group's words first.
    pub groups: [Group; 2],
    /// Mails of both groups by turns.
    pub refs: Vec<i64>,
}

/// What one group looks like.
pub(crate) struct Group {
    pub mails: usize,
    pub words: u32,
    /// `mostly` the program and the line that most of its mails come from, and the hours of most of them.
    pub looks: String,
}

struct Mail<'a> {
    reference: i64,
    at: Timestamp,
    known_at: Timestamp,
    sketch: Sketch,
    client: Option<String>,
    network: Option<&'a str>,
    /// In the sender's own time where the mail says it, else in UTC.
    hour: f64,
}

/// The accounts whose mails fall into two styles, person by person.
pub(crate) fn all<'a>(gathered: &'a Gathered) -> Vec<(&'a str, Hands<'a>)> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let mut by_sender: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for row in rows {
            if let Some(sender) = row.text("sender") {
                by_sender.entry(sender).or_default().push(row);
            }
        }
        for (sender, rows) in by_sender {
            res.extend(hands(sender, &rows, gathered).map(|it| (person, it)));
        }
    }
    res
}

fn hands<'a>(sender: &'a str, rows: &[Row<'a>], gathered: &Gathered) -> Option<Hands<'a>> {
    let mails = mails(rows);
    let side_words_min = gathered.count("side_words_min").min(u32::MAX as usize) as u32;
    let n_words: u64 = mails.iter().map(|it| u64::from(it.sketch.words())).sum();
    if n_words < 2 * u64::from(side_words_min) {
        return None;
    }
    let mut best: Option<(By, Vec<usize>, Vec<bool>, f64)> = None;
    for by in [By::Client, By::Network, By::Hours] {
        // The hours of a day are anybody's; they are asked where neither a program nor a line has parted the mails.
        if by == By::Hours && best.is_some() {
            break;
        }
        let Some((places, sides)) = parted(&mails, by) else { continue };
        let sketches: Vec<Sketch> =
            places.iter().filter_map(|it| mails.get(*it)).map(|it| it.sketch.clone()).collect();
        let Some(found) = apart(&sketches, &sides, side_words_min) else { continue };
        let larger = best.as_ref().is_none_or(|(_, _, _, it)| found.excess() > *it);
        if found.is_two_hands() && larger {
            best = Some((by, places, sides, found.excess()));
        }
    }
    if best.is_none() {
        let sketches: Vec<Sketch> = mails.iter().map(|it| it.sketch.clone()).collect();
        let split = best_split(&sketches, side_words_min)
            .filter(|it| it.excess >= UNGUIDED_EXCESS && it.p <= TWO_HANDS_P)?;
        best = Some((By::Text, (0..mails.len()).collect(), split.sides, split.excess));
    }
    let (by, places, sides, excess) = best?;
    let chosen: Vec<(&Mail<'_>, bool)> = places.iter().filter_map(|it| mails.get(*it)).zip(sides).collect();
    Some(Hands {
        sender,
        by,
        excess,
        known_at: known_at(&chosen, by, side_words_min)?,
        from: chosen.iter().map(|(it, _)| it.at).min()?,
        to: chosen.iter().map(|(it, _)| it.at).max()?,
        with_client: goes_with(&chosen, |it| it.client.as_deref()),
        with_network: goes_with(&chosen, |it| it.network),
        all_told: chosen.iter().all(|(it, _)| it.client.is_some() && it.network.is_some()),
        refs: by_turns(&chosen),
        groups: groups(&chosen),
    })
}

/// Sketches of this version, none of them from a telephone, each text once; not more than can be compared.
fn mails<'a>(rows: &[Row<'a>]) -> Vec<Mail<'a>> {
    let mut all: Vec<Mail<'a>> = Vec::new();
    for row in rows {
        let agent = row.text("user_agent").unwrap_or_default().to_lowercase();
        if row.int("version") != Some(i64::from(VERSION)) || is_hand_held(&agent) {
            continue;
        }
        let (Some(sketch), Some(at), Some(reference)) =
            (row.text("sketch").and_then(Sketch::decode), row.time("at"), row.int("ref"))
        else {
            continue;
        };
        let minutes = row.int("utc_offset_minutes").unwrap_or(0);
        all.push(Mail {
            reference,
            at,
            known_at: row.time("known_at").unwrap_or(at),
            sketch,
            client: client(&agent),
            network: row.text("subnet").or(row.text("origin_ip")),
            hour: (at.as_second() + minutes * 60).rem_euclid(86_400) as f64 / 3_600.0,
        });
    }
    let step = all.len().div_ceil(MESSAGES_MAX).max(1);
    let mut res: Vec<Mail<'a>> = Vec::new();
    for mail in all.into_iter().step_by(step) {
        if !res.iter().any(|it| distance(&it.sketch, &mail.sketch).is_some_and(|it| it < COPY_DISTANCE)) {
            res.push(mail);
        }
    }
    res
}

fn is_hand_held(agent: &str) -> bool {
    agent.split(|it: char| !it.is_ascii_alphabetic()).any(|word| HAND_HELD.contains(&word))
}

/// The program without its version: `apple mail` of `Apple Mail (2.3826)`.
fn client(agent: &str) -> Option<String> {
    let name: String =
        agent.chars().take_while(|it| !it.is_ascii_digit() && !matches!(it, '(' | '/' | '[')).collect();
    let name = name.trim().trim_end_matches([' ', '-', ',', ';']).trim_end_matches(" version").to_owned();
    (!name.is_empty()).then_some(name)
}

/// Those mails of which it is known, and on which side each is: the commonest program or line against all others.
fn parted(mails: &[Mail<'_>], by: By) -> Option<(Vec<usize>, Vec<bool>)> {
    if by == By::Hours {
        return parted_by_hours(mails);
    }
    let key = |it: &Mail<'_>| -> Option<String> {
        match by {
            By::Client => it.client.clone(),
            _ => it.network.map(str::to_owned),
        }
    };
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for mail in mails {
        if let Some(key) = key(mail) {
            *words.entry(key).or_default() += u64::from(mail.sketch.words());
        }
    }
    let (main, _) = words.iter().rev().max_by_key(|(_, it)| **it)?;
    let known = mails.iter().enumerate().filter_map(|(place, it)| Some((place, key(it)? == *main)));
    Some(known.unzip())
}

/// The two longest breaks of the day part it, where both are long.
fn parted_by_hours(mails: &[Mail<'_>]) -> Option<(Vec<usize>, Vec<bool>)> {
    let mut hours: Vec<f64> = mails.iter().map(|it| it.hour).collect();
    hours.sort_by(f64::total_cmp);
    let first = *hours.first()?;
    let next = hours.iter().skip(1).copied().chain([first + 24.0]);
    let mut breaks: Vec<(f64, f64)> = hours.iter().zip(next).map(|(from, to)| (to - from, *from)).collect();
    breaks.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (one, other) = (breaks.first()?, breaks.get(1)?);
    if other.0 < BREAK_HOURS {
        return None;
    }
    let (low, high) = (one.1.min(other.1), one.1.max(other.1));
    Some(mails.iter().enumerate().map(|(place, it)| (place, it.hour > low && it.hour <= high)).unzip())
}

fn goes_with<'a>(
    chosen: &[(&'a Mail<'_>, bool)],
    key: impl Fn(&'a Mail<'_>) -> Option<&'a str>,
) -> Option<f64> {
    let pairs: Vec<(bool, &str)> = chosen.iter().filter_map(|(it, side)| Some((*side, key(it)?))).collect();
    cramers_v(&pairs)
}

/// The first moment at which the groups, as they are known now, were far enough apart. What the texts alone parted is
/// known with the last of them, since any earlier text would have been parted otherwise.
fn known_at(chosen: &[(&Mail<'_>, bool)], by: By, side_words_min: u32) -> Option<Timestamp> {
    let mut in_time: Vec<&(&Mail<'_>, bool)> = chosen.iter().collect();
    in_time.sort_by_key(|(it, _)| (it.known_at, it.reference));
    let last = in_time.last()?.0.known_at;
    if by == By::Text {
        return Some(last);
    }
    let mut words = [0_u64; 2];
    let enough = in_time.iter().position(|(mail, side)| {
        words[usize::from(*side)] += u64::from(mail.sketch.words());
        words.iter().all(|it| *it >= u64::from(side_words_min))
    })?;
    let mut count = enough + 1;
    while count < in_time.len() {
        let seen = in_time.get(..count).unwrap_or_default();
        let sketches: Vec<Sketch> = seen.iter().map(|(it, _)| it.sketch.clone()).collect();
        let sides: Vec<bool> = seen.iter().map(|(_, it)| *it).collect();
        let found = apart(&sketches, &sides, side_words_min);
        if found.is_some_and(|it| it.is_two_hands()) {
            return seen.last().map(|(it, _)| it.known_at);
        }
        count = count * 3 / 2;
    }
    Some(last)
}

/// One of each group by turns, the earliest first.
fn by_turns(chosen: &[(&Mail<'_>, bool)]) -> Vec<i64> {
    let mut in_time: Vec<&(&Mail<'_>, bool)> = chosen.iter().collect();
    in_time.sort_by_key(|(it, _)| (it.at, it.reference));
    let of = |side: bool| in_time.iter().filter(move |(_, it)| *it == side).map(|(it, _)| it.reference);
    let (mut one, mut other) = (of(false), of(true));
    let mut res = Vec::new();
    loop {
        let pair = [one.next(), other.next()];
        if pair == [None, None] {
            return res;
        }
        res.extend(pair.into_iter().flatten());
    }
}

fn groups(chosen: &[(&Mail<'_>, bool)]) -> [Group; 2] {
    let mut res = [false, true].map(|side| {
        let mails: Vec<&Mail<'_>> = chosen.iter().filter(|(_, it)| *it == side).map(|(it, _)| *it).collect();
        let mut looks = Vec::new();
        if let Some((client, others)) = commonest(mails.iter().filter_map(|it| it.client.as_deref())) {
            looks.push(with_others(client, others, "program"));
        }
        if let Some((network, others)) = commonest(mails.iter().filter_map(|it| it.network)) {
            looks.push(with_others(network, others, "network"));
        }
        looks.push(most_hours(&mails));
        Group {
            mails: mails.len(),
            words: mails.iter().map(|it| it.sketch.words()).sum(),
            looks: looks.join(", "),
        }
    });
    if res[1].words > res[0].words {
        res.swap(0, 1);
    }
    res
}

fn with_others(main: &str, others: usize, what: &str) -> String {
    match others {
        0 => main.to_owned(),
        1 => format!("{main} and 1 other {what}"),
        _ => format!("{main} and {others} other {what}s"),
    }
}

/// The value that most have, the first by name of several, and how many others there are.
fn commonest<'a>(values: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let others = counts.len().checked_sub(1)?;
    counts.into_iter().rev().max_by_key(|(_, it)| *it).map(|(it, _)| (it, others))
}

/// The shortest stretch of the day that holds four fifths of the mails: `mostly 08:00 to 12:00`.
fn most_hours(mails: &[&Mail<'_>]) -> String {
    let mut hours: Vec<f64> = mails.iter().map(|it| it.hour).collect();
    hours.sort_by(f64::total_cmp);
    let inside = (hours.len() * 4).div_ceil(5).max(1);
    let round: Vec<f64> = hours.iter().copied().chain(hours.iter().map(|it| it + 24.0)).collect();
    let stretch = round.windows(inside).take(hours.len()).min_by(|one, other| {
        let length = |it: &[f64]| it.last().copied().unwrap_or(0.0) - it.first().copied().unwrap_or(0.0);
        length(one).total_cmp(&length(other))
    });
    let (Some(from), Some(to)) = (stretch.and_then(|it| it.first()), stretch.and_then(|it| it.last())) else {
        return String::new();
    };
    format!("mostly {:02}:00 to {:02}:00", from.floor() as i64 % 24, (to.floor() as i64 + 1) % 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_the_highest_level_is_the_one_that_was_measured() {
        let two_styles = crate::all().into_iter().find(|it| it.path == "employment/emp_two_writing_styles");
        let header = two_styles.and_then(|it| it.header().ok()).unwrap();
        let far = header.params.iter().find(|(name, _)| name == "excess_far").map(|(_, it)| *it);
        assert_eq!(far, Some(measures::style::FAR_EXCESS));
    }

    #[test]
    fn programs_are_known_without_their_versions() {
        for (agent, name) in [
            ("apple mail (2.3826)", Some("apple mail")),
            ("microsoft outlook 16.0", Some("microsoft outlook")),
            ("sylpheed version 0.8.1 (gtk+ 1.2.10)", Some("sylpheed")),
            ("mozilla/5.0 (x11)", Some("mozilla")),
            ("", None),
        ] {
            assert_eq!(client(agent).as_deref(), name, "{agent}");
        }
        assert!(is_hand_held("iphone mail (21f90)") && is_hand_held("outlook-ios/2.1"));
        assert!(!is_hand_held("microsoft outlook 16.0"));
    }
}
