//! The web addresses in a mail. They are compared and never fetched.
//!
//! In: text and HTML. Out: each address once, in order; and the names of files that stand in the text itself.

use std::sync::LazyLock;

use regex::Regex;

/// Most links kept of one mail.
const LINKS_MAX: usize = 1_000;

pub(crate) fn read(text: &str, html: &str) -> Vec<String> {
    static IN_TEXT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)\b(?:https?|ftp)://[^\s<>"'\x00-\x1f]+|\bwww\.[a-z0-9-]+\.[^\s<>"'\x00-\x1f]+"#)
            .ok()
    });
    static IN_HTML: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)\b(?:href|src|action)\s*=\s*(?:3D)?["']?\s*((?:https?|ftp)://[^"'\s>]+)"#).ok()
    });
    let mut res: Vec<String> = Vec::new();
    let mut add = |link: &str| {
        let link = trimmed(link).replace("&amp;", "&");
        if !link.is_empty() && res.len() < LINKS_MAX && !res.contains(&link) {
            res.push(link);
        }
    };
    if let Some(expression) = IN_TEXT.as_ref() {
        expression.find_iter(text).for_each(|it| add(it.as_str()));
    }
    if let Some(expression) = IN_HTML.as_ref() {
        for found in expression.captures_iter(html) {
            add(found.get(1).map_or("", |it| it.as_str()));
        }
    }
    res
}

/// Without the marks of the sentence around it; a bracket that the address opened itself stays.
fn trimmed(link: &str) -> &str {
    let mut link = link;
    loop {
        let shorter = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '|', ']', '}']);
        let shorter = match shorter.strip_suffix(')') {
            Some(it) if it.matches('(').count() <= it.matches(')').count() => it,
            _ => shorter,
        };
        if shorter.len() == link.len() {
            return link;
        }
        link = shorter;
    }
}

/// Names of files written into the text (`begin 644 report.doc`).
pub(crate) fn uuencoded(text: &str) -> Vec<String> {
    let mut res = Vec::new();
    for line in text.lines() {
        let Some((mode, name)) = line.strip_prefix("begin ").and_then(|it| it.split_once(' ')) else {
            continue;
        };
        if mode.len() == 3 && mode.bytes().all(|it| (b'0'..=b'7').contains(&it)) && !name.trim().is_empty() {
            res.push(name.trim().to_owned());
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_text_and_markup_once() {
        let text = "See https://files.example.org/a_(b). Or (http://x.example/?q=1&r=2), www.y.example/z!";
        let html = r#"<a href="http://x.example/?q=1&amp;r=2">x</a><a href='https://v.example/'>v</a><a href="mailto:a@b.example">"#;
        assert_eq!(
            read(text, html),
            [
                "https://files.example.org/a_(b)",
                "http://x.example/?q=1&r=2",
                "www.y.example/z",
                "https://v.example/"
            ]
        );
    }
}
