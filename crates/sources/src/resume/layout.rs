//! How is a resume laid out? A text that is equal for two resumes made with one template, whatever they say.
//!
//! In: what the file says about itself, and what was seen of headings, bullets, dates and jobs. Out: the text,
//! `format=pdf; sections=contact>experience; heading=capitals+bold; …`. It holds no word of the content.

use std::collections::BTreeSet;

use super::jobs::Found;
use super::passages::bullet;
use super::sections::{Section, is_capitals};
use super::{FileFacts, Stretch};

/// Most headings that are looked at: what is usual shows long before.
const HEADINGS_MAX: usize = 200;

/// What was seen of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Style {
    headings: Vec<String>,
    bullets: Vec<String>,
    dates: Vec<String>,
    jobs: Vec<String>,
    skills: String,
}

impl Style {
    pub fn see(&mut self, stretch: &Stretch<'_>, found: &Found) {
        if self.headings.len() >= HEADINGS_MAX {
            return;
        }
        if let Some(heading) = stretch.heading {
            let text = heading.text.trim().trim_end_matches(':');
            let small = text.chars().next().is_some_and(char::is_lowercase);
            let mut style = if is_capitals(text) {
                "capitals".to_owned()
            } else if small {
                "small".to_owned()
            } else {
                "title".to_owned()
            };
            let marks = [
                (heading.marked, "+marked"),
                (heading.strong, "+strong"),
                (heading.underlined, "+underlined"),
                (heading.text.trim().ends_with(':'), "+colon"),
            ];
            for (is_so, word) in marks {
                if is_so {
                    style.push_str(word);
                }
            }
            self.headings.push(style);
        }
        for line in &stretch.lines {
            if let Some((glyph, _)) = bullet(&line.text) {
                let glyph = if glyph.starts_with(|it: char| it.is_ascii_digit()) { "1" } else { glyph };
                self.bullets.push(glyph.to_owned());
            }
        }
        self.dates.extend(found.date_styles.iter().cloned());
        self.jobs.extend(found.header_styles.iter().cloned());
        if stretch.section == Section::Skills && self.skills.is_empty() {
            self.skills = skills_separator(stretch);
        }
    }
}

fn skills_separator(stretch: &Stretch<'_>) -> String {
    let text: String = stretch.lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n");
    let mut best = ("line", 0);
    for (mark, name) in
        [(",", "comma"), ("|", "bar"), (";", "semicolon"), ("•", "dot"), ("·", "dot"), ("/", "slash")]
    {
        let n = text.matches(mark).count();
        if n > best.1 {
            best = (name, n);
        }
    }
    let labels = stretch.lines.iter().filter(|it| it.text.contains(':')).count();
    if labels > 1 { format!("{}+labels", best.0) } else { best.0.to_owned() }
}

/// What most of them are; among equals the one that is seen first.
fn usual(seen: &[String]) -> &str {
    let mut best = ("none", 0);
    for one in seen {
        let n = seen.iter().filter(|it| *it == one).count();
        if n > best.1 {
            best = (one, n);
        }
    }
    best.0
}

pub(crate) fn text(facts: &FileFacts, sections: &[&'static str], style: &Style) -> String {
    let fonts: BTreeSet<&str> = facts.fonts.iter().map(String::as_str).collect();
    let fonts = fonts.into_iter().collect::<Vec<_>>().join("+");
    let bullets: BTreeSet<&str> = style.bullets.iter().map(String::as_str).collect();
    let bullets = bullets.into_iter().collect::<Vec<_>>().join("");
    let parts = [
        ("format", facts.format),
        ("sections", &sections.join(">")),
        ("heading", usual(&style.headings)),
        ("bullets", &bullets),
        ("dates", usual(&style.dates)),
        ("jobs", usual(&style.jobs)),
        ("skills", &style.skills),
        ("fonts", &fonts),
        ("page", &facts.page_box),
        ("producer", &facts.producer),
    ];
    let mut res = String::new();
    for (name, value) in parts {
        if value.is_empty() {
            continue;
        }
        if !res.is_empty() {
            res.push_str("; ");
        }
        res.push_str(name);
        res.push('=');
        res.push_str(value);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::super::{Line, parse};
    use super::*;

    fn layout(lines: &[&str]) -> String {
        let lines: Vec<Line> = lines.iter().map(|it| Line::plain(it)).collect();
        parse(&lines, &FileFacts { format: "text", ..FileFacts::default() }).layout
    }

    #[test]
    fn one_template_gives_one_layout_and_another_gives_another() {
        let one = layout(&[
            "Jane Doe",
            "j@a.example",
            "EXPERIENCE",
            "Engineer, Acme Labs",
            "Mar 2018 - present",
            "- Led a.",
        ]);
        let two = layout(&[
            "Bo Li",
            "bo@b.example",
            "EXPERIENCE",
            "Senior Analyst, Birch Bank",
            "Jul 2011 - present",
            "- Ran b.",
            "- Did c.",
        ]);
        let other =
            layout(&["Bo Li", "bo@b.example", "Experience:", "2011 - 2012", "Analyst | Birch", "* Ran b."]);
        assert_eq!(one, two);
        assert_ne!(two, other);
        for word in ["Jane", "Acme", "Engineer", "Led", "2018"] {
            assert!(!one.contains(word), "{one}");
        }
    }
}
