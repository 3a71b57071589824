//! Do the texts of one account fall into two groups that differ more than one hand's texts do?
//!
//! In: the sketches of messages, and for `apart` which of two groups each belongs to. Out: how far the groups lie
//! apart beyond what the same messages give when they are dealt out by lot, or nothing where there is too little text.
//! The lot is a permutation test within messages of like length (Good, "Permutation, parametric and bootstrap tests
//! of hypotheses", 2005): notes and letters of one hand differ, and that is taken out here. Where one group has all the
//! notes and the other all the letters, length explains everything, and nothing is left.
//! Where nobody says which message is whose, `best_split` looks for two groups by hard expectation-maximisation over
//! two multinomials (Celeux and Govaert, "A classification EM algorithm", 1992), begun along the main axes of the
//! messages' likeness. A best split exists for any text, so that its groups are found on one half of the marks and
//! measured on the other (the split-half test).
//! The order of messages and which group is called first never matter; chance is a fixed sequence.

use super::{Sketch, distance, merged};

/// How often the messages are dealt out by lot.
pub const PERMUTATIONS: usize = 400;

/// From this excess on, two groups that something outside of the texts parted (a client, a network) are called two
/// hands, where [`TWO_HANDS_P`] holds too; `words` are those of the smaller group. Chance shrinks as text grows; beyond
/// 2,000 words a group there were too few writers to measure, and nothing shrinks any more.
///
/// Chosen in view of the writers of a mailing list and the speakers of meetings that `bench/authorship.sh` measures it on: what
/// the bench prints is how well it fits them, and nobody has been held out.
pub fn two_hands_excess(words: u32) -> f64 {
    0.004 + 24.0 / f64::from(words.clamp(1, 2_000))
}

/// From this excess on, groups of 1,500 words and more are further apart than one hand's are where its occasions differ too.
/// Chosen like [`two_hands_excess`].
pub const FAR_EXCESS: f64 = 0.04;

/// The largest share of deals by lot that may be as far apart.
pub const TWO_HANDS_P: f64 = 0.01;

/// From this excess on, two groups that were found in the texts alone are called two styles. It is higher, since a best split
/// was looked for; chosen like [`two_hands_excess`].
pub const UNGUIDED_EXCESS: f64 = 0.045;

/// Most messages that a split is looked for in: all pairs of them are compared.
pub const MESSAGES_MAX: usize = 600;

/// Messages below, between and from these numbers of words on are dealt out among each other: a note is not held
/// against a letter.
const LENGTHS: [u32; 2] = [60, 180];

/// Fewest messages in a group that can be told from the rest.
const GROUP_MESSAGES_MIN: usize = 4;

/// Words that the whole account lends to each group before anything is counted in it.
const LENT_WORDS: f64 = 400.0;

/// Most rounds of moving messages from one group to the other.
const ROUNDS_MAX: usize = 30;

/// Axes that a split is begun along.
const AXES: usize = 3;

/// How far two groups of messages lie apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// Words of the smaller group.
    pub words: u32,
    /// Distance between the groups: 0 to 1.
    pub distance: f64,
    /// Mean distance between groups of the same sizes and lengths that were dealt out by lot.
    pub by_chance: f64,
    /// In how many of [`PERMUTATIONS`] deals the distance was as large.
    pub as_far: usize,
}

impl Apart {
    /// What is left of the distance when chance is taken off: below 0 for groups that are nearer than by lot.
    pub fn excess(&self) -> f64 {
        self.distance - self.by_chance
    }

    /// Whether one hand is hardly ever so far apart.
    pub fn is_two_hands(&self) -> bool {
        self.excess() >= two_hands_excess(self.words) && self.p() <= TWO_HANDS_P
    }

    /// The share of deals as far apart, the observed one counted in.
    pub fn p(&self) -> f64 {
        (self.as_far + 1) as f64 / (PERMUTATIONS + 1) as f64
    }
}

