//! How long until somebody answers, in a transcript that says who spoke when?
//!
//! In: utterances with speaker, seconds and number of words, and whose answers are asked about. Out: one delay per
//! question that was answered; the contrast between long and short answers of the same person; the comparison with
//! others who went through the same interviews.
//!
//! The delay is the gap of Heldner and Edlund (2010): from the end of the question to the first words of the answer.
//! Comparison by the probability of superiority: Vargha and Delaney, "A critique and improvement of the CL common
//! language effect size statistics", Journal of Educational and Behavioral Statistics 25 (2000), which asks no normal
//! data; and by the robust distance of medians (`robust`).

use crate::robust;

/// Words after a question that still belong to it: "Is that so? Take your time."
const WORDS_AFTER_QUESTION_MAX: usize = 8;
/// Fewer words said while the asker goes on are "mhm", no answer.
const WORDS_OF_ANSWER_MIN: usize = 3;
/// After longer silence nobody is asked any more.
const DELAY_SECONDS_MAX: f64 = 120.0;

/// Something said by one speaker: one cue of a transcript.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Utterance {
    /// Whether the person whose answers are asked about said it.
    pub is_own: bool,
    /// Seconds from the beginning.
    pub from: f64,
    pub to: f64,
    pub n_words: usize,
    /// It ends with a question mark.
    pub is_question: bool,
}

/// One question and how it was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// When the asker had ended, in seconds from the beginning.
    pub asked: f64,
    /// Seconds until the first words of the answer; 0 where they began before the asker had ended.
    pub delay: f64,
    /// Place of the first words among the utterances given.
    pub place: usize,
    /// Words of the asker's turn, and of the answer up to the next word of anybody else.
    pub question_words: usize,
    pub answer_words: usize,
}

/// The answers to questions, in order. Utterances may come in any order; those whose times are no numbers are left out.
///
/// A turn of others is what they say, whoever of them, until the person answers. It is a question when one of its
/// utterances is, with at most a few words after it. One or two words of the person while the others go on are not an
/// answer; but as the first words of one they count: the delay is until then.
pub fn answers(utterances: &[Utterance]) -> Vec<Answer> {
    let mut order: Vec<usize> = (0..utterances.len()).collect();
    order.retain(|it| utterances.get(*it).is_some_and(|it| it.from.is_finite() && it.to.is_finite()));
    let start = |it: &usize| utterances.get(*it).map_or(0.0, |it| it.from);
    order.sort_by(|left, right| start(left).total_cmp(&start(right)).then(left.cmp(right)));

    let mut res: Vec<Answer> = Vec::new();
    let mut asked = Asked::default();
    let mut at = 0;
    while let Some(utterance) = order.get(at).and_then(|it| utterances.get(*it)) {
        if !utterance.is_own {
            asked.goes_on(utterance);
            at += 1;
            continue;
        }
        // The person's words until anybody else speaks.
        let first = at;
        let mut n_words = 0;
        let mut last_end = utterance.to;
        while let Some(own) = order.get(at).and_then(|it| utterances.get(*it)).filter(|it| it.is_own) {
            n_words += own.n_words;
            last_end = last_end.max(own.to);
            at += 1;
        }
        let next = order.get(at).and_then(|it| utterances.get(*it));
        let others_go_on = next.is_some_and(|it| it.from <= last_end + 1.0 && !asked.is_open());
        let is_aside = n_words < WORDS_OF_ANSWER_MIN && (others_go_on || last_end <= asked.end);
        if is_aside {
            continue;
        }
        if let (true, Some(place)) = (asked.is_open(), order.get(first)) {
            let delay = (utterance.from - asked.end).max(0.0);
            if delay <= DELAY_SECONDS_MAX {
                let question_words = asked.n_words;
                res.push(Answer {
                    asked: asked.end,
                    delay,
                    place: *place,
                    question_words,
                    answer_words: n_words,
                });
            }
        }
        asked = Asked::default();
    }
    res
}

/// What the others have said since the person's last words.
#[derive(Default)]
struct Asked {
    end: f64,
    n_words: usize,
    /// Words since the last question mark; `None` without one.
    words_after: Option<usize>,
}

impl Asked {
    fn goes_on(&mut self, utterance: &Utterance) {
        self.end = self.end.max(utterance.to);
        self.n_words += utterance.n_words;
        if utterance.is_question {
            self.words_after = Some(0);
        } else if let Some(words) = &mut self.words_after {
            *words += utterance.n_words;
        }
    }

