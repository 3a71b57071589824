//! Which clock do the authors of a public project live by, when the offset that their log states is hidden?
//!
//! Arguments: files with lines `MAIL RFC3339` (`git log --format='%ae %aI'`), or with the log as `git log` prints it.
//! `--without FILES` leaves out the authors of those. Prints tables: how often the answer lies within two hours, how far the stated certainty is met, how often the rule
//! of summer time is told right. Names of authors are not printed.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files, a clock, and prints"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use measures::hours::{
    CLOCK_RULES, Clock, ClockRule, Hours, Profile, crowd_profile, hours_of, inhabited_clocks,
    shipped_profiles,
};
use measures::spans::day_number;

/// Unix seconds, and minutes east of UTC.
type Time = (i64, i32);

const COMMITS_MIN: usize = 50;

fn main() {
    let mut authors: BTreeMap<String, BTreeSet<Time>> = BTreeMap::new();
    let mut others: BTreeMap<String, BTreeSet<Time>> = BTreeMap::new();
    let mut is_left_out = false;
    for path in std::env::args().skip(1) {
        if path == "--without" {
            is_left_out = true;
            continue;
        }
        let bytes = std::fs::read(&path).expect("the file is there");
        read(&String::from_utf8_lossy(&bytes), if is_left_out { &mut others } else { &mut authors });
    }
    let before = authors.len();
    authors.retain(|it, _| others.get(it).is_none_or(|it| it.len() < 20));
    if is_left_out {
        println!("{} authors left out who have 20 and more times in other logs", before - authors.len());
    }
    let n_authors = authors.len();
    let mut without_offset = 0;
    let mut kept: Vec<Vec<Time>> = Vec::new();
    for times in authors.into_values() {
        let enough = times.len() >= COMMITS_MIN;
        let times = with_offset(times.into_iter().collect());
        if times.len() >= COMMITS_MIN {
            kept.push(times);
        } else if enough {
            without_offset += 1;
        }
    }
    println!(
        "{n_authors} authors, {} with {COMMITS_MIN} and more times; {without_offset} more whose log kept no offset (UTC in summer)",
        kept.len()
    );
    println!();
    println!(
        "| hours of | authors | within 2 h | answered | of these within 2 h | mean certainty | seconds | peak memory |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let start = Instant::now();
    let alone: Vec<Answer> = kept.iter().map(|it| answer(it, &shipped_profiles())).collect();
    row("groups of people that come with the product", &alone, start.elapsed().as_secs_f64());
    let start = Instant::now();
    let mut with_crowd = Vec::new();
    for (place, times) in kept.iter().enumerate() {
        let crowd: Vec<Vec<Time>> =
            kept.iter().enumerate().filter(|(it, _)| *it != place).map(|(_, it)| sample(it)).collect();
        let mut profiles = shipped_profiles();
        profiles.push(crowd_profile(&crowd, 0.5));
        with_crowd.push(answer(times, &profiles));
    }
    row(
        "the same and the others of these logs, whose clocks are told",
        &with_crowd,
        start.elapsed().as_secs_f64(),
    );
    let start = Instant::now();
    let floor: Vec<Answer> = kept.iter().map(|it| mean_at_fifteen(it)).collect();
    row("floor: the middle of the day's actions is 15:00", &floor, start.elapsed().as_secs_f64());
    reliability(&alone);
    rules(&kept, &alone);
}

/// Half-hours of one author that stand for them in a crowd, so that nobody outweighs the others.
fn sample(times: &[Time]) -> Vec<Time> {
    times.iter().step_by(times.len().div_ceil(200)).copied().collect()
}

struct Answer {
    /// Hours between what was said and what the log states; with the certainty, where something was said.
    error: f64,
    certainty: Option<f64>,
    hours: Option<Hours>,
}

fn answer(times: &[Time], profiles: &[Profile]) -> Answer {
    let seconds: Vec<i64> = times.iter().map(|it| it.0).collect();
    let found = hours_of(&seconds, &inhabited_clocks(), profiles);
    let error =
        found.as_ref().map_or(12.0, |it| apart(f64::from(it.offset_minutes) / 60.0, stated_hours(times)));
    // What is said with less than a half is no answer.
    let certainty = found.as_ref().map(|it| it.certainty);
    Answer { error, certainty, hours: found }
}

fn mean_at_fifteen(times: &[Time]) -> Answer {
    let (mut east, mut north) = (0.0, 0.0);
    for (seconds, _) in times {
        let angle = seconds.rem_euclid(86_400) as f64 / 86_400.0 * std::f64::consts::TAU;
        east += angle.cos();
        north += angle.sin();
    }
    let middle = north.atan2(east) / std::f64::consts::TAU * 24.0;
    Answer { error: apart(15.0 - middle, stated_hours(times)), certainty: Some(1.0), hours: None }
}

fn apart(one: f64, other: f64) -> f64 {
    ((one - other + 12.0).rem_euclid(24.0) - 12.0).abs()
}

/// The author's usual offset: the mean of those within an hour of the median.
fn stated_hours(times: &[Time]) -> f64 {
    let mut offsets: Vec<i32> = times.iter().map(|it| it.1).collect();
    offsets.sort_unstable();
    let median = offsets[offsets.len() / 2];
    offsets.retain(|it| (it - median).abs() <= 60);
    offsets.iter().map(|it| f64::from(*it)).sum::<f64>() / offsets.len() as f64 / 60.0
}

fn row(name: &str, answers: &[Answer], seconds: f64) {
    let all = answers.len().max(1) as f64;
    let near = answers.iter().filter(|it| it.error <= 2.0).count() as f64;
    let sure: Vec<&Answer> = answers.iter().filter(|it| it.certainty.is_some_and(|it| it >= 0.5)).collect();
    let sure_near = sure.iter().filter(|it| it.error <= 2.0).count() as f64;
    let mean = sure.iter().filter_map(|it| it.certainty).sum::<f64>() / sure.len().max(1) as f64;
    println!(
        "| {name} | {} | {:.1} % | {} | {:.1} % | {mean:.2} | {seconds:.2} | {} MiB |",
        answers.len(),
        100.0 * near / all,
        sure.len(),
        100.0 * sure_near / sure.len().max(1) as f64,
        peak_mib()
    );
}

fn reliability(answers: &[Answer]) {
    println!();
    println!("| stated certainty | authors | mean stated | within 2 h |");
    println!("|---|---|---|---|");
    for (from, to) in [(0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)] {
        let mut inside = Vec::new();
        for answer in answers {
            if let Some(certainty) = answer.certainty.filter(|it| (from..to).contains(it)) {
                inside.push((certainty, answer.error <= 2.0));
            }
        }
        if !inside.is_empty() {
            let n_inside = inside.len() as f64;
            println!(
                "| {from:.2} to {:.2} | {} | {:.2} | {:.2} |",
                f64::min(to, 1.0),
                inside.len(),
                inside.iter().map(|it| it.0).sum::<f64>() / n_inside,
                inside.iter().filter(|it| it.1).count() as f64 / n_inside
            );
        }
    }
}

/// The rule that the stated offsets follow, where all but one in twenty agree with exactly one.
fn stated_rule(times: &[Time]) -> Option<ClockRule> {
    let mut res = None;
    for rule in CLOCK_RULES {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for (seconds, minutes) in times {
            let saving = Clock { standard_minutes: 0, rule, weight: 1.0 }.minutes_at(*seconds);
            *counts.entry(minutes - saving).or_default() += 1;
        }
        if counts.values().any(|it| it * 20 >= times.len() * 19) {
            if res.is_some() {
                return None;
            }
            res = Some(rule);
        }
    }
    res
}

fn rules(kept: &[Vec<Time>], answers: &[Answer]) {
    println!();
    println!(
        "| summer time of the log | authors | rule most likely the same | mean share of it | said with 0.9 and more | of these the same |"
    );
    println!("|---|---|---|---|---|---|");
    for rule in CLOCK_RULES {
        let (mut n_authors, mut right, mut share, mut sure, mut sure_right) = (0, 0, 0.0, 0, 0);
        for (times, answer) in kept.iter().zip(answers) {
            let Some(hours) = answer.hours.as_ref().filter(|_| stated_rule(times) == Some(rule)) else {
                continue;
            };
            let best = CLOCK_RULES
                .into_iter()
                .max_by(|one, other| hours.share_of(*one).total_cmp(&hours.share_of(*other)));
            let is_right = best == Some(rule);
            let is_sure = best.is_some_and(|it| hours.share_of(it) >= 0.9);
            n_authors += 1;
            right += usize::from(is_right);
            share += hours.share_of(rule);
            sure += usize::from(is_sure);
            sure_right += usize::from(is_sure && is_right);
        }
        if n_authors > 0 {
            println!(
                "| {rule:?} | {n_authors} | {right} | {:.2} | {sure} | {sure_right} |",
                share / n_authors as f64
            );
        }
    }
    println!();
}

fn peak_mib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = text.lines().find(|it| it.starts_with("VmHWM:")).expect("a line");
    line.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).expect("a number") / 1024
}

