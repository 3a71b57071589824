//! Is this text a resume, and what are its lines? For plain text and Markdown.
//!
//! In: bytes. Out: decoded lines, and a careful yes or no: notes, logs, mails and lists are text too.

use std::sync::LazyLock;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::Regex;

use super::sections::{Section, known_heading};
use super::{Line, contacts, dates, passages};

/// Longest text that is looked at as a resume, in bytes; twenty pages have less than a tenth of it.
pub(crate) const TEXT_BYTES_MAX: usize = 1 << 20;

/// The text of bytes in UTF-8, UTF-16 with its mark, or else Windows-1252; whether it had to be guessed.
pub(crate) fn decode(bytes: &[u8]) -> (String, bool) {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return (UTF_16LE.decode_without_bom_handling(rest).0.into_owned(), false);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return (UTF_16BE.decode_without_bom_handling(rest).0.into_owned(), false);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(it) => (it.to_owned(), false),
        // The first bytes of a file may end within a character.
        Err(it) if it.error_len().is_none() => (String::from_utf8_lossy(bytes).into_owned(), false),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), true),
    }
}

/// Whether text has marks of Markdown that plain text has not.
pub(crate) fn is_markdown(text: &str) -> bool {
    let mut headings = 0;
    let mut bold = 0;
    for line in text.lines() {
        let hashes = line.bytes().take_while(|it| *it == b'#').count();
        if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
            headings += 1;
        }
        if line.matches("**").count() >= 2 {
            bold += 1;
        }
    }
    headings > 0 || bold > 1
}

/// A way to reach somebody near the top, a section that only resumes have, and more that fits.
pub(crate) fn looks_like_resume(bytes: &[u8]) -> bool {
    if bytes.len() > TEXT_BYTES_MAX || bytes.is_empty() {
        return false;
    }
    let (text, _) = decode(bytes);
    if text.chars().take(4096).any(|it| it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{c}')) {
        return false;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    if lines.len() < 5 || is_something_else(&lines) {
        return false;
    }
    let bare: Vec<&str> =
        lines.iter().map(|it| it.trim_matches(['#', '*', '_', ' ', '=', '-', ':'])).collect();
    let mut headings: Vec<Section> = Vec::new();
    for line in &bare {
        if let Some(section) = known_heading(line)
            && !headings.contains(&section)
        {
            headings.push(section);
        }
    }
    let has = |section: Section| headings.contains(&section);
    let n_spans = lines.iter().filter(|it| dates::find(it).is_some()).count();
    let n_bullets = lines.iter().filter(|it| passages::bullet(it).is_some()).count();
    let can_be_reached = bare.iter().take(12).any(|it| contacts::has_contact(it));

    let has_strong = has(Section::Experience) || has(Section::Education);
    let by_headings = has_strong && (n_spans > 0 || headings.len() >= 3)
        || has(Section::Skills) && n_spans > 0
        || has(Section::Other) && n_spans > 1;
    let by_bullets = n_bullets >= 4 && n_spans >= 2;
    can_be_reached && (by_headings || by_bullets)
}

/// Kinds of text that can hold all the words of a resume: transcripts, mails, logs, tables, lists.
fn is_something_else(lines: &[&str]) -> bool {
    static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:from|received|return-path|delivered-to|message-id|mime-version|content-type|date|subject|x-[a-z-]+):\s").ok()
    });
    static STAMP: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b\d{1,2}:\d{2}:\d{2}\b|^\s*(?:info|warn|warning|error|debug|trace)\b|^\[?\d{4}-\d\d-\d\d[T ]|-->").ok()
    });
    static NETWORK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?\b|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}/\d+").ok()
    });
    let is = |expression: &LazyLock<Option<Regex>>, line: &str| {
        expression.as_ref().is_some_and(|it| it.is_match(line))
    };

    let first = lines.first().copied().unwrap_or("");
    if first.starts_with("WEBVTT") || first.starts_with("From ") || first.starts_with(['{', '[', '<', '%']) {
        return true;
    }
    let headers = lines.iter().take(12).filter(|it| is(&HEADER, it)).count();
    let stamps = lines.iter().filter(|it| is(&STAMP, it)).count();
    let networks = lines.iter().filter(|it| is(&NETWORK, it)).count();
    // The same number of commas or semicolons on nearly every line is a table.
    let commas = |line: &str| line.matches([',', ';', '\t']).count();
    let of_first = commas(first);
    let alike = lines.iter().filter(|it| commas(it) == of_first).count();
    headers >= 3
        || stamps * 4 > lines.len()
        || networks * 4 > lines.len()
        || of_first >= 2 && alike * 10 >= lines.len() * 8
}

