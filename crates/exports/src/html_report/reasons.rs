//! The reasons of one person, by category: the sentence, what it counts and why, what would innocently
//! explain it, and the records it rests on.

use std::io::{self, Write};

use model::dossier::PersonReport;
use model::evidence::Reference;
use model::{Bits, Category, Evidence, Origin, PersonId, Place, Status};

use super::escape::{anchor, day, minute, plain, short, signed, text};
use super::people::more;
use super::{REASONS_MAX, RECORDS_MAX, side_by_side};
use crate::reading::{self, Bearing, Reading};

/// Most cells shown of one record, and most characters of one cell.
const CELLS_MAX: usize = 30;
const CELL_CHARS_MAX: usize = 300;

/// Where the reason at this position of [`Reading::evidence_of`] stands in the page.
pub fn anchor_of(person_anchor: &str, idx: usize) -> String {
    format!("{person_anchor}-reason-{}", idx + 1)
}

pub fn write(
    reading: &Reading<'_>,
    person: &PersonReport,
    person_anchor: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let all: Vec<(usize, &Evidence)> =
        reading.evidence_of(&person.person).iter().copied().enumerate().collect();
    if all.is_empty() {
        return Ok(());
    }
    let shown = all.get(..REASONS_MAX.min(all.len())).unwrap_or(&all);
    writeln!(out, "<h4>The reasons</h4>")?;
    for category in categories_by_weight(shown) {
        let of_category: Vec<_> = shown
            .iter()
            .filter(|(_, it)| it.category == category && reading::bearing(it) == Bearing::Adds)
            .collect();
        let sum: Bits = of_category.iter().map(|(_, it)| it.counted).sum();
        writeln!(
            out,
            "<h5 class=\"c-{0}\"><span class=\"dot\" aria-hidden=\"true\"></span><span class=\"cap\">{0}</span> <span class=\"n\">{1}</span></h5>",
            category.id(),
            signed(sum)
        )?;
        for (idx, it) in of_category {
            reason(reading, person, it, &anchor_of(person_anchor, *idx), out)?;
        }
    }
    for (bearing, title) in [
        (Bearing::SpeaksFor, "Speaks for this person"),
        (Bearing::Exempt, "Under an exemption, counted as nothing"),
        (Bearing::Nothing, "Seen, and weighs nothing here"),
    ] {
        let entries: Vec<_> = shown.iter().filter(|(_, it)| reading::bearing(it) == bearing).collect();
        if entries.is_empty() {
            continue;
        }
        let class = if bearing == Bearing::SpeaksFor { "for" } else { "nothing" };
        writeln!(
            out,
            "<h5 class=\"c-{class}\"><span class=\"dot\" aria-hidden=\"true\"></span>{title}</h5>"
        )?;
        for (idx, it) in entries {
            reason(reading, person, it, &anchor_of(person_anchor, *idx), out)?;
        }
    }
    more(all.len(), REASONS_MAX, "evidence.ndjson", out)
}

/// Categories that add bits, the heaviest first.
fn categories_by_weight(evidence: &[(usize, &Evidence)]) -> Vec<Category> {
    let mut sums: Vec<(Bits, Category)> = Vec::new();
    for category in Category::ALL {
        let sum: Bits = evidence
            .iter()
            .filter(|(_, it)| it.category == category && reading::bearing(it) == Bearing::Adds)
            .map(|(_, it)| it.counted)
            .sum();
        if sum > Bits::ZERO {
            sums.push((sum, category));
        }
    }
    sums.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    sums.into_iter().map(|(_, it)| it).collect()
}

fn reason(
    reading: &Reading<'_>,
    person: &PersonReport,
    it: &Evidence,
    anchor: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let class = match reading::bearing(it) {
        Bearing::Adds => it.category.id(),
        Bearing::SpeaksFor => "for",
        Bearing::Nothing | Bearing::Exempt => "nothing",
    };
    writeln!(
        out,
        "<section class=\"reason c-{class}\" id=\"{anchor}\">\n<div class=\"say\"><p class=\"sentence\"><bdi>{}</bdi></p>\
         <span class=\"n\">{}</span></div>",
        text(&it.sentence),
        signed(it.counted)
    )?;
    writeln!(out, "<p class=\"soft\">{}</p>", particulars(reading, it))?;
    let with: Vec<&PersonId> = it.with.iter().filter(|it| **it != person.person).collect();
    if !with.is_empty() {
        let named: Vec<String> = with.iter().take(12).map(|it| linked(reading, it)).collect();
        let rest = with.len().saturating_sub(12);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        writeln!(out, "<p class=\"with\">Together with {}{rest}</p>", named.join(", "))?;
    }
    if let Some(card) = reading.card(it) {
        if !card.innocent.is_empty() {
            writeln!(
                out,
                "<p class=\"innocent\"><b>Could be innocent:</b> {}</p>",
                text(&card.innocent.join("; "))
            )?;
        }
        if !card.check.is_empty() {
            writeln!(out, "<p class=\"check\"><b>Check:</b> {}</p>", text(&card.check.join("; ")))?;
        }
        if !card.blind_spots.is_empty() {
            writeln!(out, "<p class=\"blind soft\"><b>Blind spots:</b> {}</p>", text(&card.blind_spots))?;
        }
    }
    side_by_side::write(reading, person, it, out)?;
    records(reading, it, out)?;
    writeln!(out, "</section>")
}

