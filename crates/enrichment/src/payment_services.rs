//! Payment institutions that are no ordinary bank: payout services, money transfer, app banks, crypto.
//!
//! In: a dated list and an institution's name as payroll wrote it. Out: the service and its kind. App banks are a kind of their own,
//! since they are ordinary. A second list names banks that hold accounts for such services: a hint and nothing more, because they
//! have ordinary customers too.

use crate::dated_list::{ListInfo, Table};
use crate::words::{has_words, plain_words};

/// What an institution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentKind {
    /// Sends money to be paid out elsewhere.
    MoneyTransfer,
    /// Gives receiving accounts in several countries, or a wallet.
    FintechPayout,
    /// A bank in an app, ordinary.
    Neobank,
    /// Pays in or exchanges crypto currency.
    Crypto,
}

impl PaymentKind {
    /// The word that the list and evidence use.
    pub fn id(self) -> &'static str {
        match self {
            PaymentKind::MoneyTransfer => "money_transfer",
            PaymentKind::FintechPayout => "fintech_payout",
            PaymentKind::Neobank => "neobank",
            PaymentKind::Crypto => "crypto",
        }
    }

    fn from_id(id: &str) -> Option<PaymentKind> {
        match id {
            "money_transfer" => Some(PaymentKind::MoneyTransfer),
            "fintech_payout" => Some(PaymentKind::FintechPayout),
            "neobank" => Some(PaymentKind::Neobank),
            "crypto" => Some(PaymentKind::Crypto),
            _ => None,
        }
    }
}

/// One institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentService {
    pub id: String,
    pub name: String,
    pub kind: PaymentKind,
    /// The name is an ordinary word and must be all that the institution is called, but for its legal form.
    whole: bool,
    names: Vec<String>,
}

/// A bank that holds accounts for payment services, among other customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SponsorBank {
    pub name: String,
    /// The services that public documentation names.
    pub used_by: String,
    /// US routing numbers of the bank that such accounts are known to have; the bank's other customers may have them as well.
    pub routing_numbers: Vec<String>,
    words: String,
}

/// What is known about an institution's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentFacts<'a> {
    pub service: Option<&'a PaymentService>,
    /// A hint only; never decisive.
    pub sponsor_hint: Option<&'a SponsorBank>,
}

/// The lists, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct PaymentServices {
    info: ListInfo,
    sponsors_info: ListInfo,
    services: Vec<PaymentService>,
    sponsors: Vec<SponsorBank>,
}

/// Words that say what an institution is in law or trade, or where, and not who.
const FORMS: [&str; 52] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "sa",
    "sas",
    "sarl",
    "bv",
    "nv",
    "uab",
    "ab",
    "as",
    "oy",
    "pty",
    "pte",
    "srl",
    "spa",
    "sl",
    "the",
    "na",
    "n",
    "a",
    "us",
    "usa",
    "uk",
    "eu",
    "europe",
    "canada",
    "australia",
    "singapore",
    "india",
    "payments",
    "payment",
    "financial",
    "services",
    "technologies",
    "technology",
    "holdings",
    "group",
    "account",
    "wallet",
    "app",
];

impl PaymentServices {
    /// The lists that come with the product.
    pub fn shipped() -> PaymentServices {
        let mut list =
            PaymentServices::parse(include_str!("../data/payment_services/payment_services.tsv")).0;
        list.add_sponsors(include_str!("../data/payment_services/sponsor_banks.tsv"));
        list
    }

    /// Reads a list with the columns `id name kind match names`; `match` is `whole` or `anywhere`.
    pub fn parse(text: &str) -> (PaymentServices, Vec<String>) {
        let table = Table::read(text, &["id", "kind", "names"]);
        let mut problems = table.problems.clone();
        let mut list = PaymentServices::default();
        for row in table.rows() {
            let Some(kind) = PaymentKind::from_id(row.cell("kind")) else {
                problems.push(format!("line {}: kind `{}` is unknown", row.line, row.cell("kind")));
                continue;
            };
            list.services.push(PaymentService {
                id: row.cell("id").to_string(),
                name: row.cell("name").to_string(),
                kind,
                whole: row.cell("match") == "whole",
                names: row.values("names").iter().map(|name| plain_words(name)).collect(),
            });
        }
        list.info = table.info("payment_services", list.services.len());
        (list, problems)
    }

