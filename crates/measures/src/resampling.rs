//! The same sound with another number of samples a second.
//!
//! In: samples of one channel at one rate, in pieces of any length. Out: samples at 16,000 a second, without what the
//! lower rate cannot hold (aliases).
//! A bank of windowed-sinc filters, one for each place between two samples (Crochiere and Rabiner, "Multirate Digital
//! Signal Processing", 1983, chapter 4), with Kaiser's window (1974) for 70 dB of attenuation. Nothing is held but as
//! many samples as the filter is long.

/// Samples a second of what comes out.
pub const RATE: u32 = 16_000;
/// Zero crossings of the sinc on each side of its middle.
const CROSSINGS: usize = 12;
/// Where the filter lets half through, as a share of the highest frequency both rates can hold.
const CUTOFF: f64 = 0.85;
/// Kaiser's beta for 70 dB: `0.1102 (70 - 8.7)`.
const BETA: f64 = 6.755;
/// Most places between two samples that have a filter of their own; rates that need more take the nearest.
const PLACES_MAX: u64 = 640;

/// Turns the samples of one channel into 16,000 a second.
pub struct Resampler {
    /// Output sample `n` lies at input sample `n * step / places`.
    step: u64,
    places: u64,
    /// Filters, one after the other; empty where the rates are equal.
    filters: Vec<f32>,
    filter_places: u64,
    taps: usize,
    /// The last samples in; the first of them is input sample `held_from - taps / 2`.
    held: Vec<f32>,
    /// Whole samples, and parts of one in `places`, from the first held place to the next output.
    next: u64,
    next_part: u64,
}

impl Resampler {
    /// `rate` is samples a second of what goes in; 0 is taken as 1.
    pub fn new(rate: u32) -> Resampler {
        let rate = u64::from(rate.max(1));
        let common = greatest_common_divisor(rate, u64::from(RATE));
        let (step, places) = (rate / common, u64::from(RATE) / common);
        if step == places {
            return Resampler {
                step,
                places,
                filters: Vec::new(),
                filter_places: 1,
                taps: 0,
                held: Vec::new(),
                next: 0,
                next_part: 0,
            };
        }
        // Input samples between two samples of the slower side.
        let stretch = (rate as f64 / f64::from(RATE)).max(1.0);
        let half = (CROSSINGS as f64 * stretch).ceil() as usize;
        let taps = 2 * half;
        let filter_places = places.min(PLACES_MAX);
        let mut filters = Vec::with_capacity(taps * filter_places as usize);
        for place in 0..filter_places {
            let offset = place as f64 / filter_places as f64;
            let mut filter = Vec::with_capacity(taps);
            for tap in 0..taps {
                // Distance from the output to this input sample.
                let distance = tap as f64 - (half as f64 - 1.0) - offset;
                filter.push(sinc(distance * CUTOFF / stretch) * kaiser(distance / half as f64));
            }
            // Each filter passes a constant unchanged.
            let sum: f64 = filter.iter().sum();
            filters.extend(filter.into_iter().map(|it| (it / sum) as f32));
        }
        // Silence stands before the first sample, so that output begins where input does.
        Resampler {
            step,
            places,
            filters,
            filter_places,
            taps,
            held: vec![0.0; half - 1],
            next: 0,
            next_part: 0,
        }
    }

    /// Takes samples in and appends those that are ready to `out`.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        if self.taps == 0 {
            out.extend_from_slice(samples);
            return;
        }
        self.held.extend_from_slice(samples);
        loop {
            let from = self.next as usize;
            let Some(window) = self.held.get(from..from + self.taps) else { break };
            let place = (self.next_part * self.filter_places / self.places) as usize;
            let filter = self.filters.get(place * self.taps..(place + 1) * self.taps).unwrap_or_default();
            out.push(product(window, filter));
            self.next_part += self.step;
            self.next += self.next_part / self.places;
            self.next_part %= self.places;
        }
        let done = (self.next as usize).min(self.held.len());
        self.held.drain(..done);
        self.next -= done as u64;
    }

    /// What is still to come when no more samples go in.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let silence = vec![0.0; self.taps / 2];
        self.push(&silence, out);
    }
}

