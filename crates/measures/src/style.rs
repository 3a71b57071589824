//! How does somebody use words that have no subject?
//!
//! In: the own words of a text. Out: a sketch, which is how often each of some two hundred small words and signs
//! stands in it; how far two sketches lie apart; and whether the texts of one account fall into two groups further
//! apart than chance and length explain (`hands`).
//!
//! Small words are the classic marks of a writer (Mosteller and Wallace, "Inference in an authorship problem", 1963;
//! Burrows, "'Delta': a measure of stylistic difference", 2002). All other words are counted as one, after the
//! text distortion of Stamatatos, "Authorship attribution using text distortion" (2017): a sketch does not know what a
//! text is about, and the text cannot be made again from it, since the order of words is gone with the words.
//! A sketch is only ever held against sketches of the same account. No norm is stored here and nothing counts as
//! right or wrong.

mod hands;
mod marks;

pub use hands::{
    Apart, FAR_EXCESS, MESSAGES_MAX, PERMUTATIONS, Split, TWO_HANDS_P, UNGUIDED_EXCESS, apart, best_split,
    two_hands_excess,
};

use marks::MARKS;

/// Goes up when the marks or the writing of a sketch change; sketches of two versions are never compared.
pub const VERSION: u32 = 1;

/// Longest written sketch, in bytes: a mark takes three letters for its count and one for its place, which is two
/// where many marks were left out before it.
pub const SKETCH_BYTES_MAX: usize = MARKS * 4 + 16;

/// Highest count that is kept of one mark.
const COUNT_MAX: u32 = (1 << 15) - 1;

/// Highest number of words that is kept.
const WORDS_MAX: u32 = (1 << 30) - 1;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How often each mark stands in a text. Sketches add up: the sketch of two texts is the sum of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sketch {
    words: u32,
    /// Marks that stand in the text, rising, with their counts.
    counts: Vec<(u8, u32)>,
}

impl Sketch {
    /// The sketch of a text from which what others wrote was taken out before.
    pub fn of(text: &str) -> Sketch {
        let mut counts = [0_u32; MARKS];
        let words = marks::read(text, |mark| {
            if let Some(count) = counts.get_mut(usize::from(mark)) {
                *count = (*count + 1).min(COUNT_MAX);
            }
        });
        Sketch::from_counts(words.min(WORDS_MAX), &counts)
    }

    fn from_counts(words: u32, counts: &[u32]) -> Sketch {
        let counts =
            (0_u8..=u8::MAX).zip(counts).filter(|(_, it)| **it > 0).map(|(at, it)| (at, *it)).collect();
        Sketch { words, counts }
    }

    /// How many words the text had, the uncounted ones included.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// How many marks were counted.
    fn total(&self) -> f64 {
        self.counts.iter().map(|(_, it)| f64::from(*it)).sum()
    }

    /// Every second mark: what is found on one half can be tried on the other. Words stay those of the whole text.
    fn half(&self, parity: u8) -> Sketch {
        let counts = self.counts.iter().filter(|(mark, _)| mark % 2 == parity).copied().collect();
        Sketch { words: self.words, counts }
    }

    /// This sketch less one that was added into it.
    fn without(&self, part: &Sketch) -> Sketch {
        let mut res = self.clone();
        res.words = res.words.saturating_sub(part.words);
        let mut parts = part.counts.iter().peekable();
        for (mark, count) in &mut res.counts {
            if let Some((_, less)) = parts.next_if(|(other, _)| other == mark) {
                *count = count.saturating_sub(*less);
            }
        }
        res.counts.retain(|(_, it)| *it > 0);
        res
    }

    /// Letters, digits, `-` and `_`: the number of words, then for each mark the step from the mark before and its
    /// count. Numbers are written in base 32, the lowest digit first; a digit that is followed by another has 32
    /// added. At most [`SKETCH_BYTES_MAX`] bytes.
    pub fn encode(&self) -> String {
        let mut res = String::new();
        write_number(&mut res, self.words);
        let mut last = 0;
        for (mark, count) in &self.counts {
            write_number(&mut res, u32::from(*mark) - last);
            write_number(&mut res, *count);
            last = u32::from(*mark);
        }
        res
    }

    /// Reads what [`Sketch::encode`] wrote; `None` for anything else.
    pub fn decode(text: &str) -> Option<Sketch> {
        if text.len() > SKETCH_BYTES_MAX {
            return None;
        }
        let mut digits = text.bytes();
        let words = read_number(&mut digits)??;
        let mut counts: Vec<(u8, u32)> = Vec::new();
        while let Some(step) = read_number(&mut digits)? {
            let count = read_number(&mut digits)??;
            let last = counts.last().map(|(mark, _)| u32::from(*mark));
            let mark = u8::try_from(last.unwrap_or(0).checked_add(step)?).ok()?;
            if usize::from(mark) >= MARKS || (last.is_some() && step == 0) || count == 0 || count > COUNT_MAX
            {
                return None;
            }
            counts.push((mark, count));
        }
        Some(Sketch { words, counts })
    }
}

fn write_number(to: &mut String, mut number: u32) {
    loop {
        let digit = (number & 31) as usize;
        number >>= 5;
        let more = if number > 0 { 32 } else { 0 };
        to.push(char::from(DIGITS[digit + more]));
        if number == 0 {
            return;
        }
    }
}

