//! Lists of people: who to check first, the watch list, everyone else.

use std::io::{self, Write};

use model::Category;
use model::Tier;
use model::dossier::PersonReport;

use super::escape::{anchor, counted, day, short, text};
use super::{PEOPLE_ROWS_MAX, RAISED_SECTIONS_MAX, WATCH_SECTIONS_MAX};
use crate::reading::Reading;

/// How many sentences say why, in a list.
const SENTENCES: usize = 3;

/// A sign for each tier, so that colour is never the only one.
pub fn glyph(tier: Tier) -> &'static str {
    match tier {
        Tier::Urgent => "▲",
        Tier::Verify => "●",
        Tier::Watch => "◐",
        Tier::None => "○",
    }
}

pub fn badge(tier: Tier) -> String {
    let id = tier.id();
    let said = if tier == Tier::None { "below the line" } else { id };
    format!("<span class=\"badge t-{id}\"><span aria-hidden=\"true\">{} </span>{said}</span>", glyph(tier))
}

/// The six categories, those that speak marked.
pub fn categories(it: &PersonReport) -> String {
    let mut res = String::from("<ul class=\"cats\" aria-label=\"independent kinds of evidence\">");
    for category in Category::ALL {
        let id = category.id();
        if it.categories.contains(&category) {
            res.push_str(&format!("<li class=\"c-{id} on\">{id}</li>"));
        } else {
            res.push_str(&format!("<li class=\"off\"><span class=\"sr\">no </span>{id}</li>"));
        }
    }
    res.push_str("</ul>");
    res
}

/// Raised people, each with why and what would clear them.
pub fn first(reading: &Reading<'_>, raised: &[&PersonReport], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"first\" aria-labelledby=\"first-title\">")?;
    writeln!(out, "<h2 id=\"first-title\">Who to check first</h2>")?;
    if raised.is_empty() {
        writeln!(
            out,
            "<p>Nobody reaches the line for a check. That is what the records given here say; \
             <a href=\"#coverage\">what was looked for</a> shows what could not be seen.</p></section>"
        )?;
        return Ok(());
    }
    writeln!(out, "<ol class=\"first\">")?;
    for (idx, it) in raised.iter().enumerate() {
        if idx == RAISED_SECTIONS_MAX {
            break;
        }
        card(reading, it, idx + 1, out)?;
    }
    writeln!(out, "</ol>")?;
    more(raised.len(), RAISED_SECTIONS_MAX, "people.csv", out)?;
    writeln!(out, "</section>")
}

fn card(reading: &Reading<'_>, it: &PersonReport, rank: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<li class=\"card t-{}\" data-find>\n<div class=\"who\"><span class=\"rank\" aria-hidden=\"true\">{rank}</span>\
         <div><h3><a href=\"#{}\"><bdi>{}</bdi></a></h3><p class=\"sub\">{}<code>{}</code></p></div>\
         <div class=\"sum\">{}<span class=\"bits\"><b>{}</b> bits</span></div></div>",
        it.tier.id(),
        anchor("p", it.person.as_str()),
        short(reading.name_of(&it.person), 120),
        job(it),
        short(it.person.as_str(), 80),
        badge(it.tier),
        it.bits
    )?;
    writeln!(out, "<ul class=\"why\">")?;
    for step in reading.steps_to_total(it).iter().filter(|it| it.to > it.from).take(SENTENCES) {
        writeln!(
            out,
            "<li class=\"c-{}\"><bdi>{}</bdi></li>",
            step.evidence.category.id(),
            text(&step.evidence.sentence)
        )?;
    }
    writeln!(out, "</ul>")?;
    if let Some(clear) = &it.would_clear {
        writeln!(
            out,
            "<p class=\"clear\"><b>{}:</b> {} <span class=\"soft\">({} bits left, {})</span></p>",
            if clear.tier_left.raised() { "Would take most off" } else { "Would clear" },
            text(&clear.fact),
            clear.bits_left,
            said(clear.tier_left)
        )?;
    }
    if let Some(at) = it.raised_at {
        writeln!(out, "<p class=\"soft known\">Could have been known on {}.</p>", day(at))?;
    }
    writeln!(out, "</li>")
}

