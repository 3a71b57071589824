//! How does a conversation go: turns, pauses within them, and the time until the answer?
//!
//! In: stretches of speech in seconds, of one side and, where they are known apart, of the others. Out: turns, lengths
//! of pauses, lengths of the gaps before answers.
//! A silence with the same speaker on both sides is a pause, one where the speaker changes is a gap: Sacks, Schegloff
//! and Jefferson (1974); measured as in Heldner and Edlund, "Pauses, gaps and overlaps in conversations", Journal of
//! Phonetics 38 (2010), who take the gap from the end of the one to the beginning of the other.

use crate::robust;
use crate::voice_activity::{GAP_SECONDS_MIN, Stretch, covered, joined};

/// A silence this long ends a turn, whoever speaks next.
const TURN_GAP_SECONDS: f64 = 1.5;
/// The other side has the word when it speaks this long; shorter sounds are "mhm".
const WORD_SECONDS_MIN: f64 = 0.5;
/// A turn of the other side that is shorter than this asks nothing.
const ASKING_SECONDS_MIN: f64 = 1.0;
/// A longer silence is no answer any more: somebody has left, or the call has ended.
const ANSWER_SECONDS_MAX: f64 = 120.0;
/// Pauses and gaps from this length on are long. In the 154 meetings of the AMI corpus, 5 % of the silences in which
/// nobody speaks are longer than 4.9 s.
pub const LONG_SECONDS: f64 = 5.0;

/// The turns and pauses of one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rhythm {
    pub turns: Vec<Stretch>,
    /// Seconds of each silence of at least 200 ms with this side's speech before and after, and nobody else's between.
    pub pauses: Vec<f64>,
}

/// The rhythm of the side that speaks in `own`, while others speak in `others`; both in order, without overlap.
pub fn rhythm(own: &[Stretch], others: &[Stretch]) -> Rhythm {
    let mut res = Rhythm::default();
    for stretch in own {
        let Some(turn) = res.turns.last_mut() else {
            res.turns.push(*stretch);
            continue;
        };
        let silence = Stretch { from: turn.to, to: stretch.from };
        let taken = if silence.seconds() > 0.0 { covered(silence, others) } else { 0.0 };
        if taken < GAP_SECONDS_MIN && silence.seconds() >= GAP_SECONDS_MIN - 1e-9 {
            res.pauses.push(silence.seconds());
        }
        if silence.seconds() >= TURN_GAP_SECONDS || taken >= WORD_SECONDS_MIN {
            res.turns.push(*stretch);
        } else {
            turn.to = turn.to.max(stretch.to);
        }
    }
    res
}

/// Seconds from the end of the other side's turn to the beginning of the answer, for each answer; 0 where the answer
/// began while the other side still spoke. A turn of less than a second asks nothing, and a sound of less than half a
/// second answers nothing.
pub fn answer_gaps(own: &[Stretch], others: &[Stretch]) -> Vec<f64> {
    let mut asked = rhythm(others, own).turns;
    asked.retain(|it| it.seconds() >= ASKING_SECONDS_MIN);
    let mut answers = rhythm(own, others).turns;
    answers.retain(|it| it.seconds() >= WORD_SECONDS_MIN);
    let mut res = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for answer in &answers {
        // The last turn of the other side that had begun by then.
        let place = asked.partition_point(|it| it.from < answer.from);
        if let Some(question) = place.checked_sub(1).and_then(|it| asked.get(it)) {
            let is_aside = question.to >= answer.to;
            let gap = (answer.from - question.to).max(0.0);
            // Where this side spoke last, it goes on after a pause of its own.
            if !is_aside && before < question.to && gap <= ANSWER_SECONDS_MAX {
                res.push(gap);
            }
        }
        before = before.max(answer.to);
    }
    res
}

/// Number, median, longest, and how many are long.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lengths {
    pub number: usize,
    pub median: Option<f64>,
    pub longest: Option<f64>,
    pub long: usize,
}

pub fn lengths(seconds: &[f64]) -> Lengths {
    Lengths {
        number: seconds.len(),
        median: robust::median(seconds),
        longest: robust::percentile(seconds, 100.0),
        long: seconds.iter().filter(|it| **it >= LONG_SECONDS).count(),
    }
}

