//! A set of rules, found by log source, and the question put to it.

use std::collections::{HashMap, HashSet};

use model::{LogSource, RawEvent, limits};
use rsigma_eval::{CompiledRule, Engine, compile_rule};
use rsigma_parser::{SigmaCollection, SigmaRule, Status, parse_sigma_yaml};

use crate::view::View;

/// What is shown of a rule. A hit names the rule's author, as the licence of SigmaHQ's rules asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCard {
    /// The rule's id; a rule without one is known by its file, and by its title if it shares the file.
    pub id: String,
    pub title: String,
    pub author: Option<String>,
    /// informational, low, medium, high, critical.
    pub level: Option<String>,
    pub status: Option<String>,
    pub tags: Vec<String>,
    pub falsepositives: Vec<String>,
    /// The file it was read from.
    pub file: String,
}

/// One rule that matched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'a> {
    pub rule: &'a RuleCard,
}

/// Rules ready to be asked. Each event is shown only to the rules that speak of its log source.
#[derive(Default)]
pub struct RuleSet {
    cards: Vec<RuleCard>,
    /// Product, category and service as a rule names them, in lower case; unnamed is empty. Inside an
    /// engine a rule's id is its place among the cards.
    by_source: HashMap<[String; 3], Engine>,
    ids: HashSet<String>,
}

impl RuleSet {
    /// The rules in these files (name and text), and what could not be used: file and cause. A file may
    /// hold several rules. Of two rules with one id, the first is kept.
    pub fn parse(files: &[(&str, &str)]) -> (RuleSet, Vec<String>) {
        let mut res = RuleSet::default();
        let mut problems = Vec::new();
        let mut found_rules = Vec::new();
        for (file, yaml) in files {
            if yaml.len() as u64 > limits::DOCUMENT_BYTES_MAX {
                problems.push(format!("{file}: larger than {} MiB", limits::DOCUMENT_BYTES_MAX >> 20));
                continue;
            }
            match parse_sigma_yaml(yaml) {
                Ok(found) => usable(file, &found, &mut found_rules, &mut problems),
                Err(cause) => problems.push(format!("{file}: {cause}")),
            }
        }
        res.add(found_rules, &mut problems);
        (res, problems)
    }

    /// The rules that come with the program.
    pub fn shipped() -> RuleSet {
        RuleSet::parse(crate::SHIPPED).0
    }

    /// Adds the rules of another set, but those whose id is already here; these are given back as problems.
    pub fn merge(&mut self, other: RuleSet) -> Vec<String> {
        let mut problems = Vec::new();
        let mut rules: Vec<(usize, CompiledRule)> = Vec::new();
        for rule in other.by_source.values().flat_map(Engine::rules) {
            rules.extend(place(rule.id.as_deref()).map(|it| (it, rule.clone())));
        }
        rules.sort_by_key(|it| it.0);
        let rules = rules.into_iter().filter_map(|(idx, rule)| Some((other.cards.get(idx)?.clone(), rule)));
        self.add(rules.collect(), &mut problems);
        problems
    }

