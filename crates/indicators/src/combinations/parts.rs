//! What a combination rests on: signs that stand, and which of them belong together.
//!
//! In: rows of `evidence`, one for each step of each finding. Out: one part for each finding that is still a sign.
//! A finding that was withdrawn, that is worth nothing, or that an innocent reading of the same time outweighs is
//! no part.

use jiff::{SignedDuration, Timestamp};
use model::{Finding, Row};

use crate::day;

/// One sign about one person.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub indicator: &'a str,
    /// When it first counted.
    pub known_at: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
    pub refs: Vec<i64>,
}

/// Records that a combination takes over from each of its parts.
const REFS_OF_A_PART: usize = 12;

struct Told<'a> {
    part: Part<'a>,
    bits: f64,
}

/// Without signs that are worth less than `bits_min`; what speaks for the person stays.
pub(super) fn telling<'a>(rows: &[Row<'a>], bits_min: f64) -> Vec<Row<'a>> {
    let tells = |it: &&Row<'a>| it.number("bits").is_none_or(|it| it <= 0.0 || it >= bits_min);
    rows.iter().filter(tells).copied().collect()
}

/// The signs that stand, of one person's rows in the order of indicator, from, to, refs, known.
pub(super) fn standing<'a>(rows: &[Row<'a>]) -> Vec<Part<'a>> {
    let mut told: Vec<Told<'a>> = Vec::new();
    let mut last_key = None;
    for row in rows {
        let (Some(indicator), Some(known_at)) = (row.text("indicator"), row.time("known_at")) else {
            continue;
        };
        let (Some(from), Some(to)) = (row.time("from_at"), row.time("to_at")) else { continue };
        let bits = row.number("bits").unwrap_or(0.0);
        let refs = row.refs("refs");
        let key = (indicator, from, to, refs.clone());
        if last_key.as_ref() != Some(&key) {
            told.push(Told { part: Part { indicator, known_at, from, to, refs }, bits });
            last_key = Some(key);
        } else if let Some(last) = told.last_mut() {
            if last.bits <= 0.0 && bits > 0.0 {
                last.part.known_at = known_at;
            }
            last.bits = bits;
        }
    }
    told.iter().filter(|it| it.bits > 0.0 && !outweighed(it, &told)).map(|it| it.part.clone()).collect()
}

/// An innocent reading of the same time cancels a sign; readings worth as much as all its signs cancel them all.
fn outweighed(sign: &Told<'_>, told: &[Told<'_>]) -> bool {
    let mut sum = 0.0;
    for other in told.iter().filter(|it| it.part.indicator == sign.part.indicator) {
        sum += other.bits;
        let same_time = other.part.from <= sign.part.to && sign.part.from <= other.part.to;
        if other.bits < 0.0 && same_time {
            return true;
        }
    }
    sum <= 0.0
}

/// One of each list, so that both `fit`; of several the pair that was known first.
pub(super) fn pair<'p, 'a>(
    parts: &'p [Part<'a>],
    first: &[&str],
    second: &[&str],
    fit: impl Fn(&Part<'a>, &Part<'a>) -> bool,
) -> Option<(&'p Part<'a>, &'p Part<'a>)> {
    let mut res: Option<(&Part<'a>, &Part<'a>)> = None;
    for one in parts.iter().filter(|it| first.contains(&it.indicator)) {
        for other in parts.iter().filter(|it| second.contains(&it.indicator)) {
            let known = |it: (&Part<'a>, &Part<'a>)| it.0.known_at.max(it.1.known_at);
            if fit(one, other) && res.is_none_or(|it| known((one, other)) < known(it)) {
                res = Some((one, other));
            }
        }
    }
    res
}

/// The time between two signs; nothing where they overlap.
pub(super) fn gap(one: &Part<'_>, other: &Part<'_>) -> SignedDuration {
    let between = one.from.duration_since(other.to).max(other.from.duration_since(one.to));
    between.max(SignedDuration::ZERO)
}

/// A finding over parts: known when the last of them was, on the records of all.
pub(super) fn finding(person: &str, level: &str, parts: &[&Part<'_>], sentence: String) -> Option<Finding> {
    let known_at = parts.iter().map(|it| it.known_at).max()?;
    let from = parts.iter().map(|it| it.from).min()?;
    let to = parts.iter().map(|it| it.to).max()?;
    let refs = parts.iter().flat_map(|it| it.refs.iter().take(REFS_OF_A_PART).copied()).collect();
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to))
}

/// What each part says, with the day it began: `own device asked for on 2026-05-22`.
pub(super) fn told(part: &Part<'_>) -> String {
    format!("{} on {}", phrase(part.indicator), day(part.from))
}

/// Indicators in a few words; one that has none is named by its id.
fn phrase(indicator: &str) -> &str {
    match indicator {
        "shp-in-transit-change" => "delivery changed while the parcel moved",
        "shp-cancel-then-byod" => "laptop order cancelled or sent back",
        "onb-byod-request" => "own device asked for",
        "onb-vdi-preference" => "virtual desktop asked for or used almost only",
        "ear-anydesk" => "anydesk used",
        "shp-farm-cluster" => "laptops of several workers went to one place",
        "shp-device-colocation" => "laptops of several workers behind one router",
        "ear-ip-kvm" => "kvm-over-ip hardware on the laptop",
        "ear-multi-rmm" => "remote access tools of several makers",
        "emp-two-writing-styles" => "two ways of writing in one mailbox",
        "emp-shared-job" => "work of several hands",
        "emp-session-cookie" => "one session on two devices",
        "ear-crd" => "chrome remote desktop used",
        "ear-anydesk-astrill" => "anydesk reached from an astrill exit",
        "emp-astrill-ip" => "sign-in from an astrill exit",
        "emp-residential-proxy" => "sign-in from a residential proxy",
        "ear-early-exfil" => "data taken early",
        "emp-vdi-personal-drive" => "data moved from the virtual desktop to a personal drive",
        "emp-repo-copy" => "repositories copied",
        "off-poor-performance-window" => "left for poor performance",
        "ext-email-series" => "series of outside mails",
        "ext-zip-proof" => "mail with archives as proof",
        "ext-gdrive-share" => "folder shared from a private drive",
        "ext-ransom-crypto" => "demand for crypto currency",
        "pay-multi-change" => "pay account changed again",
        "pay-fintech-account" => "pay routed to a payment service",
        "pay-money-transfer" => "pay by money transfer asked for",
        "pay-name-mismatch" => "pay account in another name",
        "pay-change-from-proxy" => "pay account changed from a proxy",
        "int-camera-off" => "camera off in an interview",
        "int-webcam-excuse" => "camera said to be broken",
        "emp-camera-off-recurring" => "camera off in meetings",
        "int-virtual-camera" => "virtual camera seen",
        "off-replacement-chain" => "seat of a leaver taken by somebody tied to them",
        "app-mutual-reference" => "reference by somebody the company knows",
        "app-multi-persona" => "several personas",
        "int-shared-client" => "computer of another person in a meeting",
        "ear-shared-mfa-device" => "second factor on another person's device",
        "pay-shared-account" => "pay account of another worker",
        "ext-publish-threat" => "threat to publish",
        "ext-public-release" => "data seen in public",
        other => other,
    }
}