    fn is_open(&self) -> bool {
        self.words_after.is_some_and(|it| it <= WORDS_AFTER_QUESTION_MAX)
    }
}

/// How long somebody takes before long answers and before short ones: a slow line and a slow tongue delay both alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    pub n_long: usize,
    pub n_short: usize,
    /// Median seconds before answers of at least `words` words.
    pub long_median: f64,
    /// Median seconds before shorter ones.
    pub short_median: f64,
}

/// `None` unless there are at least `answers_min` answers of each sort.
pub fn contrast(answers: &[Answer], words: usize, answers_min: usize) -> Option<Contrast> {
    let (mut long, mut short) = (Vec::new(), Vec::new());
    for answer in answers {
        if answer.answer_words >= words { long.push(answer.delay) } else { short.push(answer.delay) }
    }
    if long.len() < answers_min.max(1) || short.len() < answers_min.max(1) {
        return None;
    }
    Some(Contrast {
        n_long: long.len(),
        n_short: short.len(),
        long_median: robust::median(&long)?,
        short_median: robust::median(&short)?,
    })
}

/// One person's delays against those of others in the same process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub median: f64,
    /// The middle of the others' medians.
    pub others_median: f64,
    pub n_others: usize,
    /// Robust standard deviations between the median and the others' medians; `None` where they do not spread.
    pub distance: Option<f64>,
    /// The chance that one of this person's delays is longer than one of another person's, 0 to 1; equal ones count
    /// half. Each other person weighs the same, however many delays they have.
    pub longer_share: f64,
}

/// `None` with fewer than `answers_min` delays, or fewer than `others_min` others who have as many.
pub fn compared(
    own: &[f64],
    others: &[Vec<f64>],
    answers_min: usize,
    others_min: usize,
) -> Option<Comparison> {
    let own: Vec<f64> = own.iter().copied().filter(|it| it.is_finite()).collect();
    if own.len() < answers_min.max(1) {
        return None;
    }
    let mut medians = Vec::new();
    let mut shares = Vec::new();
    for other in others {
        let other: Vec<f64> = other.iter().copied().filter(|it| it.is_finite()).collect();
        if other.len() < answers_min.max(1) {
            continue;
        }
        medians.extend(robust::median(&other));
        shares.push(superiority(&own, &other));
    }
    if medians.len() < others_min.max(1) {
        return None;
    }
    let median = robust::median(&own)?;
    Some(Comparison {
        median,
        others_median: robust::median(&medians)?,
        n_others: medians.len(),
        distance: robust::robust_z(median, &medians),
        longer_share: shares.iter().sum::<f64>() / shares.len() as f64,
    })
}

