//! Tables with a title, as both the terminal and the page show them.
//!
//! In: cells as text, some of it from outside. Out: aligned lines, or markup; escaping happens here and nowhere else.

use std::fmt::Write as _;

use crate::count::{Quartiles, Share};
use crate::escape::{html, one_line};

/// Most rows that are shown; the rest is counted, and stands in the JSON.
const ROWS_MAX: usize = 200;

#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub id: &'static str,
    pub title: String,
    /// What the figures mean: lines of a sentence or two.
    pub notes: Vec<String>,
    pub heading: Vec<&'static str>,
    /// Columns that end at their right edge.
    pub right: Vec<usize>,
    pub rows: Vec<Vec<String>>,
}

impl Section {
    pub fn text(&self) -> String {
        let mut res = format!("{}\n", self.title);
        for it in &self.notes {
            let _ = writeln!(res, "  {}", one_line(it));
        }
        if self.rows.is_empty() {
            if !self.heading.is_empty() {
                res.push_str("  none\n");
            }
            return res;
        }
        let mut lines: Vec<Vec<String>> = vec![self.heading.iter().map(|it| (*it).to_owned()).collect()];
        for row in self.rows.iter().take(ROWS_MAX) {
            lines.push(row.iter().map(|it| one_line(it)).collect());
        }
        let mut widths = vec![0; self.heading.len()];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for line in &lines {
            let mut written = String::new();
            for (idx, (cell, width)) in line.iter().zip(&widths).enumerate() {
                written.push_str("  ");
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                let (before, after) =
                    if self.right.contains(&idx) { (gap.as_str(), "") } else { ("", gap.as_str()) };
                written.push_str(before);
                written.push_str(cell);
                written.push_str(after);
            }
            res.push_str(written.trim_end());
            res.push('\n');
        }
        if let Some(more) = self.rows_left_out() {
            let _ = writeln!(res, "  {more}");
        }
        res
    }

    /// `drawing` is markup of our own and stands above the table.
    pub fn html(&self, drawing: &str) -> String {
        let mut res = format!("<section id=\"{}\">\n<h2>{}</h2>\n", html(self.id), html(&self.title));
        if !self.notes.is_empty() {
            let notes: Vec<String> = self.notes.iter().map(|it| html(it)).collect();
            let _ = writeln!(res, "<p>{}</p>", notes.join(" "));
        }
        res.push_str(drawing);
        if self.rows.is_empty() {
            res.push_str(if self.heading.is_empty() { "" } else { "<p>None.</p>\n" });
            res.push_str("</section>\n");
            return res;
        }
        res.push_str("<div class=\"scroll\"><table><thead><tr>");
        for (idx, it) in self.heading.iter().enumerate() {
            let _ = write!(res, "<th scope=\"col\"{}>{}</th>", self.side(idx), html(it));
        }
        res.push_str("</tr></thead><tbody>\n");
        for row in self.rows.iter().take(ROWS_MAX) {
            res.push_str("<tr>");
            for (idx, it) in row.iter().enumerate() {
                let _ = write!(res, "<td{}>{}</td>", self.side(idx), html(it));
            }
            res.push_str("</tr>\n");
        }
        res.push_str("</tbody></table></div>\n");
        if let Some(more) = self.rows_left_out() {
            let _ = writeln!(res, "<p>{more}</p>");
        }
        res.push_str("</section>\n");
        res
    }

    fn side(&self, column: usize) -> &'static str {
        if self.right.contains(&column) { " class=\"n\"" } else { "" }
    }

    fn rows_left_out(&self) -> Option<String> {
        let more = self.rows.len().saturating_sub(ROWS_MAX);
        if more == 0 { None } else { Some(format!("… {more} more; all of them stand in the JSON")) }
    }
}

/// `3/4`.
pub(crate) fn counts(it: Share) -> String {
    format!("{}/{}", it.hits, it.of)
}

/// `0.750`, or `-` where there is nothing to count.
pub(crate) fn share(it: Share) -> String {
    number(it.value(), 3)
}

/// `0.301 to 0.954`.
pub(crate) fn interval(it: Share) -> String {
    it.interval.map_or_else(|| "-".to_owned(), |it| format!("{:.3} to {:.3}", it.low, it.high))
}

pub(crate) fn per_thousand(it: Share) -> String {
    number(it.value().map(|it| it * 1_000.0), 1)
}

pub(crate) fn interval_per_thousand(it: Share) -> String {
    let both = |it: measures::intervals::Interval| format!("{:.1} to {:.1}", it.low * 1e3, it.high * 1e3);
    it.interval.map_or_else(|| "-".to_owned(), both)
}

pub(crate) fn number(it: Option<f64>, decimals: usize) -> String {
    match it {
        // Minus zero would be shown with its sign.
        Some(it) => format!("{:.decimals$}", if it == 0.0 { 0.0 } else { it }),
        None => "-".to_owned(),
    }
}

/// Lower quartile, median, upper quartile, and of how many.
pub(crate) fn quartiles(it: Option<Quartiles>, decimals: usize) -> Vec<String> {
    match it {
        Some(it) => vec![
            number(Some(it.lower), decimals),
            number(Some(it.median), decimals),
            number(Some(it.upper), decimals),
            it.n.to_string(),
        ],
        None => vec!["-".to_owned(), "-".to_owned(), "-".to_owned(), "0".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_and_markup_is_escaped() {
        let section = Section {
            id: "x",
            title: "A title".to_owned(),
            notes: vec!["A note.".to_owned()],
            heading: vec!["who", "n"],
            right: vec![1],
            rows: vec![vec!["<b>".to_owned(), "1".to_owned()], vec!["long one".to_owned(), "22".to_owned()]],
        };
        assert_eq!(section.text(), "A title\n  A note.\n  who        n\n  <b>        1\n  long one  22\n");
        let page = section.html("");
        assert!(page.contains("<td>&lt;b&gt;</td><td class=\"n\">1</td>"), "{page}");
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        let rows = vec![vec!["x".to_owned()]; ROWS_MAX + 3];
        let section = Section { heading: vec!["who"], rows, ..Section::default() };
        assert!(section.text().ends_with("… 3 more; all of them stand in the JSON\n"));
        assert!(section.html("").contains("… 3 more"));
    }
}
