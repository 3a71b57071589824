//! Small drawings for the page, as SVG that needs nothing else.
//!
//! In: figures of an evaluation. Out: markup of our own; every word in it is ours, and numbers are printed by us. Each
//! drawing has a title that says in words what it shows, and the table below it has the same figures.

use std::fmt::Write as _;

use crate::calibration::Calibration;
use crate::count::Share;
use crate::tiers::TierRow;
use crate::timing::Timing;

const WIDTH: f64 = 640.0;
/// Room for words at the left.
const LEFT: f64 = 210.0;
const RIGHT: f64 = 24.0;

/// Recall, precision and look-alikes at each line, with intervals.
pub(crate) fn tiers(rows: &[TierRow]) -> String {
    let mut lines: Vec<(String, Share, &str)> = Vec::new();
    for it in rows {
        lines.push((format!("{}: guilty found", it.tier.id()), it.recall, "good"));
        lines.push((format!("{}: of those, guilty", it.tier.id()), it.precision, "good"));
        lines.push((format!("{}: look-alikes", it.tier.id()), it.look_alikes, "bad"));
    }
    let height = 34.0 + 20.0 * lines.len() as f64;
    let mut res = begin(height, "Shares at each tier line, with 95 % intervals");
    share_axis(&mut res, height);
    for (idx, (name, share, class)) in lines.iter().enumerate() {
        let y = 16.0 + 20.0 * idx as f64;
        label(&mut res, LEFT - 8.0, y + 4.0, "end", name);
        let Some((value, interval)) = share.value().zip(share.interval) else { continue };
        line(&mut res, (along(interval.low), y), (along(interval.high), y), class);
        dot(&mut res, along(value), y, 4.0, class);
    }
    end(res)
}

/// Predicted against observed share of guilty people; on the diagonal bits mean what they say.
pub(crate) fn reliability(calibration: &Calibration) -> String {
    if calibration.bins.is_empty() {
        return String::new();
    }
    let (size, x0, y0) = (280.0, 60.0, 16.0);
    let mut res =
        begin(size + 62.0, "Predicted against observed share of guilty people, one dot for each bin of bits");
    let x = |share: f64| x0 + share * size;
    let y = |share: f64| y0 + (1.0 - share) * size;
    for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
        line(&mut res, (x(step), y(0.0)), (x(step), y(1.0)), "grid");
        line(&mut res, (x(0.0), y(step)), (x(1.0), y(step)), "grid");
        label(&mut res, x(step), y(0.0) + 16.0, "middle", &format!("{step:.2}"));
        label(&mut res, x(0.0) - 6.0, y(step) + 4.0, "end", &format!("{step:.2}"));
    }
    line(&mut res, (x(0.0), y(0.0)), (x(1.0), y(1.0)), "diagonal");
    for bin in &calibration.bins {
        let Some((value, interval)) = bin.observed.value().zip(bin.observed.interval) else { continue };
        line(&mut res, (x(bin.predicted), y(interval.low)), (x(bin.predicted), y(interval.high)), "good");
        dot(&mut res, x(bin.predicted), y(value), 4.0, "good");
    }
    label(&mut res, x(0.5), size + 54.0, "middle", "predicted");
    label(&mut res, x(1.0) + 12.0, y(0.5), "start", "upwards: observed");
    end(res)
}

/// One dot for each guilty person who was raised and had a loss: days from raised to it.
pub(crate) fn days(timing: &Timing) -> String {
    let (Some(first), Some(last)) = (timing.days_before_loss.first(), timing.days_before_loss.last()) else {
        return String::new();
    };
    let (low, high) = (first.min(0.0), last.max(1.0));
    let height = 92.0;
    let mut res =
        begin(height, "Days from raised to the loss, one dot for each person; right of the line is in time");
    let (left, right) = (30.0, WIDTH - 30.0);
    let x = |days: f64| left + (days - low) / (high - low) * (right - left);
    line(&mut res, (left, 62.0), (right, 62.0), "grid");
    line(&mut res, (x(0.0), 8.0), (x(0.0), 68.0), "diagonal");
    for (idx, days) in timing.days_before_loss.iter().enumerate() {
        // Three heights, so that dots that fall together are seen.
        let y = 52.0 - 14.0 * (idx % 3) as f64;
        dot(&mut res, x(*days), y, 3.0, if *days < 0.0 { "bad" } else { "good" });
    }
    let mut marks = vec![low, 0.0, high];
    marks.extend(timing.before_loss.map(|it| it.median));
    marks.sort_by(f64::total_cmp);
    let mut before = f64::NEG_INFINITY;
    for days in marks {
        // Words that would stand on each other are left out.
        if x(days) - before > 40.0 {
            label(&mut res, x(days), 84.0, "middle", &format!("{days:.0}"));
            before = x(days);
        }
    }
    end(res)
}

/// Shares of raised people by group, with intervals. Names are from outside and are escaped here.
pub(crate) fn groups(rows: &[(String, Share)]) -> String {
    let most = rows.iter().filter_map(|it| it.1.interval).map(|it| it.high).fold(0.0, f64::max);
    if rows.is_empty() || most <= 0.0 {
        return String::new();
    }
    let height = 34.0 + 20.0 * rows.len() as f64;
    let mut res = begin(height, "Honest people raised, of all honest people of a group, with 95 % intervals");
    let x = |share: f64| along(share / most);
    for step in [0.0, 0.5, 1.0] {
        line(&mut res, (along(step), 6.0), (along(step), height - 24.0), "grid");
        // The unit stands once, in the middle, where there is room for it.
        let unit = if step == 0.5 { " per 1,000" } else { "" };
        label(&mut res, along(step), height - 8.0, "middle", &format!("{:.1}{unit}", step * most * 1e3));
    }
    for (idx, (name, share)) in rows.iter().enumerate() {
        let y = 16.0 + 20.0 * idx as f64;
        label(&mut res, LEFT - 8.0, y + 4.0, "end", &short(name));
        let Some((value, interval)) = share.value().zip(share.interval) else { continue };
        line(&mut res, (x(interval.low), y), (x(interval.high), y), "good");
        dot(&mut res, x(value), y, 4.0, "good");
    }
    end(res)
}

fn short(name: &str) -> String {
    let mut res: String = name.chars().take(30).collect();
    if res.len() < name.len() {
        res.push('…');
    }
    res
}

fn begin(height: f64, title: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\"><title>{}</title>\n",
        crate::escape::html(title)
    )
}

fn end(mut drawing: String) -> String {
    drawing.push_str("</svg>\n");
    drawing
}

fn along(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
}

fn share_axis(res: &mut String, height: f64) {
    for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
        line(res, (along(step), 6.0), (along(step), height - 24.0), "grid");
        label(res, along(step), height - 8.0, "middle", &format!("{step:.2}"));
    }
}

fn line(res: &mut String, from: (f64, f64), to: (f64, f64), class: &str) {
    let _ = writeln!(
        res,
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
        from.0, from.1, to.0, to.1
    );
}

fn dot(res: &mut String, x: f64, y: f64, radius: f64, class: &str) {
    let _ = writeln!(res, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
}

fn label(res: &mut String, x: f64, y: f64, anchor: &str, words: &str) {
    let _ = writeln!(
        res,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
        crate::escape::html(words)
    );
}
