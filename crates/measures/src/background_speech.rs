//! Is there speech behind the speech: a second, quieter voice, or the babble of a room?
//!
//! In: frames of one channel and the stretches of speech in it (`voice_activity`). Out: stretches of a quieter voice,
//! and the share of the time between the main speaker's words that sounds like people talking.
//!
//! Babble is told by the rate of its ups and downs. Speech of every language changes its loudness about four times a
//! second, once a syllable: Houtgast and Steeneken, "A review of the MTF concept in room acoustics", Journal of the
//! Acoustical Society of America 77 (1985); as a measure that tells speech from other sound, Scheirer and Slaney,
//! "Construction and evaluation of a robust multifeature speech/music discriminator", ICASSP 1997 (4 Hz modulation
//! energy). With more talkers the ups and downs grow shallow, and babble becomes noise: Krishnamurthy and Hansen,
//! "Babble noise: modeling, analysis, and applications", IEEE TASLP 17 (2009). So both the depth and the rate are asked.

use crate::robust::percentile;
use crate::voice_activity::{FRAME_SECONDS, Frame, Stretch, covered, near};

/// A second voice is at least this much below the main one.
pub const QUIETER_DB: f32 = 15.0;
/// The loudest frame of the main voice within this time is far above that: it has two syllables or more.
const QUIET_SECONDS_MIN: f64 = 0.6;
/// Frames that may be doubtful within a quiet stretch.
const QUIET_GAP_FRAMES: usize = 6;
/// A second voice stands this far above the noise; else it is the noise.
const ABOVE_NOISE_DB: f32 = 6.0;
/// A moment of the main voice is loud when it is no more than this below its level.
const LOUD_BELOW_DB: f32 = 10.0;
/// Farther below the main voice nobody hears a voice; it is what a codec made of noise.
const AUDIBLE_BELOW_DB: f32 = 40.0;
/// Between the loud and the soft frames of speech lie at least this many decibels (90 against 10 %). Noise that a
/// detector takes for a voice has two or three.
const SPREAD_DB_MIN: f64 = 8.0;
/// Sound this long after a word is its echo, also that of another channel.
const ECHO_SECONDS: f64 = 0.3;
/// Frames of a window in which ups and downs are counted: 1.024 s, so that rates are about whole numbers a second.
const WINDOW_FRAMES: usize = 64;
/// Rates of syllables, in ups and downs a second: around four.
const SYLLABLES_HZ: std::ops::RangeInclusive<usize> = 2..=8;
/// Share of the ups and downs that must be at those rates. Steady noise has 7 of 31.
const SYLLABLE_SHARE_MIN: f64 = 0.5;
/// Depth of the ups and downs at those rates, against the mean. Steady noise has about 0.03.
const DEPTH_MIN: f64 = 0.12;
/// Quieter sound is that of the line itself.
const AUDIBLE_DBFS: f64 = -75.0;
/// Windows that must be there before a share is named: five seconds.
const WINDOWS_MIN: usize = 9;

/// Stretches of a voice that stays at least 15 dB below the main one, `main` dBFS, for more than half a second.
/// `noise` is the level between words, where known. `elsewhere` are stretches of speech on other channels: what is
/// heard at the same time as them is their echo.
pub fn quieter_voices(
    frames: &[Frame],
    main: f32,
    noise: Option<f32>,
    elsewhere: &[Stretch],
) -> Vec<Stretch> {
    let floor = noise.map_or(f32::NEG_INFINITY, |it| it + ABOVE_NOISE_DB).max(main - AUDIBLE_BELOW_DB);
    let mut res = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let mut doubtful = 0;
    for (place, frame) in frames.iter().enumerate() {
        let is_quiet = frame.dbfs <= main - QUIETER_DB;
        let is_voice = is_quiet && frame.speech.max(frame.faint) >= 0.5 && frame.dbfs >= floor;
        if is_voice {
            doubtful = 0;
            run = Some((run.map_or(place, |it| it.0), place + 1));
        } else {
            doubtful += 1;
            if !is_quiet || doubtful > QUIET_GAP_FRAMES {
                res.extend(run.take());
            }
        }
    }
    res.extend(run);
    let mut stretches = Vec::new();
    for (from, to) in res {
        let stretch = Stretch { from: from as f64 * FRAME_SECONDS, to: to as f64 * FRAME_SECONDS };
        let own = stretch.seconds() - covered_with_echo(stretch, elsewhere);
        let frames = frames.get(from..to).unwrap_or_default();
        if stretch.seconds() >= QUIET_SECONDS_MIN && own > stretch.seconds() / 2.0 && rises_and_falls(frames)
        {
            stretches.push(stretch);
        }
    }
    stretches
}

