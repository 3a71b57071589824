//! What an English text is about: tickets, interview notes, mails.
//!
//! In: a text. Out: topics, each with the words that show it and their place. Nothing is learned and nothing is sent anywhere: the
//! rules in `topics/rules.rs` are patterns over ordinary words, with a sense for `not` and for who proposes what to whom.
//! A text in another language gets no topics and says so: it counts as not looked at, never as a sign.

mod extortion_rules;
mod money_rules;
mod reading;
mod rules;
mod vocabulary;
mod work_rules;

use reading::{Reading, negated};
use rules::Rule;
use std::sync::LazyLock;

macro_rules! topics {
    ($($(#[$note:meta])* $name:ident $id:literal),+ $(,)?) => {
        /// What a text can be about. The list is closed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic { $($(#[$note])* $name),+ }

        impl Topic {
            /// All topics.
            pub const ALL: &'static [Topic] = &[$(Topic::$name),+];

            /// The word that evidence uses.
            pub fn id(self) -> &'static str {
                match self { $(Topic::$name => $id),+ }
            }
        }
    };
}

topics! {
    /// Asks to work on a computer of one's own.
    OwnDeviceRequest "own_device_request",
    /// Does not want the company's computer, or says it is not needed.
    CompanyDeviceDeclined "company_device_declined",
    /// Asks to work through a virtual desktop.
    VirtualDesktopRequest "virtual_desktop_request",
    /// Aids for a disability or an illness.
    AccessibilityNeed "accessibility_need",
    AddressChangeRequest "address_change_request",
    /// A parcel is to go elsewhere than planned.
    DeliveryRedirectRequest "delivery_redirect_request",
    CameraFault "camera_fault",
    /// Help over a remote session.
    RemoteSupport "remote_support",
    /// Asks to be allowed a tool, or names openly that it is used.
    ToolApproval "tool_approval",
    TravelNotice "travel_notice",
    /// Uses a VPN other than the company's.
    VpnUse "vpn_use",
    PaymentChange "payment_change",
    /// Pay by a transfer or payout service.
    MoneyTransferRequest "money_transfer_request",
    CryptoPayRequest "crypto_pay_request",
    ThirdPartyPay "third_party_pay",
    /// Says that somebody else did it with the account.
    TakeoverReport "takeover_report",
    FamilyOrMoveExplanation "family_or_move_explanation",
    RansomDemand "ransom_demand",
    PublishThreat "publish_threat",
    /// A payment in crypto currency that is no salary.
    PaymentInCrypto "payment_in_crypto",
    /// A planned migration or a numbered change.
    MigrationOrChangeTicket "migration_or_change_ticket",
    /// The company had none, the carrier broke it, or IT proposed another way.
    StockShortageOrItInitiated "stock_shortage_or_it_initiated",
    /// Steps back from an application or a post.
    Withdrawal "withdrawal",
    /// A tax or benefit office says that name and number do not belong together.
    IdentityNoMatch "identity_no_match",
    /// The person whose name it is says that somebody else works under it.
    IdentityOwnerComplaint "identity_owner_complaint",
}

impl Topic {
    /// The topic with this id.
    pub fn from_id(id: &str) -> Option<Topic> {
        Topic::ALL.iter().copied().find(|topic| topic.id() == id)
    }
}

/// A topic and the words that show it. `start` and `end` are bytes of the text as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicHit {
    pub topic: Topic,
    pub phrase: String,
    pub start: usize,
    pub end: usize,
}

/// What a text is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    /// ISO 639-3 code; nothing for texts too short to tell.
    pub language: Option<&'static str>,
    /// The text is in another language and was not looked at.
    pub not_english: bool,
    /// One hit per topic and place, in the order of the text.
    pub labels: Vec<TopicHit>,
}

impl Topics {
    /// Whether the text is about `topic`.
    pub fn has(&self, topic: Topic) -> bool {
        self.labels.iter().any(|hit| hit.topic == topic)
    }

