//! The AMI meetings: who spoke when in 154 real meetings, without their sound. The measures of pauses and answers give
//! what is known of them.

#![expect(clippy::disallowed_methods, reason = "reads shared data")]
#![expect(clippy::print_stderr, reason = "figures, and what was left out, are told")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use measures::robust::percentile;
use measures::speech_rhythm::{LONG_SECONDS, answer_gaps, lengths, rhythm};
use measures::voice_activity::{Stretch, joined, seconds};

/// The shared folder; where it is absent the test is left out in words, but never in a build of its own.
fn shared() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or(repository.join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no shared folder at {}", folder.display());
    eprintln!("left out: no shared folder at {}", folder.display());
    None
}

/// For each meeting, the stretches of each speaker.
fn meetings(folder: &Path) -> Vec<BTreeMap<String, Vec<Stretch>>> {
    let mut res = Vec::new();
    for split in ["train", "dev"] {
        for entry in std::fs::read_dir(folder.join(split)).unwrap().flatten() {
            let mut speakers: BTreeMap<String, Vec<Stretch>> = BTreeMap::new();
            for line in std::fs::read_to_string(entry.path()).unwrap().lines() {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let from: f64 = fields[3].parse().unwrap();
                let length: f64 = fields[4].parse().unwrap();
                let stretch = Stretch { from, to: from + length };
                speakers.entry(fields[7].to_owned()).or_default().push(stretch);
            }
            res.push(speakers.into_iter().map(|(name, it)| (name, joined(&it, 0.0))).collect());
        }
    }
    res
}

#[test]
fn pauses_and_answers_of_real_meetings_are_what_is_known_of_them() {
    let Some(shared) = shared() else { return };
    let meetings = meetings(&shared.join("data/authorship/ami/rttm"));
    assert_eq!(meetings.len(), 154);
    let (mut pauses, mut answers) = (Vec::new(), Vec::new());
    for speakers in &meetings {
        let all: Vec<Stretch> = speakers.values().flatten().copied().collect();
        let all = joined(&all, 0.0);
        pauses.extend(rhythm(&all, &[]).pauses);
        for (name, own) in speakers {
            let others: Vec<Stretch> =
                speakers.iter().filter(|it| it.0 != name).flat_map(|it| it.1.iter().copied()).collect();
            let others = joined(&others, 0.0);
            let turns = rhythm(own, &others).turns;
            assert!(seconds(&turns) >= seconds(own) - 1e-6);
            let found = answer_gaps(own, &others);
            assert!(found.len() <= turns.len());
            answers.extend(found);
        }
    }
    let all = lengths(&pauses);
    let (p95, p99) = (percentile(&pauses, 95.0).unwrap(), percentile(&pauses, 99.0).unwrap());
    eprintln!("silences: {all:?}, 95 % below {p95:.2} s, 99 % below {p99:.2} s");
    let gaps = lengths(&answers);
    eprintln!("answers: {gaps:?}, 95 % below {:.2} s", percentile(&answers, 95.0).unwrap());
    // Silences without anybody's speech of 200 ms or more: 1.0 s in the middle, 5 % above 4.9 s.
    assert!((0.9..=1.2).contains(&all.median.unwrap()), "{all:?}");
    assert!((4.5..=5.5).contains(&p95) && p95 <= LONG_SECONDS + 0.5, "{p95}");
    assert!((11.0..=13.0).contains(&p99), "{p99}");
    // People answer at once: half of all answers come within half a second, and one in twenty-five is long.
    assert!(gaps.median.unwrap() < 0.6, "{gaps:?}");
    assert!((gaps.long as f64) < 0.1 * gaps.number as f64, "{gaps:?}");
}
