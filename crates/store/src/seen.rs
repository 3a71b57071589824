//! Which records may be there already, in two bytes a record.
//!
//! In: the identities of records. Out: "surely new", or "perhaps there already". A Bloom filter (Bloom, 1970,
//! "Space/time trade-offs in hash coding with allowable errors") that grows in layers: each holds four times
//! what the one before holds. Identities are digests, so their own bits serve as the hashes. At 16 bits and
//! 6 probes a record, a few new records in a thousand are taken for a perhaps; whoever asks looks that up.

/// Records that the first layer holds.
const FIRST_LAYER: usize = 1 << 14;
const BITS_A_RECORD: usize = 16;
const PROBES: u64 = 6;

#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    layers: Vec<Layer>,
}

#[derive(Clone, Debug)]
struct Layer {
    words: Vec<u64>,
    holds: usize,
    room: usize,
}

impl Seen {
    /// Remembers an identity; whether it was surely not there before.
    pub(crate) fn insert(&mut self, record_ref: i64) -> bool {
        let hash = record_ref as u64;
        if self.layers.iter().any(|it| it.may_hold(hash)) {
            return false;
        }
        if self.layers.last().is_none_or(|it| it.holds == it.room) {
            let room = self.layers.last().map_or(FIRST_LAYER, |it| it.room * 4);
            self.layers.push(Layer { words: vec![0; room * BITS_A_RECORD / 64], holds: 0, room });
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.insert(hash);
        }
        true
    }
}

impl Layer {
    fn probes(&self, hash: u64) -> impl Iterator<Item = (usize, u64)> + use<> {
        // Layers hold a power of two of bits each, so a mask is the remainder.
        let mask = self.words.len() as u64 * 64 - 1;
        // Double hashing after Kirsch and Mitzenmacher (2006); the step is odd, so that probes differ.
        let step = (hash.rotate_left(32) ^ hash.rotate_left(17)) | 1;
        (0..PROBES).map(move |it| {
            let bit = hash.wrapping_add(it.wrapping_mul(step)) & mask;
            ((bit / 64) as usize, 1 << (bit % 64))
        })
    }

    fn may_hold(&self, hash: u64) -> bool {
        self.probes(hash).all(|(word, bit)| self.words[word] & bit != 0)
    }

    fn insert(&mut self, hash: u64) {
        for (word, bit) in self.probes(hash) {
            self.words[word] |= bit;
        }
        self.holds += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like digests (splitmix64).
    fn digest(number: u64) -> i64 {
        let mut it = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (it ^ (it >> 31)) as i64
    }

    #[test]
    fn what_was_inserted_is_never_new_again() {
        let mut seen = Seen::default();
        for number in 0..200_000 {
            seen.insert(digest(number));
        }
        assert!((0..200_000).all(|it| !seen.insert(digest(it))));
    }

    #[test]
    fn few_new_ones_are_taken_for_old_ones() {
        let mut seen = Seen::default();
        let wrong = (0..500_000).filter(|it| !seen.insert(digest(*it))).count();
        assert!(wrong < 2_500, "{wrong} of 500,000");
    }
}
