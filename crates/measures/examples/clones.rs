//! How many copied resumes are found, and how often honest people are taken for a pair.
//!
//! Makes collections of resumes: own sentences from a grammar; templates that many filled in; quoted advertisements,
//! most of them given to the measure and some not; what employers say about themselves; teams that describe one project;
//! schools. Among them families whose members hold passages of one another: copied, in another order, lightly reworded.
//! Prints a table. `SEEDS DOCUMENTS`: how many collections of how many resumes.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads arguments, a clock, and prints"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use measures::text::{CloneSettings, clones, normalise, shared_runs, words};

struct Random(fastrand::Rng);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end.max(1))
    }

    fn chance(&mut self, share: f64) -> bool {
        self.0.f64() < share
    }

    fn of<'a>(&mut self, list: &'a str) -> &'a str {
        let parts: Vec<&str> = list.split('|').collect();
        parts[self.below(parts.len())].trim()
    }

    fn pick<'a>(&mut self, list: &'a [String]) -> &'a str {
        &list[self.below(list.len())]
    }
}

const VERBS: &str = "built|rebuilt|designed|led|moved|wrote|cut|raised|automated|documented|reviewed|tested|shipped|maintained|migrated|profiled|hardened|simplified|replaced|introduced|planned|scaled|monitored|debugged|refactored|owned|drove|supported|prepared|delivered";
const KINDS: &str = "billing|search|booking|payment|reporting|ledger|messaging|catalogue|pricing|routing|inventory|claims|onboarding|scheduling|streaming|mapping|loyalty|invoice|warehouse|telemetry|forecast|ticketing|identity|audit|export|import|review|survey|checkout|dispatch";
const THINGS: &str = "service|pipeline|dashboard|library|gateway|data store|mobile app|test suite|scheduler|queue|data model|web client|batch job|command line tool|plug-in|cluster|cache|front end|query layer|release process|interface|rules engine|simulator|parser|driver";
const TOOLS: &str = "Rust|Go|Java|Kotlin|Python|TypeScript|C++|Scala|Kafka|PostgreSQL|Redis|Spark|Airflow|Kubernetes|Terraform|React|Angular|Django|Spring Boot|gRPC|GraphQL|Elasticsearch|ClickHouse|RabbitMQ|Snowflake|Flink|Vue|Swift|Elixir|Ruby on Rails";
const SIZES: &str = "ageing|shared|public|slow|fragile|regional|nightly|customer-facing|in-house|mobile|multi-tenant|read-only|legacy|second|European|paperless|central|stateless|busy|offline";
const PEOPLE: &str = "pharmacies|banks|bus drivers|pump makers|sales desks|clinics|dairy farms|insurers|night shifts|support teams|warehouses|airlines|school districts|freight brokers|accountants|museums|harbour pilots|field engineers|partners abroad|publishers|water utilities|hotels|notaries|auditors|translators|surveyors|plumbers|vets|teachers|dispatchers";
const WHO: &str = "users|the auditors|new colleagues|the on-call engineer|customers|the board|nurses|clerks|the data team|analysts|resellers|the vendor|editors|operators|planners|each branch|the regulator|buyers|students|the help desk";
const DO: &str = "see|correct|compare|approve|find|print|sign|trace|restore|export|archive|share|reject|track|plan|price|forecast|recount|settle|merge";
const WHAT: &str = "open orders|duplicate entries|late readings|their balance|each delivery|stale prices|lost parcels|the month-end figures|failed payments|shift plans|warranty claims|old contracts|meter values|seat maps|unpaid fees|lab results|spare parts|lease terms|fuel costs|exam dates";
const WHEN: &str = "within a minute|on the same day|without a phone call|from any branch|before noon|on a tablet|in one place|at half the cost|without a spreadsheet|by themselves|in four languages|during the outage|for the first time|with two clicks|over a weak line|while travelling|after hours|at peak load|without downtime|in plain words";
const EVENTS: &str = "the merger|a failed audit|two outages|the move to another office|a change of the law|the end of a contract|a security review|the summer peak|a reorganisation|the first hire abroad|a fire drill|the price increase|a lost tender|the pilot in spring|the new tariff";

fn outcome(random: &mut Random) -> String {
    let link = random.of("so that|which let|which helped|to let|and thereby let");
    let modal = if link == "so that" { random.of("can|could|may|now") } else { "" };
    let space = if modal.is_empty() { "" } else { " " };
    format!(
        "{link} {} {modal}{space}{} {} {}",
        random.of(WHO),
        random.of(DO),
        random.of(WHAT),
        random.of(WHEN)
    )
}

fn audience(random: &mut Random) -> String {
    let count = 2 + random.below(60);
    format!(
        "{} {count} {} {}",
        random.of("for|with|on behalf of|used by"),
        random.of(SIZES),
        random.of(PEOPLE)
    )
}

const PLAIN: &str = "quickly|carefully|together|mostly|several|larger|smaller|recent|existing|central|internal|regular|steady|first|main|whole|common|major|core|modern|daily|early|new|full|clear|key|global|related|various|stable";

