//! The rules of the topics: words of general English, put together from a small vocabulary.
//!
//! A rule is a pattern for one sentence in lower case. `<NAME>` stands for a piece of the vocabulary. `needs` must stand in the same
//! sentence, `unless` must not, `text_needs` must stand anywhere in the text. Rules that can be turned into their opposite say so.

use super::vocabulary::expand;
use super::{Topic, extortion_rules, money_rules, work_rules};
use regex::Regex;

/// One rule, ready to run.
pub(super) struct Rule {
    pub(super) topic: Topic,
    pub(super) pattern: Regex,
    pub(super) needs: Option<Regex>,
    pub(super) unless: Option<Regex>,
    pub(super) text_needs: Option<Regex>,
    /// A `not` before it makes it its opposite.
    pub(super) negatable: bool,
}

/// Topic, pattern, `needs`, `unless`, `text_needs` (empty for none), and whether a `not` turns it round.
pub(super) type Line = (Topic, &'static str, &'static str, &'static str, &'static str, bool);

fn lines() -> impl Iterator<Item = &'static Line> {
    work_rules::LINES.iter().chain(money_rules::LINES).chain(extortion_rules::LINES)
}

/// All rules. A pattern that does not compile would be left out; a test counts them.
pub(super) fn all() -> Vec<Rule> {
    let optional = |pattern: &str| if pattern.is_empty() { None } else { expand(pattern) };
    let mut rules = Vec::new();
    for (topic, pattern, needs, unless, text_needs, negatable) in lines() {
        if let Some(pattern) = expand(pattern) {
            rules.push(Rule {
                topic: *topic,
                pattern,
                needs: optional(needs),
                unless: optional(unless),
                text_needs: optional(text_needs),
                negatable: *negatable,
            });
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        for (topic, pattern, needs, unless, text_needs, _) in lines() {
            for part in [pattern, needs, unless, text_needs] {
                assert!(expand(part).is_some(), "{}: {part}", topic.id());
                assert!(!regex::escape(part).contains("\\<\\>"), "{part}");
            }
        }
        assert_eq!(all().len(), lines().count());
    }

    #[test]
    fn every_topic_has_a_rule() {
        for topic in Topic::ALL {
            assert!(lines().any(|line| line.0 == *topic), "{}", topic.id());
        }
    }
}
