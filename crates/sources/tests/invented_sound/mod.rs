//! Sound that is made by rule: voices of pulses and resonances, noise, silence. It is nobody's voice and says nothing.

#![allow(dead_code)]

pub const RATE: usize = 16_000;

/// A row of numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 to 1.
    pub fn throw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.throw()
    }
}

/// Resonances of vowels, in hertz.
const VOWELS: [[f64; 3]; 6] = [
    [730.0, 1_090.0, 2_440.0],
    [530.0, 1_840.0, 2_480.0],
    [270.0, 2_290.0, 3_010.0],
    [570.0, 840.0, 2_410.0],
    [300.0, 870.0, 2_240.0],
    [660.0, 1_720.0, 2_410.0],
];

#[derive(Default, Clone, Copy)]
struct Resonance {
    last: [f64; 2],
}

impl Resonance {
    fn next(&mut self, sample: f64, hertz: f64, width: f64) -> f64 {
        let radius = (-std::f64::consts::PI * width / RATE as f64).exp();
        let turn = 2.0 * radius * (std::f64::consts::TAU * hertz / RATE as f64).cos();
        let found =
            (1.0 - turn + radius * radius) * sample + turn * self.last[0] - radius * radius * self.last[1];
        self.last = [found, self.last[0]];
        found
    }
}

/// Syllables, about four a second, in phrases with short breaths between, at `dbfs`.
pub fn voice(seed: u64, seconds: f64, dbfs: f64) -> Vec<f32> {
    let mut dice = Dice::new(seed);
    let pitch = dice.between(100.0, 210.0);
    let wanted = (seconds * RATE as f64) as usize;
    let mut res: Vec<f64> = Vec::with_capacity(wanted);
    let mut resonances = [Resonance::default(); 3];
    let mut phase = 0.0;
    let mut left_in_phrase = 4 + (dice.throw() * 6.0) as usize;
    while res.len() < wanted {
        let length = (dice.between(0.16, 0.28) * RATE as f64) as usize;
        let from = VOWELS[(dice.throw() * 6.0) as usize % 6];
        let to = VOWELS[(dice.throw() * 6.0) as usize % 6];
        let loudness = dice.between(0.5, 1.0);
        let burst = dice.between(0.0, 0.25);
        let onset = (dice.between(0.02, 0.05) * RATE as f64) as usize;
        for place in 0..length {
            let share = place as f64 / length as f64;
            let glide = pitch * (1.1 - 0.2 * share + 0.02 * dice.between(-1.0, 1.0));
            phase += glide / RATE as f64;
            let mut pulse = 0.0;
            if phase >= 1.0 {
                phase -= 1.0;
                pulse = 40.0;
            }
            let rise = (place as f64 / onset as f64).min(1.0);
            let fall = ((length - place) as f64 / (0.05 * RATE as f64)).min(1.0);
            let mut sample = pulse * rise * fall + 0.4 * dice.between(-1.0, 1.0) * rise * fall;
            for (number, resonance) in resonances.iter_mut().enumerate() {
                let hertz = from[number] + (to[number] - from[number]) * share;
                sample = resonance.next(sample, hertz, 60.0 + 40.0 * number as f64);
            }
            let consonant = if place < onset { burst * dice.between(-1.0, 1.0) } else { 0.0 };
            res.push(loudness * (sample + 0.3 * consonant));
        }
        left_in_phrase -= 1;
        if left_in_phrase == 0 {
            left_in_phrase = 4 + (dice.throw() * 6.0) as usize;
            res.extend(std::iter::repeat_n(0.0, (dice.between(0.25, 0.45) * RATE as f64) as usize));
        }
    }
    res.truncate(wanted);
    at_level(&res.into_iter().map(|it| it as f32).collect::<Vec<f32>>(), dbfs)
}

pub fn noise(seed: u64, seconds: f64, dbfs: f64) -> Vec<f32> {
    let mut dice = Dice::new(seed);
    let samples: Vec<f32> =
        (0..(seconds * RATE as f64) as usize).map(|_| dice.between(-1.0, 1.0) as f32).collect();
    at_level(&samples, dbfs)
}

pub fn silence(seconds: f64) -> Vec<f32> {
    vec![0.0; (seconds * RATE as f64) as usize]
}

/// Several voices at once.
pub fn babble(seed: u64, n_voices: u64, seconds: f64, dbfs: f64) -> Vec<f32> {
    let mut res = silence(seconds);
    for number in 0..n_voices {
        res = mixed(&res, &voice(seed + 100 * number, seconds, -20.0));
    }
    at_level(&res, dbfs)
}

pub fn at_level(samples: &[f32], dbfs: f64) -> Vec<f32> {
    let power: f64 =
        samples.iter().map(|it| f64::from(*it) * f64::from(*it)).sum::<f64>() / samples.len().max(1) as f64;
    let gain = 10_f64.powf(dbfs / 20.0) / power.sqrt().max(1e-12);
    samples.iter().map(|it| (f64::from(*it) * gain) as f32).collect()
}

/// As long as the longer one.
pub fn mixed(left: &[f32], right: &[f32]) -> Vec<f32> {
    let at = |all: &[f32], place: usize| all.get(place).copied().unwrap_or(0.0);
    (0..left.len().max(right.len())).map(|it| at(left, it) + at(right, it)).collect()
}

/// A WAV file of 16 bits, with one plane of samples for each channel.
pub fn wave(rate: u32, channels: &[Vec<f32>]) -> Vec<u8> {
    let n_samples = channels.iter().map(Vec::len).max().unwrap_or(0);
    let n_channels = channels.len();
    let data_bytes = (n_samples * n_channels * 2) as u32;
    let mut res = wave_header(rate, n_channels as u16, data_bytes);
    for place in 0..n_samples {
        for channel in channels {
            let sample = channel.get(place).copied().unwrap_or(0.0);
            res.extend(((sample * 32_767.0).round() as i16).to_le_bytes());
        }
    }
    res
}

pub fn wave_header(rate: u32, n_channels: u16, data_bytes: u32) -> Vec<u8> {
    let mut res = b"RIFF".to_vec();
    res.extend(data_bytes.saturating_add(36).to_le_bytes());
    res.extend(b"WAVEfmt \x10\0\0\0\x01\0");
    res.extend(n_channels.to_le_bytes());
    res.extend(rate.to_le_bytes());
    res.extend(rate.wrapping_mul(2 * u32::from(n_channels)).to_le_bytes());
    res.extend((2 * n_channels).to_le_bytes());
    res.extend(16_u16.to_le_bytes());
    res.extend(b"data");
    res.extend(data_bytes.to_le_bytes());
    res
}
