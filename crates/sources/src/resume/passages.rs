//! The passages of a section: bullets, sentences, lines.
//!
//! In: the lines of one section, and which of them head a job. Out: what was written as one piece, with lines
//! that wrapped put together again. Headers of jobs are no passages: every employer's name is alike everywhere.

use super::Line;
use super::sections::Section;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passage {
    pub section: Section,
    pub text: String,
    /// Its first line, 0 in files that have no lines.
    pub line: u64,
}

/// Marks that begin a bullet. The last two are the ones that Word writes from its symbol font.
const GLYPHS: &[char] = &[
    '•', '●', '◦', '▪', '▫', '■', '□', '‣', '⁃', '∙', '·', '►', '▶', '➢', '➤', '✓', '✔', '★', '»', '›', '–',
    '—', '*', '+', '-', '−', '~', '>', 'o', '○', '\u{f0b7}', '\u{f0a7}',
];

/// The bullet that a line begins with, and the text behind it.
pub(crate) fn bullet(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let first = line.chars().next()?;
    if GLYPHS.contains(&first) {
        let (glyph, rest) = line.split_at(first.len_utf8());
        let stands_apart = rest.starts_with(char::is_whitespace);
        let only_a_bullet = !first.is_ascii() && !matches!(first, '–' | '—' | '−');
        if (stands_apart || only_a_bullet) && !rest.trim().is_empty() {
            return Some((glyph, rest.trim()));
        }
        return None;
    }
    // "1. ", "2) "
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let rest = line.get(digits + 1..)?;
        if matches!(line.as_bytes().get(digits), Some(b'.' | b')')) && rest.starts_with(' ') {
            return Some((line.get(..digits + 1)?, rest.trim()));
        }
    }
    None
}

pub(crate) fn read(lines: &[Line], section: Section, is_header: impl Fn(usize) -> bool) -> Vec<Passage> {
    let longest = lines.iter().map(|it| it.text.chars().count()).max().unwrap_or(0);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut previous: Option<&str> = None;
    for (index, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if text.is_empty() || is_header(index) || is_rule(text) {
            previous = None;
            continue;
        }
        if let Some((_, rest)) = bullet(text) {
            pieces.push(Piece { is_bullet: true, line: line.number, text: rest.to_owned() });
        } else if let (Some(before), Some(piece)) = (previous, pieces.last_mut())
            && section != Section::Contact
            && goes_on(before, text, longest, piece.is_bullet || section == Section::Summary)
        {
            join(&mut piece.text, text);
        } else {
            pieces.push(Piece { is_bullet: false, line: line.number, text: text.to_owned() });
        }
        previous = Some(text);
    }

    let mut res = Vec::new();
    for mut piece in pieces {
        piece.text = piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if piece.is_bullet || matches!(section, Section::Contact | Section::Skills | Section::Education) {
            res.push(Passage { section, text: piece.text, line: piece.line });
        } else {
            for text in sentences(&piece.text) {
                res.push(Passage { section, text: text.to_owned(), line: piece.line });
            }
        }
    }
    res
}

struct Piece {
    is_bullet: bool,
    line: u64,
    text: String,
}

/// Whether a line goes on where the one before it stopped.
fn goes_on(before: &str, text: &str, longest: usize, in_prose: bool) -> bool {
    // What is set apart in one line is a row of its own.
    if [before, text].iter().any(|it| it.contains('\t') || it.contains("   ")) {
        return false;
    }
    let begins_small = text.chars().next().is_some_and(|it| it.is_lowercase());
    let ended = before.ends_with(['.', '!', '?', ';', ':']);
    let is_full = before.chars().count() * 10 >= longest * 7;
    let is_open = before.ends_with([',', '-', '&', '/']);
    begins_small && !ended
        || is_open
        || in_prose && !ended && is_full
        || is_full && before.chars().count() > 60 && (!ended || in_prose && begins_small)
}

fn join(piece: &mut String, text: &str) {
    let parted = piece.ends_with('-') && !piece.ends_with(" -");
    if !parted {
        piece.push(' ');
    }
    piece.push_str(text);
}

/// A line of marks only, drawn to part what stands above from what stands below.
pub(crate) fn is_rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// The sentences of a text. Shortened words do not end one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    const SHORTENED: &[&str] = &[
        "e.g.", "i.e.", "etc.", "inc.", "ltd.", "corp.", "co.", "vs.", "dr.", "mr.", "ms.", "st.", "approx.",
        "no.",
    ];
    let mut res = Vec::new();
    let mut start = 0;
    for (index, letter) in text.char_indices() {
        if !matches!(letter, '.' | '!' | '?') {
            continue;
        }
        let end = index + letter.len_utf8();
        let behind = &text[end..];
        let ends_here = behind.starts_with(char::is_whitespace)
            && behind.trim_start().starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        let word = text[start..end].rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let is_initial = word.chars().count() == 2 && letter == '.';
        if ends_here && !is_initial && !SHORTENED.contains(&word.as_str()) {
            res.push(text[start..end].trim());
            start = end;
        }
    }
    res.push(text[start..].trim());
    res.retain(|it| !it.is_empty());
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str], section: Section) -> Vec<String> {
        let lines: Vec<Line> = lines.iter().map(|it| Line::plain(it)).collect();
        read(&lines, section, |_| false).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn bullets_that_wrapped_are_put_together() {
        let lines = [
            "- Moved the claims intake form to another cloud so that customers were moved without",
            "downtime.",
            "• Wrote a month-",
            "end report",
            "* Third",
        ];
        assert_eq!(
            texts(&lines, Section::Experience),
            [
                "Moved the claims intake form to another cloud so that customers were moved without downtime.",
                "Wrote a month-end report",
                "Third"
            ]
        );
    }

    #[test]
    fn a_summary_is_read_by_sentences() {
        let lines = ["Engineer with nine years in Node.js and e.g. Go. Likes plain", "code. Works remotely."];
        assert_eq!(
            texts(&lines, Section::Summary),
            ["Engineer with nine years in Node.js and e.g. Go.", "Likes plain code.", "Works remotely."]
        );
    }

    #[test]
    fn words_and_numbers_are_no_bullets() {
        for text in ["o'clock", "-5 percent", "3.5 years", "*bold*", "offers", "2019"] {
            assert_eq!(bullet(text), None, "{text}");
        }
        assert_eq!(bullet("•Led"), Some(("•", "Led")));
        assert_eq!(bullet("12) Led"), Some(("12)", "Led")));
    }
}
