//! What is a call like, heard as sound alone?
//!
//! In: for each channel of a recording, its frames (`voice_activity`). Out: for each channel with a talk of its own,
//! how much was said and how loud, turns and pauses, quieter voices and babble behind the speaker; and, where the sides
//! of the call are on channels of their own, the time until each answer. Nothing of it tells one voice from another.

use crate::background_speech::{QUIETER_DB, babble_share, quieter_voices};
use crate::robust::percentile;
use crate::speech_rhythm::{Lengths, answer_gaps, is_same_talk, lengths, rhythm};
use crate::voice_activity::{
    self, FRAME_SECONDS, Frame, Stretch, dead_seconds, dropouts, joined, noise_level, speech_level,
    stretches, without,
};

/// Shorter recordings say nothing about how somebody talks.
pub const CALL_SECONDS_MIN: f64 = 10.0;
/// Less speech than this is a cough, a chime, a word by the way.
pub const SPEECH_SECONDS_MIN: f64 = 3.0;
/// Speech that stands out less from the noise cannot be told from it.
pub const SPEECH_ABOVE_NOISE_DB: f32 = 6.0;
/// What is left of a stretch when a quieter voice is taken out of it must be at least this long to be speech.
const REST_SECONDS_MIN: f64 = 0.15;

/// What was heard on one channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Place of the channel, from 0.
    pub channel: usize,
    pub seconds: f64,
    /// Seconds without a single sample.
    pub dead_seconds: f64,
    pub noise_dbfs: Option<f32>,
    /// What follows is only known where this is `None`.
    pub not_looked_at: Option<&'static str>,
    pub speech_seconds: f64,
    pub speech_dbfs: Option<f32>,
    pub n_turns: usize,
    pub pauses: Lengths,
    /// Seconds before answers; `None` where the other side is not on another channel.
    pub answers: Option<Lengths>,
    /// Stretches of voices far below the main one, and their seconds.
    pub quieter: usize,
    pub quieter_seconds: f64,
    pub babble_share: Option<f64>,
    pub dropouts: usize,
}

/// What is known of a channel before the others are looked at.
struct Heard {
    side: Side,
    /// All speech, and that of the main voice.
    speech: Vec<Stretch>,
    main: Vec<Stretch>,
    level: Option<f32>,
}

/// The sides of a call, in the order of the channels. Of channels that hold the same talk only the first is a side.
pub fn sides(channels: &[Vec<Frame>]) -> Vec<Side> {
    let mut heard: Vec<Heard> = Vec::new();
    for (channel, frames) in channels.iter().enumerate() {
        let found = on_its_own(channel, frames);
        if !heard.iter().any(|it| is_same_talk(&it.speech, &found.speech)) {
            heard.push(found);
        }
    }
    let mut res = Vec::new();
    for (place, own) in heard.iter().enumerate() {
        let mut elsewhere: Vec<Stretch> = Vec::new();
        let mut has_others = false;
        for (_, other) in heard.iter().enumerate().filter(|it| it.0 != place) {
            if other.side.not_looked_at.is_none() {
                elsewhere.extend_from_slice(&other.main);
                has_others = true;
            }
        }
        let frames = channels.get(own.side.channel).map_or(&[] as &[Frame], Vec::as_slice);
        res.push(among_others(own, frames, &joined(&elsewhere, 0.0), has_others));
    }
    res
}

