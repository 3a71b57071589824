//! Chance, from one seed. In: a seed. Out: draws that are the same every time for the same seed.
//! Everything random in the company goes through here, so that nothing depends on the machine.

/// Stirs the bits of a number, so that neighbouring numbers give seeds that have nothing in common.
pub(crate) fn scramble(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A seeded source of draws.
#[derive(Clone)]
pub(crate) struct Dice(fastrand::Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(fastrand::Rng::with_seed(seed))
    }

    /// The dice of one person on one day.
    pub(crate) fn for_day(seed: u64, who: u64, day: u64) -> Self {
        Dice::new(scramble(scramble(seed).wrapping_add(who)).wrapping_add(day))
    }

    /// One of the choices. The list is a constant of this crate and never empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, choices: &'a [&'a T]) -> &'a T {
        choices[self.0.usize(..choices.len())]
    }

    /// The place of one of `count` things; `count` is at least 1.
    pub(crate) fn index(&mut self, count: usize) -> usize {
        self.0.usize(..count.max(1))
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.i64(low..=high)
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.0.f64() < probability
    }

    /// `length` lower-case hexadecimal digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        let mut bits = 0;
        for place in 0..length {
            if place % 16 == 0 {
                bits = self.0.u64(..);
            }
            text.push(char::from(b"0123456789abcdef"[(bits & 15) as usize]));
            bits >>= 4;
        }
        text
    }

    /// `length` decimal digits, the first never zero.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        for place in 0..length {
            let low = if place == 0 { 1 } else { 0 };
            text.push(char::from(b'0' + self.0.u8(low..10)));
        }
        text
    }

    /// Upper-case letters and digits as manufacturers use them in serial numbers.
    pub(crate) fn serial(&mut self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        for _ in 0..length {
            text.push(char::from(b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[self.0.usize(..32)]));
        }
        text
    }

    /// A random version-4-looking identifier.
    pub(crate) fn uuid(&mut self) -> String {
        let hex = self.hex(31);
        format!(
            "{}-{}-4{}-{}-{}",
            &hex[0..8],
            &hex[8..12],
            &hex[12..15],
            format_args!("a{}", &hex[15..18]),
            &hex[18..30]
        )
    }

    /// A hardware address with the locally administered bit set, which no maker owns.
    pub(crate) fn mac(&mut self) -> String {
        let hex = self.hex(10);
        format!("02:{}:{}:{}:{}:{}", &hex[0..2], &hex[2..4], &hex[4..6], &hex[6..8], &hex[8..10])
    }
}
