//! How can the person be reached, and what name stands on top?
//!
//! In: lines of a resume. Out: mail addresses in lower case, telephone numbers as written, links as written,
//! and the first line that looks like a name. Names tie and are compared; nothing about their origin is read.

use std::sync::LazyLock;

use model::limits;
use regex::Regex;

use super::sections::{self, Section};
use super::{Line, Resume, dates};

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}").ok()
});
static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)\b(?:https?://[^\s<>"|]+|www\.[^\s<>"|]+|(?:[a-z]{2,3}\.)?(?:linkedin|github|gitlab|bitbucket|stackoverflow|behance|dribbble|medium|twitter|x|upwork|freelancer|kaggle|leetcode|t)\.(?:com|org|net|me)/[^\s<>"|,;]+|[a-z0-9-]+\.(?:github|gitlab|netlify|vercel)\.(?:io|app)[^\s<>"|,;]*)"#).ok()
});
static PHONE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+|\b00)?\(?\d[\d\s().\u{2010}-\u{2013}/-]{5,}\d").ok());

/// Most spans of time that are taken out of one line.
const SPANS_MAX: usize = 20;

/// Adds the ways to reach the person that stand in a section.
pub(crate) fn read(lines: &[Line], section: Section, resume: &mut Resume) {
    for line in lines {
        let mut text = line.text.clone();
        for found in matches(&EMAIL, &text) {
            let address = found.trim_matches(['.', '\'', '-']).to_lowercase();
            if !address.is_empty() {
                add(&mut resume.emails, address);
            }
        }
        text = without(&EMAIL, &text);
        for found in matches(&LINK, &text) {
            add_link(&found, resume);
        }
        text = without(&LINK, &text);
        let labelled = {
            let lower = text.to_lowercase();
            ["phone", "mobile", "tel", "cell", "whatsapp"].iter().any(|it| lower.contains(it))
        };
        // Elsewhere a row of digits is more often an amount than a telephone number.
        if section == Section::Contact || labelled || text.contains('+') {
            for _ in 0..SPANS_MAX {
                let Some(span) = dates::find(&text) else { break };
                text.replace_range(span.bytes, " \u{1}");
            }
            for found in matches(&PHONE, &text) {
                let digits = found.bytes().filter(u8::is_ascii_digit).count();
                let international = found.starts_with('+') || found.starts_with("00");
                let enough = if labelled || international { 7 } else { 9 };
                // A postcode with its four further digits.
                let is_postcode = found.len() == 10 && found.as_bytes().get(5) == Some(&b'-') && digits == 9;
                if !is_postcode
                    && (enough..=15).contains(&digits)
                    && (section == Section::Contact || labelled || international)
                {
                    add(&mut resume.phones, found.trim().to_owned());
                }
            }
        }
    }
}

/// Adds a link to a profile or page; mail and telephone links are no pages.
pub(crate) fn add_link(link: &str, resume: &mut Resume) {
    let link = link.trim().trim_end_matches(['.', ',', ';', ')', ']', '/', '>']);
    let lower = link.to_lowercase();
    if let Some(address) = lower.strip_prefix("mailto:") {
        let address = address.split('?').next().unwrap_or(address);
        if address.contains('@') {
            add(&mut resume.emails, address.to_owned());
        }
    } else if !link.is_empty() && !lower.starts_with("tel:") && !lower.starts_with('#') {
        add(&mut resume.links, link.to_owned());
    }
}

fn add(list: &mut Vec<String>, entry: String) {
    if list.len() < limits::LIST_ENTRIES_MAX && !list.contains(&entry) {
        list.push(entry);
    }
}

fn matches(expression: &LazyLock<Option<Regex>>, text: &str) -> Vec<String> {
    let Some(expression) = expression.as_ref() else { return Vec::new() };
    expression.find_iter(text).map(|it| it.as_str().to_owned()).collect()
}

fn without(expression: &LazyLock<Option<Regex>>, text: &str) -> String {
    match expression.as_ref() {
        Some(expression) => expression.replace_all(text, " ").into_owned(),
        None => text.to_owned(),
    }
}

/// Whether a text holds a mail address or a telephone number: what the top of a resume has.
pub(crate) fn has_contact(text: &str) -> bool {
    if EMAIL.as_ref().is_some_and(|it| it.is_match(text)) {
        return true;
    }
    let text = without(&LINK, text);
    if dates::find(&text).is_some() {
        return false;
    }
    // Four numbers with points are a network address.
    matches(&PHONE, &text).iter().any(|it| {
        let digits = it.bytes().filter(u8::is_ascii_digit).count();
        (9..=15).contains(&digits) && it.matches('.').count() < 3 && !it.contains('/')
    })
}

/// The first line that looks like a person's name: two to five words of letters, each begun by a capital.
pub(crate) fn name(lines: &[Line]) -> String {
    let near_top = lines.iter().filter(|it| !it.is_blank()).take(8);
    for line in near_top {
        // "Jane Doe | Engineer", "Jane Doe, PhD", "Name: Jane Doe"
        let mut text = line.text.split(['|', '\t', ',', '•', '·']).next().unwrap_or("").trim();
        if let Some((label, rest)) = text.split_once(':') {
            if !label.trim().eq_ignore_ascii_case("name") && !label.trim().eq_ignore_ascii_case("full name") {
                continue;
            }
            text = rest.trim();
        }
        let text = text.split(" - ").next().unwrap_or(text).trim();
        if looks_like_name(text) && sections::known_heading(text).is_none() {
            return text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    String::new()
}

pub(crate) fn looks_like_name(text: &str) -> bool {
    const NO_NAMES: &[&str] = &["resume", "résumé", "curriculum", "vitae", "cv", "page", "profile"];
    let words: Vec<&str> = text.split_whitespace().collect();
    if !(2..=5).contains(&words.len()) || text.chars().count() > 60 {
        return false;
    }
    let mut n_capital = 0;
    for word in &words {
        if NO_NAMES.contains(&word.to_lowercase().as_str())
            || !word.chars().all(|it| it.is_alphabetic() || matches!(it, '-' | '\'' | '’' | '.'))
        {
            return false;
        }
        // Scripts without capitals count as capital.
        if word.chars().next().is_some_and(|it| !it.is_lowercase()) {
            n_capital += 1;
        }
    }
    // "Maria de la Cruz" has small words in the middle, never at the ends.
    let ends = [words.first(), words.last()];
    n_capital >= 2 && ends.iter().flatten().all(|it| it.chars().next().is_some_and(|it| !it.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(text: &str) -> Resume {
        let mut res = Resume::default();
        read(&[Line::plain(text)], Section::Contact, &mut res);
        res
    }

    #[test]
    fn a_contact_line_is_taken_apart() {
        let res = read_line(
            "Jane.Doe@mail.example | +1 (202) 555-0143 | Reno, NV | github.com/janedoe, https://jane.example/cv.",
        );
        assert_eq!(res.emails, ["jane.doe@mail.example"]);
        assert_eq!(res.phones, ["+1 (202) 555-0143"]);
        assert_eq!(res.links, ["github.com/janedoe", "https://jane.example/cv"]);
    }

    #[test]
    fn dates_and_amounts_are_no_telephone_numbers() {
        for text in ["2019-02 - 2021-07", "Jan 2018 - Mar 2020", "12 - 15", "NV 89501-1234"] {
            assert_eq!(read_line(text).phones, Vec::<String>::new(), "{text}");
        }
        assert!(!has_contact("192.0.2.10 - 192.0.2.20"));
        assert!(has_contact("Phone: 202 555 0143"));
    }

    #[test]
    fn names_are_found_near_the_top() {
        let found = |texts: &[&str]| name(&texts.iter().map(|it| Line::plain(it)).collect::<Vec<_>>());
        assert_eq!(found(&["Curriculum Vitae", "JANE Q. DOE, PhD", "Engineer"]), "JANE Q. DOE");
        assert_eq!(found(&["Name: Maria de la Cruz"]), "Maria de la Cruz");
        assert_eq!(found(&["jane@mail.example", "Work Experience"]), "");
    }
}