pub fn said(tier: Tier) -> &'static str {
    if tier == Tier::None { "below the line" } else { tier.id() }
}

fn job(it: &PersonReport) -> String {
    match it.job_title.as_deref().filter(|it| !it.is_empty()) {
        Some(title) => format!("<bdi>{}</bdi> · ", short(title, 120)),
        None => String::new(),
    }
}

/// The watch list opens a section that the caller closes, after the sections of those who are on it.
pub fn watched(reading: &Reading<'_>, watched: &[&PersonReport], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"watch\" aria-labelledby=\"watch-title\">")?;
    writeln!(out, "<h2 id=\"watch-title\">Watch list</h2>")?;
    if watched.is_empty() {
        return writeln!(out, "<p>Nobody is on it.</p>");
    }
    writeln!(
        out,
        "<p>Something was seen, and not enough of it to ask a person about. Most of these have an ordinary \
         explanation.</p>\n<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Person</th>\
         <th scope=\"col\" class=\"n\">Bits</th><th scope=\"col\">What was seen</th></tr></thead><tbody>"
    )?;
    for (idx, it) in watched.iter().take(PEOPLE_ROWS_MAX).enumerate() {
        let name = short(reading.name_of(&it.person), 120);
        write!(out, "<tr data-find><th scope=\"row\">")?;
        if idx < WATCH_SECTIONS_MAX {
            write!(out, "<a href=\"#{}\"><bdi>{name}</bdi></a>", anchor("p", it.person.as_str()))?;
        } else {
            write!(out, "<bdi>{name}</bdi>")?;
        }
        write!(
            out,
            "<span class=\"sub\">{}<code>{}</code></span></th><td class=\"n\">{}</td><td><ul class=\"plain\">",
            job(it),
            short(it.person.as_str(), 80),
            it.bits
        )?;
        for step in reading.steps_to_total(it).iter().filter(|it| it.to > it.from).take(SENTENCES) {
            write!(out, "<li><bdi>{}</bdi></li>", short(&step.evidence.sentence, 300))?;
        }
        writeln!(out, "</ul></td></tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(watched.len(), PEOPLE_ROWS_MAX, "people.csv", out)
}

/// Those below the line, folded away.
pub fn everyone_else(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rest: Vec<(usize, &PersonReport)> =
        reading.dossier.people.iter().enumerate().filter(|(_, it)| it.tier == Tier::None).collect();
    writeln!(out, "<section id=\"everyone\" aria-labelledby=\"everyone-title\">")?;
    writeln!(out, "<h2 id=\"everyone-title\">Everyone else</h2>")?;
    if rest.is_empty() {
        return writeln!(out, "<p>There is nobody else in the records.</p></section>");
    }
    writeln!(
        out,
        "<details id=\"everyone-list\"><summary>{}, below the line</summary>\n<div class=\"scroll\">\
         <table class=\"list\"><thead><tr><th scope=\"col\" class=\"n\">Rank</th><th scope=\"col\">Person</th>\
         <th scope=\"col\">Id</th><th scope=\"col\" class=\"n\">Bits</th><th scope=\"col\">Seen</th></tr></thead><tbody>",
        counted(rest.len() as u64, "person", "people")
    )?;
    for (idx, it) in rest.iter().take(PEOPLE_ROWS_MAX) {
        let reasons = it.reasons.iter().map(|it| &**it).collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "<tr data-find><td class=\"n\">{}</td><th scope=\"row\"><bdi>{}</bdi></th><td><code>{}</code></td>\
             <td class=\"n\">{}</td><td>{}</td></tr>",
            idx + 1,
            short(reading.name_of(&it.person), 120),
            short(it.person.as_str(), 80),
            it.bits,
            short(&reasons, 200)
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(rest.len(), PEOPLE_ROWS_MAX, "people.csv", out)?;
    writeln!(out, "</details></section>")
}

/// Says how many more there are, and where.
pub fn more(n_all: usize, n_shown: usize, file: &str, out: &mut dyn Write) -> io::Result<()> {
    if n_all > n_shown {
        writeln!(out, "<p class=\"more\">{} more in <code>{file}</code></p>", n_all - n_shown)?;
    }
    Ok(())
}
