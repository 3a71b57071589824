//! Documents per second through the signature, and pairs found among many signatures.
//!
//! Run with `cargo bench -p measures`. Documents have 200 words drawn from a fixed sequence.

use divan::Bencher;
use divan::counter::ItemsCount;
use measures::text::{candidate_pairs, shingles_of, signature};

fn main() {
    divan::main();
}

/// A document of 200 words; equal seeds give equal documents.
fn document(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut res = String::new();
    for _ in 0..200 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        res.push_str(&format!("w{} ", (state >> 33) % 20_000));
    }
    res
}

#[divan::bench]
fn shingle_and_sign_a_document(bencher: Bencher) {
    let text = document(1);
    bencher.counter(ItemsCount::new(1_usize)).bench(|| signature(&shingles_of(divan::black_box(&text))));
}

#[divan::bench]
fn sign_a_document(bencher: Bencher) {
    let shingles = shingles_of(&document(1));
    bencher.counter(ItemsCount::new(1_usize)).bench(|| signature(divan::black_box(&shingles)));
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn pair_documents(bencher: Bencher, documents: u64) {
    let mut signatures = Vec::new();
    for index in 0..documents {
        // Every tenth document is a copy of the one before it.
        let seed = if index % 10 == 9 { index - 1 } else { index };
        signatures.push(signature(&shingles_of(&document(seed))));
    }
    bencher.counter(ItemsCount::new(documents)).bench(|| candidate_pairs(divan::black_box(&signatures), 50));
}
