//! The same story as plain text, for a terminal.
//!
//! In: a dossier, and how many columns there are. Out: text without colour and without control
//! characters: what comes from outside is shown, never obeyed. Lines end in `\n`.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use model::dossier::{Dossier, Outcome, PersonReport};
use model::{Bits, Evidence, Origin, PersonId, Place, Tier};

use crate::reading::{self, Bearing, Reading};
use crate::visible::{clip, one_line};
use crate::{Options, checks, redact};

/// Narrower than this, nothing can be read; wider than this, lines cannot be followed.
const COLUMNS_MIN: usize = 60;
const COLUMNS_MAX: usize = 140;
/// Longest text of one field, in characters.
const TEXT_CHARS_MAX: usize = 600;
/// Most records named under one reason.
const RECORDS_MAX: usize = 8;
/// How checks are meant, in the words of the reports that recommend them.
const CHECKS_INTRODUCTION: &str = "What settles most for what it takes comes first, of equals the least intrusive. Do \
    the same for everybody in the same kind of post. Use numbers held before, or a switchboard, never a number that \
    came with what is checked. The person may explain; a cleared person is as good an end as any.";

/// Raised people, then the watch list, as one table; below it what could not be looked at.
pub fn table(dossier: &Dossier, options: &Options, columns: usize) -> String {
    let dossier = redact::view(dossier, options);
    let reading = Reading::new(&dossier);
    let columns = columns.clamp(COLUMNS_MIN, COLUMNS_MAX);
    let shown: Vec<&PersonReport> = dossier.people.iter().filter(|it| it.tier >= Tier::Watch).collect();
    let n_raised = shown.iter().filter(|it| it.tier.raised()).count();
    let mut res = String::new();
    match n_raised {
        0 => res.push_str("nobody stands above the line\n"),
        1 => res.push_str("1 person to check first\n"),
        n => {
            let _ = writeln!(res, "{n} people to check first");
        }
    }
    if !shown.is_empty() {
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(columns.try_into().unwrap_or(u16::MAX))
            .set_header(["tier", "bits", "person", "why"]);
        for it in shown {
            let why: Vec<String> = reading
                .steps_to_total(it)
                .iter()
                .filter(|it| it.to > it.from)
                .take(3)
                .map(|it| shown_text(&it.evidence.sentence))
                .collect();
            let who =
                format!("{}\n{}", shown_text(reading.name_of(&it.person)), shown_text(it.person.as_str()));
            table.add_row([
                Cell::new(it.tier.id()),
                Cell::new(it.bits).set_alignment(CellAlignment::Right),
                Cell::new(who),
                Cell::new(why.join("\n")),
            ]);
        }
        for line in table.lines() {
            res.push_str(line.trim_end());
            res.push('\n');
        }
    }
    let could_not = dossier.coverage.values().filter(|it| it.outcome == Outcome::CouldNotLook).count();
    let broke = dossier.coverage.values().filter(|it| it.outcome == Outcome::Broke).count();
    if could_not > 0 {
        let n_all = dossier.coverage.len();
        let line = format!("{could_not} of {n_all} indicators could not look: their records were not given");
        wrapped("", "  ", &line, columns, &mut res);
    }
    if broke > 0 {
        let noun = if broke == 1 { "indicator" } else { "indicators" };
        wrapped("", "  ", &format!("{broke} {noun} broke: see coverage.json"), columns, &mut res);
    }
    res
}

/// Everything about one person, by `worker:…`, `applicant:…`, or a bare id. None where nobody has it.
pub fn explain(dossier: &Dossier, options: &Options, who: &str, columns: usize) -> Option<String> {
    let dossier = redact::view(dossier, options);
    let reading = Reading::new(&dossier);
    let person = dossier.person_named(who)?;
    let columns = columns.clamp(COLUMNS_MIN, COLUMNS_MAX);
    let mut res = String::new();
    heading(&reading, person, &mut res);
    waterfall(&reading, person, columns, &mut res);
    for (bearing, title) in [
        (Bearing::Adds, "reasons"),
        (Bearing::SpeaksFor, "speaks for this person"),
        (Bearing::Exempt, "under an exemption, counted as nothing"),
        (Bearing::Nothing, "seen, and weighs nothing"),
    ] {
        let entries: Vec<&&Evidence> =
            reading.evidence_of(&person.person).iter().filter(|it| reading::bearing(it) == bearing).collect();
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(res, "\n{title}");
        for it in entries {
            reason(&reading, person, it, columns, &mut res);
        }
    }
    let checks = checks::of(&reading, person);
    if !checks.is_empty() {
        res.push_str("\nwhat to check next, in this order\n");
        for (idx, check) in checks.iter().enumerate() {
            let about = match check.who_and_effort() {
                it if it.is_empty() => String::new(),
                it => format!(" ({it})"),
            };
            let line = format!("{}{about}", shown_text(&check.check.what));
            wrapped(&format!("{:>3}. ", idx + 1), "     ", &line, columns, &mut res);
        }
    }
    around(&reading, person, columns, &mut res);
    Some(res)
}

