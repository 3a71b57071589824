//! One person: who they are, how the score comes about, what to do next.

use std::io::{self, Write};

use model::dossier::{PersonReport, Tie};

use super::escape::{anchor, day, plain, short, text};
use super::people::{badge, categories, more, said};
use super::{REASONS_MAX, TIES_MAX, reasons, rings, timeline, waterfall};
use crate::checks::{self, NextCheck};
use crate::reading::Reading;

pub fn write(reading: &Reading<'_>, it: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    let id = anchor("p", it.person.as_str());
    writeln!(
        out,
        "<article class=\"person t-{}\" id=\"{id}\" aria-labelledby=\"{id}-name\" data-stop>\n\
         <header><div><h3 id=\"{id}-name\" tabindex=\"-1\"><bdi>{}</bdi></h3>",
        it.tier.id(),
        short(reading.name_of(&it.person), 120)
    )?;
    writeln!(out, "<p class=\"sub\">{}</p></div>", line_about(it))?;
    writeln!(
        out,
        "<div class=\"sum\">{}<span class=\"bits\"><b>{}</b> bits</span></div></header>\n{}",
        badge(it.tier),
        it.bits,
        categories(it)
    )?;
    answers(it, out)?;
    card(it, out)?;

    if !reading.steps_to_total(it).is_empty() {
        writeln!(out, "<h4>How the score comes about</h4>")?;
        let reason_anchor = |idx: usize| (idx < REASONS_MAX).then(|| reasons::anchor_of(&id, idx));
        waterfall::write(reading, it, &reason_anchor, out)?;
    }
    next_checks(reading, it, out)?;
    if !reading.evidence_of(&it.person).is_empty() {
        writeln!(out, "<h4>Timeline</h4>")?;
        timeline::write(reading, it, out)?;
    }
    reasons::write(reading, it, &id, out)?;
    rings::around(reading, it, out)?;
    writeln!(out, "<p class=\"up\"><a href=\"#first\">Back to the list</a></p>\n</article>")
}

fn line_about(it: &PersonReport) -> String {
    let mut parts = Vec::new();
    if let Some(title) = it.job_title.as_deref().filter(|it| !it.is_empty()) {
        parts.push(format!("<bdi>{}</bdi>", short(title, 120)));
    }
    parts.push(format!("<code>{}</code>", short(it.person.as_str(), 80)));
    match (it.applied_at, it.start, it.end) {
        (_, Some(start), Some(end)) => parts.push(format!("worked {} to {}", day(start), day(end))),
        (_, Some(start), None) => parts.push(format!("works since {}", day(start))),
        (Some(applied), None, _) => parts.push(format!("applied {}", day(applied))),
        _ => {}
    }
    parts.join(" · ")
}

