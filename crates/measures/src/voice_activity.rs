//! Where in a recording is speech, how loud is it, and what is left between?
//!
//! In: the sound of one channel, 16 ms at a time, in numbers: how likely it is speech (0 to 1, from whatever tells speech
//! from other sound) and how loud it is. Out: stretches of speech in seconds, levels in decibels below full
//! scale, runs of digital silence, interruptions.
//! Nothing here knows the pitch, the colour or the words of a voice.

use crate::robust;

/// Samples of one frame, at 16,000 a second.
pub const FRAME_SAMPLES: usize = 256;
/// Seconds of one frame.
pub const FRAME_SECONDS: f64 = 0.016;

/// A stretch begins where speech is at least as likely as this …
const BEGINS: f32 = 0.5;
/// … and ends where it is less likely than this, so that a doubtful frame does not cut a word.
const ENDS: f32 = 0.35;
/// Shorter gaps are those within words (stops, geminates): Heldner and Edlund, "Pauses, gaps and overlaps in
/// conversations", Journal of Phonetics 38 (2010), count silences from about 200 ms on.
pub const GAP_SECONDS_MIN: f64 = 0.2;
/// Shorter stretches are clicks and coughs.
const STRETCH_SECONDS_MIN: f64 = 0.15;
/// Active speech is within this of its own mean: the margin of ITU-T P.56.
const ACTIVE_MARGIN_DB: f64 = 15.9;
/// Sound this close to speech is its reverberation.
pub const REVERBERATION_SECONDS: f64 = 0.2;
/// Frames outside speech that must be there before a noise floor is named: one second.
const NOISE_FRAMES_MIN: usize = 63;
/// A run of digital silence within speech that is no shorter than this is a dropout …
const DROPOUT_FRAMES_MIN: usize = 2;
/// … and no longer than this: two seconds. Longer ones are a microphone that was off.
const DROPOUT_FRAMES_MAX: usize = 125;
/// A cut is at full voice: words that end by themselves, and noise gates, are far below it by then.
const CUT_BELOW_SPEECH_DB: f32 = 12.0;

/// What is known of 16 ms of one channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// How likely it is speech at the level of the recording, 0 to 1.
    pub speech: f32,
    /// How likely it is speech when what is soft is made louder, 0 to 1.
    pub faint: f32,
    /// Its level in decibels below full scale (the root mean square; 0 is a square wave of full scale).
    /// Minus infinity is digital silence: not one sample reaches the smallest step of 16 bits.
    pub dbfs: f32,
}

impl Frame {
    pub fn is_dead(&self) -> bool {
        self.dbfs == f32::NEG_INFINITY
    }
}

/// From one moment to another, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub from: f64,
    pub to: f64,
}

impl Stretch {
    pub fn seconds(&self) -> f64 {
        self.to - self.from
    }

    fn of_frames(from: usize, to: usize) -> Stretch {
        Stretch { from: from as f64 * FRAME_SECONDS, to: to as f64 * FRAME_SECONDS }
    }
}

/// Measures the level of sound above 100 Hz, so that hum, wind and offset are not taken for speech or noise: a
/// Butterworth filter of second order (Bristow-Johnson, "Audio EQ Cookbook").
#[derive(Clone, Debug, Default)]
pub struct LevelMeter {
    inputs: [f64; 2],
    outputs: [f64; 2],
}

impl LevelMeter {
    /// The level of the next samples, which are between -1 and 1 at 16,000 a second.
    pub fn level(&mut self, samples: &[f32]) -> f32 {
        const ANGLE: f64 = std::f64::consts::TAU * 100.0 / 16_000.0;
        let alpha = ANGLE.sin() / std::f64::consts::SQRT_2;
        let scale = 1.0 + alpha;
        let outer = (1.0 + ANGLE.cos()) / 2.0 / scale;
        let (back, further_back) = (-2.0 * ANGLE.cos() / scale, (1.0 - alpha) / scale);
        let mut is_dead = true;
        let mut power = 0.0;
        for sample in samples {
            is_dead &= sample.abs() < 1.0 / 32_768.0;
            let sample = if sample.is_finite() { f64::from(*sample) } else { 0.0 };
            let found = outer * (sample - 2.0 * self.inputs[0] + self.inputs[1])
                - back * self.outputs[0]
                - further_back * self.outputs[1];
            self.inputs = [sample, self.inputs[0]];
            self.outputs = [found, self.outputs[0]];
            power += found * found;
        }
        if is_dead {
            return f32::NEG_INFINITY;
        }
        decibels(power / samples.len().max(1) as f64).max(-120.0) as f32
    }
}

