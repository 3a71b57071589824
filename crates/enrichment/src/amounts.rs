//! Sums of money in a text.
//!
//! In: a text. Out: each sum with its currency, as digits (`$250,000`, `250k USD`, `USD 250.000`, `12 BTC`) or in words
//! (`six hundred thousand dollars`). A number without a currency is no sum.

use regex::Regex;
use std::sync::LazyLock;

/// A sum of money. `currency` is ISO 4217 or the usual letters of a crypto currency; `start` and `end` are bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub value: f64,
    pub currency: &'static str,
    pub start: usize,
    pub end: usize,
}

impl Amount {
    /// Whether the currency is a crypto currency.
    pub fn is_crypto(&self) -> bool {
        CRYPTO.contains(&self.currency)
    }
}

const CRYPTO: [&str; 9] = ["BTC", "ETH", "USDT", "USDC", "XMR", "LTC", "TRX", "SOL", "BNB"];

/// The most sums that are taken from one text.
const MOST: usize = 1_000;

const NUMBER: &str = r"\d{1,3}(?:[,.' \u{a0}]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?";
const SCALE: &str = r"kk|k|thousand|grand|mln|mil|mio|million|mm|mn|m|billion|bn|b";
const CURRENCY: &str = r"us ?\$|c\$|a\$|[$€£¥₹]|usdt|usdc|usd|eur|gbp|cad|aud|chf|jpy|inr|cny|rmb|sgd|hkd|btc|xbt|eth|xmr|ltc|trx|sol|bnb|us dollars?|dollars?|bucks|euros?|pounds?(?: sterling)?|sterling|yen|rupees?|francs?|bitcoins?|ether|ethereum|monero|tether|litecoin";

static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)(?P<c>{CURRENCY}) ?(?P<n>{NUMBER})(?: ?(?P<s>{SCALE})\b)?(?: ?(?P<c2>usd|cad|aud|sgd|hkd)\b)?"
    ))
    .ok()
});
static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)(?P<n>{NUMBER})(?: ?(?P<s>{SCALE}))? ?(?:(?:of|in) )?(?P<c>{CURRENCY})")).ok()
});
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = NUMBER_WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("|");
    Regex::new(&format!(
        r"(?i)\b(?P<w>(?:a|half a|{number})(?:[ -]+(?:and|a|{number}))*)[ -]+(?:us )?(?P<c>{CURRENCY})\b"
    ))
    .ok()
});

const NUMBER_WORDS: [(&str, f64); 33] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("grand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("dozen", 12.0),
];

/// All sums in `text`, in their order.
pub fn amounts(text: &str) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    for pattern in [&BEFORE, &AFTER, &WORDS] {
        let Some(pattern) = pattern.as_ref() else {
            continue;
        };
        for captures in pattern.captures_iter(text).take(MOST) {
            let Some(whole) = captures.get(0) else {
                continue;
            };
            if !stands_alone(text, whole.start(), whole.end()) {
                continue;
            }
            let word = |name: &str| captures.name(name).map_or("", |part| part.as_str());
            let written = if word("c2").is_empty() { word("c") } else { word("c2") };
            let Some(currency) = currency(written) else {
                continue;
            };
            let value = if word("w").is_empty() {
                number(word("n"), CRYPTO.contains(&currency)).map(|value| value * scale(word("s")))
            } else if word("w").eq_ignore_ascii_case("a") {
                // `a dollar sign`, `a pound of nails`.
                None
            } else {
                in_words(word("w"))
            };
            let Some(value) = value.filter(|value| value.is_finite() && *value > 0.0) else {
                continue;
            };
            let overlaps = found.iter().any(|known| known.start < whole.end() && whole.start() < known.end);
            if !overlaps {
                found.push(Amount { value, currency, start: whole.start(), end: whole.end() });
            }
        }
    }
    found.sort_by_key(|amount| amount.start);
    found
}

/// Letters or digits right before or behind would make it part of something else, such as a version or an identifier.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    let first = text.get(start..).and_then(|rest| rest.chars().next());
    let last = text.get(..end).and_then(|rest| rest.chars().next_back());
    let joined = |one: Option<char>, other: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric)
    };
    let in_number = before.is_some_and(|letter| matches!(letter, '.' | ',' | '-' | '_' | '/'))
        && first.is_some_and(|letter| letter.is_ascii_digit());
    !joined(before, first) && !joined(last, after) && !in_number
}

fn currency(written: &str) -> Option<&'static str> {
    Some(match written.to_lowercase().as_str() {
        "$" | "us$" | "us $" | "usd" | "dollar" | "dollars" | "us dollar" | "us dollars" | "bucks" => "USD",
        "c$" | "cad" => "CAD",
        "a$" | "aud" => "AUD",
        "€" | "eur" | "euro" | "euros" => "EUR",
        "£" | "gbp" | "pound" | "pounds" | "pound sterling" | "pounds sterling" | "sterling" => "GBP",
        "¥" | "jpy" | "yen" => "JPY",
        "₹" | "inr" | "rupee" | "rupees" => "INR",
        "cny" | "rmb" => "CNY",
        "sgd" => "SGD",
        "hkd" => "HKD",
        "chf" | "franc" | "francs" => "CHF",
        "btc" | "xbt" | "bitcoin" | "bitcoins" => "BTC",
        "eth" | "ether" | "ethereum" => "ETH",
        "usdt" | "tether" => "USDT",
        "usdc" => "USDC",
        "xmr" | "monero" => "XMR",
        "ltc" | "litecoin" => "LTC",
        "trx" => "TRX",
        "sol" => "SOL",
        "bnb" => "BNB",
        _ => return None,
    })
}