/// How far the messages with `true` lie from those with `false`. `None` where a group has fewer words than
/// `side_words_min`, or fewer than four messages: too little to tell. A message without a side is not looked at.
pub fn apart(messages: &[Sketch], sides: &[bool], side_words_min: u32) -> Option<Apart> {
    let mut dealt: Vec<(&Sketch, bool)> = messages.iter().zip(sides.iter().copied()).collect();
    let group = |dealt: &[(&Sketch, bool)], side: bool| {
        merged(dealt.iter().filter(|(_, it)| *it == side).map(|(sketch, _)| *sketch))
    };
    for side in [true, false] {
        let in_group = dealt.iter().filter(|(_, it)| *it == side);
        let words: u64 = in_group.clone().map(|(sketch, _)| u64::from(sketch.words)).sum();
        if words < u64::from(side_words_min) || in_group.count() < GROUP_MESSAGES_MIN {
            return None;
        }
    }
    let (left, right) = (group(&dealt, true), group(&dealt, false));
    let distance_found = distance(&left, &right)?;
    // Neither the order of the messages nor the name of a group may change what is drawn.
    if left > right {
        dealt.iter_mut().for_each(|(_, side)| *side = !*side);
    }
    dealt.sort_by(|one, other| one.0.cmp(other.0));
    let all = merged(messages);
    let mut sequence = Sequence(0x9e37_79b9_7f4a_7c15);
    let (mut sum, mut as_far) = (0.0, 0);
    let length = |sketch: &Sketch| LENGTHS.iter().filter(|it| sketch.words >= **it).count();
    dealt.sort_by_key(|(sketch, _)| length(sketch));
    let of_like_length: Vec<&[(&Sketch, bool)]> =
        dealt.chunk_by(|one, other| length(one.0) == length(other.0)).collect();
    for _ in 0..PERMUTATIONS {
        let mut drawn = Vec::with_capacity(dealt.len());
        for messages in &of_like_length {
            let n_true = messages.iter().filter(|(_, side)| *side).count();
            let mut order: Vec<&Sketch> = messages.iter().map(|(sketch, _)| *sketch).collect();
            sequence.shuffle(&mut order);
            drawn.extend(order.into_iter().take(n_true));
        }
        let one = merged(drawn);
        let by_lot = distance(&one, &all.without(&one)).unwrap_or(0.0);
        sum += by_lot;
        as_far += usize::from(by_lot >= distance_found);
    }
    let words = left.words.min(right.words);
    Some(Apart { words, distance: distance_found, by_chance: sum / PERMUTATIONS as f64, as_far })
}

/// Two groups that somebody's messages fall into.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// For each message, in which group it is; the larger group is `false`.
    pub sides: Vec<bool>,
    /// How far apart the groups lie that one half of the marks found, on the other half of the marks: the smaller
    /// of both ways round, chance taken off.
    pub excess: f64,
    /// The larger of both ways' shares of deals that were as far apart.
    pub p: f64,
    /// By how many nats a word's mark is better foretold by the other messages of its group than by all others.
    pub gain: f64,
}

