//! How long it takes to sign many documents, to index the signatures and to ask for each document's like.
//!
//! `make DOCUMENTS WORDS` prints documents, one a line; one in ten is a copy of an earlier one in which some words are
//! others. `run FILE TURNS` reads such lines and prints a row of a table for each step, and the error of the estimate.
//! Times are the least of some turns, in processor seconds of this one thread and in wall seconds.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads files, a clock, and prints"
)]

use std::collections::BTreeSet;
use std::time::Instant;

use measures::text::{
    BandIndex, Banding, Signature, jaccard, resemblance, signature, word_hash, word_hashes,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["make", documents, words] => {
            make(documents.parse().expect("a number"), words.parse().expect("a number"));
        }
        ["run", file, turns] => {
            let text = std::fs::read_to_string(file).expect("the file is there");
            run(&text, turns.parse().expect("a number"));
        }
        _ => panic!("make DOCUMENTS WORDS, or run FILE TURNS"),
    }
}

fn make(documents: usize, n_words: usize) {
    let mut random = fastrand::Rng::with_seed(20_261_123);
    let mut vocabulary = BTreeSet::new();
    while vocabulary.len() < 30_000 {
        let length = 2 + random.usize(..11);
        vocabulary.insert((0..length).map(|_| (b'a' + random.usize(..26) as u8) as char).collect::<String>());
    }
    let mut vocabulary: Vec<String> = vocabulary.into_iter().collect();
    vocabulary.sort_by_key(|it| word_hash(it));
    // Frequent words are frequent, as in any text.
    let word = |random: &mut fastrand::Rng| (vocabulary.len() as f64 * random.f64().powi(3)) as usize;
    let mut all: Vec<Vec<usize>> = Vec::new();
    for number in 0..documents {
        let document = if number % 10 == 9 {
            let mut copy = all[random.usize(..number)].clone();
            let replaced = random.f64() * 0.7;
            for place in &mut copy {
                if random.f64() < replaced {
                    *place = word(&mut random);
                }
            }
            copy
        } else {
            (0..n_words).map(|_| word(&mut random)).collect()
        };
        let line: Vec<&str> = document.iter().map(|it| vocabulary[*it].as_str()).collect();
        println!("{}", line.join(" "));
        all.push(document);
    }
}

/// Wall and processor seconds of the fastest of some turns, and what it made.
fn fastest<T>(turns: usize, mut work: impl FnMut() -> T) -> (f64, f64, T) {
    let mut best = (f64::MAX, f64::MAX);
    let mut res = None;
    for _ in 0..turns.max(1) {
        let (wall, processor) = (Instant::now(), processor_seconds());
        res = Some(work());
        best.0 = best.0.min(wall.elapsed().as_secs_f64());
        best.1 = best.1.min(processor_seconds() - processor);
    }
    (best.0, best.1, res.expect("one turn at least"))
}

fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells it");
    text.split(' ').next().and_then(|it| it.parse::<f64>().ok()).expect("a number") / 1e9
}

fn peak_mib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = text.lines().find(|it| it.starts_with("VmHWM:")).expect("a line");
    line.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).expect("a number") / 1024
}

fn run(text: &str, turns: usize) {
    let documents: Vec<&str> = text.lines().collect();
    let before = peak_mib();
    let row = |step: &str, wall: f64, processor: f64, found: String| {
        println!("| bonafide | {step} | {processor:.3} | {wall:.3} | {found} |");
    };
    let (sign_wall, sign, signatures) = fastest(turns, || {
        let mut hashes: Vec<u64> = Vec::new();
        let mut res: Vec<Signature> = Vec::with_capacity(documents.len());
        for document in &documents {
            hashes.clear();
            word_hashes(document, &mut hashes);
            res.push(signature(&hashes));
        }
        res
    });
    row("split, hash words and sign", sign_wall, sign, String::new());
    for (banding, name) in [(Banding::NearCopies, "8 bands of 16"), (Banding::Wide, "32 bands of 4")] {
        let (wall, processor, found) = fastest(turns, || {
            let index = BandIndex::of(&signatures, banding);
            signatures.iter().map(|it| index.query(it).len()).sum::<usize>()
        });
        let all = format!("{found} answers");
        row(&format!("index {name}, ask for each"), wall, processor, all.clone());
        row(&format!("**all: sign, index {name}, ask for each**"), sign_wall + wall, sign + processor, all);
        let (wall, processor, found) =
            fastest(turns, || BandIndex::of(&signatures, banding).pairs(200).pairs.len());
        row(
            &format!("all: sign, index {name}, all pairs at once"),
            sign_wall + wall,
            sign + processor,
            format!("{found} pairs"),
        );
    }
    println!("| bonafide | peak memory: {} MiB, {before} MiB of it the words | | | |", peak_mib());
    quality(&documents, &signatures);
}

/// How far the estimate is off, and how many pairs are found, against exact resemblance.
fn quality(documents: &[&str], signatures: &[Signature]) {
    let sets: Vec<Vec<u64>> = documents
        .iter()
        .map(|it| it.split(' ').map(word_hash).collect::<BTreeSet<u64>>().into_iter().collect())
        .collect();
    let candidates: BTreeSet<(u32, u32)> =
        BandIndex::of(signatures, Banding::Wide).pairs(200).pairs.into_iter().collect();
    let (mut pairs, mut sum, mut squares, mut theory) = (0.0, 0.0, 0.0, 0.0);
    let (mut alike, mut found) = (0, 0);
    // The copies are every tenth document, and what each is a copy of is the most alike of those before it.
    for copy in (9..documents.len()).step_by(10).take(400) {
        let best = (0..copy).max_by(|left, right| {
            jaccard(&sets[*left], &sets[copy]).total_cmp(&jaccard(&sets[*right], &sets[copy]))
        });
        let Some(original) = best else { continue };
        let truth = jaccard(&sets[original], &sets[copy]);
        let error = resemblance(&signatures[original], &signatures[copy]) - truth;
        pairs += 1.0;
        sum += error;
        squares += error * error;
        theory += truth * (1.0 - truth) / 128.0;
        if truth >= 0.5 {
            alike += 1;
            found += usize::from(candidates.contains(&(original as u32, copy as u32)));
        }
    }
    println!();
    println!(
        "bonafide, estimate against exact resemblance on {pairs:.0} pairs: mean error {:+.4}, root mean square {:.4} \
         (independent permutations: {:.4}); of {alike} pairs with a resemblance of 0.5 and more {found} are candidates (32 bands)",
        sum / pairs,
        (squares / pairs).sqrt(),
        (theory / pairs).sqrt()
    );
}