/// The lines of plain text. A line of `---` or `===` underlines the one above it.
pub(crate) fn text_lines(text: &str) -> Vec<Line> {
    let mut res: Vec<Line> = Vec::new();
    for (text, number) in text.lines().zip(1..) {
        let text = text.trim_end().replace('\u{c}', "");
        let trimmed = text.trim();
        let is_underline = trimmed.len() >= 3
            && trimmed.chars().all(|it| matches!(it, '-' | '=' | '_' | '~' | '*' | '─' | '━'));
        if is_underline {
            if let Some(last) = res.last_mut().filter(|it| !it.is_blank()) {
                last.underlined = true;
            }
            continue;
        }
        res.push(Line { text, number, ..Line::default() });
    }
    res
}

/// The lines of Markdown, with its marks taken out, and the targets of its links.
pub(crate) fn markdown_lines(text: &str) -> (Vec<Line>, Vec<String>) {
    static LINK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)").ok());
    static EMPHASIS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\*([^*\s](?:[^*]*[^*\s])?)\*|\b_([^_\s](?:[^_]*[^_\s])?)_\b").ok());
    let mut lines: Vec<Line> = Vec::new();
    let mut links = Vec::new();
    for (raw, number) in text.lines().zip(1..) {
        let mut line = Line { number, ..Line::default() };
        let trimmed = raw.trim();
        let hashes = trimmed.bytes().take_while(|it| *it == b'#').count();
        let mut body = trimmed;
        if (1..=6).contains(&hashes) && trimmed[hashes..].starts_with(' ') {
            line.marked = true;
            body = trimmed[hashes..].trim().trim_end_matches('#').trim_end();
        }
        let is_rule =
            trimmed.len() >= 3 && trimmed.chars().all(|it| matches!(it, '-' | '=' | '_' | '*' | ' '));
        if is_rule {
            if let Some(last) = lines.last_mut().filter(|it| !it.is_blank() && !trimmed.starts_with('*')) {
                last.underlined = true;
            }
            continue;
        }
        let mut text = body.to_owned();
        if let Some(expression) = LINK.as_ref() {
            links.extend(expression.captures_iter(&text).map(|it| it[2].to_owned()));
            text = expression.replace_all(&text, "$1").into_owned();
        }
        // A bullet's own star is no emphasis.
        let (mark, rest) = match passages::bullet(&text) {
            Some((mark, rest)) => (format!("{mark} "), rest.to_owned()),
            None => (String::new(), text),
        };
        let inner = rest.trim();
        let wrapped = inner.len() > 4
            && (inner.starts_with("**") && inner.ends_with("**")
                || inner.starts_with("__") && inner.ends_with("__"));
        line.strong = wrapped;
        let plain = rest.replace("**", "").replace("__", "").replace('`', "").replace("  ", " ");
        let plain = EMPHASIS.as_ref().map_or(plain.clone(), |it| it.replace_all(&plain, "$1$2").into_owned());
        let plain = plain.trim();
        let plain = match plain.strip_prefix(['*', '_']).and_then(|it| it.strip_suffix(['*', '_'])) {
            Some(inner) if mark.is_empty() => inner,
            _ => plain,
        };
        line.text = format!("{mark}{}", plain.trim_start_matches("> ").replace("\\", ""));
        lines.push(line);
    }
    (lines, links)
}