/// The two answers that a reader wants first: what would clear them, and when it could have been known.
fn answers(it: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    if it.would_clear.is_none() && it.raised_at.is_none() {
        return Ok(());
    }
    writeln!(out, "<div class=\"answers\">")?;
    if let Some(clear) = &it.would_clear {
        writeln!(
            out,
            "<div class=\"clear\"><h4>The one fact that would clear most</h4><p><bdi>{}</bdi></p>\
             <p class=\"soft\">It would leave {} bits: {}.</p></div>",
            text(&clear.fact),
            clear.bits_left,
            said(clear.tier_left)
        )?;
    }
    if let Some(at) = it.raised_at {
        write!(out, "<div><h4>Could have been known</h4><p>{}</p>", day(at))?;
        if let Some(first) = it.first_evidence_at {
            write!(out, "<p class=\"soft\">First sign: {}</p>", day(first))?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "</div>")
}

fn card(it: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<details class=\"quiet\"><summary>Who this is, and how records were tied to them</summary>"
    )?;
    writeln!(out, "<dl class=\"ids\">")?;
    for (label, values) in [
        ("Names", &it.names),
        ("Mail", &it.emails),
        ("Worker ids", &it.worker_ids),
        ("Applicant ids", &it.applicant_ids),
    ] {
        if values.is_empty() {
            continue;
        }
        let shown: Vec<String> =
            values.iter().take(20).map(|it| format!("<bdi>{}</bdi>", short(it, 200))).collect();
        let rest = values.len().saturating_sub(20);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        writeln!(out, "<div><dt>{label}</dt><dd>{}{rest}</dd></div>", shown.join(", "))?;
    }
    for (label, at) in [("Applied", it.applied_at), ("First day", it.start), ("Last day", it.end)] {
        if let Some(at) = at {
            writeln!(out, "<div><dt>{label}</dt><dd>{}</dd></div>", day(at))?;
        }
    }
    writeln!(out, "</dl>")?;
    if !it.ties.is_empty() {
        writeln!(
            out,
            "<div class=\"scroll\"><table class=\"list\"><caption>Accounts, devices and records of this person</caption>\
             <thead><tr><th scope=\"col\">What</th><th scope=\"col\">Value</th><th scope=\"col\">Since</th>\
             <th scope=\"col\">Until</th><th scope=\"col\">Why it is theirs</th></tr></thead><tbody>"
        )?;
        for tie in it.ties.iter().take(TIES_MAX) {
            tie_row(tie, out)?;
        }
        writeln!(out, "</tbody></table></div>")?;
        let n_more = it.ties.len().saturating_sub(TIES_MAX);
        if n_more > 0 {
            writeln!(out, "<p class=\"more\">and {n_more} more</p>")?;
        }
    }
    writeln!(out, "</details>")
}

fn tie_row(it: &Tie, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<tr><td>{}</td><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td><td>{}</td><td><bdi>{}</bdi></td></tr>",
        short(&it.kind, 40),
        short(&it.value, 200),
        it.from.map(day).unwrap_or_default(),
        it.to.map(day).unwrap_or_default(),
        short(&it.reason, 300)
    )
}

/// Each check once, in the order of [`checks::of`]; the first few at once, the others folded.
fn next_checks(reading: &Reading<'_>, it: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    let checks = checks::of(reading, it);
    if checks.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h4>What to check next, in this order</h4>\n<ol class=\"checks\">")?;
    for check in checks.iter().take(checks::FIRST) {
        next_check(reading, check, out)?;
    }
    writeln!(out, "</ol>")?;
    let n_folded = checks.len().saturating_sub(checks::FIRST);
    if n_folded > 0 {
        writeln!(
            out,
            "<details class=\"quiet\"><summary>{n_folded} more to check, if those leave it open</summary>\n\
             <ol class=\"checks\" start=\"{}\">",
            checks::FIRST + 1
        )?;
        for check in checks.iter().take(TIES_MAX).skip(checks::FIRST) {
            next_check(reading, check, out)?;
        }
        writeln!(out, "</ol>")?;
        more(checks.len(), TIES_MAX, "evidence.ndjson", out)?;
        writeln!(out, "</details>")?;
    }
    Ok(())
}

fn next_check(reading: &Reading<'_>, it: &NextCheck<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut about = Vec::new();
    about.extend(Some(it.who_and_effort()).filter(|it| !it.is_empty()));
    about.push(format!("{} bits stand on it", plain(it.worth)));
    let reasons: Vec<String> =
        it.reasons(reading).iter().take(3).map(|it| short(it, 90).to_string()).collect();
    about.push(format!("for: {}", reasons.join("; ")));
    write!(out, "<li><bdi>{}</bdi> <span class=\"soft\">{}</span>", text(&it.check.what), about.join(" · "))?;
    if !it.clears.is_empty() {
        let clears: Vec<String> = it.clears.iter().take(3).map(|it| short(it, 200).to_string()).collect();
        write!(out, "<br><span class=\"soft\">Clears: <bdi>{}</bdi></span>", clears.join("; "))?;
    }
    writeln!(out, "</li>")
}