/// What it is worth, what of it counts and why, since when it was known, and which indicator says so.
fn particulars(reading: &Reading<'_>, it: &Evidence) -> String {
    let mut parts = Vec::new();
    if it.counted == it.bits && it.counted_why.is_empty() {
        parts.push(format!("worth {} bits, all counted", plain(it.bits)));
    } else {
        let why =
            if it.counted_why.is_empty() { String::new() } else { format!(": {}", text(&it.counted_why)) };
        parts.push(format!("worth {} bits, {} counted{why}", plain(it.bits), plain(it.counted)));
    }
    if it.exempt {
        parts.push("exempt".to_owned());
    }
    if it.status == Status::Trial {
        parts.push("on trial".to_owned());
    }
    if it.from != it.to {
        parts.push(format!("{} to {}", day(it.from), day(it.to)));
    }
    parts.push(format!("known {}", day(it.known_at)));
    if reading.is_combination(it) {
        parts.push("combination".to_owned());
    }
    parts.push(format!("<code>{}</code>, level {}", short(&it.indicator, 60), short(&it.level, 40)));
    parts.join(" · ")
}

/// The name of another person, as a link where the page has a section for them.
pub fn linked(reading: &Reading<'_>, person: &PersonId) -> String {
    let name = short(reading.name_of(person), 80);
    let id = short(person.as_str(), 80);
    let named = reading.person(person).is_some_and(|it| !it.names.is_empty());
    let id = if named { format!(" <code>{id}</code>") } else { String::new() };
    if has_section(reading, person) {
        format!("<a href=\"#{}\"><bdi>{name}</bdi></a>{id}", anchor("p", person.as_str()))
    } else {
        format!("<bdi>{name}</bdi>{id}")
    }
}

fn has_section(reading: &Reading<'_>, person: &PersonId) -> bool {
    let raised = reading.person(person).is_some_and(|it| it.tier.raised());
    let limit = if raised { super::RAISED_SECTIONS_MAX } else { super::WATCH_SECTIONS_MAX };
    reading.position_of(person).is_some_and(|it| it < limit)
}

fn records(reading: &Reading<'_>, it: &Evidence, out: &mut dyn Write) -> io::Result<()> {
    let n = it.records.len();
    writeln!(
        out,
        "<details class=\"records\"><summary>{n} {}</summary>\n<ol>",
        if n == 1 { "record" } else { "records" }
    )?;
    for reference in it.records.iter().take(RECORDS_MAX) {
        record(reading, reference, out)?;
    }
    writeln!(out, "</ol>")?;
    more(n, RECORDS_MAX, "evidence.ndjson", out)?;
    writeln!(out, "</details>")
}

fn record(reading: &Reading<'_>, it: &Reference, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<li><p class=\"place\"><code>{}</code>", place(&it.origin))?;
    let excerpt = reading.dossier.excerpts.get(&it.record);
    if let Some(at) = excerpt.and_then(|it| it.at) {
        write!(out, " <span class=\"soft\">{}</span>", minute(at))?;
    }
    for also in it.also.iter().take(3) {
        write!(out, " <span class=\"soft\">also <code>{}</code></span>", place(also))?;
    }
    if it.also.len() > 3 {
        write!(out, " <span class=\"soft\">and {} more places</span>", it.also.len() - 3)?;
    }
    writeln!(out, "</p>")?;
    if let Some(excerpt) = excerpt {
        writeln!(
            out,
            "<table class=\"cells\"><caption class=\"sr\">{}</caption><tbody>",
            short(excerpt.table, 60)
        )?;
        for (column, cell) in excerpt.cells.iter().take(CELLS_MAX) {
            writeln!(
                out,
                "<tr><th scope=\"row\">{}</th><td><bdi>{}</bdi></td></tr>",
                short(column, 60),
                short(cell, CELL_CHARS_MAX)
            )?;
        }
        writeln!(out, "</tbody></table>")?;
        let n_more = excerpt.cells.len().saturating_sub(CELLS_MAX);
        if n_more > 0 {
            writeln!(out, "<p class=\"more\">{n_more} more cells</p>")?;
        }
    }
    writeln!(out, "</li>")
}

/// `hr/changes.csv:118`, as `bonafide show` takes it.
fn place(it: &Origin) -> String {
    match it.place {
        Place::Whole => short(&it.file, 300).to_string(),
        Place::Line(number) => format!("{}:{number}", short(&it.file, 300)),
        Place::Record(number) => format!("{}:{number}", short(&it.file, 300)),
    }
}