fn rises_and_falls(frames: &[Frame]) -> bool {
    let levels: Vec<f64> = frames.iter().map(|it| f64::from(it.dbfs).max(-120.0)).collect();
    match (percentile(&levels, 90.0), percentile(&levels, 10.0)) {
        (Some(loud), Some(soft)) => loud - soft >= SPREAD_DB_MIN,
        _ => false,
    }
}

fn covered_with_echo(stretch: Stretch, elsewhere: &[Stretch]) -> f64 {
    covered(Stretch { from: stretch.from - ECHO_SECONDS, ..stretch }, elsewhere).min(stretch.seconds())
}

/// The share, 0 to 1, of the time without the main voice, `main` dBFS, that sounds like people talking. `elsewhere` are
/// stretches of speech on other channels, whose echo may be heard. `None` with less than about five seconds of such
/// time.
pub fn babble_share(frames: &[Frame], main: f32, elsewhere: &[Stretch]) -> Option<f64> {
    // Every word of the main voice has a loud moment; babble that is taken for speech has none.
    let mut loud = Vec::new();
    for (place, frame) in frames.iter().enumerate() {
        if frame.speech >= 0.5 && frame.dbfs >= main - LOUD_BELOW_DB {
            let from = place as f64 * FRAME_SECONDS;
            loud.push(Stretch { from, to: from + FRAME_SECONDS });
        }
    }
    let spoken = near(frames.len(), &loud, ECHO_SECONDS);
    let heard = near(frames.len(), elsewhere, ECHO_SECONDS);
    let mut envelope = Vec::with_capacity(WINDOW_FRAMES);
    let (mut n_windows, mut n_speech_like) = (0_usize, 0_usize);
    for (place, frame) in frames.iter().enumerate() {
        let is_between = !frame.is_dead()
            && !spoken.get(place).copied().unwrap_or(true)
            && !heard.get(place).copied().unwrap_or(true);
        if !is_between {
            envelope.clear();
            continue;
        }
        envelope.push(10_f64.powf(f64::from(frame.dbfs) / 20.0));
        if envelope.len() == WINDOW_FRAMES {
            n_windows += 1;
            n_speech_like += usize::from(is_speech_like(&envelope));
            // Windows overlap by half.
            envelope.drain(..WINDOW_FRAMES / 2);
        }
    }
    if n_windows < WINDOWS_MIN { None } else { Some(n_speech_like as f64 / n_windows as f64) }
}

