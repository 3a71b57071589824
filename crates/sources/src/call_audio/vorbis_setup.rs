//! How much memory would a Vorbis stream's tables take?
//!
//! In: the headers of a stream. Out: the numbers its codebooks unpack to. A header of a few kilobytes can ask for
//! gigabytes (a run of a hundred thousand entries takes a few bits), and the decoder fills them before the first sound.
//! Vorbis I specification, section 3.2.1; only counted here, nothing is unpacked.

/// More numbers than this, over all codebooks, no encoder writes: those of libvorbis have some ten thousand.
pub(super) const NUMBERS_MAX: u64 = 4 << 20;

/// The numbers that the codebooks in these headers unpack to, as far as they can be read.
pub(super) fn codebook_numbers(headers: &[u8]) -> u64 {
    const SETUP: &[u8] = b"\x05vorbis";
    let Some(at) = headers.windows(SETUP.len()).position(|it| it == SETUP) else { return 0 };
    let mut bits = Bits { bytes: headers.get(at + SETUP.len()..).unwrap_or_default(), at: 0 };
    let mut sum = 0;
    let n_codebooks = bits.take(8).map_or(0, |it| it + 1);
    for _ in 0..n_codebooks {
        if sum > NUMBERS_MAX || codebook(&mut bits, &mut sum).is_none() {
            break;
        }
    }
    sum
}

/// Passes over one codebook and counts it; `None` where it ends too soon or is none.
fn codebook(bits: &mut Bits<'_>, sum: &mut u64) -> Option<()> {
    if bits.take(24)? != 0x56_43_42 {
        return None;
    }
    let dimensions = bits.take(16)?;
    let entries = bits.take(24)?;
    *sum += entries;
    if bits.take(1)? == 1 {
        // Ordered: runs of entries with codes of one length.
        bits.take(5)?;
        let mut placed = 0;
        while placed < entries {
            // A run may be empty; it still takes bits, so that this ends.
            placed += bits.take(64 - (entries - placed).leading_zeros())?;
        }
    } else {
        let is_sparse = bits.take(1)? == 1;
        for _ in 0..entries {
            if !is_sparse || bits.take(1)? == 1 {
                bits.skip(5)?;
            }
        }
    }
    let lookup = bits.take(4)?;
    if lookup == 1 || lookup == 2 {
        *sum = sum.saturating_add(entries.saturating_mul(dimensions));
        bits.skip(64)?;
        let value_bits = bits.take(4)? + 1;
        bits.skip(1)?;
        let n_values = if lookup == 1 { root(entries, dimensions) } else { entries * dimensions };
        bits.skip(n_values.saturating_mul(value_bits))?;
    }
    Some(())
}

/// The largest number whose power of `dimensions` is no more than `entries`.
fn root(entries: u64, dimensions: u64) -> u64 {
    let exponent = u32::try_from(dimensions.max(1)).unwrap_or(u32::MAX);
    let mut res = (entries as f64).powf(1.0 / f64::from(exponent)).round() as u64 + 1;
    while res > 0 && res.checked_pow(exponent).is_none_or(|it| it > entries) {
        res -= 1;
    }
    res
}

/// Bits from the lowest of each byte upwards.
struct Bits<'b> {
    bytes: &'b [u8],
    at: u64,
}

impl Bits<'_> {
    /// Up to 32 bits as a number.
    fn take(&mut self, number: u32) -> Option<u64> {
        let mut res = 0;
        for place in 0..number {
            let byte = self.bytes.get(usize::try_from(self.at / 8).ok()?)?;
            res |= u64::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(res)
    }

    fn skip(&mut self, number: u64) -> Option<()> {
        self.at = self.at.checked_add(number)?;
        (self.at <= self.bytes.len() as u64 * 8).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes bits from the lowest upwards.
    #[derive(Default)]
    struct Written(Vec<u8>, usize);

    impl Written {
        fn put(&mut self, value: u64, number: u32) {
            for place in 0..number {
                if self.1.is_multiple_of(8) {
                    self.0.push(0);
                }
                if let Some(last) = self.0.last_mut() {
                    *last |= ((value >> place & 1) as u8) << (self.1 % 8);
                }
                self.1 += 1;
            }
        }
    }

    #[test]
    fn a_few_bits_that_ask_for_gigabytes_are_counted() {
        let mut setup = Written::default();
        for byte in *b"\x05vorbis" {
            setup.put(byte.into(), 8);
        }
        setup.put(255, 8);
        for _ in 0..256 {
            setup.put(0x56_43_42, 24);
            setup.put(32, 16);
            setup.put(100_000, 24);
            setup.put(1, 1);
            setup.put(16, 5);
            setup.put(100_000, 17);
            setup.put(1, 4);
            setup.put(0, 64);
            setup.put(0, 4);
            setup.put(0, 1);
            setup.put(1, 1);
        }
        assert!(setup.0.len() < 8_000);
        assert!(codebook_numbers(&setup.0) > NUMBERS_MAX);
    }

    #[test]
    fn roots_are_whole() {
        assert_eq!((root(625, 4), root(624, 4), root(81, 4), root(100_000, 32), root(7, 1)), (5, 4, 3, 1, 7));
        assert_eq!(codebook_numbers(b"no headers"), 0);
    }
}