fn sentence(random: &mut Random) -> String {
    let number = 2 + random.below(88);
    let thing = format!("{} {} {}", random.of(SIZES), random.of(KINDS), random.of(THINGS));
    let (verb, tool) = (random.of(VERBS), random.of(TOOLS));
    let (audience, outcome) = (audience(random), outcome(random));
    let event = format!("{} {}", random.of("after|before|despite|during"), random.of(EVENTS));
    match random.below(6) {
        0 => format!("{verb} the {thing} in {tool} {audience}, {outcome}"),
        1 => format!("{verb} a {thing} {audience} {outcome} ({tool}, {})", random.of(TOOLS)),
        2 => format!("With {number} colleagues {verb} the {thing} {audience} {event}, {outcome}"),
        3 => format!(
            "{verb} {number} percent of the {thing} {event}, first in {tool} and later in {}, {outcome}",
            random.of(TOOLS)
        ),
        4 => format!(
            "Over {number} weeks {verb} the {thing} {audience} and {} its {} {event}",
            random.of(VERBS),
            random.of(THINGS)
        ),
        _ => format!("{verb} and {} the {thing} on {tool} {event}, {outcome}", random.of(VERBS)),
    }
}

/// Other words, words left out and put in, other numbers: each word with this probability.
fn reworded(random: &mut Random, text: &str, share: f64) -> String {
    let mut res: Vec<String> = Vec::new();
    for word in text.split(' ') {
        if !random.chance(share) {
            res.push(word.to_owned());
            continue;
        }
        match random.below(4) {
            0 => res.extend([random.of(PLAIN).to_owned(), word.to_owned()]),
            1 => {}
            2 if word.parse::<u32>().is_ok() => res.push((2 + random.below(90)).to_string()),
            _ => {
                let list = if random.chance(0.3) { VERBS } else { PLAIN };
                res.push(random.of(list).to_owned());
            }
        }
    }
    res.join(" ")
}

/// Clauses in another order, at the commas.
fn turned(text: &str) -> String {
    text.split(", ").collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(", ")
}

struct Collection {
    documents: Vec<Vec<String>>,
    adverts: Vec<String>,
    /// Pairs that hold passages of one another, with how they were changed.
    truth: BTreeMap<(usize, usize), &'static str>,
}

fn sentences(random: &mut Random, count: usize) -> Vec<String> {
    (0..count).map(|_| sentence(random)).collect()
}

fn make(seed: u64, count: usize) -> Collection {
    let mut random = Random(fastrand::Rng::with_seed(seed));
    let random = &mut random;
    let templates: Vec<Vec<String>> = (0..count / 150 + 1).map(|_| sentences(random, 9)).collect();
    let n_adverts = count / 40 + 2;
    let adverts: Vec<Vec<String>> = (0..n_adverts).map(|_| sentences(random, 7)).collect();
    // Advertisements of others, which nobody hands over; each is quoted by many.
    let foreign: Vec<Vec<String>> = (0..count / 500 + 1).map(|_| sentences(random, 3)).collect();
    let about: Vec<String> = sentences(random, count / 8 + 2);
    let projects: Vec<String> = sentences(random, count / 4 + 2);
    let schools: Vec<String> = (0..count / 25 + 2)
        .map(|it| format!("Bachelor of Science in Computer Science, College of {} {} number {it}, member of the {} society", random.of(KINDS), random.of(THINGS), random.of(KINDS)))
        .collect();
    let mut documents: Vec<Vec<String>> = Vec::new();
    for _ in 0..count {
        let n_own = 5 + random.below(7);
        let mut own = sentences(random, n_own);
        if random.chance(0.35) {
            let template = random.below(templates.len());
            for _ in 0..3 + random.below(5) {
                let text = random.pick(&templates[template]).to_owned();
                let share = [0.0, 0.05, 0.15][random.below(3)];
                own.push(reworded(random, &text, share));
            }
        }
        if random.chance(0.3) {
            let advert = random.below(adverts.len());
            for _ in 0..1 + random.below(4) {
                let text = random.pick(&adverts[advert]).to_owned();
                let share = [0.0, 0.1, 0.2][random.below(3)];
                own.push(reworded(random, &text, share));
            }
        }
        if random.chance(0.1) {
            let advert = random.below(foreign.len());
            own.extend(foreign[advert].iter().take(1 + random.below(3)).cloned());
        }
        if random.chance(0.5) {
            own.push(random.pick(&about).to_owned());
        }
        if random.chance(0.25) {
            let text = random.pick(&projects).to_owned();
            own.push(reworded(random, &text, 0.3));
        }
        own.push(random.pick(&schools).to_owned());
        documents.push(own);
    }
    let mut truth = BTreeMap::new();
    let mut next = 0;
    for family in 0..count / 20 {
        let members = 2 + random.below(4);
        if next + members > count {
            break;
        }
        let n_passages = 2 + random.below(5);
        let source = sentences(random, n_passages);
        let how = [
            "copied",
            "reordered",
            "reworded 5 %",
            "reworded 10 %",
            "reworded 15 %",
            "reworded, reordered 10 %",
        ][family % 6];
        for (member, document) in documents.iter_mut().enumerate().skip(next).take(members) {
            let mut held: Vec<String> = source.clone();
            for text in &mut held {
                let share = match how {
                    "reworded 5 %" => 0.05,
                    "reworded 10 %" | "reworded, reordered 10 %" => 0.1,
                    "reworded 15 %" => 0.15,
                    _ => 0.0,
                };
                // The first of them has it as it was written; the others change it, each in a way of their own.
                if member > next {
                    *text = reworded(random, text, share);
                    if how.contains("reordered") && random.chance(0.5) {
                        *text = turned(text);
                    }
                }
            }
            document.extend(held);
            for other in next..member {
                truth.insert((other, member), how);
            }
        }
        next += members;
    }
    for document in &mut documents {
        for place in (1..document.len()).rev() {
            let other = random.below(place + 1);
            document.swap(place, other);
        }
    }
    Collection { documents, adverts: adverts.into_iter().map(|it| it.join(".\n")).collect(), truth }
}