fn decibels(power: f64) -> f64 {
    10.0 * power.max(1e-30).log10()
}

fn power(dbfs: f32) -> f64 {
    10_f64.powf(f64::from(dbfs) / 10.0)
}

/// The stretches of speech, in order, at least 200 ms apart.
pub fn stretches(frames: &[Frame]) -> Vec<Stretch> {
    let mut runs = Vec::new();
    let mut begun: Option<usize> = None;
    for (place, frame) in frames.iter().enumerate() {
        let bar = if begun.is_some() { ENDS } else { BEGINS };
        let is_speech = frame.speech >= bar && !frame.is_dead();
        match (begun, is_speech) {
            (None, true) => begun = Some(place),
            (Some(from), false) => {
                runs.push(Stretch::of_frames(from, place));
                begun = None;
            }
            _ => {}
        }
    }
    if let Some(from) = begun {
        runs.push(Stretch::of_frames(from, frames.len()));
    }
    let mut res = joined(&runs, GAP_SECONDS_MIN);
    res.retain(|it| it.seconds() >= STRETCH_SECONDS_MIN);
    res
}

/// The same time in as few stretches as it takes; those less than `gap` seconds apart become one.
pub fn joined(stretches: &[Stretch], gap: f64) -> Vec<Stretch> {
    let mut sorted: Vec<Stretch> = stretches.iter().copied().filter(|it| it.to > it.from).collect();
    sorted.sort_by(|left, right| left.from.total_cmp(&right.from).then(left.to.total_cmp(&right.to)));
    let mut res: Vec<Stretch> = Vec::with_capacity(sorted.len());
    for stretch in sorted {
        match res.last_mut() {
            // A hair's breadth for the arithmetic: gaps are multiples of 16 ms.
            Some(last) if stretch.from - last.to < gap - 1e-9 || stretch.from <= last.to => {
                last.to = last.to.max(stretch.to);
            }
            _ => res.push(stretch),
        }
    }
    res
}

/// The time of `stretches` that lies in none of `taken`; both in order and without overlap.
pub fn without(stretches: &[Stretch], taken: &[Stretch]) -> Vec<Stretch> {
    let mut res = Vec::new();
    let mut first = 0;
    for stretch in stretches {
        let mut from = stretch.from;
        while taken.get(first).is_some_and(|it| it.to <= stretch.from) {
            first += 1;
        }
        for cut in taken.iter().skip(first).take_while(|it| it.from < stretch.to) {
            if cut.from > from {
                res.push(Stretch { from, to: cut.from });
            }
            from = from.max(cut.to);
        }
        if from < stretch.to {
            res.push(Stretch { from, to: stretch.to });
        }
    }
    res
}

/// Seconds of all of them.
pub fn seconds(stretches: &[Stretch]) -> f64 {
    // The sum of nothing is minus zero.
    stretches.iter().map(Stretch::seconds).sum::<f64>() + 0.0
}

/// Seconds of one stretch that others cover; they are in order and without overlap.
pub fn covered(stretch: Stretch, by: &[Stretch]) -> f64 {
    let first = by.partition_point(|it| it.to <= stretch.from);
    let mut res = 0.0;
    for other in by.iter().skip(first).take_while(|it| it.from < stretch.to) {
        res += other.to.min(stretch.to) - other.from.max(stretch.from);
    }
    res
}

/// For each frame, whether a stretch is within `reach` seconds of it.
pub fn near(n_frames: usize, stretches: &[Stretch], reach: f64) -> Vec<bool> {
    let mut res = vec![false; n_frames];
    for stretch in stretches {
        let from = ((stretch.from - reach) / FRAME_SECONDS).round().max(0.0) as usize;
        let to = ((stretch.to + reach) / FRAME_SECONDS).round().max(0.0) as usize;
        if let Some(frames) = res.get_mut(from.min(n_frames)..to.min(n_frames)) {
            frames.fill(true);
        }
    }
    res
}

/// The level of the main speaker: the mean power of the frames of speech that are no further below it than the margin
/// of ITU-T P.56 ("Objective measurement of active speech level"). `None` without speech.
pub fn speech_level(frames: &[Frame], stretches: &[Stretch]) -> Option<f32> {
    let inside = near(frames.len(), stretches, 0.0);
    let mut bar = f64::NEG_INFINITY;
    for _ in 0..3 {
        let (mut sum, mut number) = (0.0, 0_u32);
        for (frame, inside) in frames.iter().zip(&inside) {
            if *inside && frame.speech >= BEGINS && !frame.is_dead() && f64::from(frame.dbfs) >= bar {
                sum += power(frame.dbfs);
                number += 1;
            }
        }
        if number == 0 {
            return None;
        }
        let level = decibels(sum / f64::from(number));
        bar = level - ACTIVE_MARGIN_DB;
    }
    Some((bar + ACTIVE_MARGIN_DB) as f32)
}