/// The two groups that tell most. `None` where one of them would have fewer than `side_words_min` words or four
/// messages, where there are more than [`MESSAGES_MAX`] messages, or where no two groups foretell better than one.
pub fn best_split(messages: &[Sketch], side_words_min: u32) -> Option<Split> {
    if messages.len() < 2 * GROUP_MESSAGES_MIN || messages.len() > MESSAGES_MAX {
        return None;
    }
    let mut order: Vec<usize> = (0..messages.len()).collect();
    order.sort_by(|one, other| messages[*one].cmp(&messages[*other]));
    let sorted: Vec<Sketch> = order.iter().filter_map(|it| messages.get(*it)).cloned().collect();
    let (found, gain) = groups(&sorted, side_words_min)?;
    let mut excess = f64::INFINITY;
    let mut p: f64 = 0.0;
    for half in [0, 1] {
        let seen: Vec<Sketch> = sorted.iter().map(|it| it.half(half)).collect();
        let unseen: Vec<Sketch> = sorted.iter().map(|it| it.half(1 - half)).collect();
        let (sides, _) = groups(&seen, side_words_min)?;
        let apart = apart(&unseen, &sides, side_words_min)?;
        excess = excess.min(apart.excess());
        p = p.max(apart.p());
    }
    let mut sides = vec![false; messages.len()];
    for (at, side) in order.iter().zip(found) {
        if let Some(slot) = sides.get_mut(*at) {
            *slot = side;
        }
    }
    let n_words = |side: bool| {
        messages
            .iter()
            .zip(&sides)
            .filter(|(_, it)| **it == side)
            .map(|(it, _)| u64::from(it.words))
            .sum::<u64>()
    };
    if n_words(true) > n_words(false) {
        sides.iter_mut().for_each(|it| *it = !*it);
    }
    Some(Split { sides, excess, p, gain })
}

/// The best of the groups that the main axes lead to, and its gain.
fn groups(messages: &[Sketch], side_words_min: u32) -> Option<(Vec<bool>, f64)> {
    let whole = merged(messages);
    let total = whole.total();
    let mut shares = vec![0.0; 256];
    for (mark, count) in &whole.counts {
        shares[usize::from(*mark)] = f64::from(*count) / total;
    }
    let mut best: Option<(Vec<bool>, f64)> = None;
    for axis in axes(messages, &shares) {
        let mut sides: Vec<bool> = axis.iter().map(|it| *it > 0.0).collect();
        let mut counts = [Counts::default(), Counts::default()];
        for (message, side) in messages.iter().zip(&sides) {
            counts[usize::from(*side)].add(message, 1.0);
        }
        settle(messages, &mut sides, &mut counts, &shares);
        let all = Counts::of(&whole);
        let mut gain = 0.0;
        let mut words = [0_u64; 2];
        let mut n_messages = [0; 2];
        for (message, side) in messages.iter().zip(&sides) {
            let side = usize::from(*side);
            gain += counts[side].foretells(message, true, &shares) - all.foretells(message, true, &shares);
            words[side] += u64::from(message.words);
            n_messages[side] += 1;
        }
        let enough = words.iter().all(|it| *it >= u64::from(side_words_min))
            && n_messages.iter().all(|it| *it >= GROUP_MESSAGES_MIN);
        if enough && gain > 0.0 && best.as_ref().is_none_or(|(_, it)| gain / total > *it) {
            best = Some((sides, gain / total));
        }
    }
    best
}