    pub fn len(&self) -> usize {
        self.cards.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    pub fn rules(&self) -> impl Iterator<Item = &RuleCard> {
        self.cards.iter()
    }

    /// How many rules an event of this log source is shown to.
    pub fn asked(&self, source: &LogSource) -> usize {
        keys(source).iter().filter_map(|key| self.by_source.get(key)).map(Engine::rule_count).sum()
    }

    fn add(&mut self, rules: Vec<(RuleCard, CompiledRule)>, problems: &mut Vec<String>) {
        // Each engine is built once: adding rules one by one builds it anew again and again.
        let mut by_source: HashMap<[String; 3], Vec<CompiledRule>> = HashMap::new();
        for (card, mut rule) in rules {
            if !self.ids.insert(card.id.clone()) {
                problems.push(format!("{}: another rule has the id {}", card.file, card.id));
                continue;
            }
            rule.id = Some(self.cards.len().to_string());
            // A rule's wish to have the whole event copied into its answer is not ours.
            rule.include_event = false;
            let source = &rule.logsource;
            let key = [&source.product, &source.category, &source.service]
                .map(|it| it.as_deref().unwrap_or_default().trim().to_lowercase());
            by_source.entry(key).or_default().push(rule);
            self.cards.push(card);
        }
        for (key, rules) in by_source {
            self.by_source.entry(key).or_default().extend_compiled_rules(rules);
        }
    }
}

/// The rules that match this event, in the order in which they were read.
pub fn match_event<'a>(rules: &'a RuleSet, event: &RawEvent<'_>) -> Vec<Hit<'a>> {
    let view = View::new(event.fields);
    let mut matched: Vec<usize> = Vec::new();
    for key in keys(&event.log_source) {
        let Some(engine) = rules.by_source.get(&key) else { continue };
        for found in engine.evaluate(&view) {
            matched.extend(place(found.header.rule_id.as_deref()));
        }
    }
    matched.sort_unstable();
    // A rule with several conditions may be named more than once.
    matched.dedup();
    matched.into_iter().filter_map(|idx| Some(Hit { rule: rules.cards.get(idx)? })).collect()
}

/// A rule's place among the cards, from its id inside an engine.
fn place(id: Option<&str>) -> Option<usize> {
    id?.parse().ok()
}

/// Takes the rules of one file; what is none that can be used is a problem.
fn usable(
    file: &str,
    found: &SigmaCollection,
    rules: &mut Vec<(RuleCard, CompiledRule)>,
    problems: &mut Vec<String>,
) {
    for cause in &found.errors {
        problems.push(format!("{file}: {cause}"));
    }
    for rule in &found.correlations {
        problems.push(format!("{file}: correlation rules are not used: `{}`", rule.title));
    }
    for rule in &found.filters {
        problems.push(format!("{file}: filter rules are not used: `{}`", rule.title));
    }
    let nothing = found.rules.is_empty() && found.correlations.is_empty() && found.filters.is_empty();
    if nothing && found.errors.is_empty() {
        problems.push(format!("{file}: holds no rule"));
    }
    for rule in &found.rules {
        match compile_rule(rule) {
            Ok(compiled) => rules.push((card(file, rule, found.rules.len() > 1), compiled)),
            Err(cause) => problems.push(format!("{file}: `{}`: {cause}", rule.title)),
        }
    }
}

/// The log sources of rules that speak of an event: each part is the event's, or not named. A rule that
/// names only a product so speaks of all its events.
fn keys(source: &LogSource) -> Vec<[String; 3]> {
    let parts = |named: Option<&str>| {
        let mut res = vec![String::new()];
        res.extend(named.filter(|it| !it.is_empty()).map(str::to_lowercase));
        res
    };
    let mut categories = parts(source.category);
    // The standard's `registry_event` is all of these together.
    if matches!(
        source.category,
        Some("registry_add" | "registry_delete" | "registry_set" | "registry_rename")
    ) {
        categories.push("registry_event".to_owned());
    }
    let mut res = Vec::new();
    for product in parts(source.product) {
        for category in &categories {
            for service in parts(source.service) {
                res.push([product.clone(), category.clone(), service]);
            }
        }
    }
    res
}

fn card(file: &str, rule: &SigmaRule, shares_file: bool) -> RuleCard {
    let id = match &rule.id {
        Some(id) if !id.trim().is_empty() => id.trim().to_owned(),
        _ if shares_file => format!("{file}: {}", rule.title),
        _ => file.to_owned(),
    };
    RuleCard {
        id,
        title: rule.title.clone(),
        author: rule.author.clone(),
        level: rule.level.map(|it| it.as_str().to_owned()),
        status: rule.status.map(|it| status(it).to_owned()),
        tags: rule.tags.clone(),
        falsepositives: rule.falsepositives.clone(),
        file: file.to_owned(),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Stable => "stable",
        Status::Test => "test",
        Status::Experimental => "experimental",
        Status::Deprecated => "deprecated",
        Status::Unsupported => "unsupported",
    }
}

#[cfg(test)]
mod tests {
    use model::{Origin, Place};
    use serde_json::{Value, json};

    use super::*;

    fn rule(source: &str, selection: &str) -> String {
        format!(
            "title: T\nlogsource:\n{source}detection:\n  selection:\n    {selection}\n  condition: selection\n"
        )
    }

