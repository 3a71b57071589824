//! A text as the rules read it: lower case, plain apostrophes, sentence by sentence, with the way back to the original.
//!
//! In: any text. Out: sentences with byte offsets, and whether words before or after a place turn it into its opposite.

use regex::Regex;
use std::sync::LazyLock;

/// The most bytes of one text that are looked at.
pub(super) const MOST_BYTES: usize = 64 * 1024;

/// A text made plain.
pub(super) struct Reading {
    pub(super) plain: String,
    /// For each byte of `plain`, and for its end, the byte in the original.
    origin: Vec<usize>,
}

impl Reading {
    pub(super) fn new(text: &str) -> Reading {
        let mut plain = String::new();
        let mut origin = Vec::new();
        for (at, letter) in text.char_indices() {
            if at >= MOST_BYTES {
                break;
            }
            let letter = match letter {
                '’' | '‘' | '`' | '´' => '\'',
                '“' | '”' => '"',
                '–' | '—' | '‑' => '-',
                '\u{a0}' | '\t' => ' ',
                other => other.to_ascii_lowercase(),
            };
            plain.push(letter);
            origin.resize(plain.len(), at);
        }
        origin.push(text.len().min(text.floor_char_boundary(MOST_BYTES)));
        Reading { plain, origin }
    }

    /// The place in the original of a place in `plain`.
    pub(super) fn original(&self, at: usize) -> usize {
        self.origin.get(at).copied().unwrap_or(0)
    }

    /// The sentences: where each begins in `plain`, and its text.
    pub(super) fn sentences(&self) -> Vec<(usize, &str)> {
        let mut sentences = Vec::new();
        let mut begin = 0;
        let bytes = self.plain.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let ends = match byte {
                b'\n' => ends_paragraph(bytes, at),
                b'.' | b'!' | b'?' | b';' => next.is_ascii_whitespace() || next == b'"' || next == b')',
                _ => false,
            };
            if ends {
                self.push(&mut sentences, begin, at + 1);
                begin = at + 1;
            }
        }
        self.push(&mut sentences, begin, self.plain.len());
        sentences
    }

    fn push<'a>(&'a self, sentences: &mut Vec<(usize, &'a str)>, begin: usize, end: usize) {
        if let Some(sentence) = self.plain.get(begin..end)
            && !sentence.trim().is_empty()
        {
            sentences.push((begin, sentence));
        }
    }
}

/// A single line break within a wrapped paragraph does not end a sentence: the line before it is long and the next one goes on.
fn ends_paragraph(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or(&[]);
    let line = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
    line < 50 || next == b'\n' || next == b'\r' || next == b'-' || next == b'*' || next == b'>'
}

static NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:not|never|no|nor|neither|without|cannot|cant|dont|wont|instead of|rather than|away from|stop|stopped|avoid\w*|refus\w+|declin\w+|against|deny|denied|forbid\w*|prohibit\w*|n't|\w+n't)\b").ok()
});

/// Forms that hold a negation and mean the contrary: a polite question, consent.
static NO_NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?:ca|could|would|wo|may|might|should|is|are)n't (?:i|we|it|you|there|possible)\b|why not|(?:n't|not|don't|wouldn't|do not|would not) (?:at all )?mind|not only|no (?:problem|issue|objection|later|doubt)|cannot wait|not sure (?:if|whether))").ok()
});

/// Where a new thought begins, before which a negation does not reach.
static NEW_CLAUSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"[,:()"]|\s-\s|\b(?:but|so|and|because|since|therefore|thus|although|though|while|hence|then)\b"#,
    )
    .ok()
});

/// A new subject with a verb of its own: `the parcel does not come in time I can use …`.
static NEW_SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\w+) (?:i|we)(?:'ll|'d| (?:can|could|will|would|may|might|shall|want|need|prefer))\b").ok()
});