/// Moves messages to the group that foretells them better, until none moves.
fn settle(messages: &[Sketch], sides: &mut [bool], counts: &mut [Counts; 2], shares: &[f64]) {
    for _ in 0..ROUNDS_MAX {
        let mut moved = false;
        for (message, side) in messages.iter().zip(sides.iter_mut()) {
            let (own, other) = (usize::from(*side), usize::from(!*side));
            let stays = counts[own].foretells(message, true, shares);
            if counts[other].foretells(message, false, shares) > stays + 1e-9 {
                counts[own].add(message, -1.0);
                counts[other].add(message, 1.0);
                *side = !*side;
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Marks of a group.
struct Counts {
    total: f64,
    of: Vec<f64>,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts { total: 0.0, of: vec![0.0; 256] }
    }
}

impl Counts {
    fn of(sketch: &Sketch) -> Counts {
        let mut res = Counts::default();
        res.add(sketch, 1.0);
        res
    }

    fn add(&mut self, sketch: &Sketch, times: f64) {
        for (mark, count) in &sketch.counts {
            self.of[usize::from(*mark)] += times * f64::from(*count);
            self.total += times * f64::from(*count);
        }
    }

    /// The log-likelihood of a message under this group; a message that is `inside` is taken out first.
    fn foretells(&self, message: &Sketch, inside: bool, shares: &[f64]) -> f64 {
        let taken = if inside { 1.0 } else { 0.0 };
        let total = self.total - taken * message.total() + LENT_WORDS;
        let mut res = 0.0;
        for (mark, count) in &message.counts {
            let (mark, count) = (usize::from(*mark), f64::from(*count));
            res += count * ((self.of[mark] - taken * count + LENT_WORDS * shares[mark]) / total).ln();
        }
        res
    }
}

/// The main axes of the messages' likeness, a message's likeness with itself left out: it is mostly chance.
fn axes(messages: &[Sketch], shares: &[f64]) -> Vec<Vec<f64>> {
    let residuals: Vec<Vec<f64>> = messages
        .iter()
        .map(|message| {
            let total = message.total();
            let mut res: Vec<f64> = shares.iter().map(|it| -total * it.sqrt()).collect();
            for (mark, count) in &message.counts {
                let mark = usize::from(*mark);
                res[mark] += f64::from(*count) / shares[mark].sqrt();
            }
            let scale = total.max(1.0).sqrt();
            res.iter_mut().for_each(|it| *it /= scale);
            res
        })
        .collect();
    let n = messages.len();
    let mut likeness = vec![vec![0.0; n]; n];
    for one in 0..n {
        for other in 0..one {
            let product: f64 = residuals[one].iter().zip(&residuals[other]).map(|(a, b)| a * b).sum();
            likeness[one][other] = product;
            likeness[other][one] = product;
        }
    }
    // Adding a multiple of the identity keeps the axes and makes the largest one the longest.
    let shift =
        likeness.iter().map(|row| row.iter().map(|it| it.abs()).sum::<f64>()).fold(0.0, f64::max) / 2.0;
    let mut found: Vec<Vec<f64>> = Vec::new();
    let mut sequence = Sequence(0x2545_f491_4f6c_dd1d);
    for _ in 0..AXES {
        let mut axis: Vec<f64> = (0..n).map(|_| sequence.unit() - 0.5).collect();
        for _ in 0..80 {
            for earlier in &found {
                let along: f64 = axis.iter().zip(earlier).map(|(a, b)| a * b).sum();
                axis.iter_mut().zip(earlier).for_each(|(it, other)| *it -= along * other);
            }
            let mut next: Vec<f64> = likeness
                .iter()
                .zip(&axis)
                .map(|(row, own)| shift * own + row.iter().zip(&axis).map(|(a, b)| a * b).sum::<f64>())
                .collect();
            let length = next.iter().map(|it| it * it).sum::<f64>().sqrt().max(1e-12);
            next.iter_mut().for_each(|it| *it /= length);
            axis = next;
        }
        found.push(axis);
    }
    found
}

/// SplitMix64 (Steele, Lea and Flood 2014) from a fixed start: the same question has the same answer.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut res = self.0;
        res = (res ^ (res >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        res = (res ^ (res >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        res ^ (res >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            values.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Messages of a hand that draws its words in fixed shares; `habit` says which words it likes.
    fn of_hand(habit: &[&str], count: usize, seed: u64) -> Vec<Sketch> {
        let usual = ["the", "to", "and", "of", "is", "it", "for", "we", "x", "y", "z", ",", "."];
        let mut sequence = Sequence(seed);
        let mut message = || {
            let mut text = String::new();
            for _ in 0..60 + sequence.next() % 60 {
                let from = if sequence.next().is_multiple_of(4) { habit } else { &usual };
                text.push_str(from[(sequence.next() % from.len() as u64) as usize]);
                text.push(' ');
            }
            Sketch::of(&text)
        };
        (0..count).map(|_| message()).collect()
    }

    const SHORT: &[&str] = &["i've", "can't", "so", "just", "but", "looks", "now", "don't", "maybe", "got"];
    const LONG: &[&str] =
        &["which", "therefore", "has", "been", "by", "with", ";", "upon", "such", "however"];

    fn mixed() -> (Vec<Sketch>, Vec<bool>) {
        let mut messages = of_hand(SHORT, 24, 1);
        messages.extend(of_hand(LONG, 24, 2));
        (messages, (0..48).map(|it| it < 24).collect())
    }

    #[test]
    fn two_habits_are_far_apart_and_one_is_not() {
        let (messages, sides) = mixed();
        let two = apart(&messages, &sides, 1_000).unwrap();
        assert!(two.excess() > 3.0 * two_hands_excess(1_500) && two.p() <= TWO_HANDS_P, "{two:?}");
        let one = apart(&of_hand(SHORT, 48, 3), &sides, 1_000).unwrap();
        assert!(one.excess() < two_hands_excess(1_500) && one.p() > TWO_HANDS_P, "{one:?}");
    }

    #[test]
    fn a_split_finds_the_habits_without_being_told() {
        let (messages, sides) = mixed();
        let split = best_split(&messages, 1_000).unwrap();
        let agreeing = split.sides.iter().zip(&sides).filter(|(one, other)| one == other).count();
        assert!(agreeing.max(48 - agreeing) >= 46, "{agreeing}");
        assert!(split.excess > UNGUIDED_EXCESS, "{split:?}");
        let one = best_split(&of_hand(SHORT, 48, 3), 1_000);
        assert!(one.is_none_or(|it| it.excess < UNGUIDED_EXCESS));
    }

    #[test]
    fn too_little_text_is_no_answer() {
        let (messages, sides) = mixed();
        assert_eq!(apart(&messages, &sides, 5_000), None);
        assert_eq!(best_split(&messages, 5_000), None);
        let three: Vec<bool> = (0..48).map(|it| it < 3).collect();
        assert_eq!(apart(&messages, &three, 10), None);
        assert_eq!(apart(&[], &[], 0), None);
        assert_eq!(best_split(&[], 0), None);
    }

    #[test]
    fn length_alone_is_not_a_hand() {
        let long = of_hand(SHORT, 24, 4);
        let mut messages: Vec<Sketch> = long.chunks(2).map(merged).collect();
        messages.extend(of_hand(SHORT, 24, 5));
        let sides: Vec<bool> = (0..36).map(|it| it < 12).collect();
        assert!(apart(&messages, &sides, 500).unwrap().excess() < two_hands_excess(1_500));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn order_and_names_of_the_groups_do_not_matter(seed in 0_u64..1_000, turn in 1_usize..20) {
            let mut messages = of_hand(SHORT, 10, seed);
            messages.extend(of_hand(LONG, 10, seed + 7));
            let sides: Vec<bool> = (0..20).map(|it| it % 3 == 0 || it > 14).collect();
            let found = apart(&messages, &sides, 100);
            let named: Vec<bool> = sides.iter().map(|it| !it).collect();
            prop_assert_eq!(found, apart(&messages, &named, 100));
            let (mut turned, mut turned_sides) = (messages.clone(), sides.clone());
            turned.rotate_left(turn);
            turned_sides.rotate_left(turn);
            prop_assert_eq!(found, apart(&turned, &turned_sides, 100));
            if let Some(found) = found {
                prop_assert!((0.0..=1.0).contains(&found.distance) && (0.0..=1.0).contains(&found.by_chance));
                prop_assert!(found.p() > 0.0 && found.p() <= 1.0);
            }
            let (one, other) = (best_split(&messages, 100), best_split(&turned, 100));
            prop_assert_eq!(one.as_ref().map(|it| it.excess), other.as_ref().map(|it| it.excess));
            if let (Some(mut one), Some(other)) = (one, other) {
                one.sides.rotate_left(turn);
                prop_assert_eq!(one.sides, other.sides);
            }
        }
    }
}