    fn hits(yaml: &str, source: LogSource, fields: &Value) -> usize {
        let fields = &model::Json::from(fields.clone());
        let (rules, problems) = RuleSet::parse(&[("a.yml", yaml)]);
        assert_eq!(problems, Vec::<String>::new());
        let origin = Origin { file: "f".into(), sha256: "00".into(), place: Place::Whole, message_id: None };
        let event = RawEvent {
            log_source: source,
            fields,
            at: None,
            device_name: None,
            account: None,
            origin: &origin,
            of: None,
        };
        match_event(&rules, &event).len()
    }

    const PROCESS: LogSource =
        LogSource { product: Some("windows"), category: Some("process_creation"), service: Some("security") };

    #[test]
    fn a_rule_sees_only_events_of_its_log_source() {
        let fields = json!({"A": "x"});
        let asked = |source: &str| hits(&rule(source, "A: x"), PROCESS, &fields);
        assert_eq!(asked("  product: windows\n"), 1);
        assert_eq!(asked("  category: process_creation\n"), 1);
        assert_eq!(asked("  product: windows\n  category: process_creation\n"), 1);
        assert_eq!(asked("  product: windows\n  service: security\n"), 1);
        assert_eq!(asked("  product: linux\n  category: process_creation\n"), 0);
        assert_eq!(asked("  product: windows\n  service: system\n"), 0);
        assert_eq!(asked("  product: windows\n  category: dns_query\n"), 0);
    }

    #[test]
    fn registry_events_are_all_kinds_of_them() {
        let yaml = rule("  product: windows\n  category: registry_event\n", "A: x");
        let set = LogSource { product: Some("windows"), category: Some("registry_set"), service: None };
        assert_eq!(hits(&yaml, set, &json!({"A": "x"})), 1);
    }

    #[test]
    fn dotted_fields_are_found_however_they_lie() {
        let yaml = rule("  product: okta\n", "a.b.c: x");
        let okta = LogSource { product: Some("okta"), ..LogSource::default() };
        for fields in [
            json!({"a": {"b": {"c": "x"}}}),
            json!({"a.b.c": "x"}),
            json!({"a.b": {"c": "x"}}),
            json!({"a": {"b.c": "x"}}),
        ] {
            assert_eq!(hits(&yaml, okta, &fields), 1, "{fields}");
        }
        assert_eq!(hits(&yaml, okta, &json!({"a": {"c": "x"}})), 0);
    }

    #[test]
    fn several_rules_in_one_file_are_all_read() {
        let one = rule("  product: p\n", "A: x");
        let yaml = format!("{one}---\n{}", one.replace("title: T", "title: U"));
        let p = LogSource { product: Some("p"), ..LogSource::default() };
        assert_eq!(hits(&yaml, p, &json!({"A": "x"})), 2);
    }

    #[test]
    fn what_cannot_be_used_is_said_and_the_rest_is_kept() {
        let good = rule("  product: p\n", "A: x");
        let correlation = "title: C\ncorrelation:\n  type: event_count\n  rules: [r]\n  group-by: [u]\n  timespan: 1m\n  condition: {gte: 3}\n";
        let files = [
            ("good.yml", good.as_str()),
            ("many.yml", correlation),
            ("text.yml", "just words"),
            ("broken.yml", "title: [\n"),
            ("half.yml", "title: T\nlogsource:\n  product: p\n"),
            ("empty.yml", ""),
        ];
        let (rules, problems) = RuleSet::parse(&files);
        assert_eq!(rules.len(), 1);
        assert_eq!(problems.len(), 5, "{problems:#?}");
        for (file, _) in &files[1..] {
            assert!(problems.iter().any(|it| it.starts_with(file)), "{file}: {problems:#?}");
        }
        assert!(problems.iter().any(|it| it.contains("correlation rules are not used")));
    }

    #[test]
    fn of_two_rules_with_one_id_the_first_is_kept() {
        let yaml = format!("id: same\n{}", rule("  product: p\n", "A: x"));
        let (mut rules, problems) = RuleSet::parse(&[("a.yml", &yaml), ("b.yml", &yaml)]);
        assert_eq!((rules.len(), problems.len()), (1, 1));
        assert_eq!(rules.merge(RuleSet::parse(&[("c.yml", &yaml)]).0).len(), 1);
        assert_eq!(rules.merge(RuleSet::shipped()), Vec::<String>::new());
        assert_eq!(rules.len(), 1 + crate::SHIPPED.len());
    }
}
