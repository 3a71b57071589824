//! When things happened, when they were known, and when that would have been enough.
//!
//! One lane for each phase of employment in which something was seen; across all lanes stand the days on
//! which the person applied, began, left, and could have been raised. The drawing has a list beside it
//! that says the same.

use std::io::{self, Write};

use model::dossier::PersonReport;
use model::{Evidence, Timestamp};

use super::escape::{day, label, minute, text};
use crate::reading::{self, Bearing, Reading};

const WIDTH: f64 = 900.0;
const LEFT: f64 = 132.0;
const RIGHT: f64 = 24.0;
const LABEL_ROW: f64 = 17.0;
const MARK_ROW: f64 = 15.0;
/// About as wide as one letter of a label.
const LETTER: f64 = 6.3;
const MARK_ROWS_MAX: usize = 5;
const TICKS_MAX: i64 = 8;

struct Scale {
    first: i64,
    span: f64,
}

impl Scale {
    fn of(times: &[Timestamp]) -> Scale {
        let first = times.iter().min().map_or(0, |it| it.as_second());
        let last = times.iter().max().map_or(0, |it| it.as_second());
        // A day on either side, so that nothing stands on the edge.
        let margin = ((last - first) / 40).max(86_400);
        Scale { first: first - margin, span: (last - first + 2 * margin) as f64 }
    }

    fn at(&self, time: Timestamp) -> f64 {
        LEFT + (time.as_second() - self.first) as f64 / self.span * (WIDTH - LEFT - RIGHT)
    }
}

struct Day {
    at: Timestamp,
    label: String,
    class: &'static str,
}

pub fn write(reading: &Reading<'_>, person: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    let evidence: Vec<&Evidence> =
        reading.evidence_of(&person.person).iter().copied().take(super::REASONS_MAX).collect();
    if evidence.is_empty() {
        return Ok(());
    }
    let days = days(person);
    let mut times: Vec<Timestamp> = evidence.iter().flat_map(|it| [it.from, it.to, it.known_at]).collect();
    times.extend(days.iter().map(|it| it.at));
    let scale = Scale::of(&times);
    let lanes = lanes(reading, &evidence);

    let (labels, label_rows) = placed_labels(&days, &scale);
    let top = label_rows as f64 * LABEL_ROW + 8.0;
    let placed: Vec<(&str, Vec<Mark<'_>>, usize)> = lanes
        .iter()
        .map(|(phase, entries)| {
            let (rows, n_rows) = placed_marks(entries, &scale);
            (*phase, rows, n_rows)
        })
        .collect();
    let lane_height = |n_rows: usize| n_rows as f64 * MARK_ROW + 10.0;
    let height = top + placed.iter().map(|it| lane_height(it.2)).sum::<f64>() + 24.0;

    writeln!(
        out,
        "<div class=\"scroll\"><svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" \
         aria-label=\"When things happened; the list below says the same\">"
    )?;
    ticks(&scale, top, height, out)?;
    let mut y = top;
    for (idx, (phase, rows, n_rows)) in placed.iter().enumerate() {
        let band = lane_height(*n_rows);
        let shade = if idx % 2 == 0 { "lane" } else { "lane odd" };
        writeln!(
            out,
            "<rect class=\"{shade}\" x=\"0\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{band:.1}\"/>\
             <text class=\"phase\" x=\"8\" y=\"{:.1}\">{}</text>",
            y + band / 2.0 + 4.0,
            label(reading::phase_title(phase), 18)
        )?;
        for (it, row) in rows {
            mark(reading, it, &scale, y + 5.0 + (*row as f64 + 0.5) * MARK_ROW, out)?;
        }
        y += band;
    }
    for (day, (row, x)) in days.iter().zip(&labels) {
        let at = scale.at(day.at);
        let text_y = (*row as f64 + 1.0) * LABEL_ROW - 4.0;
        writeln!(
            out,
            "<g class=\"day {}\"><line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{text_y:.1}\">{}</text></g>",
            day.class,
            text_y + 4.0,
            day.label
        )?;
    }
    writeln!(out, "</svg></div>")?;
    list(&evidence, &days, out)
}

fn days(person: &PersonReport) -> Vec<Day> {
    let known = [
        (person.applied_at, "applied", ""),
        (person.start, "first day", ""),
        (person.end, "last day", ""),
        (person.raised_at, "could have been known", "raised"),
    ];
    let mut res: Vec<Day> = known
        .into_iter()
        .filter_map(|(at, label, class)| {
            let at = at?;
            Some(Day { at, label: format!("{label}, {}", at.strftime("%-d %b %Y")), class })
        })
        .collect();
    res.sort_by_key(|it| it.at);
    res
}

/// Labels side by side where there is room, else in rows: row and left end of each, and how many rows.
fn placed_labels(days: &[Day], scale: &Scale) -> (Vec<(usize, f64)>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let mut res = Vec::new();
    for it in days {
        let width = it.label.chars().count() as f64 * LETTER;
        let x = (scale.at(it.at) - 4.0).min(WIDTH - width - 4.0).max(4.0);
        let row = ends.iter().position(|end| *end + 10.0 <= x).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        if let Some(end) = ends.get_mut(row) {
            *end = x + width;
        }
        res.push((row, x));
    }
    // A label that stands higher crosses those below it with its line: the last ones stand lowest.
    let n_rows = ends.len();
    (res, n_rows)
}

/// Phases in order, each with its evidence by time.
fn lanes<'a>(reading: &Reading<'a>, evidence: &[&'a Evidence]) -> Vec<(&'a str, Vec<&'a Evidence>)> {
    let mut res: Vec<(&str, Vec<&Evidence>)> = Vec::new();
    for it in evidence {
        let phase = reading.card(it).map_or("other", |it| it.phase);
        match res.iter_mut().find(|(known, _)| *known == phase) {
            Some((_, entries)) => entries.push(it),
            None => res.push((phase, vec![it])),
        }
    }
    res.sort_by_key(|(phase, _)| (reading::phase_position(phase), *phase));
    for (_, entries) in &mut res {
        entries.sort_by(|a, b| (a.from, a.known_at, &a.id).cmp(&(b.from, b.known_at, &b.id)));
    }
    res
}

/// A piece of evidence, and the row of its lane.
type Mark<'a> = (&'a Evidence, usize);