fn on_its_own(channel: usize, frames: &[Frame]) -> Heard {
    let speech = stretches(frames);
    let level = speech_level(frames, &speech);
    let noise_dbfs = noise_level(frames, &speech);
    let mut main = speech.clone();
    if let Some(level) = level {
        main = without(&speech, &quieter_voices(frames, level, noise_dbfs, &[]));
        // What is left over of a softer voice has no loud moment.
        main.retain(|it| it.seconds() >= REST_SECONDS_MIN && loudest(frames, *it) > level - QUIETER_DB);
    }
    let seconds = frames.len() as f64 * FRAME_SECONDS;
    let dead_seconds = dead_seconds(frames);
    let not_looked_at = if seconds < CALL_SECONDS_MIN {
        Some("too short")
    } else if dead_seconds >= seconds - 1e-9 {
        Some("digital silence throughout")
    } else if voice_activity::seconds(&speech) < SPEECH_SECONDS_MIN {
        Some("no speech")
    } else if matches!((level, noise_dbfs), (Some(level), Some(noise)) if level - noise < SPEECH_ABOVE_NOISE_DB)
    {
        Some("too noisy")
    } else if is_steady(frames) {
        // Once noise is taken for speech there is nothing between the words to compare it with.
        Some("too noisy")
    } else {
        None
    };
    let side = Side { channel, seconds, dead_seconds, noise_dbfs, not_looked_at, ..Side::default() };
    Heard { side, speech, main, level }
}

/// Whether the sound is equally loud nearly all the time, as no talk is: between its loudest twentieth and its softest
/// tenth lies less than speech must stand out.
fn is_steady(frames: &[Frame]) -> bool {
    let levels: Vec<f64> = frames.iter().filter(|it| !it.is_dead()).map(|it| it.dbfs.into()).collect();
    match (percentile(&levels, 95.0), percentile(&levels, 10.0)) {
        (Some(loud), Some(soft)) => loud - soft < f64::from(SPEECH_ABOVE_NOISE_DB),
        _ => false,
    }
}

fn loudest(frames: &[Frame], stretch: Stretch) -> f32 {
    let from = (stretch.from / FRAME_SECONDS).round() as usize;
    let to = ((stretch.to / FRAME_SECONDS).round() as usize).min(frames.len());
    frames.get(from..to).unwrap_or_default().iter().fold(f32::NEG_INFINITY, |it, frame| it.max(frame.dbfs))
}