/// Runs of twelve equal words and more, thirty words in all, common text left out by documents: what went before.
fn by_runs(documents: &[Vec<&str>]) -> BTreeSet<(usize, usize)> {
    let texts: Vec<String> = documents.iter().map(|it| normalise(&it.join(" "))).collect();
    let lists: Vec<Vec<&str>> = texts.iter().map(|it| words(it)).collect();
    let mut holders: BTreeMap<Vec<&str>, BTreeSet<usize>> = BTreeMap::new();
    for (number, list) in lists.iter().enumerate() {
        for window in list.windows(12) {
            holders.entry(window.to_vec()).or_default().insert(number);
        }
    }
    let most = 8.max(documents.len() / 100).min(50);
    let mut candidates = BTreeSet::new();
    for group in holders.values().filter(|it| (2..=most).contains(&it.len())) {
        for left in group {
            candidates.extend(group.iter().filter(|it| *it > left).map(|right| (*left, *right)));
        }
    }
    candidates.retain(|(left, right)| {
        let mut shared = 0;
        for run in shared_runs(&lists[*left], &lists[*right], 12) {
            let window = lists[*left][run.left..run.left + 12].to_vec();
            if holders.get(&window).is_some_and(|it| it.len() <= most) {
                shared += run.words;
            }
        }
        shared >= 30
    });
    candidates
}

fn peak_mib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = text.lines().find(|it| it.starts_with("VmHWM:")).expect("a line");
    line.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).expect("a number") / 1024
}

fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let (seeds, count) =
        (arguments.first().copied().unwrap_or(5), arguments.get(1).copied().unwrap_or(2_000));
    let first = arguments.get(2).copied().unwrap_or(1);
    let (mut true_found, mut found_all, mut truth_all, mut seconds) = (0, 0, 0, 0.0);
    let (mut run_true, mut run_all) = (0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for seed in first..first + seeds {
        let collection = make(seed as u64, count);
        let documents: Vec<Vec<&str>> =
            collection.documents.iter().map(|it| it.iter().map(String::as_str).collect()).collect();
        let adverts: Vec<&str> = collection.adverts.iter().map(String::as_str).collect();
        let start = Instant::now();
        let found = clones(&documents, &adverts, &CloneSettings::default());
        seconds += start.elapsed().as_secs_f64();
        let found: BTreeSet<(usize, usize)> = found.iter().map(|it| (it.left, it.right)).collect();
        truth_all += collection.truth.len();
        found_all += found.len();
        for (pair, how) in &collection.truth {
            let (hits, all) = by_kind.entry(how).or_default();
            *all += 1;
            *hits += usize::from(found.contains(pair));
            true_found += usize::from(found.contains(pair));
        }
        // The old way keeps every run of twelve words, which is too much for more.
        let runs = if count <= 3_000 { by_runs(&documents) } else { BTreeSet::new() };
        run_all += runs.len();
        run_true += runs.iter().filter(|it| collection.truth.contains_key(*it)).count();
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "| {seeds} x {count} resumes, {truth_all} true pairs | recall | precision | seconds a collection | peak memory |"
    );
    println!("|---|---|---|---|---|");
    println!(
        "| passages, rare shingles, word by word | {:.4} | {:.4} | {:.2} | {} MiB |",
        share(true_found, truth_all),
        share(true_found, found_all),
        seconds / seeds as f64,
        peak_mib()
    );
    println!(
        "| runs of 12 equal words, 30 in all | {:.4} | {:.4} | | |",
        share(run_true, truth_all),
        share(run_true, run_all)
    );
    println!();
    println!("| copied how | recall | true pairs |");
    println!("|---|---|---|");
    for (how, (hits, all)) in by_kind {
        println!("| {how} | {:.4} | {all} |", share(hits, all));
    }
    println!();
}