/// What to check next about one person: what it would settle, who does it, what it takes, what would clear them.
/// None where nobody has that id.
pub fn checks(dossier: &Dossier, options: &Options, who: &str, columns: usize) -> Option<String> {
    let dossier = redact::view(dossier, options);
    let reading = Reading::new(&dossier);
    let person = dossier.person_named(who)?;
    let columns = columns.clamp(COLUMNS_MIN, COLUMNS_MAX);
    let mut res = String::new();
    heading(&reading, person, &mut res);
    let checks = checks::of(&reading, person);
    if checks.is_empty() {
        res.push_str("\nnothing counts against this person, so that there is nothing to check\n");
        return Some(res);
    }
    res.push('\n');
    wrapped("", "", CHECKS_INTRODUCTION, columns, &mut res);
    for (idx, it) in checks.iter().enumerate() {
        res.push('\n');
        wrapped(&format!("{:>3}. ", idx + 1), "     ", &shown_text(&it.check.what), columns, &mut res);
        let mut about = vec![it.who_and_effort(), format!("{} bits stand on it", it.worth)];
        about.retain(|it| !it.is_empty());
        wrapped("     ", "     ", &about.join("; "), columns, &mut res);
        for clears in &it.clears {
            wrapped("     ", "       ", &format!("clears: {}", shown_text(clears)), columns, &mut res);
        }
        let reasons: Vec<String> = it.reasons(&reading).into_iter().map(shown_text).collect();
        wrapped("     ", "       ", &format!("for: {}", reasons.join("; ")), columns, &mut res);
    }
    Some(res)
}

fn heading(reading: &Reading<'_>, it: &PersonReport, res: &mut String) {
    let tier = if it.tier == Tier::None { "below the line" } else { it.tier.id() };
    let categories: Vec<&str> = it.categories.iter().map(|it| it.id()).collect();
    let _ = writeln!(res, "{}  {}", shown_text(reading.name_of(&it.person)), shown_text(it.person.as_str()));
    let kinds = if categories.is_empty() { String::new() } else { format!(" ({})", categories.join(", ")) };
    let _ = writeln!(res, "{tier}, {} bits{kinds}", it.bits);
    if let Some(title) = &it.job_title {
        let _ = writeln!(res, "{}", shown_text(title));
    }
    if let Some(at) = it.raised_at {
        let _ = writeln!(res, "could have been known: {}", at.strftime("%Y-%m-%d"));
    }
    if let Some(clear) = &it.would_clear {
        let left = if clear.tier_left == Tier::None { "below the line" } else { clear.tier_left.id() };
        let _ =
            writeln!(res, "would clear: {} ({} bits left, {left})", shown_text(&clear.fact), clear.bits_left);
    }
}

/// One line for each step, drawn from where the one before it ended.
fn waterfall(reading: &Reading<'_>, person: &PersonReport, columns: usize, res: &mut String) {
    let steps = reading.steps_to_total(person);
    if steps.is_empty() {
        return;
    }
    let title_chars = columns / 3;
    let width = columns - title_chars - 10;
    let ends = || steps.iter().flat_map(|it| [it.from, it.to]).chain([Bits::ZERO, person.bits]);
    let low = ends().min().unwrap_or_default().hundredths();
    let span = (ends().max().unwrap_or_default().hundredths() - low).max(1);
    let at = |bits: Bits| (bits.hundredths() - low) as usize * (width - 1) / span as usize;
    let mut draw = |title: &str, bits: &str, from: Bits, to: Bits, sign: char| {
        let (title, _) = clip(title, title_chars);
        let (left, right) = (at(from.min(to)), at(from.max(to)).max(at(from.min(to)) + 1));
        let bar: String = std::iter::repeat_n(sign, right - left).collect();
        let _ = writeln!(res, "{title:<title_chars$} {bits:>7}  {}{bar}", " ".repeat(left));
    };
    for step in &steps {
        let counted = step.to - step.from;
        let sign = match (counted < Bits::ZERO, reading.is_combination(step.evidence)) {
            (true, _) => '-',
            (false, true) => '/',
            (false, false) => '#',
        };
        let bits = if counted < Bits::ZERO { counted.to_string() } else { format!("+{counted}") };
        draw(&shown_text(reading.title_of(step.evidence)), &bits, step.from, step.to, sign);
    }
    draw("total", &person.bits.to_string(), Bits::ZERO, person.bits, '=');
}