/// `Some(None)` at the end, `None` where a number is broken off or is none.
fn read_number(digits: &mut impl Iterator<Item = u8>) -> Option<Option<u32>> {
    let mut res: u32 = 0;
    let mut shift = 0;
    loop {
        let Some(byte) = digits.next() else { return if shift == 0 { Some(None) } else { None } };
        let digit = DIGITS.iter().position(|it| *it == byte)? as u32;
        if shift > 25 {
            return None;
        }
        res |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            return Some(Some(res));
        }
    }
}

/// All sketches as one.
pub fn merged<'a>(sketches: impl IntoIterator<Item = &'a Sketch>) -> Sketch {
    let mut words: u32 = 0;
    let mut counts = [0_u32; MARKS];
    for sketch in sketches {
        words = words.saturating_add(sketch.words);
        for (mark, count) in &sketch.counts {
            if let Some(sum) = counts.get_mut(usize::from(*mark)) {
                *sum = sum.saturating_add(*count);
            }
        }
    }
    Sketch::from_counts(words, &counts)
}

/// The squared Hellinger distance between the shares of marks of two texts: 0 where all shares are equal, 1 where
/// no mark is shared. `None` where one of them has no mark.
///
/// The square root evens out the chance error of rare and frequent marks (Bartlett 1936), which is what Delta does
/// with the standard deviations of a reference collection; there is no such collection here, on purpose.
pub fn distance(left: &Sketch, right: &Sketch) -> Option<f64> {
    let (left_total, right_total) = (left.total(), right.total());
    if left_total <= 0.0 || right_total <= 0.0 {
        return None;
    }
    let mut shared = 0.0;
    let mut others = right.counts.iter().peekable();
    for (mark, count) in &left.counts {
        while others.next_if(|(other, _)| other < mark).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == mark) {
            shared += (f64::from(*count) * f64::from(*other)).sqrt();
        }
    }
    Some((1.0 - shared / (left_total * right_total).sqrt()).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTE: &str =
        "I've put the fix up, but I can't merge it myself. Could you look at it when you have time?";

    #[test]
    fn texts_on_other_subjects_in_the_same_words_have_one_sketch() {
        let left = Sketch::of("We moved the ledger to Oslo, and it was not as slow as before.");
        let right = Sketch::of("We moved the parser to Nginx, and it was not as large as before.");
        assert_eq!(left, right);
        assert_eq!(distance(&left, &right), Some(0.0));
    }

    #[test]
    fn forms_that_a_program_chooses_are_one() {
        assert_eq!(Sketch::of("it’s “fine” – so far"), Sketch::of("It's \"fine\" - so far"));
    }

    #[test]
    fn an_empty_text_is_no_distance_from_anything() {
        assert_eq!(distance(&Sketch::of(""), &Sketch::of(NOTE)), None);
    }

    #[test]
    fn a_written_sketch_is_small_and_has_no_word_in_it() {
        let written = Sketch::of(&NOTE.repeat(900)).encode();
        assert!(written.len() < 200, "{}", written.len());
        let all = Sketch { words: WORDS_MAX, counts: (0..MARKS as u8).map(|it| (it, COUNT_MAX)).collect() };
        assert!(all.encode().len() <= SKETCH_BYTES_MAX && SKETCH_BYTES_MAX <= 1_024);
        assert_eq!(Sketch::decode(&all.encode()), Some(all));
    }

    #[test]
    fn what_is_no_sketch_is_refused() {
        for text in ["", "!", "g", "CA", "CAA", "CABAB", "C____B", "CgZB"] {
            assert_eq!(Sketch::decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn written_and_read_again_nothing_changes(text in "([a-z']{1,6}[ ,.;!?]{1,2}){0,60}") {
            let sketch = Sketch::of(&text);
            prop_assert_eq!(Sketch::decode(&sketch.encode()), Some(sketch));
        }

        #[test]
        fn reading_never_fails(text in "\\PC{0,60}") {
            let _ = Sketch::decode(&text);
            let _ = Sketch::of(&text);
        }

        #[test]
        fn distance_is_symmetric_and_bounded(left in "(the |a |of |we |so |, |\\. |x ){1,40}", right in "(the |a |of |we |so |, |\\. |x ){1,40}") {
            let (left, right) = (Sketch::of(&left), Sketch::of(&right));
            let value = distance(&left, &right);
            prop_assert_eq!(value, distance(&right, &left));
            prop_assert!(value.is_none_or(|it| (0.0..=1.0).contains(&it)));
            prop_assert!(distance(&left, &left).is_none_or(|it| it < 1e-9));
        }

        #[test]
        fn sketches_add_up_in_any_order(texts in prop::collection::vec("(the |a |of |we |so |, ){1,20}", 1..6)) {
            let sketches: Vec<Sketch> = texts.iter().map(|it| Sketch::of(it)).collect();
            let whole = Sketch::of(&texts.concat());
            prop_assert_eq!(&merged(&sketches), &whole);
            prop_assert_eq!(&merged(sketches.iter().rev()), &whole);
        }
    }
}