/// Whether the loudness rises and falls as that of people talking.
fn is_speech_like(envelope: &[f64]) -> bool {
    let mean = envelope.iter().sum::<f64>() / envelope.len() as f64;
    if 20.0 * mean.max(1e-12).log10() < AUDIBLE_DBFS {
        return false;
    }
    let (mut syllables, mut all) = (0.0, 0.0);
    for rate in 1..envelope.len() / 2 {
        let (mut real, mut imaginary) = (0.0, 0.0);
        for (place, value) in envelope.iter().enumerate() {
            let angle = std::f64::consts::TAU * (rate * place) as f64 / envelope.len() as f64;
            // Hann's window: a level that only rises or falls has no rate then.
            let weight =
                0.5 - 0.5 * (std::f64::consts::TAU * (place as f64 + 0.5) / envelope.len() as f64).cos();
            real += weight * (value - mean) * angle.cos();
            imaginary += weight * (value - mean) * angle.sin();
        }
        let power = real * real + imaginary * imaginary;
        all += power;
        if SYLLABLES_HZ.contains(&rate) {
            syllables += power;
        }
    }
    // The depth of a wave of depth d comes out as d: its power is (n d / 4)², spread over three rates by the window.
    let depth = 4.0 * (syllables / 1.5).sqrt() / envelope.len() as f64 / mean;
    depth >= DEPTH_MIN && syllables >= SYLLABLE_SHARE_MIN * all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::voice_activity::{self, stretches};

    fn frame(speech: f32, dbfs: f32) -> Frame {
        Frame { speech, faint: speech, dbfs }
    }

    /// Frames whose amplitude rises and falls `rate` times a second around `dbfs`.
    fn waves(n_frames: usize, rate: f64, depth: f64, dbfs: f64) -> Vec<Frame> {
        let mut res = Vec::new();
        for place in 0..n_frames {
            let swing = 1.0 + depth * (std::f64::consts::TAU * rate * place as f64 * FRAME_SECONDS).sin();
            res.push(frame(0.2, (dbfs + 20.0 * swing.max(1e-6).log10()) as f32));
        }
        res
    }

    #[test]
    fn ups_and_downs_at_the_rate_of_syllables_are_babble_and_others_are_not() {
        for (rate, depth, wanted) in [
            (4.0, 0.4, 1.0),
            (3.0, 0.25, 1.0),
            (6.0, 0.9, 1.0),
            (4.0, 0.05, 0.0),
            (0.4, 0.5, 0.0),
            (15.0, 0.8, 0.0),
        ] {
            let found = babble_share(&waves(1_000, rate, depth, -50.0), -20.0, &[]);
            assert_eq!(found, Some(wanted), "{rate} Hz, depth {depth}");
        }
    }

    #[test]
    fn too_little_time_between_words_gives_no_share() {
        assert_eq!(babble_share(&waves(300, 4.0, 0.5, -50.0), -20.0, &[]), None);
        let all = [Stretch { from: 0.0, to: 100.0 }];
        assert_eq!(babble_share(&waves(1_000, 4.0, 0.5, -50.0), -20.0, &all), None);
        assert_eq!(babble_share(&waves(1_000, 4.0, 0.5, -90.0), -20.0, &[]), Some(0.0));
    }

    #[test]
    fn the_main_voice_is_no_babble_behind_itself() {
        let mut frames = waves(1_000, 4.0, 0.8, -20.0);
        for frame in &mut frames {
            frame.speech = 0.9;
        }
        assert_eq!(babble_share(&frames, -20.0, &[]), None);
        assert_eq!(babble_share(&frames, 0.0, &[]), Some(1.0));
    }

    #[test]
    fn a_voice_far_below_is_a_second_one_and_a_soft_syllable_is_not() {
        let mut frames = vec![frame(0.9, -20.0); 200];
        frames.extend(vec![frame(0.9, -40.0); 20]);
        frames.extend(vec![frame(0.9, -20.0); 100]);
        assert_eq!(quieter_voices(&frames, -20.0, Some(-70.0), &[]), []);
        let mut steady = frames.clone();
        steady.extend(vec![frame(0.8, -45.0); 80]);
        assert_eq!(quieter_voices(&steady, -20.0, Some(-70.0), &[]), [], "a voice is not that steady");
        for place in 0..80 {
            frames.push(frame(0.8, if place % 16 < 8 { -42.0 } else { -52.0 }));
        }
        let found = quieter_voices(&frames, -20.0, Some(-70.0), &[]);
        assert_eq!(found, [Stretch { from: 320.0 * FRAME_SECONDS, to: 400.0 * FRAME_SECONDS }]);
        assert_eq!(quieter_voices(&frames, -20.0, Some(-44.0), &[]), [], "hidden in noise");
        let other = [Stretch { from: 5.0, to: 6.2 }];
        assert_eq!(quieter_voices(&frames, -20.0, Some(-70.0), &other), [], "heard from another channel");
    }

    proptest! {
        #[test]
        fn shares_are_bounded_and_loudness_does_not_change_them(
            levels in prop::collection::vec((-60.0..-30.0_f32, 0.0..1.0_f32), 0..600),
            gain in prop::sample::select(vec![0.0_f32, 4.0, 8.0, 16.0]),
        ) {
            let frames: Vec<Frame> = levels.iter().map(|it| frame(it.1, it.0)).collect();
            let louder: Vec<Frame> = levels.iter().map(|it| frame(it.1, it.0 + gain)).collect();
            let found = babble_share(&frames, -20.0, &[]);
            prop_assert!(found.is_none_or(|it| (0.0..=1.0).contains(&it)));
            prop_assert_eq!(found, babble_share(&louder, -20.0 + gain, &[]));
        }

        #[test]
        fn a_second_voice_is_within_the_speech_and_never_near_the_main_level(
            levels in prop::collection::vec((1_usize..60, -60.0..-10.0_f32, 0.0..1.0_f32), 0..40),
        ) {
            let mut frames = Vec::new();
            for (number, dbfs, speech) in levels {
                frames.extend(vec![frame(speech, dbfs); number]);
            }
            let speech = stretches(&frames);
            let Some(main) = voice_activity::speech_level(&frames, &speech) else { return Ok(()) };
            for stretch in quieter_voices(&frames, main, None, &[]) {
                let from = (stretch.from / FRAME_SECONDS).round() as usize;
                let to = (stretch.to / FRAME_SECONDS).round() as usize;
                prop_assert!(frames[from..to].iter().all(|it| it.dbfs <= main - QUIETER_DB));
            }
        }
    }
}