fn reason(reading: &Reading<'_>, person: &PersonReport, it: &Evidence, columns: usize, res: &mut String) {
    let bits = if it.counted > Bits::ZERO { format!("+{}", it.counted) } else { it.counted.to_string() };
    wrapped(&format!("{bits:>7}  "), "         ", &shown_text(&it.sentence), columns, res);
    let indent = "         ";
    let mut about =
        format!("{}, {}, level {}", it.category.id(), shown_text(&it.indicator), shown_text(&it.level));
    if it.counted != it.bits || !it.counted_why.is_empty() {
        let _ = write!(about, "; worth {}", it.bits);
        if !it.counted_why.is_empty() {
            let _ = write!(about, ", {}", shown_text(&it.counted_why));
        }
    }
    let _ = write!(about, "; known {}", it.known_at.strftime("%Y-%m-%d"));
    wrapped(indent, indent, &about, columns, res);
    let with: Vec<String> = it
        .with
        .iter()
        .filter(|it| **it != person.person)
        .take(RECORDS_MAX)
        .map(|it| named(reading, it))
        .collect();
    if !with.is_empty() {
        wrapped(indent, indent, &format!("together with {}", with.join(", ")), columns, res);
    }
    if let Some(card) = reading.card(it).filter(|it| !it.innocent.is_empty()) {
        wrapped(
            indent,
            indent,
            &format!("could be innocent: {}", shown_text(&card.innocent.join("; "))),
            columns,
            res,
        );
    }
    for reference in it.records.iter().take(RECORDS_MAX) {
        let _ = writeln!(res, "{indent}{}", place(&reference.origin));
    }
    if it.records.len() > RECORDS_MAX {
        let _ = writeln!(res, "{indent}{} more records in evidence.ndjson", it.records.len() - RECORDS_MAX);
    }
}

fn around(reading: &Reading<'_>, person: &PersonReport, columns: usize, res: &mut String) {
    let links = reading.links_of(&person.person);
    if links.is_empty() && person.ring.is_none() {
        return;
    }
    res.push_str("\nwho belongs to them\n");
    if let Some(ring) = reading.ring_of(person) {
        wrapped(
            "  ",
            "  ",
            &format!("group {}: {}", shown_text(&ring.id), shown_text(&ring.sentence)),
            columns,
            res,
        );
    }
    for link in links {
        let other = if link.a == person.person { &link.b } else { &link.a };
        wrapped(
            "  ",
            "    ",
            &format!("{}: {}", named(reading, other), shown_text(&link.sentence)),
            columns,
            res,
        );
    }
}

fn named(reading: &Reading<'_>, person: &PersonId) -> String {
    let (name, id) = (reading.name_of(person), person.as_str());
    if name == id { shown_text(id) } else { format!("{} ({})", shown_text(name), shown_text(id)) }
}

fn place(it: &Origin) -> String {
    match it.place {
        Place::Whole => shown_text(&it.file),
        Place::Line(number) | Place::Record(number) => format!("{}:{number}", shown_text(&it.file)),
    }
}

/// One line, nothing in it that a terminal would obey, and not endless.
fn shown_text(text: &str) -> String {
    let (text, n_more) = clip(text, TEXT_CHARS_MAX);
    let text = one_line(text);
    if n_more > 0 { format!("{text}… ({n_more} characters more)") } else { text.into_owned() }
}

/// Words broken at the width, with one beginning for the first line and another for the others.
fn wrapped(first: &str, others: &str, text: &str, columns: usize, res: &mut String) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > columns {
            let _ = writeln!(res, "{}", line.trim_end());
            line = others.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    let _ = writeln!(res, "{}", line.trim_end());
}
