//! Text from outside, on its way to a terminal or into a page.
//!
//! Names, ids and stories come from files of others. In: any text. Out: one line that steers no terminal, and markup that
//! is shown and never run.

/// Longest text that is shown, in characters.
const CHARS_MAX: usize = 200;

/// One line without what a terminal would obey or what turns or hides text; too long a text is cut.
pub(crate) fn one_line(text: &str) -> String {
    let mut res = String::new();
    for (idx, it) in text.chars().enumerate() {
        if idx == CHARS_MAX {
            res.push('…');
            break;
        }
        let hides = matches!(it,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        match it {
            '\t' | '\n' | '\r' => res.push(' '),
            it if it.is_control() || hides => res.push('\u{fffd}'),
            it => res.push(it),
        }
    }
    res
}

/// For text and for attributes in double quotes.
pub(crate) fn html(text: &str) -> String {
    let mut res = String::new();
    for it in one_line(text).chars() {
        match it {
            '&' => res.push_str("&amp;"),
            '<' => res.push_str("&lt;"),
            '>' => res.push_str("&gt;"),
            '"' => res.push_str("&quot;"),
            '\'' => res.push_str("&#39;"),
            it => res.push(it),
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_and_never_run() {
        assert_eq!(
            html("<img src=x onerror=\"a('b')\">&"),
            "&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;"
        );
    }

    #[test]
    fn what_steers_a_terminal_is_gone() {
        assert_eq!(one_line("a\u{1b}[2Jb\u{202e}c\nd"), "a\u{fffd}[2Jb\u{fffd}c d");
        assert_eq!(one_line(&"x".repeat(1_000)).chars().count(), CHARS_MAX + 1);
    }
}