/// The sum of products, in eight sums at once, which machines do as fast as one.
fn product(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (left, right) = (left.chunks_exact(8), right.chunks_exact(8));
    let mut rest = 0.0;
    for (left, right) in left.remainder().iter().zip(right.remainder()) {
        rest += left * right;
    }
    for (left, right) in left.zip(right) {
        for place in 0..8 {
            sums[place] += left[place] * right[place];
        }
    }
    sums.iter().sum::<f32>() + rest
}

fn sinc(x: f64) -> f64 {
    let angle = std::f64::consts::PI * x;
    if angle.abs() < 1e-9 { 1.0 } else { angle.sin() / angle }
}

/// Kaiser's window; `x` runs from -1 to 1.
fn kaiser(x: f64) -> f64 {
    let inside = 1.0 - x * x;
    if inside <= 0.0 { 0.0 } else { bessel(BETA * inside.sqrt()) / bessel(BETA) }
}

/// The modified Bessel function of order zero, by its series.
fn bessel(x: f64) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    for number in 1..40 {
        let factor = x / (2.0 * f64::from(number));
        term *= factor * factor;
        sum += term;
    }
    sum
}

fn greatest_common_divisor(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATES: [u32; 10] = [8_000, 11_025, 12_000, 16_000, 22_050, 32_000, 44_100, 47_999, 48_000, 96_000];

    fn tone(rate: u32, hertz: f64, seconds: f64) -> Vec<f32> {
        let n_samples = (f64::from(rate) * seconds) as usize;
        let at = |it: usize| (std::f64::consts::TAU * hertz * it as f64 / f64::from(rate)).sin() as f32;
        (0..n_samples).map(at).collect()
    }

    fn resampled(rate: u32, samples: &[f32], piece: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate);
        let mut res = Vec::new();
        for samples in samples.chunks(piece) {
            resampler.push(samples, &mut res);
        }
        resampler.finish(&mut res);
        res
    }

    #[test]
    fn a_tone_stays_the_same_tone_in_time() {
        for rate in RATES {
            let found = resampled(rate, &tone(rate, 1_000.0, 0.5), 1_000);
            let wanted = tone(RATE, 1_000.0, 0.5);
            assert!(found.len().abs_diff(wanted.len()) <= 2, "{rate}: {} samples", found.len());
            let middle = 1_000..7_000;
            let worst = found[middle.clone()]
                .iter()
                .zip(&wanted[middle])
                .map(|(left, right)| (left - right).abs())
                .fold(0.0, f32::max);
            assert!(worst < 0.01, "{rate}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone_and_does_not_come_back_elsewhere() {
        for (rate, hertz) in [(48_000, 9_000.0), (48_000, 15_000.0), (44_100, 10_000.0), (96_000, 31_000.0)] {
            let found = resampled(rate, &tone(rate, hertz, 0.5), 4_096);
            let worst = found[1_000..7_000].iter().fold(0.0_f32, |it, sample| it.max(sample.abs()));
            assert!(worst < 0.001, "{rate}, {hertz} Hz: {worst}");
        }
    }

    #[test]
    fn nothing_is_changed_where_the_rates_are_equal() {
        let samples = tone(16_000, 300.0, 0.1);
        assert_eq!(resampled(16_000, &samples, 7), samples);
    }

    proptest! {
        #[test]
        fn pieces_of_any_length_give_the_same_sound(rate in prop::sample::select(&RATES[..]), piece in 1_usize..3_000) {
            let samples = tone(rate, 440.0, 0.1);
            prop_assert_eq!(resampled(rate, &samples, piece), resampled(rate, &samples, samples.len()));
        }

        #[test]
        fn any_rate_and_any_samples_are_survived(rate in 0_u32..400_000, samples in prop::collection::vec(-1.0..1.0_f32, 0..500)) {
            let found = resampled(rate, &samples, 64);
            prop_assert!(found.iter().all(|it| it.abs() < 4.0));
            let wanted = samples.len() as f64 * f64::from(RATE) / f64::from(rate.max(1));
            prop_assert!((found.len() as f64 - wanted).abs() <= 2.0 + wanted * 0.001, "{} for {wanted}", found.len());
        }
    }
}