    /// Takes the banks of another list in the place of its own.
    pub fn with_sponsors_of(mut self, other: &PaymentServices) -> PaymentServices {
        self.sponsors = other.sponsors.clone();
        self.sponsors_info = other.sponsors_info.clone();
        self
    }

    /// Puts other banks in the place of those behind such services. Returns the problems.
    pub fn replace_sponsors(&mut self, text: &str) -> Vec<String> {
        self.sponsors.clear();
        self.add_sponsors(text)
    }

    /// Reads the banks behind such services: columns `bank used_by routing_numbers`, of which the last may be left out. Returns the
    /// problems; a routing number whose check digit is wrong is one.
    pub fn add_sponsors(&mut self, text: &str) -> Vec<String> {
        let mut table = Table::read(text, &["bank", "used_by"]);
        let mut problems = std::mem::take(&mut table.problems);
        for row in table.rows() {
            let words = plain_words(row.cell("bank"));
            if words.is_empty() {
                problems.push(format!("line {}: the bank has no name", row.line));
                continue;
            }
            let mut routing_numbers = row.values("routing_numbers");
            routing_numbers.retain(|number| {
                let sound = is_routing_number(number);
                if !sound {
                    problems.push(format!("line {}: `{number}` is no routing number", row.line));
                }
                sound
            });
            self.sponsors.push(SponsorBank {
                name: row.cell("bank").to_string(),
                used_by: row.cell("used_by").to_string(),
                routing_numbers,
                words,
            });
        }
        self.sponsors_info = table.info("sponsor_banks", self.sponsors.len());
        problems
    }

    /// Date, source and size of the list of services.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// Date, source and size of the list of banks behind them.
    pub fn sponsors_info(&self) -> &ListInfo {
        &self.sponsors_info
    }

    /// All services, in the order of the list.
    pub fn services(&self) -> &[PaymentService] {
        &self.services
    }

    /// The service that an institution's name means: `Payoneer Inc.`, `WISE PAYMENTS LTD`; not `Wisconsin Bank`.
    pub fn by_institution(&self, institution: &str) -> Option<&PaymentService> {
        let words = plain_words(institution);
        let bare = without_forms(&words);
        self.services.iter().find(|service| {
            service.names.iter().any(|name| {
                if service.whole {
                    words == *name || (!bare.is_empty() && bare == without_forms(name))
                } else {
                    has_words(&words, name)
                }
            })
        })
    }

    /// The bank that a US routing number belongs to, where accounts of payment services are known to have it: a hint and nothing
    /// more. A number that lost its first zero in a spreadsheet is known as well.
    pub fn by_routing_number(&self, number: &str) -> Option<&SponsorBank> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let number = format!("{digits:0>9}");
        self.sponsors.iter().find(|bank| bank.routing_numbers.contains(&number))
    }

    /// All that is known about an institution's name.
    pub fn facts(&self, institution: &str) -> PaymentFacts<'_> {
        let words = plain_words(institution);
        PaymentFacts {
            service: self.by_institution(institution),
            sponsor_hint: self.sponsors.iter().find(|sponsor| has_words(&words, &sponsor.words)),
        }
    }
}

/// Nine digits of which the last checks the others, as the American Bankers Association has it.
fn is_routing_number(text: &str) -> bool {
    let mut sum = 0;
    for (place, letter) in text.chars().enumerate() {
        let Some(digit) = letter.to_digit(10) else {
            return false;
        };
        sum += digit * [3, 7, 1].get(place % 3).copied().unwrap_or(0);
    }
    text.len() == 9 && sum > 0 && sum % 10 == 0
}

