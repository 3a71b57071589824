//! The way from nothing to the total, bar by bar.
//!
//! It is a table whose middle column draws: who cannot see the bars reads the same numbers in the same
//! order. What the numbers in the last column add up to is the number in the last row.

use std::io::{self, Write};

use model::Bits;
use model::dossier::PersonReport;

use super::STEPS_MAX;
use super::escape::{short, signed};
use crate::reading::{Reading, Step};

/// Lines that a score may cross, with their names.
const LINES: [(i32, &str); 3] = [(400, "watch"), (800, "verify"), (1_400, "urgent")];

/// Which bits stand at which part of the width.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(steps: &[Step<'_>], total: Bits) -> Scale {
        let ends = || steps.iter().flat_map(|it| [it.from, it.to]).chain([total, Bits::ZERO]);
        let low = ends().min().unwrap_or_default().as_f64();
        let high = ends().max().unwrap_or_default().as_f64().max(4.0) * 1.02;
        Scale { low: low.min(0.0), high }
    }

    /// In hundredths of the width.
    fn at(&self, bits: Bits) -> f64 {
        (bits.as_f64() - self.low) / (self.high - self.low) * 100.0
    }
}

pub fn write(
    reading: &Reading<'_>,
    person: &PersonReport,
    anchors: &dyn Fn(usize) -> Option<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let steps = reading.steps_to_total(person);
    if steps.is_empty() {
        return Ok(());
    }
    let scale = Scale::of(&steps, person.bits);
    writeln!(
        out,
        "<table class=\"waterfall\"><caption>From nothing to {} bits</caption><thead><tr><th scope=\"col\">Reason</th>\
         <td class=\"bars\">{}</td><th scope=\"col\" class=\"n\">Counted</th></tr></thead><tbody>",
        person.bits,
        labels(&scale)
    )?;
    let (shown, rest) = steps.split_at(steps.len().min(STEPS_MAX));
    for (idx, step) in shown.iter().enumerate() {
        row(reading, step, anchors(idx), &scale, out)?;
    }
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        let together = last.to - first.from;
        writeln!(
            out,
            "<tr class=\"rest\"><th scope=\"row\">{} smaller steps together</th><td class=\"bars\">{}</td>\
             <td class=\"n\">{}</td></tr>",
            rest.len(),
            bar(&scale, first.from, last.to, false),
            signed(together)
        )?;
    }
    let reached = steps.last().map_or(Bits::ZERO, |it| it.to);
    if reached != person.bits {
        // It cannot happen, and if it does the page must not hide it.
        writeln!(
            out,
            "<tr class=\"rest\"><th scope=\"row\">not explained by any reason: a fault of this program</th>\
             <td class=\"bars\"></td><td class=\"n\">{}</td></tr>",
            signed(person.bits - reached)
        )?;
    }
    writeln!(
        out,
        "</tbody><tfoot><tr><th scope=\"row\">Total</th><td class=\"bars\">{}</td><td class=\"n\">{}</td></tr></tfoot></table>",
        bar(&scale, Bits::ZERO, person.bits, false),
        person.bits
    )
}

fn row(
    reading: &Reading<'_>,
    step: &Step<'_>,
    anchor: Option<String>,
    scale: &Scale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let counted = step.to - step.from;
    let combination = reading.is_combination(step.evidence);
    let class = if counted < Bits::ZERO { "for" } else { step.evidence.category.id() };
    let title = short(reading.title_of(step.evidence), 90);
    write!(out, "<tr class=\"c-{class}\"><th scope=\"row\">")?;
    match anchor {
        Some(anchor) => write!(out, "<a href=\"#{anchor}\">{title}</a>")?,
        None => write!(out, "{title}")?,
    }
    let tag = match (counted < Bits::ZERO, combination) {
        (true, _) => "speaks for this person",
        (false, true) => "combination",
        (false, false) => step.evidence.category.id(),
    };
    writeln!(
        out,
        " <span class=\"tag\">{tag}</span></th><td class=\"bars\">{}</td><td class=\"n\">{}</td></tr>",
        bar(scale, step.from, step.to, combination),
        signed(counted)
    )
}

/// One bar between two totals, with hairlines where tiers begin and a thread to the bars above and below.
fn bar(scale: &Scale, from: Bits, to: Bits, hatched: bool) -> String {
    let left = scale.at(from.min(to));
    let width = (scale.at(from.max(to)) - left).max(0.4);
    let mut res = String::from("<svg width=\"100%\" aria-hidden=\"true\" focusable=\"false\">");
    for (hundredths, _) in LINES {
        let at = scale.at(Bits::from_hundredths(hundredths));
        if at <= 100.0 {
            res.push_str(&format!(
                "<line class=\"tier\" x1=\"{at:.2}%\" x2=\"{at:.2}%\" y1=\"0\" y2=\"100%\"/>"
            ));
        }
    }
    let zero = scale.at(Bits::ZERO);
    res.push_str(&format!("<line class=\"zero\" x1=\"{zero:.2}%\" x2=\"{zero:.2}%\" y1=\"0\" y2=\"100%\"/>"));
    // The bar hides where the threads meet it; its height and middle stand in the style.
    for (at, top, end) in [(scale.at(from), "0", "50%"), (scale.at(to), "50%", "100%")] {
        res.push_str(&format!(
            "<line class=\"thread\" x1=\"{at:.2}%\" x2=\"{at:.2}%\" y1=\"{top}\" y2=\"{end}\"/>"
        ));
    }
    let place = format!("x=\"{left:.2}%\" width=\"{width:.2}%\" y=\"5\" height=\"16\" rx=\"2\"");
    res.push_str(&format!("<rect class=\"fill\" {place}/>"));
    if hatched {
        res.push_str(&format!("<rect fill=\"url(#hatch)\" {place}/>"));
    }
    res.push_str("</svg>");
    res
}

fn labels(scale: &Scale) -> String {
    let mut res = String::from("<svg width=\"100%\" height=\"18\" aria-hidden=\"true\" focusable=\"false\">");
    for (hundredths, name) in LINES {
        let at = scale.at(Bits::from_hundredths(hundredths));
        if at <= 100.0 {
            let anchor = if at > 92.0 { "end" } else { "middle" };
            res.push_str(&format!(
                "<text x=\"{at:.2}%\" y=\"13\" text-anchor=\"{anchor}\">{name} {}</text>",
                hundredths / 100
            ));
        }
    }
    res.push_str("</svg>");
    res
}
