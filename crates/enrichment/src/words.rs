//! Whole words in names and labels, whatever stands between them.
//!
//! In: text. Out: the same in lower case with one blank between words, and whether one run of words stands within another.

/// Letters and digits in lower case, one blank between words, none at the ends: `ASTRILL_VPN (UK)` becomes `astrill vpn uk`.
pub(crate) fn plain_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter == '\'' || letter == '’' {
            continue;
        }
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !words.is_empty() {
            words.push(' ');
        }
        gap = false;
        words.extend(letter.to_lowercase());
    }
    words
}

/// Whether the words of `part` stand in `whole` one after the other. Both as `plain_words` gives them.
pub(crate) fn has_words(whole: &str, part: &str) -> bool {
    if part.is_empty() {
        return false;
    }
    for (at, _) in whole.match_indices(part) {
        let before = at == 0 || whole.as_bytes().get(at - 1) == Some(&b' ');
        let after = at + part.len();
        if before && (after == whole.len() || whole.as_bytes().get(after) == Some(&b' ')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_words_and_apostrophes_do_not() {
        assert_eq!(plain_words(" ASTRILL_VPN (UK) "), "astrill vpn uk");
        assert_eq!(plain_words("King's Lynn"), "kings lynn");
        assert_eq!(plain_words("--"), "");
    }

    #[test]
    fn only_whole_words_count() {
        assert!(has_words("wise payments ltd", "wise"));
        assert!(!has_words("likewise credit union", "wise"));
        assert!(!has_words("wisconsin bank", "wisc"));
        assert!(has_words("a likewise wise b", "wise b"));
        assert!(!has_words("anything", ""));
    }
}