fn scale(word: &str) -> f64 {
    match word.to_lowercase().as_str() {
        "k" | "thousand" | "grand" => 1e3,
        "m" | "mm" | "mn" | "mil" | "mln" | "kk" | "mio" | "million" => 1e6,
        "b" | "bn" | "billion" => 1e9,
        _ => 1.0,
    }
}

/// `250,000`, `250.000`, `1.250,50`, `1 250`, `0.5`. Three digits behind a single mark are thousands, but not for a crypto currency
/// with a point, and not behind a leading zero.
fn number(text: &str, crypto: bool) -> Option<f64> {
    let text: String = text.chars().filter(|letter| !matches!(letter, ' ' | '\'' | '\u{a0}')).collect();
    let comma = text.rfind(',');
    let point = text.rfind('.');
    let decimal = match (comma, point) {
        (Some(comma), Some(point)) => Some(comma.max(point)),
        (Some(only), None) | (None, Some(only)) => {
            let behind = text.len() - only - 1;
            let mark = text.get(only..=only).unwrap_or("");
            let several = text.matches(mark).count() > 1;
            let thousands = several || (behind == 3 && !text.starts_with('0') && !(crypto && mark == "."));
            (!thousands).then_some(only)
        }
        (None, None) => None,
    };
    let mut plain = String::new();
    for (at, letter) in text.char_indices() {
        if Some(at) == decimal {
            plain.push('.');
        } else if letter.is_ascii_digit() {
            plain.push(letter);
        }
    }
    plain.parse().ok()
}

fn in_words(words: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut part = 0.0;
    for word in words.to_lowercase().split([' ', '-']) {
        match word {
            "" | "and" => {}
            "a" if part == 0.0 => part = 1.0,
            "a" => {}
            "half" => part = 0.5,
            "hundred" | "dozen" => {
                part = if part == 0.0 { 1.0 } else { part } * if word == "dozen" { 12.0 } else { 100.0 }
            }
            "thousand" | "grand" | "million" | "billion" => {
                total += if part == 0.0 { 1.0 } else { part } * scale(word);
                part = 0.0;
            }
            _ => part += NUMBER_WORDS.iter().find(|(name, _)| *name == word)?.1,
        }
    }
    // `half a` leaves the half in `part`; the `a` behind it changed nothing.
    Some(total + part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(f64, &'static str)> {
        amounts(text).iter().map(|amount| (amount.value, amount.currency)).collect()
    }

    #[test]
    fn sums_are_read_in_the_ways_people_write_them() {
        for (text, value, currency) in [
            ("pay $250,000 now", 250_000.0, "USD"),
            ("250k USD", 250_000.0, "USD"),
            ("USD 250.000", 250_000.0, "USD"),
            ("12 BTC", 12.0, "BTC"),
            ("0.125 btc", 0.125, "BTC"),
            ("1.250 BTC", 1.25, "BTC"),
            ("six hundred thousand dollars", 600_000.0, "USD"),
            ("two hundred and fifty thousand US dollars", 250_000.0, "USD"),
            ("half a million dollars", 500_000.0, "USD"),
            ("a hundred thousand euros", 100_000.0, "EUR"),
            ("twenty-five bitcoins", 25.0, "BTC"),
            ("€1.5 million", 1_500_000.0, "EUR"),
            ("1.2m usd", 1_200_000.0, "USD"),
            ("1.250,50 EUR", 1_250.5, "EUR"),
            ("$1,250.50", 1_250.5, "USD"),
            ("240 000 EUR", 240_000.0, "EUR"),
            ("US$ 300", 300.0, "USD"),
            ("900.000$", 900_000.0, "USD"),
            ("3 000 000$", 3_000_000.0, "USD"),
            ("$1.2mil", 1_200_000.0, "USD"),
            ("2kk usd", 2_000_000.0, "USD"),
            ("120k$ in bitcoin", 120_000.0, "USD"),
            ("0.5 XMR", 0.5, "XMR"),
            ("£75k", 75_000.0, "GBP"),
            ("$5,000 CAD", 5_000.0, "CAD"),
            ("1,000,000 USDT", 1_000_000.0, "USDT"),
        ] {
            assert_eq!(read(text), [(value, currency)], "{text}");
        }
    }

    #[test]
    fn several_sums_keep_their_order() {
        assert_eq!(
            read("either $10,000 or 2 BTC, not 500 EUR"),
            [(10_000.0, "USD"), (2.0, "BTC"), (500.0, "EUR")]
        );
    }

    #[test]
    fn numbers_without_a_currency_are_no_sums() {
        for text in [
            "version 1.2.3",
            "call 555-0100",
            "22 hours",
            "in 2026",
            "usd",
            "a dollar sign $",
            "ETH0 2 up",
            "200 solutions",
            "12 ethernet ports",
            "$",
            "one moment",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn grouped_dollars_are_read_back(value in 1u64..999_999_999) {
            let digits = value.to_string();
            let mut grouped = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(read(&format!("about ${grouped} in all")), [(value as f64, "USD")]);
        }

        #[test]
        fn any_text_may_be_asked(text in "(?s).{0,200}") {
            for amount in amounts(&text) {
                prop_assert!(text.get(amount.start..amount.end).is_some());
                prop_assert!(amount.value > 0.0);
            }
        }
    }
}