    /// The topics without repetition, in their fixed order.
    pub fn topics(&self) -> Vec<Topic> {
        let mut topics: Vec<Topic> = self.labels.iter().map(|hit| hit.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }
}

/// Texts of fewer letters than this are not asked for their language.
const LANGUAGE_FROM: usize = 40;

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(rules::all);

/// What `text` is about. Texts of more than 64 KiB are read up to there.
pub fn topics(text: &str) -> Topics {
    let mut found = Topics { language: language(text), ..Topics::default() };
    if found.language.is_some_and(|language| language != "eng") {
        found.not_english = true;
        return found;
    }
    let reading = Reading::new(text);
    let sentences = reading.sentences();
    for rule in RULES.iter() {
        if rule.text_needs.as_ref().is_some_and(|needs| !needs.is_match(&reading.plain)) {
            continue;
        }
        for (begin, sentence) in &sentences {
            for (start, end) in matches(rule, sentence) {
                let start = reading.original(begin + start);
                let end = reading.original(begin + end);
                let phrase = text.get(start..end).unwrap_or("").trim();
                found.labels.push(TopicHit { topic: rule.topic, phrase: phrase.to_string(), start, end });
            }
        }
    }
    // Whoever says that their name is used complains of the worker, not of a stranger in the worker's account.
    if found.has(Topic::IdentityOwnerComplaint) {
        found.labels.retain(|hit| hit.topic != Topic::TakeoverReport);
    }
    // Who demands a ransom speaks of no salary.
    if found.has(Topic::RansomDemand) {
        found.labels.retain(|hit| {
            !matches!(hit.topic, Topic::CryptoPayRequest | Topic::MoneyTransferRequest | Topic::PaymentChange)
        });
    }
    found.labels.sort_by_key(|hit| (hit.start, hit.topic, hit.end));
    found.labels.dedup_by_key(|hit| (hit.start, hit.topic));
    found
}

/// The places in a sentence where a rule holds.
fn matches(rule: &Rule, sentence: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    if rule.needs.as_ref().is_some_and(|needs| !needs.is_match(sentence))
        || rule.unless.as_ref().is_some_and(|unless| unless.is_match(sentence))
    {
        return places;
    }
    for captures in rule.pattern.captures_iter(sentence) {
        let Some(whole) = captures.get(0) else {
            continue;
        };
        let gap = captures.name("gap").map_or("", |gap| gap.as_str());
        if gap.split_whitespace().any(|word| NO_ADJECTIVES.contains(&word)) {
            continue;
        }
        let next = sentence.get(whole.end()..).unwrap_or("");
        let next =
            next.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
        if captures.name("gap").is_some() && THINGS_OF_A_DEVICE.contains(&next) {
            continue;
        }
        if rule.negatable && negated(sentence, whole.start(), whole.end()) {
            continue;
        }
        places.push((whole.start(), whole.end()));
    }
    places
}

/// Words that cannot stand between `my own` and `laptop` if the laptop is what one owns.
const NO_ADJECTIVES: [&str; 33] = [
    "on",
    "of",
    "in",
    "from",
    "the",
    "a",
    "to",
    "for",
    "and",
    "with",
    "or",
    "at",
    "by",
    "account",
    "drive",
    "phone",
    "email",
    "mail",
    "details",
    "desk",
    "room",
    "time",
    "files",
    "data",
    "money",
    "name",
    "company",
    "corporate",
    "virtual",
    "headset",
    "work",
    "issued",
    "loaner",
];

/// What makes `my own laptop bag` no laptop.
const THINGS_OF_A_DEVICE: [&str; 14] = [
    "bag",
    "stand",
    "charger",
    "sleeve",
    "battery",
    "sticker",
    "stickers",
    "case",
    "insurance",
    "dock",
    "cable",
    "monitor",
    "policy",
    "learning",
];

/// Words without which hardly an English sentence gets on.
const ENGLISH_WORDS: [&str; 36] = [
    "the", "to", "and", "of", "is", "my", "i", "for", "in", "it", "that", "please", "can", "you", "not",
    "with", "on", "this", "be", "have", "was", "are", "will", "would", "we", "your", "from", "at", "if",
    "an", "but", "or", "has", "could", "me", "been",
];

/// The language of a text. The guesser knows sixteen languages and always names one, so a text that is full of English words is
/// English whatever it guesses: product names and host names mislead it.
fn language(text: &str) -> Option<&'static str> {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or("");
    let letters = head.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < LANGUAGE_FROM {
        return None;
    }
    let guess = whichlang::detect_language(head).three_letter_code();
    if guess == "eng" {
        return Some("eng");
    }
    let mut words = 0;
    let mut english = 0;
    for word in head.split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        if ENGLISH_WORDS.contains(&word.to_ascii_lowercase().as_str()) {
            english += 1;
        }
    }
    if english * 4 >= words { Some("eng") } else { Some(guess) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table of the page: text, and the topics it must have, and no others.
    fn page() -> Vec<(String, Vec<String>)> {
        let mut rows = Vec::new();
        for line in include_str!("topics.md").lines() {
            let Some(line) = line.strip_prefix("| ") else {
                continue;
            };
            let cells: Vec<&str> = line.trim_end_matches('|').split(" | ").map(str::trim).collect();
            let [text, topics] = cells.as_slice() else {
                continue;
            };
            if *text == "text" || text.starts_with("---") {
                continue;
            }
            let mut wanted: Vec<String> = Vec::new();
            for topic in topics.split(' ') {
                if topic != "-" && !topic.is_empty() {
                    wanted.push(topic.to_string());
                }
            }
            wanted.sort();
            rows.push((text.replace("<br>", "\n"), wanted));
        }
        rows
    }

    #[test]
    fn the_page_holds() {
        let rows = page();
        assert!(rows.len() >= 60, "{} sentences", rows.len());
        let mut wrong = Vec::new();
        for (text, wanted) in rows {
            for topic in &wanted {
                assert!(Topic::from_id(topic).is_some(), "the page names `{topic}`");
            }
            let found = topics(&text);
            let mut ids: Vec<String> = found.topics().iter().map(|topic| topic.id().to_string()).collect();
            ids.sort();
            if ids != wanted {
                wrong.push(format!(
                    "{text}\n  wanted {wanted:?}\n  found  {:?}",
                    found.labels.iter().map(|hit| (hit.topic.id(), hit.phrase.as_str())).collect::<Vec<_>>()
                ));
            }
        }
        assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn the_page_shows_every_topic_at_least_twice_and_enough_that_are_about_nothing() {
        let rows = page();
        for topic in Topic::ALL {
            let count = rows.iter().filter(|(_, wanted)| wanted.iter().any(|id| id == topic.id())).count();
            assert!(count >= 2, "{} stands {count} times", topic.id());
        }
        assert!(rows.iter().filter(|(_, wanted)| wanted.is_empty()).count() >= 30);
    }

    #[test]
    fn other_languages_are_not_looked_at() {
        for text in [
            "Guten Tag, kann ich bitte meinen eigenen Laptop benutzen, bis das Gerät der Firma bei mir eintrifft?",
            "¿Puedo usar mi propio ordenador portátil en lugar del de la empresa hasta que llegue el paquete?",
            "Je voudrais utiliser mon propre ordinateur portable et le bureau virtuel pour tout mon travail.",
        ] {
            let found = topics(text);
            assert!(found.not_english, "{text}");
            assert!(found.labels.is_empty());
        }
        assert_eq!(topics("VPN drops").language, None);
        assert!(!topics("VPN drops").not_english);
    }

    #[test]
    fn english_full_of_product_names_is_english() {
        let found = topics(
            "Citrix Workspace, NVIDIA GeForce, Kubernetes: please could you look at it and tell me if it is the fault of my profile?",
        );
        assert_eq!(found.language, Some("eng"));
    }

    #[test]
    fn the_words_that_show_a_topic_are_given_as_written() {
        let text = "Hello. May I use My Own MacBook for the first weeks?";
        let found = topics(text);
        let hit = found.labels.first().expect("a hit");
        assert_eq!(hit.topic, Topic::OwnDeviceRequest);
        assert_eq!(hit.phrase, "use My Own MacBook");
        assert_eq!(text.get(hit.start..hit.end), Some("use My Own MacBook"));
    }

    #[test]
    fn long_texts_are_read_up_to_a_limit() {
        let mut text = "All is well here today. ".repeat(4_000);
        text.push_str("May I use my own laptop?");
        assert!(!topics(&text).has(Topic::OwnDeviceRequest));
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked_and_spans_lie_inside(text in "(?s).{0,300}") {
            for hit in topics(&text).labels {
                prop_assert!(text.get(hit.start..hit.end).is_some_and(|phrase| phrase.trim() == hit.phrase));
            }
        }

        #[test]
        fn odd_spacing_and_case_do_not_change_the_topic(upper in any::<bool>(), apostrophe in prop::sample::select(vec!["'", "’"])) {
            let mut text = format!("I{apostrophe}d rather work on my own computer, please.");
            if upper {
                text = text.to_uppercase();
            }
            prop_assert!(topics(&text).has(Topic::OwnDeviceRequest));
        }
    }
}
