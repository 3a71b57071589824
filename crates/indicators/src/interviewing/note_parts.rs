//! Does a part of an interviewer's note say one of these things, and not its opposite?
//!
//! In: the note and phrases in normal form. Out: the part of the note, as written. A part ends with a mark between
//! sentences or clauses, so that a `not` in one says nothing about the next.

use measures::text::normalise;
use model::Row;

/// The topic of notes about an aid or an interpreter.
const AIDS: &str = "accessibility_need";

/// Words before a phrase that turn it round.
const DENIALS: &[&str] = &["no", "not", "without", "never", "nothing", "neither", "wasn", "didn", "weren"];

/// The first part that holds one of the phrases and no denial before it.
pub(super) fn part_with<'a>(note: &'a str, phrases: &[&str]) -> Option<&'a str> {
    for part in parts(note) {
        let plain = format!(" {} ", normalise(part));
        for phrase in phrases {
            let Some(place) = plain.find(&format!(" {phrase}")) else { continue };
            let before = plain.get(..place).unwrap_or_default();
            if !before.split(' ').any(|it| DENIALS.contains(&it)) {
                return Some(part.trim());
            }
        }
    }
    None
}

/// The first part that holds a word of each list, in any order, and no denial.
pub(super) fn part_with_both<'a>(note: &'a str, left: &[&str], right: &[&str]) -> Option<&'a str> {
    parts(note).map(str::trim).find(|part| {
        let plain = format!(" {} ", normalise(part));
        let has = |words: &[&str]| words.iter().any(|it| plain.contains(&format!(" {it}")));
        has(left) && has(right) && !plain.split(' ').any(|it| DENIALS.contains(&it))
    })
}

/// Whether the round was held with an aid, an interpreter or captions: then other voices and other eyes have a reason.
pub(super) fn with_aids(row: &Row<'_>) -> bool {
    let note = format!(" {} ", normalise(row.text("notes").unwrap_or_default()));
    row.texts("topics").contains(&AIDS)
        || [
            "interpreter",
            "captions",
            "captioner",
            "screen reader",
            "note taker",
            "lip read",
            "relay operator",
        ]
        .iter()
        .any(|it| note.contains(&format!(" {it}")))
}

fn parts(note: &str) -> impl Iterator<Item = &str> {
    note.split([';', ',', '.', '\n']).filter(|it| !it.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_turns_its_own_part_round_and_no_other() {
        assert_eq!(
            part_with("never read aloud, sounded read", &["read aloud", "sounded read"]),
            Some("sounded read")
        );
        assert_eq!(part_with("answers were not read aloud", &["read aloud"]), None);
        assert_eq!(
            part_with_both("a second voice answered", &["voice"], &["answered"]),
            Some("a second voice answered")
        );
        assert_eq!(part_with_both("no second voice answered", &["voice"], &["answered"]), None);
    }

    #[test]
    fn a_phrase_begins_at_a_word() {
        assert_eq!(part_with("widespread aloud", &["read aloud"]), None);
    }
}