/// Without the times in UTC of somebody who has some from June to August: a program kept them that knew no offset.
fn with_offset(mut times: Vec<Time>) -> Vec<Time> {
    let is_summer = |seconds: i64| {
        let day = seconds.div_euclid(86_400);
        (1970..2100).any(|year| {
            let (from, to) = (day_number(year, 6, 1), day_number(year, 9, 1));
            from.is_some_and(|it| it <= day) && to.is_some_and(|it| day < it)
        })
    };
    if times.iter().any(|(seconds, minutes)| *minutes == 0 && is_summer(*seconds)) {
        times.retain(|it| it.1 != 0);
    }
    times
}

fn read(text: &str, authors: &mut BTreeMap<String, BTreeSet<Time>>) {
    let mut author = String::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("Author:") {
            author = rest.rsplit('<').next().unwrap_or(rest).trim_matches([' ', '>']).to_lowercase();
        } else if let Some(rest) = line.strip_prefix("Date:").or_else(|| line.strip_prefix("AuthorDate:")) {
            if let Some(time) = git_date(rest.trim()) {
                authors.entry(author.clone()).or_default().insert(time);
            }
        } else if let Some((mail, time)) = line.rsplit_once(' ')
            && let Some(time) = rfc3339(time)
        {
            authors.entry(mail.trim().to_lowercase()).or_default().insert(time);
        }
    }
}