fn among_others(own: &Heard, frames: &[Frame], elsewhere: &[Stretch], has_others: bool) -> Side {
    let mut side = own.side.clone();
    let (None, Some(level)) = (side.not_looked_at, own.level) else { return side };
    // On a channel of one's own, a quieter voice is somebody else's; in a mix it may be the other side.
    let own_speech = if has_others { &own.main } else { &own.speech };
    let rhythm = rhythm(own_speech, elsewhere);
    let quieter = quieter_voices(frames, level, side.noise_dbfs, elsewhere);
    side.speech_seconds = voice_activity::seconds(own_speech);
    side.speech_dbfs = Some(level);
    side.n_turns = rhythm.turns.len();
    side.pauses = lengths(&rhythm.pauses);
    side.answers = has_others.then(|| lengths(&answer_gaps(own_speech, elsewhere)));
    side.quieter = quieter.len();
    side.quieter_seconds = voice_activity::seconds(&quieter);
    side.babble_share = babble_share(frames, level, elsewhere);
    side.dropouts = dropouts(frames, level).len();
    side
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames(parts: &[(f64, f32, f32)]) -> Vec<Frame> {
        let mut res = Vec::new();
        for (seconds, speech, dbfs) in parts {
            let number = (seconds / FRAME_SECONDS).round() as usize;
            res.extend(vec![Frame { speech: *speech, faint: *speech, dbfs: *dbfs }; number]);
        }
        res
    }

    /// Speaks for 8 s, waits for 4 s, in turns; `first` says who begins.
    fn side(first: bool, n_turns: usize) -> Vec<Frame> {
        let mut parts = Vec::new();
        for turn in 0..n_turns {
            let mine = (turn % 2 == 0) == first;
            parts.push(if mine { (8.0, 0.9, -20.0) } else { (8.0, 0.1, -70.0) });
            parts.push((4.0, 0.1, -70.0));
        }
        frames(&parts)
    }

    #[test]
    fn two_channels_are_two_sides_with_the_time_until_each_answer() {
        let found = sides(&[side(true, 6), side(false, 6)]);
        assert_eq!(found.len(), 2);
        let (asks, answers) = (&found[0], &found[1]);
        assert_eq!((asks.n_turns, answers.n_turns), (3, 3));
        let lengths = answers.answers.unwrap();
        assert_eq!((lengths.number, lengths.long), (3, 0));
        assert!((lengths.median.unwrap() - 4.0).abs() < 0.05);
        assert_eq!(asks.answers.unwrap().number, 2);
        assert_eq!((asks.pauses.number, answers.pauses.number), (0, 0));
        assert!((answers.speech_seconds - 24.0).abs() < 0.1);
    }

    #[test]
    fn one_microphone_on_two_channels_is_one_side() {
        let found = sides(&[side(true, 6), side(true, 6)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].answers, found[0].pauses.number, found[0].pauses.long), (None, 2, 2));
    }

    #[test]
    fn what_leaks_from_the_other_channel_is_neither_speech_nor_a_second_voice() {
        let leaking = |it: Vec<Frame>, other: Vec<Frame>| -> Vec<Frame> {
            it.into_iter()
                .zip(other)
                .enumerate()
                .map(|(place, (own, other))| {
                    let dbfs = if place % 16 < 8 { -42.0 } else { -52.0 };
                    if other.speech > 0.5 { Frame { dbfs, ..other } } else { own }
                })
                .collect()
        };
        let found = sides(&[side(true, 6), leaking(side(false, 6), side(true, 6))]);
        assert_eq!((found[1].quieter, found[1].n_turns), (0, 3));
        let prompted =
            leaking(side(false, 6), frames(&[(9.5, 0.1, -70.0), (2.0, 0.9, -50.0), (60.5, 0.1, -70.0)]));
        let found = sides(&[side(true, 6), prompted]);
        assert_eq!((found[1].quieter, found[1].n_turns), (1, 3));
        assert!((found[1].quieter_seconds - 2.0).abs() < 0.05);
    }

    #[test]
    fn what_cannot_be_judged_says_why() {
        let why = |parts: &[(f64, f32, f32)]| sides(&[frames(parts)])[0].not_looked_at;
        assert_eq!(why(&[(9.0, 0.9, -20.0)]), Some("too short"));
        assert_eq!(why(&[]), Some("too short"));
        assert_eq!(why(&[(60.0, 0.0, f32::NEG_INFINITY)]), Some("digital silence throughout"));
        assert_eq!(why(&[(60.0, 0.1, -50.0), (1.0, 0.9, -20.0)]), Some("no speech"));
        assert_eq!(why(&[(30.0, 0.1, -24.0), (30.0, 0.9, -20.0)]), Some("too noisy"));
        assert_eq!(why(&[(30.0, 0.9, -24.0), (30.0, 0.9, -20.0)]), Some("too noisy"));
        assert_eq!(why(&[(30.0, 0.1, -60.0), (30.0, 0.9, -20.0)]), None);
    }

    fn any_channel() -> impl Strategy<Value = Vec<Frame>> {
        let level = prop_oneof![6 => -90.0..0.0_f32, 1 => Just(f32::NEG_INFINITY)];
        prop::collection::vec((0.016..4.0_f64, 0.0..1.0_f32, level), 0..30).prop_map(|it| frames(&it))
    }

    proptest! {
        #[test]
        fn features_are_bounded_by_the_recording(channels in prop::collection::vec(any_channel(), 0..4)) {
            let found = sides(&channels);
            prop_assert!(found.len() <= channels.len());
            prop_assert!(channels.is_empty() || !found.is_empty());
            for side in found {
                prop_assert!(side.speech_seconds <= side.seconds + 1e-6);
                prop_assert!(side.quieter_seconds <= side.seconds + 1e-6);
                prop_assert!(side.dead_seconds <= side.seconds + 1e-6);
                prop_assert!(side.pauses.longest.unwrap_or(0.0) <= side.seconds);
                prop_assert!(side.babble_share.is_none_or(|it| (0.0..=1.0).contains(&it)));
            }
        }
    }
}
