//! Listens to one channel: sound in, three numbers for each 16 ms out.
//!
//! In: samples as decoded, at the recording's rate. Out: [`Frame`]s: how likely it is speech, as it stands and with what
//! is soft made louder, and how loud it is. Samples are dropped as soon as they are counted.
//!
//! The detector was taught with speech of usual loudness and misses soft speech. So it is asked twice: once with a gain
//! that follows the main speaker slowly, so that a quiet recording is heard like a loud one; once with a gain that
//! follows everything within a second, so that a voice in the background is heard in the pauses of the other.

use earshot::Detector;
use measures::resampling::Resampler;
use measures::voice_activity::{FRAME_SAMPLES, Frame, LevelMeter};

pub(super) struct Channel {
    resampler: Resampler,
    meter: LevelMeter,
    detector: Box<Detector>,
    gain: Gain,
    faint_detector: Box<Detector>,
    faint_gain: Gain,
    /// Samples that do not yet fill a frame.
    waiting: Vec<f32>,
    clean: Vec<f32>,
    frames: Vec<Frame>,
}

impl Channel {
    pub(super) fn new(rate: u32) -> Channel {
        Channel {
            resampler: Resampler::new(rate),
            meter: LevelMeter::default(),
            detector: Detector::default_boxed(),
            gain: Gain { attack: 0.02, decay_db: 0.003, level_dbfs: FIRST_DBFS },
            faint_detector: Detector::default_boxed(),
            faint_gain: Gain { attack: 0.2, decay_db: 0.5, level_dbfs: FIRST_DBFS },
            waiting: Vec::new(),
            clean: Vec::new(),
            frames: Vec::new(),
        }
    }

    pub(super) fn hear(&mut self, samples: &[f32]) {
        self.clean.clear();
        // Files with floating numbers can hold anything.
        self.clean.extend(samples.iter().map(|it| if it.is_finite() { it.clamp(-1.0, 1.0) } else { 0.0 }));
        self.resampler.push(&self.clean, &mut self.waiting);
        self.count();
    }

    /// The last frame is left out if it is not full.
    pub(super) fn finish(mut self) -> Vec<Frame> {
        self.resampler.finish(&mut self.waiting);
        self.count();
        self.frames
    }

    fn count(&mut self) {
        let mut done = 0;
        let mut louder = [0.0; FRAME_SAMPLES];
        for samples in self.waiting.chunks_exact(FRAME_SAMPLES) {
            let dbfs = self.meter.level(samples);
            let (gain_db, faint_gain_db) = (self.gain.follow(dbfs), self.faint_gain.follow(dbfs));
            let mut frame = Frame { speech: 0.0, faint: 0.0, dbfs };
            amplify(samples, gain_db, &mut louder);
            frame.speech = self.detector.predict_f32(&louder).clamp(0.0, 1.0);
            // Where both gains are alike one answer is enough.
            frame.faint = frame.speech;
            if faint_gain_db > gain_db + ALIKE_DB && !frame.is_dead() {
                amplify(samples, faint_gain_db, &mut louder);
                frame.faint = self.faint_detector.predict_f32(&louder).clamp(0.0, 1.0);
            }
            self.frames.push(frame);
            done += FRAME_SAMPLES;
        }
        self.waiting.drain(..done);
    }
}

/// Makes soft sound louder, never loud sound softer.
struct Gain {
    /// How fast it follows sound that grows louder: the share of the difference in each frame.
    attack: f32,
    /// How fast it follows sound that grows softer: decibels in each frame.
    decay_db: f32,
    level_dbfs: f32,
}

/// The level that speech is brought to.
const USUAL_DBFS: f32 = -22.0;
const GAIN_DB_MAX: f32 = 30.0;
/// What is taken for the level before anything is heard: less gain than would clip a voice of usual loudness badly.
const FIRST_DBFS: f32 = -38.0;

/// Gains closer than this are alike.
const ALIKE_DB: f32 = 6.0;

impl Gain {
    /// The gain for the next frame, in decibels, which is this loud.
    fn follow(&mut self, dbfs: f32) -> f32 {
        if dbfs > self.level_dbfs {
            self.level_dbfs += self.attack * (dbfs - self.level_dbfs);
        } else if dbfs.is_finite() {
            self.level_dbfs -= self.decay_db;
        }
        self.level_dbfs = self.level_dbfs.max(USUAL_DBFS - GAIN_DB_MAX);
        (USUAL_DBFS - self.level_dbfs).clamp(0.0, GAIN_DB_MAX)
    }
}

fn amplify(samples: &[f32], gain_db: f32, louder: &mut [f32; FRAME_SAMPLES]) {
    let gain = 10_f32.powf(gain_db / 20.0);
    for (to, from) in louder.iter_mut().zip(samples) {
        *to = (from * gain).clamp(-1.0, 1.0);
    }
}
