//! Control characters made visible.
//!
//! In: text from outside. Out: the same text, with characters that would steer a terminal, turn the
//! direction of the line, or hide, shown by their number: `⟦U+202E⟧`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether the character is never shown as itself. Tab and line feed are decided by the caller.
pub fn steers(it: char) -> bool {
    matches!(it,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Marks and overrides of direction.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // Soft hyphen, zero-width space, word joiners, byte order mark: they hide. The two joiners of
        // letters (200C, 200D) stay, since honest names and emoji need them.
        | '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        // Separators that end a line in some readers.
        | '\u{2028}' | '\u{2029}'
        | '\u{fff9}'..='\u{fffb}'
        // Tag characters: invisible text.
        | '\u{e0000}'..='\u{e007f}')
}

/// Writes one such character by its number.
pub fn push_number(res: &mut String, it: char) {
    let _ = write!(res, "⟦U+{:04X}⟧", u32::from(it));
}

/// One line of plain text for a terminal: every control character, tab and line feed included, is either
/// a space or shown by its number.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|it| steers(it) || matches!(it, '\t' | '\n' | '\r')) {
        return Cow::Borrowed(text);
    }
    let mut res = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\t' | '\n' | '\r' => res.push(' '),
            it if steers(it) => push_number(&mut res, it),
            it => res.push(it),
        }
    }
    Cow::Owned(res)
}

/// The first `n_chars` characters, and how many more there are.
pub fn clip(text: &str, n_chars: usize) -> (&str, usize) {
    match text.char_indices().nth(n_chars) {
        None => (text, 0),
        Some((at, _)) => (&text[..at], text[at..].chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_steers_is_shown_by_its_number() {
        assert_eq!(one_line("a\u{202e}b\u{1b}[2Jc\0"), "a⟦U+202E⟧b⟦U+001B⟧[2Jc⟦U+0000⟧");
        assert_eq!(one_line("two\nlines"), "two lines");
    }

    #[test]
    fn honest_names_stay_as_they_are() {
        for name in ["José Ñandú", "مریم‌السادات", "王小明", "O’Neill", "👩‍💻"] {
            assert_eq!(one_line(name), name);
        }
    }

    #[test]
    fn clipping_counts_what_it_leaves_out() {
        assert_eq!(clip("häßlich", 3), ("häß", 4));
        assert_eq!(clip("ab", 3), ("ab", 0));
    }
}
