//! Text from outside on its way into HTML.
//!
//! In: any text. Out: something that can stand between tags or inside a quoted attribute and is shown,
//! never run: markup is escaped, control characters are shown by their number, and what is too long is
//! cut with a count of the rest. No text from outside is ever written inside a script or a style.

use std::fmt::{self, Display, Write as _};

use model::{Bits, Timestamp};

use crate::visible;

/// Longest text that is shown whole, in characters.
const TEXT_CHARS_MAX: usize = 1_500;

/// For text and for attributes in double quotes.
pub fn text(text: &str) -> Text<'_> {
    Text { text, n_chars: TEXT_CHARS_MAX }
}

/// The same, shorter: cells and labels.
pub fn short(text: &str, n_chars: usize) -> Text<'_> {
    Text { text, n_chars }
}

/// For drawings, where there is no room for a count of the rest.
pub fn label(text: &str, n_chars: usize) -> String {
    let (shown, n_more) = visible::clip(text, n_chars);
    let end = if n_more > 0 { "…" } else { "" };
    format!("{}{end}", short(shown, n_chars))
}

pub struct Text<'a> {
    text: &'a str,
    n_chars: usize,
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, n_more) = visible::clip(self.text, self.n_chars);
        for it in shown.chars() {
            match it {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                it if visible::steers(it) => write!(f, "⟦U+{:04X}⟧", u32::from(it))?,
                it => f.write_char(it)?,
            }
        }
        if n_more > 0 {
            write!(f, "… ({n_more} characters more)")?;
        }
        Ok(())
    }
}

/// An id that can be pointed at: letters and digits as they are, anything else by its number.
pub fn anchor(prefix: &str, id: &str) -> String {
    let mut res = format!("{prefix}-");
    let (shown, _) = visible::clip(id, 200);
    for it in shown.chars() {
        if it.is_ascii_alphanumeric() {
            res.push(it);
        } else if matches!(it, ':' | '-') {
            res.push('-');
        } else {
            let _ = write!(res, "_{:x}_", u32::from(it));
        }
    }
    res
}

/// A day: `2 Mar 2026`.
pub fn day(at: Timestamp) -> String {
    format!("<time datetime=\"{at}\">{}</time>", at.strftime("%-d %b %Y"))
}

/// A minute: `2 Mar 2026, 09:11 UTC`.
pub fn minute(at: Timestamp) -> String {
    format!("<time datetime=\"{at}\">{} UTC</time>", at.strftime("%-d %b %Y, %H:%M"))
}

/// With a sign that is not a hyphen: `+4.00`, `−1.50`, and none for nothing.
pub fn signed(bits: Bits) -> String {
    if bits > Bits::ZERO { format!("+{bits}") } else { plain(bits) }
}

/// The same without a plus: `4.00`, `−1.50`.
pub fn plain(bits: Bits) -> String {
    bits.to_string().replace('-', "−")
}

/// `1 file`, `2 files`, with thin spaces between thousands.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut res = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            res.push('\u{202f}');
        }
        res.push(digit);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_and_never_run() {
        assert_eq!(
            text("<script>alert('x')</script>").to_string(),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
        );
        assert_eq!(text("\"><img onerror=x>").to_string(), "&quot;&gt;&lt;img onerror=x&gt;");
    }

    #[test]
    fn what_turns_the_line_is_shown_by_its_number() {
        assert_eq!(text("a\u{202e}gpj.exe\0").to_string(), "a⟦U+202E⟧gpj.exe⟦U+0000⟧");
    }

    #[test]
    fn a_megabyte_is_cut_and_counted() {
        let long = text(&"x".repeat(1 << 20)).to_string();
        assert!(long.len() < 2_000);
        assert!(long.ends_with("characters more)"));
    }

    #[test]
    fn different_ids_have_different_anchors() {
        let ids = ["worker:W1", "worker:W 1", "worker:W_20_1", "applicant:<b>", "worker:é"];
        let anchors: std::collections::HashSet<_> = ids.iter().map(|it| anchor("p", it)).collect();
        assert_eq!(anchors.len(), ids.len());
        assert!(
            anchors.iter().all(|it| it.chars().all(|it| it.is_ascii_alphanumeric() || "-_".contains(it)))
        );
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(counted(1, "file", "files"), "1 file");
    }
}