/// `2022-12-16T23:14:57+02:00`
fn rfc3339(text: &str) -> Option<Time> {
    let (date, time) = text.split_once('T')?;
    let mut parts = date.split('-');
    let day =
        day_number(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)?;
    let zone = time.find(['Z', '+', '-'])?;
    let offset = match time.get(zone..)? {
        "Z" => 0,
        it => minutes_of(&it.replace(':', ""))?,
    };
    time_of(day, time.get(..zone)?, offset)
}

/// `Fri Dec 16 23:14:57 2022 +0200`, or `2022-12-16 23:14:57 +0200`.
fn git_date(text: &str) -> Option<Time> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [_, month, day, time, year, offset] => {
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            let month = months.iter().position(|it| *it == month)? as u8 + 1;
            let day = day_number(year.parse().ok()?, month, day.parse().ok()?)?;
            time_of(day, time, minutes_of(offset)?)
        }
        [date, time, offset] => {
            let mut parts = date.split('-');
            let (year, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            time_of(day_number(year, month, parts.next()?.parse().ok()?)?, time, minutes_of(offset)?)
        }
        _ => None,
    }
}

/// `+0530`
fn minutes_of(text: &str) -> Option<i32> {
    let number: i32 = text.get(1..)?.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    Some(if text.starts_with('-') { -minutes } else { minutes })
}

fn time_of(day: i64, time: &str, offset: i32) -> Option<Time> {
    let mut parts = time.split(':').map(|it| it.parse::<i64>().ok());
    let local = day * 86_400 + parts.next()?? * 3_600 + parts.next()?? * 60 + parts.next()??;
    Some((local - i64::from(offset) * 60, offset))
}