/// Verbs whose own negation goes over to what is thought: `I do not think I can …`.
const THINKING: [&str; 8] = ["think", "believe", "guess", "suppose", "feel", "say", "mean", "sure"];

/// The most words between a negation and what it negates.
const REACH: usize = 7;

/// Whether the words before `start` in the same clause, or those right behind `end`, turn the match into its opposite.
pub(super) fn negated(sentence: &str, start: usize, end: usize) -> bool {
    let before = sentence.get(..start).unwrap_or("");
    let clause_begins = NEW_CLAUSE
        .as_ref()
        .and_then(|pattern| pattern.find_iter(before).last())
        .map_or(0, |found| found.end());
    let clause = before.get(clause_begins..).unwrap_or("");
    let mut clause = clause;
    if let Some(pattern) = NEW_SUBJECT.as_ref() {
        for found in pattern.captures_iter(clause) {
            let thought = found.get(1).is_some_and(|word| THINKING.contains(&word.as_str()));
            if let (false, Some(word)) = (thought, found.get(1)) {
                clause = clause.get(word.end()..).unwrap_or("");
                break;
            }
        }
    }
    let inside = sentence.get(start..end).unwrap_or("");
    let mut words: Vec<&str> = clause.split_whitespace().collect();
    if words.len() > REACH {
        words.drain(..words.len() - REACH);
    }
    let before = words.join(" ");
    let after: Vec<&str> = sentence.get(end..).unwrap_or("").split_whitespace().take(3).collect();
    let after = after.join(" ");
    negates(&format!("{before} {inside}")) || turned_down(&after)
}

fn negates(text: &str) -> bool {
    let cleaned = match NO_NEGATION.as_ref() {
        Some(pattern) => pattern.replace_all(text, " "),
        None => text.into(),
    };
    NEGATION.as_ref().is_some_and(|pattern| pattern.is_match(&cleaned))
}

static TURNED_DOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:is|are|was|were|will be|would be)?\s?(?:not|n't|isn't|aren't|wasn't|no longer|unnecessary)\b",
    )
    .ok()
});

fn turned_down(after: &str) -> bool {
    TURNED_DOWN.as_ref().is_some_and(|pattern| pattern.is_match(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_negated(sentence: &str, part: &str) -> bool {
        let start = sentence.find(part).expect("the part stands in the sentence");
        negated(sentence, start, start + part.len())
    }

    #[test]
    fn a_negation_reaches_to_the_end_of_its_clause() {
        assert!(is_negated("i do not want to use my own laptop", "use my own laptop"));
        assert!(is_negated("there is no need for a virtual desktop", "virtual desktop"));
        assert!(is_negated("the virtual desktop is not needed", "virtual desktop"));
        assert!(!is_negated("i do not have the laptop yet, can i use my own laptop", "use my own laptop"));
        assert!(!is_negated("the parcel did not come so i use my own laptop", "use my own laptop"));
        assert!(!is_negated("as the box will not come in time i can use my own laptop", "use my own laptop"));
        assert!(is_negated("i do not think i can use my own laptop", "use my own laptop"));
        assert!(!is_negated("can't i use my own laptop", "use my own laptop"));
        assert!(!is_negated("i don't mind to use my own laptop", "use my own laptop"));
    }

    #[test]
    fn the_way_back_to_the_original_holds() {
        let text = "Don’t send it. I’ll use MY own laptop.";
        let reading = Reading::new(text);
        let at = reading.plain.find("my own").expect("there");
        let start = reading.original(at);
        assert_eq!(text.get(start..start + 6), Some("MY own"));
        assert_eq!(reading.sentences().len(), 2);
        assert_eq!(reading.original(reading.plain.len()), text.len());
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_headings_are_their_own() {
        let reading = Reading::new(
            "Laptop\nI would be glad if it were possible to go on working with the\ncomputer that I own. Thanks",
        );
        assert_eq!(reading.sentences().len(), 3);
    }
}
