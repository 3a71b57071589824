//! What is it worth that two people hold the same thing?
//!
//! In: a kind of handle and how many unrelated people hold the value. Out: bits.
//!
//! Fellegi and Sunter, "A theory for record linkage" (1969): agreement is worth log2(m / u). m is how often two
//! persons behind whom one pair of hands stands are seen to share such a handle: 0.5 for all kinds, since nobody has
//! measured it. u is how often two honest people share it for a reason that the company does not know: an undeclared
//! couple, flatmates, a lent computer, a recruiter's number. The table states u for a value with two holders; it
//! grows with every further unrelated holder (Winkler 1989, weights by frequency). These are judgements to be
//! replaced by counts as soon as there are closed cases; chance collisions are far rarer than all of them.
//!
//! | kind | u | bits at two holders |
//! |---|---|---|
//! | pay account, disk of the computer | 1/256 | 7 |
//! | network card, mailbox, profile | 1/128 | 6 |
//! | telephone, gateway at home | 1/64 | 5 |
//! | address | 1/32 | 4 |
//! | name of the computer, who signed for a parcel | 1/8 | 2 |
//! | address of the network, a reference given | 1/6 | 1.58 |
//! | a referee both named | 1/4 | 1 |
//!
//! Kinds with one cause (one home, one computer) count once: the strongest in full, a quarter of the rest, together
//! no more than the group allows.

use std::collections::BTreeMap;
use std::sync::Arc;

use measures::linkage::agreement_bits;
use measures::rarity::{RarityLimits, SharedWorth, shared_worth};
use model::Bits;
use model::limits::HUB_PEOPLE_MIN;

use super::SharedHandle;
use crate::alike::PROBABLY_ONE;

/// How often one pair of hands reuses a handle.
const M: f64 = 0.5;
const REST_SHARE: i32 = 4;

struct Kind {
    name: &'static str,
    /// How a sentence names it.
    called: &'static str,
    /// The chance that two honest people share it, at two holders.
    u: f64,
    /// What would make a pair share several kinds at once.
    cause: &'static str,
    /// Can carry a ring.
    strong: bool,
    /// Values are few, so that the number of people in this company bounds what one is worth.
    common: bool,
}

const KINDS: &[Kind] = &[
    kind("account_digest", "a pay account", 1.0 / 256.0, "money", true, false),
    kind("harddisk_id", "the disk of a computer", 1.0 / 256.0, "computer", true, false),
    kind("mac_addr", "a network card", 1.0 / 128.0, "computer", true, false),
    kind("email", "a mailbox", 1.0 / 128.0, "contact", true, false),
    kind("profile", "an online profile", 1.0 / 128.0, "profile", true, false),
    kind("phone", "a telephone number", 1.0 / 64.0, "home", true, false),
    kind("gateway_mac", "a gateway", 1.0 / 64.0, "home", true, false),
    kind("address", "an address", 1.0 / 32.0, "home", true, false),
    kind("signer", "a name that signed for parcels", 1.0 / 8.0, "home", false, false),
    kind("pc_name", "the name of a computer", 1.0 / 8.0, "computer", false, true),
    kind("meeting_ip", "a network address in meetings", 1.0 / 6.0, "home", false, true),
    kind("portal_ip", "a network address at the application portal", 1.0 / 6.0, "home", false, true),
    kind("reference", "a reference", 1.0 / 6.0, "reference", false, false),
    kind("referee", "a referee", 1.0 / 4.0, "reference", false, false),
];

const fn kind(
    name: &'static str,
    called: &'static str,
    u: f64,
    cause: &'static str,
    strong: bool,
    common: bool,
) -> Kind {
    Kind { name, called, u, cause, strong, common }
}

/// The most that one cause counts in a link. People who share a home share all of its handles, the telephone among
/// them: that alone stays below what makes a ring.
const CAUSES: &[(&str, i32)] = &[("home", 550), ("computer", 800), ("reference", 200)];
const CAUSE_MAX: i32 = 800;

/// Pair evidence by which honest people are linked as well: former colleagues, one maker of resumes, somebody who
/// applied again with a new mailbox.
const WEAK_EVIDENCE: &[&str] =
    &["app-mutual-reference", "app-shared-format", "net-linked-hires", "off-replacement-chain", PROBABLY_ONE];
/// Other pair evidence carries a ring from here.
const STRONG_EVIDENCE_BITS_MIN: i32 = 200;