fn placed_marks<'a>(entries: &[&'a Evidence], scale: &Scale) -> (Vec<Mark<'a>>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let mut res = Vec::new();
    for &it in entries {
        let left = scale.at(it.from.min(it.known_at)) - 7.0;
        let right = scale.at(it.to.max(it.known_at)) + 7.0;
        let row = ends.iter().position(|end| *end <= left).unwrap_or(ends.len()).min(MARK_ROWS_MAX - 1);
        if row >= ends.len() {
            ends.push(right);
        } else if let Some(end) = ends.get_mut(row) {
            *end = end.max(right);
        }
        res.push((it, row));
    }
    (res, ends.len().max(1))
}

/// A span from first to last, and a dot where it was known.
fn mark(reading: &Reading<'_>, it: &Evidence, scale: &Scale, y: f64, out: &mut dyn Write) -> io::Result<()> {
    let class = match reading::bearing(it) {
        Bearing::Adds => it.category.id(),
        Bearing::SpeaksFor => "for",
        Bearing::Nothing | Bearing::Exempt => "nothing",
    };
    let (from, to, known) = (scale.at(it.from), scale.at(it.to), scale.at(it.known_at));
    writeln!(
        out,
        "<g class=\"mark c-{class}\"><title>{}: {}</title><line x1=\"{from:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
        it.known_at.strftime("%-d %b %Y"),
        text(&it.sentence),
        to.max(from + 0.1)
    )?;
    // Known before it began, or long after it ended: a thin line says which span the dot belongs to.
    let nearest = known.clamp(from.min(to), to.max(from));
    if (known - nearest).abs() > 1.0 {
        writeln!(
            out,
            "<line class=\"ahead\" x1=\"{known:.1}\" x2=\"{nearest:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        )?;
    }
    if reading.is_combination(it) {
        // A combination is a square, so that its kind can be told without colour.
        writeln!(out, "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"11\" height=\"11\"/>", known - 5.5, y - 5.5)?;
    } else {
        writeln!(out, "<circle cx=\"{known:.1}\" cy=\"{y:.1}\" r=\"5.5\"/>")?;
    }
    writeln!(out, "</g>")
}

/// Lines at the first of months, or every few days where the span is short.
fn ticks(scale: &Scale, top: f64, height: f64, out: &mut dyn Write) -> io::Result<()> {
    for (at, label) in tick_times(scale) {
        let x = scale.at(at);
        if !(LEFT..=WIDTH - RIGHT).contains(&x) {
            continue;
        }
        writeln!(
            out,
            "<g class=\"tick\"><line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text></g>",
            height - 20.0,
            height - 6.0
        )?;
    }
    Ok(())
}

fn tick_times(scale: &Scale) -> Vec<(Timestamp, String)> {
    const DAY: i64 = 86_400;
    let days = (scale.span / DAY as f64) as i64;
    let Ok(first) = Timestamp::from_second(scale.first) else { return Vec::new() };
    let mut res = Vec::new();
    if days < 75 {
        let step = [1, 2, 7, 14].into_iter().find(|it| days / it <= TICKS_MAX).unwrap_or(14);
        let midnight = scale.first.div_euclid(DAY) * DAY;
        for n in 1..=days / step + 1 {
            if let Ok(at) = Timestamp::from_second(midnight + n * step * DAY) {
                res.push((at, at.strftime("%-d %b %Y").to_string()));
            }
        }
        return res;
    }
    let months = days / 30 + 1;
    let step = [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|it| months / it <= TICKS_MAX).unwrap_or(240);
    let Ok(year) = first.strftime("%Y").to_string().parse::<i64>() else { return Vec::new() };
    for n in 0..(12 + months) / step + 2 {
        let month = year * 12 + n * step;
        let first_of_month = format!("{:04}-{:02}-01T00:00:00Z", month / 12, month % 12 + 1);
        if let Ok(at) = first_of_month.parse::<Timestamp>() {
            res.push((at, at.strftime("%b %Y").to_string()));
        }
    }
    res
}

/// The same as a list, by the time at which each thing was known.
fn list(evidence: &[&Evidence], days: &[Day], out: &mut dyn Write) -> io::Result<()> {
    let mut entries: Vec<(Timestamp, u8, String)> = Vec::new();
    for it in days {
        entries.push((it.at, 0, format!("<b>{}</b>", it.label)));
    }
    for it in evidence {
        let span = if it.from == it.to {
            String::new()
        } else {
            format!(" <span class=\"soft\">({} to {})</span>", day(it.from), day(it.to))
        };
        entries.push((
            it.known_at,
            1,
            format!("{} · <bdi>{}</bdi>{span}", minute(it.known_at), text(&it.sentence)),
        ));
    }
    entries.sort();
    writeln!(
        out,
        "<details class=\"quiet\"><summary>What was known when, as a list</summary><ol class=\"known-list\">"
    )?;
    for (_, _, entry) in entries {
        writeln!(out, "<li>{entry}</li>")?;
    }
    writeln!(out, "</ol></details>")
}
