//! Whose account is it, and did the company itself confirm it?
//!
//! In: names, holders and the words staff write beside a change of the pay account. Out: whether the holder can be the worker,
//! a relative or a firm, and whether a call-back passed. Knows no weights.

use measures::names::{NameMatch, Reason, compare};

/// How the holder of an account relates to the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The worker, in whatever spelling, or a joint account that names the worker.
    Own,
    /// One name in common: a relative, or the worker before or after a marriage.
    Alike,
    /// A company: contractors often bill through one.
    Firm,
    Other,
    /// Nothing that could be compared.
    Unstated,
}

/// Words by which a firm is known in a holder's name.
const FIRMS: [&str; 24] = [
    "llc",
    "inc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "company",
    "co",
    "gmbh",
    "ug",
    "ag",
    "bv",
    "oy",
    "ab",
    "sarl",
    "sas",
    "srl",
    "pty",
    "pte",
    "plc",
    "llp",
    "consulting",
    "services",
    "solutions",
];

/// Words that stand where a holder is not told.
const UNSTATED: [&str; 8] = ["not given", "unknown", "n/a", "na", "none", "-", "redacted", "withheld"];

/// Compares the holder with all names the company has for the worker.
pub(crate) fn holder_of(names: &[&str], holder: &str) -> Holder {
    let plain = holder.trim().to_lowercase();
    if names.is_empty() || plain.is_empty() || UNSTATED.contains(&plain.as_str()) || plain.contains('*') {
        return Holder::Unstated;
    }
    if plain.split(|it: char| !it.is_alphanumeric()).any(|it| FIRMS.contains(&it)) {
        return Holder::Firm;
    }
    // `Kim Sample and Lou Sample`: a joint account names several.
    let joint = plain.replace('&', " and ").replace(" or ", " and ");
    let mut res = Holder::Other;
    for part in std::iter::once(plain.as_str()).chain(joint.split(" and ")) {
        for name in names {
            match compare(name, part.trim()) {
                NameMatch::Same => return Holder::Own,
                NameMatch::Compatible(Reason::SharedFamily | Reason::SharedGiven) => res = Holder::Alike,
                NameMatch::Compatible(_) => return Holder::Own,
                NameMatch::NotComparable if res == Holder::Other && part == plain => res = Holder::Unstated,
                NameMatch::Different | NameMatch::NotComparable => {}
            }
        }
    }
    res
}

/// The holder can be the worker. A relative shares one name; that is not the worker.
pub(crate) fn is_own_name(names: &[&str], holder: &str) -> bool {
    holder_of(names, holder) == Holder::Own
}

/// `payroll desk, call-back passed`, `called back on the number on file`.
pub(crate) fn says_called_back(text: &str) -> bool {
    let text = text.to_lowercase().replace(['-', ' '], "");
    let called = text.contains("callback") || text.contains("calledback") || text.contains("holderchecked");
    let failed = ["fail", "notpassed", "unanswered", "noanswer", "pending", "skipped", "nocall"]
        .iter()
        .any(|it| text.contains(it));
    called && !failed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_back_that_failed_is_none() {
        assert!(says_called_back("payroll desk, call-back passed"));
        assert!(says_called_back("Called back on the old number"));
        assert!(!says_called_back("payroll desk, call-back failed"));
        assert!(!says_called_back("self-service portal"));
    }

    #[test]
    fn a_holder_is_the_worker_a_relative_a_firm_or_another() {
        let names = ["Robin Example"];
        for (holder, expected) in [
            ("Robin Example", Holder::Own),
            ("EXAMPLE, ROBIN", Holder::Own),
            ("Robin Example and Lou Muster", Holder::Own),
            ("Lou Example", Holder::Alike),
            ("Example Consulting LLC", Holder::Firm),
            ("Sam Sample", Holder::Other),
            ("not given", Holder::Unstated),
        ] {
            assert_eq!(holder_of(&names, holder), expected, "{holder}");
        }
        assert_eq!(holder_of(&[], "Sam Sample"), Holder::Unstated);
    }
}
