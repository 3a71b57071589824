//! The proof page of the rules that come with the program.
//!
//! `BLESS=1 cargo test -p rules --test shipped` writes the answers anew; look at what changed.

#![expect(clippy::disallowed_methods, reason = "bless writes the page")]

use std::collections::HashSet;

use model::{Json, LogSource, Origin, Place, RawEvent};
use proofs::{Block, Page};
use rules::{RuleSet, SHIPPED, match_event};

const PAGE: &str = include_str!("../shipped/rules.md");

fn log_source(named: &str) -> LogSource {
    let (category, service) = match named {
        "process_creation" => (Some("process_creation"), None),
        "system" => (None, Some("system")),
        "security" => (None, Some("security")),
        "application" => (None, Some("application")),
        "windefend" => (None, Some("windefend")),
        _ => panic!("the page names the log source `{named}`"),
    };
    LogSource { product: Some("windows"), category, service }
}

fn answer(rules: &RuleSet, event: &Block) -> Vec<String> {
    let fields = Json::parse(&event.text).unwrap();
    let origin = Origin { file: "page".into(), sha256: "00".into(), place: Place::Whole, message_id: None };
    let log_source = log_source(&event.argument);
    let event = RawEvent {
        log_source,
        fields: &fields,
        at: None,
        device_name: None,
        account: None,
        origin: &origin,
        of: None,
    };
    match_event(rules, &event).iter().map(|it| it.rule.title.clone()).collect()
}

#[test]
fn the_page_holds() {
    let rules = RuleSet::shipped();
    let page = Page::parse(PAGE);
    let mut answers = Vec::new();
    let mut fired: HashSet<String> = HashSet::new();
    let mut silent = 0;
    for example in page.examples("event") {
        let titles = answer(&rules, example.block("event").unwrap());
        silent += usize::from(titles.is_empty());
        fired.extend(titles.iter().cloned());
        answers.push((example.block("hits").unwrap(), titles.join("\n")));
    }
    let blessed = proofs::bless(PAGE, &answers);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/shipped/rules.md"), &blessed).unwrap();
    } else {
        assert_eq!(PAGE, blessed);
    }
    assert!(silent >= 5, "examples in which nothing fires are missing");
    for rule in rules.rules() {
        assert!(fired.contains(&rule.title), "no example lets `{}` fire", rule.title);
    }
}

#[test]
fn every_rule_that_comes_along_can_be_used_and_says_what_it_must() {
    let (rules, problems) = RuleSet::parse(SHIPPED);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(rules.len(), SHIPPED.len());
    for rule in rules.rules() {
        assert!(rule.author.is_some() && rule.level.is_some() && rule.status.is_some(), "{}", rule.title);
        assert!(!rule.falsepositives.is_empty(), "{}: no innocent explanation", rule.title);
    }
}