pub(super) enum Worth {
    Bits(Bits),
    /// Too many people hold it.
    Hub,
}

pub(super) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// How a sentence names a kind; evidence about a pair is named by its indicator.
pub(crate) fn called(name: &str) -> String {
    if name == PROBABLY_ONE {
        return "records that read like one person's".to_owned();
    }
    find(name).map_or_else(|| format!("what {name} found"), |it| it.called.to_owned())
}

/// Whether a kind can carry a ring: handles that two strangers do not share, and telling evidence about a pair.
pub fn is_strong(name: &str, bits: Bits) -> bool {
    match find(name) {
        Some(kind) => kind.strong,
        None => bits >= Bits::from_hundredths(STRONG_EVIDENCE_BITS_MIN) && !WEAK_EVIDENCE.contains(&name),
    }
}

/// The worth of a value that `holders` of `population` unrelated people hold.
pub(super) fn of(name: &str, holders: usize, population: usize) -> Worth {
    let Some(kind) = find(name) else { return Worth::Bits(Bits::ZERO) };
    let agreement = agreement_bits(M, (kind.u * holders as f64 / 2.0).min(1.0));
    let limits = RarityLimits { bits_max: agreement.max(0.0), holders_max: HUB_PEOPLE_MIN.saturating_sub(1) };
    // What is not common has no bound from the number of people in this company.
    let population = if kind.common { population } else { usize::MAX };
    match shared_worth(holders, population, limits) {
        SharedWorth::Hub(_) => Worth::Hub,
        SharedWorth::Bits(bits) => Worth::Bits(Bits::from_f64(bits)),
    }
}

/// A household shares what belongs to its home, its money and its telephone.
pub(super) fn explained_by_household(name: &str) -> bool {
    find(name).is_some_and(|it| it.cause == "home" || it.cause == "money")
}

/// An agency writes its own number and mailbox into the papers of all it sends.
pub(super) fn explained_by_agency(name: &str) -> bool {
    matches!(name, "phone" | "email")
}

/// Network addresses are shared by whole towns: they only support something else.
pub(super) fn drop_network_addresses_alone(shared: &mut Vec<SharedHandle>, others: usize) {
    if others == 0 && shared.iter().all(|it| is_network_address(&it.kind)) {
        shared.clear();
    }
}

pub(super) fn is_network_address(name: &str) -> bool {
    matches!(name, "meeting_ip" | "portal_ip")
}

/// Names that say nothing: of computers as they leave the factory, of whoever stands at the door.
pub(super) fn says_nothing(name: &str, value: &str) -> bool {
    const COMPUTERS: &[&str] = &[
        "macbook",
        "macbook-pro",
        "macbook-air",
        "macbook pro",
        "macbook air",
        "imac",
        "mac-mini",
        "iphone",
        "ipad",
        "android",
        "localhost",
        "desktop",
        "laptop",
        "pc",
        "windows",
        "ubuntu",
        "computer",
    ];
    const DOORS: &[&str] = &[
        "reception",
        "front desk",
        "frontdesk",
        "mailroom",
        "mail room",
        "concierge",
        "doorman",
        "porter",
        "security",
        "neighbor",
        "neighbour",
        "front door",
        "porch",
        "locker",
    ];
    match name {
        "pc_name" => COMPUTERS.contains(&value.trim_end_matches(".local")),
        "signer" => value.chars().count() < 4 || DOORS.iter().any(|it| value.contains(it)),
        _ => value.trim().is_empty(),
    }
}

/// What all kinds of a pair are worth together.
pub(super) fn together(by_kind: &BTreeMap<Arc<str>, Bits>) -> Bits {
    let mut by_cause: BTreeMap<&str, Vec<Bits>> = BTreeMap::new();
    for (name, bits) in by_kind {
        by_cause.entry(find(name).map_or(name, |it| it.cause)).or_default().push(*bits);
    }
    let mut res = Bits::ZERO;
    for (cause, mut bits) in by_cause {
        bits.sort();
        let strongest = bits.pop().unwrap_or_default();
        let rest: Bits = bits.into_iter().sum();
        let most = CAUSES.iter().find(|(it, _)| *it == cause).map_or(CAUSE_MAX, |(_, it)| *it);
        res += (strongest + rest.scaled(1, REST_SHARE)).min(Bits::from_hundredths(most));
    }
    res
}

fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.name == name)
}