/// Vargha and Delaney's A: the chance that a left value is larger than a right one.
fn superiority(left: &[f64], right: &[f64]) -> f64 {
    let mut sorted = right.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut sum = 0.0;
    for value in left {
        let below = sorted.partition_point(|it| it < value);
        let up_to = sorted.partition_point(|it| it <= value);
        sum += below as f64 + (up_to - below) as f64 / 2.0;
    }
    sum / (left.len() * right.len()) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(is_own: bool, from: f64, to: f64, n_words: usize, is_question: bool) -> Utterance {
        Utterance { is_own, from, to, n_words, is_question }
    }

    #[test]
    fn a_delay_is_from_the_end_of_the_question_to_the_first_words() {
        let found = answers(&[
            said(false, 0.0, 4.0, 12, false),
            said(false, 4.2, 6.0, 6, true),
            said(true, 9.0, 9.5, 1, false),
            said(true, 15.0, 30.0, 40, false),
            said(false, 31.0, 33.0, 6, true),
            said(false, 33.2, 34.0, 3, false),
            said(true, 34.5, 36.0, 5, false),
        ]);
        let delays: Vec<f64> = found.iter().map(|it| it.delay).collect();
        assert_eq!(delays, [3.0, 0.5]);
        assert_eq!((found[0].asked, found[0].question_words, found[0].answer_words), (6.0, 18, 41));
        assert_eq!((found[0].place, found[1].place), (2, 6));
    }

    #[test]
    fn what_is_no_question_and_what_is_no_answer_is_left_out() {
        let found = answers(&[
            said(false, 0.0, 4.0, 12, false),
            said(true, 9.0, 12.0, 10, false),
            said(false, 13.0, 15.0, 6, true),
            said(false, 15.2, 19.0, 20, false),
            said(true, 25.0, 30.0, 10, false),
            said(false, 40.0, 45.0, 6, true),
            said(true, 400.0, 405.0, 6, false),
        ]);
        assert_eq!(found, []);
    }

    #[test]
    fn a_word_beside_the_question_is_no_answer_and_another_asker_takes_over() {
        let found = answers(&[
            said(false, 0.0, 6.0, 12, false),
            said(true, 3.0, 3.4, 1, false),
            said(false, 6.1, 8.0, 5, true),
            said(false, 9.0, 11.0, 4, true),
            said(true, 13.0, 20.0, 30, false),
        ]);
        assert_eq!(found.iter().map(|it| it.delay).collect::<Vec<_>>(), [2.0]);
        assert_eq!(found[0].question_words, 21);
    }

    #[test]
    fn a_short_yes_is_an_answer() {
        let found = answers(&[said(false, 0.0, 2.0, 5, true), said(true, 2.4, 2.8, 1, false)]);
        assert_eq!(found.len(), 1);
        assert!((found[0].delay - 0.4).abs() < 1e-9);
    }

    #[test]
    fn the_contrast_is_within_one_person() {
        let answer =
            |delay, answer_words| Answer { asked: 0.0, delay, place: 0, question_words: 8, answer_words };
        let all = [answer(7.0, 60), answer(9.0, 80), answer(8.0, 50), answer(1.0, 3), answer(1.4, 8)];
        let found = contrast(&all, 20, 2).unwrap();
        assert_eq!((found.n_long, found.n_short, found.long_median), (3, 2, 8.0));
        assert!((found.short_median - 1.2).abs() < 1e-9);
        assert_eq!(contrast(&all, 20, 3), None);
    }

    #[test]
    fn slow_answers_stand_out_among_quick_ones() {
        let others = vec![vec![0.5, 1.0, 1.5], vec![0.6, 1.2, 2.0], vec![0.2, 0.8, 1.4], vec![9.0]];
        let found = compared(&[7.0, 8.0, 6.5], &others, 3, 3).unwrap();
        assert_eq!((found.median, found.others_median, found.n_others), (7.0, 1.0, 3));
        assert!(found.distance.unwrap() > 3.0);
        assert_eq!(found.longer_share, 1.0);
        assert_eq!(compared(&[7.0, 8.0, 6.5], &others, 3, 4), None);
        assert_eq!(compared(&[7.0], &others, 3, 3), None);
    }

    fn any_talk() -> impl Strategy<Value = Vec<Utterance>> {
        let one = (any::<bool>(), 0.0..3.0_f64, 0.1..9.0_f64, 0_usize..40, any::<bool>());
        prop::collection::vec(one, 0..30).prop_map(|parts| {
            let mut at = 0.0;
            let mut res = Vec::new();
            for (is_own, gap, length, n_words, is_question) in parts {
                res.push(said(is_own, at + gap, at + gap + length, n_words, is_question));
                at += gap + length;
            }
            res
        })
    }

    fn delays() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.0..20.0_f64, 1..20)
    }

    proptest! {
        #[test]
        fn answers_are_bounded_and_unchanged_by_order(talk in any_talk()) {
            let found = answers(&talk);
            let questions = talk.iter().filter(|it| !it.is_own && it.is_question).count();
            prop_assert!(found.len() <= questions);
            for answer in &found {
                prop_assert!((0.0..=DELAY_SECONDS_MAX).contains(&answer.delay));
                prop_assert!(talk[answer.place].is_own && talk[answer.place].from >= answer.asked - 1e-9);
            }
            let turned: Vec<Utterance> = talk.iter().rev().copied().collect();
            let again: Vec<f64> = answers(&turned).iter().map(|it| it.delay).collect();
            prop_assert_eq!(again, found.iter().map(|it| it.delay).collect::<Vec<_>>());
        }

        #[test]
        fn a_slower_person_is_never_less_slow_among_others(own in delays(), others in prop::collection::vec(delays(), 3..8), more in 0.0..9.0_f64) {
            let slower: Vec<f64> = own.iter().map(|it| it + more).collect();
            let (Some(before), Some(after)) = (compared(&own, &others, 1, 3), compared(&slower, &others, 1, 3)) else {
                return Ok(());
            };
            prop_assert!((0.0..=1.0).contains(&before.longer_share));
            prop_assert!(after.longer_share >= before.longer_share - 1e-9);
            prop_assert!(after.median >= before.median - 1e-9);
            prop_assert_eq!(after.others_median, before.others_median);
        }

        #[test]
        fn the_chances_of_two_sides_are_one_together(left in delays(), right in delays()) {
            prop_assert!((superiority(&left, &right) + superiority(&right, &left) - 1.0).abs() < 1e-9);
        }
    }
}