/// Whether two channels hold the same talk, as both sides of a stereo recording of one microphone do: four fifths of
/// the time that either speaks, both do. Two people in conversation speak at once for a tenth of it.
pub fn is_same_talk(left: &[Stretch], right: &[Stretch]) -> bool {
    let mut all = left.to_vec();
    all.extend_from_slice(right);
    let either: f64 = joined(&all, 0.0).iter().map(Stretch::seconds).sum();
    let both: f64 = left.iter().map(|it| covered(*it, right)).sum();
    either > 0.0 && both >= 0.8 * either
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(spans: &[(f64, f64)]) -> Vec<Stretch> {
        spans.iter().map(|(from, to)| Stretch { from: *from, to: *to }).collect()
    }

    #[test]
    fn silence_within_a_turn_is_a_pause_and_silence_where_another_speaks_is_none() {
        let own = all(&[(0.0, 2.0), (2.5, 4.0), (10.0, 12.0), (18.0, 19.0)]);
        let others = all(&[(5.0, 9.0)]);
        let found = rhythm(&own, &others);
        assert_eq!(found.pauses, [0.5, 6.0]);
        assert_eq!(found.turns, all(&[(0.0, 4.0), (10.0, 12.0), (18.0, 19.0)]));
        assert_eq!(rhythm(&own, &[]).pauses, [0.5, 6.0, 6.0]);
        let lengths = lengths(&found.pauses);
        assert_eq!(
            (lengths.number, lengths.median, lengths.longest, lengths.long),
            (2, Some(3.25), Some(6.0), 1)
        );
    }

    #[test]
    fn an_answer_is_measured_from_the_end_of_the_question() {
        let asked = all(&[(0.0, 4.0), (4.3, 6.0), (30.0, 33.0), (60.0, 63.0), (90.0, 90.4)]);
        let answered = all(&[(8.5, 20.0), (22.0, 25.0), (32.0, 40.0), (61.0, 61.6), (91.0, 95.0)]);
        // From 6.0 to 8.5; 22.0 goes on; 32.0 talks into the question; 61.0 is said beside it; 90.0 asks nothing,
        // so that 91.0 answers what ended at 63.0.
        assert_eq!(answer_gaps(&answered, &asked), [2.5, 0.0, 28.0]);
        assert_eq!(answer_gaps(&answered, &[]), [] as [f64; 0]);
        let much_later = all(&[(300.0, 310.0)]);
        assert_eq!(answer_gaps(&much_later, &asked), [] as [f64; 0]);
    }

    #[test]
    fn two_sides_of_one_microphone_are_the_same_talk() {
        let left = all(&[(0.0, 10.0), (20.0, 30.0)]);
        assert!(is_same_talk(&left, &all(&[(0.1, 10.0), (20.0, 29.5)])));
        assert!(!is_same_talk(&left, &all(&[(9.0, 20.5)])));
        assert!(!is_same_talk(&[], &[]));
    }

    fn any_stretches() -> impl Strategy<Value = Vec<Stretch>> {
        prop::collection::vec((0.01..8.0_f64, 0.1..9.0_f64), 0..20).prop_map(|parts| {
            let mut res = Vec::new();
            let mut at = 0.0;
            for (gap, length) in parts {
                res.push(Stretch { from: at + gap, to: at + gap + length });
                at += gap + length;
            }
            res
        })
    }

    proptest! {
        #[test]
        fn turns_cover_the_speech_and_pauses_fit_between(own in any_stretches(), others in any_stretches()) {
            let found = rhythm(&own, &others);
            for stretch in &own {
                prop_assert!((covered(*stretch, &found.turns) - stretch.seconds()).abs() < 1e-6);
            }
            let spoken: f64 = own.iter().map(Stretch::seconds).sum();
            let whole = own.last().map_or(0.0, |it| it.to) - own.first().map_or(0.0, |it| it.from);
            prop_assert!(found.pauses.iter().all(|it| *it >= GAP_SECONDS_MIN - 1e-6));
            prop_assert!(found.pauses.iter().sum::<f64>() <= whole - spoken + 1e-6);
            prop_assert!(found.pauses.len() <= own.len().saturating_sub(1));
        }

        #[test]
        fn answers_are_no_more_than_turns_and_moving_all_in_time_changes_nothing(
            own in any_stretches(), others in any_stretches(), shift in 0.0..50.0_f64,
        ) {
            let gaps = answer_gaps(&own, &others);
            prop_assert!(gaps.len() <= rhythm(&own, &others).turns.len());
            prop_assert!(gaps.iter().all(|it| (0.0..=ANSWER_SECONDS_MAX).contains(it)));
            let moved = |it: &[Stretch]| -> Vec<Stretch> {
                it.iter().map(|it| Stretch { from: it.from + shift, to: it.to + shift }).collect()
            };
            let again = answer_gaps(&moved(&own), &moved(&others));
            prop_assert_eq!(again.len(), gaps.len());
            prop_assert!(gaps.iter().zip(&again).all(|(left, right)| (left - right).abs() < 1e-6));
        }

        #[test]
        fn the_same_talk_is_symmetric(left in any_stretches(), right in any_stretches()) {
            prop_assert_eq!(is_same_talk(&left, &right), is_same_talk(&right, &left));
        }
    }
}