fn without_forms(words: &str) -> String {
    let mut kept = Vec::new();
    for word in words.split(' ') {
        if !FORMS.contains(&word) {
            kept.push(word);
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(institution: &str) -> Option<PaymentKind> {
        PaymentServices::shipped().by_institution(institution).map(|service| service.kind)
    }

    #[test]
    fn the_shipped_lists_are_sound() {
        let (list, problems) =
            PaymentServices::parse(include_str!("../data/payment_services/payment_services.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.services().len() >= 90);
        let mut list = list;
        assert!(list.add_sponsors(include_str!("../data/payment_services/sponsor_banks.tsv")).is_empty());
        assert!(list.sponsors_info().entries >= 20);
    }

    #[test]
    fn names_are_known_in_the_forms_payroll_writes() {
        for (name, wanted) in [
            ("Payoneer", PaymentKind::FintechPayout),
            ("Payoneer Inc.", PaymentKind::FintechPayout),
            ("PAYONEER EUROPE LTD", PaymentKind::FintechPayout),
            ("First Century Bank (Payoneer)", PaymentKind::FintechPayout),
            ("Wise", PaymentKind::FintechPayout),
            ("WISE PAYMENTS LTD", PaymentKind::FintechPayout),
            ("Wise US Inc.", PaymentKind::FintechPayout),
            ("TransferWise", PaymentKind::FintechPayout),
            ("Transferwise Ltd", PaymentKind::FintechPayout),
            ("Airwallex (UK) Ltd", PaymentKind::FintechPayout),
            ("Remitly", PaymentKind::MoneyTransfer),
            ("Western Union", PaymentKind::MoneyTransfer),
            ("Revolut Bank UAB", PaymentKind::Neobank),
            ("Chime", PaymentKind::Neobank),
            ("Mercury Technologies, Inc.", PaymentKind::Neobank),
            ("Coinbase", PaymentKind::Crypto),
        ] {
            assert_eq!(kind(name), Some(wanted), "{name}");
        }
    }

    #[test]
    fn names_that_only_look_alike_are_ordinary() {
        for name in [
            "Wisconsin Bank",
            "Likewise Credit Union",
            "Wise County Bank",
            "Mercury Savings and Loan",
            "Dave & Sons Credit Union",
            "Currently Federal Bank",
            "One Nevada Credit Union",
            "Gemini Valley Bank",
            "First National Bank",
            "Bank of Grey Hills",
            "Ltd",
            "The Financial Group",
            "",
        ] {
            assert_eq!(kind(name), None, "{name}");
        }
    }

    #[test]
    fn routing_numbers_are_checked_and_lead_to_a_hint() {
        let list = PaymentServices::shipped();
        let bank = |number: &str| list.by_routing_number(number).map(|bank| bank.name.as_str());
        assert_eq!(bank("031101279"), Some("The Bancorp Bank"));
        assert_eq!(bank("26073150"), Some("Community Federal Savings Bank"));
        assert_eq!(bank("021000021"), None, "an ordinary bank");
        assert_eq!(bank(""), None);
        assert!(is_routing_number("021000021"));
        assert!(
            !is_routing_number("021000022") && !is_routing_number("000000000") && !is_routing_number("x")
        );
        let mut own = PaymentServices::default();
        let problems = own.add_sponsors("bank,used_by,routing_numbers\nMine,x,021000022;021000021\n,y,\n");
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(own.by_routing_number("021000021").is_some());
    }

    #[test]
    fn a_sponsor_bank_is_only_a_hint() {
        let list = PaymentServices::shipped();
        let facts = list.facts("First Century Bank");
        assert_eq!(facts.service, None);
        assert!(facts.sponsor_hint.is_some_and(|bank| bank.used_by.contains("Payoneer")));
        assert_eq!(list.facts("Century Bank").sponsor_hint, None);
    }
}