/// The level between the words: the median of the frames that are neither speech, soft or loud, nor near it, nor
/// digital silence; where soft speech fills nearly all of that time, the level below which its softest tenth lies.
/// `None` with less than a second without the main voice.
pub fn noise_level(frames: &[Frame], stretches: &[Stretch]) -> Option<f32> {
    let speech = near(frames.len(), stretches, REVERBERATION_SECONDS);
    let (mut between, mut quiet) = (Vec::new(), Vec::new());
    for (frame, near_speech) in frames.iter().zip(speech) {
        if !near_speech && !frame.is_dead() {
            between.push(f64::from(frame.dbfs));
            if frame.faint < BEGINS {
                quiet.push(f64::from(frame.dbfs));
            }
        }
    }
    if between.len() < NOISE_FRAMES_MIN {
        return None;
    }
    let level = if quiet.len() < NOISE_FRAMES_MIN {
        robust::percentile(&between, 10.0)
    } else {
        robust::median(&quiet)
    };
    level.map(|it| it as f32)
}

/// Seconds of digital silence.
pub fn dead_seconds(frames: &[Frame]) -> f64 {
    frames.iter().filter(|it| it.is_dead()).count() as f64 * FRAME_SECONDS
}

/// Digital silence that cuts words in two, as lost packets do: between 32 ms and 2 s of it, with speech near the level
/// of the main speaker, `main` dBFS, in the frames directly before and after.
pub fn dropouts(frames: &[Frame], main: f32) -> Vec<Stretch> {
    let mut res = Vec::new();
    let mut place = 0;
    while place < frames.len() {
        let length = frames.iter().skip(place).take_while(|it| it.is_dead()).count();
        if length == 0 {
            place += 1;
            continue;
        }
        let end = place + length;
        let before = place.checked_sub(1).and_then(|it| frames.get(it));
        let is_full_voice = |it: Option<&Frame>| it.is_some_and(|it| it.dbfs >= main - CUT_BELOW_SPEECH_DB);
        let has_speech = frames.get(place.saturating_sub(4)..(end + 4).min(frames.len()));
        if (DROPOUT_FRAMES_MIN..=DROPOUT_FRAMES_MAX).contains(&length)
            && is_full_voice(before)
            && is_full_voice(frames.get(end))
            && has_speech.is_some_and(|it| it.iter().any(|it| it.speech >= BEGINS))
        {
            res.push(Stretch::of_frames(place, end));
        }
        place = end;
    }
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames(parts: &[(usize, f32, f32)]) -> Vec<Frame> {
        let mut res = Vec::new();
        for (number, speech, dbfs) in parts {
            res.extend(vec![Frame { speech: *speech, faint: *speech, dbfs: *dbfs }; *number]);
        }
        res
    }

    const DEAD: f32 = f32::NEG_INFINITY;

    #[test]
    fn short_gaps_are_within_words_and_short_sounds_are_no_speech() {
        let found = stretches(&frames(&[
            (50, 0.1, -60.0),
            (50, 0.9, -20.0),
            (12, 0.1, -60.0),
            (50, 0.9, -20.0),
            (13, 0.1, -60.0),
            (50, 0.4, -20.0),
            (50, 0.1, -60.0),
            (5, 0.9, -20.0),
            (50, 0.1, -60.0),
        ]));
        assert_eq!(found, [Stretch::of_frames(50, 162)]);
    }

    #[test]
    fn the_level_is_that_of_the_loud_voice_and_the_noise_that_between() {
        let frames = frames(&[
            (100, 0.1, -70.0),
            (100, 0.9, -20.0),
            (100, 0.9, -45.0),
            (100, 0.1, -70.0),
            (50, 0.0, DEAD),
        ]);
        let speech = stretches(&frames);
        assert!((speech_level(&frames, &speech).unwrap() + 20.0).abs() < 0.1);
        assert!((noise_level(&frames, &speech).unwrap() + 70.0).abs() < 0.1);
        assert_eq!(speech_level(&frames, &[]), None);
        assert!((dead_seconds(&frames) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn a_cut_in_a_word_is_a_dropout_and_a_muted_microphone_is_none() {
        let cut = frames(&[(50, 0.9, -20.0), (6, 0.0, DEAD), (50, 0.9, -20.0)]);
        assert_eq!(dropouts(&cut, -20.0), [Stretch::of_frames(50, 56)]);
        let muted = frames(&[(50, 0.9, -20.0), (400, 0.0, DEAD), (50, 0.9, -20.0)]);
        assert_eq!(dropouts(&muted, -20.0), []);
        let gated = frames(&[(50, 0.9, -20.0), (12, 0.1, -60.0), (60, 0.0, DEAD), (50, 0.9, -20.0)]);
        assert_eq!(dropouts(&gated, -20.0), []);
        let ended = frames(&[(50, 0.9, -20.0), (2, 0.9, -36.0), (20, 0.0, DEAD), (50, 0.9, -20.0)]);
        assert_eq!(dropouts(&ended, -20.0), []);
    }

    #[test]
    fn a_meter_reads_a_tone_and_does_not_hear_hum_or_offset() {
        let tone = |hertz: f64, at: usize| {
            let time = at as f64 / 16_000.0;
            (0.5 * (std::f64::consts::TAU * hertz * time).sin()) as f32
        };
        let level = |sound: &dyn Fn(usize) -> f32| {
            let mut meter = LevelMeter::default();
            let samples: Vec<f32> = (0..16_000).map(sound).collect();
            samples.chunks(FRAME_SAMPLES).map(|it| meter.level(it)).last().unwrap()
        };
        assert!((level(&|it| tone(1_000.0, it)) + 9.03).abs() < 0.1);
        assert!(level(&|it| tone(30.0, it)) < -25.0);
        assert!(level(&|_| 0.3) < -80.0);
        assert_eq!(level(&|_| 0.0), DEAD);
        assert!(level(&|it| if it % 2 == 0 { f32::NAN } else { 0.1 }).is_finite());
    }

    fn any_frames() -> impl Strategy<Value = Vec<Frame>> {
        let level = prop_oneof![4 => -90.0..0.0_f32, 1 => Just(DEAD)];
        prop::collection::vec((1_usize..40, 0.0..1.0_f32, level), 0..30).prop_map(|parts| frames(&parts))
    }

    fn any_stretches() -> impl Strategy<Value = Vec<Stretch>> {
        prop::collection::vec((0.0..100.0_f64, 0.0..9.0_f64), 0..20).prop_map(|all| {
            let all: Vec<Stretch> =
                all.into_iter().map(|(from, length)| Stretch { from, to: from + length }).collect();
            joined(&all, 0.0)
        })
    }

    proptest! {
        #[test]
        fn stretches_are_in_order_apart_and_within_the_recording(frames in any_frames()) {
            let found = stretches(&frames);
            for pair in found.windows(2) {
                prop_assert!(pair[1].from - pair[0].to >= GAP_SECONDS_MIN - 1e-6);
            }
            for stretch in &found {
                prop_assert!(stretch.seconds() >= STRETCH_SECONDS_MIN - 1e-6);
                prop_assert!(stretch.from >= 0.0 && stretch.to <= frames.len() as f64 * FRAME_SECONDS + 1e-6);
            }
            prop_assert_eq!(joined(&found, GAP_SECONDS_MIN), found);
        }

        #[test]
        fn louder_sound_has_the_same_stretches_and_higher_levels(frames in any_frames(), gain in prop::sample::select(vec![0.0_f32, 4.0, 8.0, 16.0])) {
            let louder: Vec<Frame> = frames.iter().map(|it| Frame { dbfs: it.dbfs + gain, ..*it }).collect();
            let speech = stretches(&frames);
            prop_assert_eq!(&stretches(&louder), &speech);
            prop_assert_eq!(dropouts(&louder, -20.0 + gain).len(), dropouts(&frames, -20.0).len());
            for measure in [speech_level, noise_level] {
                match (measure(&frames, &speech), measure(&louder, &speech)) {
                    (Some(before), Some(after)) => prop_assert!((after - before - gain).abs() < 0.01),
                    (before, after) => prop_assert_eq!(before, after),
                }
            }
        }

        #[test]
        fn what_is_left_and_what_is_covered_is_the_whole(all in any_stretches(), taken in any_stretches()) {
            let left = without(&all, &taken);
            let shared: f64 = all.iter().map(|it| covered(*it, &taken)).sum();
            prop_assert!((seconds(&left) + shared - seconds(&all)).abs() < 1e-6);
            prop_assert!(left.iter().all(|it| covered(*it, &taken) < 1e-9));
        }
    }
}
