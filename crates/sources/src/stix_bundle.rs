//! STIX 2.1: indicators of a bundle or a collection.
//!
//! In: one object. Out: of an indicator over addresses that are said to anonymise, `ip_ranges`; of another indicator
//! over what a person can have (an address, a mailbox, a telephone, a device), `confirmed_artefacts` under the
//! indicator's own id, so that it can be told from a closed incident of the company's.

mod patterns;

use model::Json;
use model::Timestamp;
use model::tables::{CONFIRMED_ARTEFACTS, IP_RANGES};

use crate::formats::json_fields::Fields;
use crate::tables::hide_accounts;
use crate::{Reading, Shape, Source};

use patterns::Said;

pub static SOURCE: Source = Source {
    id: "stix_bundle",
    title: "STIX 2.1 indicators",
    feeds: &["confirmed_artefacts", "ip_ranges"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("stix_bundle.md"),
};

/// Below this, the publisher himself calls it low (STIX 2.1, appendix A).
const CONFIDENCE_MIN: i64 = 30;

fn sniff(value: &Json) -> bool {
    let object = Fields::new(value);
    let (Some(kind), Some(id)) = (object.text("type"), object.text("id")) else { return false };
    let named = id.strip_prefix(&*kind).and_then(|it| it.strip_prefix("--")).is_some_and(|it| it.len() == 36);
    named
        && kind != "bundle"
        && (object.has("spec_version") || object.has("pattern") || object.has("created"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let object = Fields::new(value);
    match object.text("type").as_deref() {
        Some("indicator") => indicator(object, reading),
        Some("bundle") => {}
        Some(kind) => {
            reading.notice(format!("objects of type `{kind}` say nothing of a person and are not read"))
        }
        None => reading.problem("no `type`"),
    }
}

fn indicator(object: Fields<'_>, reading: &mut Reading<'_>) {
    let Some(id) = object.text("id") else {
        reading.problem("no `id`");
        return;
    };
    if object.flag("revoked") == Some(true) {
        reading.notice("indicators that were revoked are not used".to_owned());
        return;
    }
    let types = object.list("indicator_types").unwrap_or_default().to_lowercase();
    if types.split(';').any(|it| it == "benign") {
        reading.notice("indicators of what is harmless are not used".to_owned());
        return;
    }
    if object.int("confidence").is_some_and(|it| it < CONFIDENCE_MIN) {
        reading.notice(format!("indicators with a confidence below {CONFIDENCE_MIN} are not used"));
        return;
    }
    if object.text("pattern_type").is_some_and(|it| !it.eq_ignore_ascii_case("stix")) {
        reading.notice("patterns in other languages than STIX are not read".to_owned());
        return;
    }
    let Some(pattern) = object.text("pattern") else {
        reading.problem("indicator without `pattern`");
        return;
    };
    let found = match patterns::read(&pattern) {
        Ok(found) => found,
        Err(cause) => {
            reading.problem(cause);
            return;
        }
    };
    let Some(valid_from) = object.time(&["valid_from", "created"], reading) else { return };
    // It was known when it was published, and holds from when it says.
    let created = object.optional_time(&["created"], reading).unwrap_or(valid_from);
    let expires = object.optional_time(&["valid_until"], reading);
    let labels = format!("{types};{}", object.list("labels").unwrap_or_default().to_lowercase());
    let network = network_label(&labels);
    for said in found.said {
        match network.filter(|_| said.is_address()) {
            Some(label) => range(&said, label, object, valid_from, reading),
            None => artefact(&said, &id, valid_from.max(created), expires, reading),
        }
    }
    if found.left_out_narrow {
        reading.notice("indicators that hold only where several things meet are not read".to_owned());
    }
    for kind in found.left_out {
        reading.notice(format!("patterns over `{kind}` say nothing of a person and are not read"));
    }
}

/// The label of networks that these labels name. An anonymiser of no named kind is a VPN to us.
fn network_label(labels: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        labels.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let has = |any: &[&str]| any.iter().any(|it| words.contains(it));
    if has(&["astrill"]) {
        Some("astrill")
    } else if has(&["tor"]) {
        Some("tor")
    } else if has(&["residential", "resi"]) || has(&["proxy", "proxies"]) {
        Some("residential_proxy")
    } else if has(&["relay"]) {
        Some("relay")
    } else if has(&["hosting", "datacenter", "vps"]) {
        Some("hosting")
    } else if has(&["vpn", "anonymization", "anonymisation", "anonymizer"]) {
        Some("vpn")
    } else {
        None
    }
}

fn range(said: &Said, label: &str, object: Fields<'_>, as_of: Timestamp, reading: &mut Reading<'_>) {
    let Some(cidr) = said.network() else {
        reading.problem(format!("not a network: `{}`", crate::formats::text::shown(&said.value, 60)));
        return;
    };
    let mut record = reading.record(&IP_RANGES);
    record.set("cidr", cidr).set("label", label);
    record.set("source", object.title("name").as_deref());
    record.set("as_of", as_of.strftime("%Y-%m-%d").to_string());
    reading.push(record);
}

fn artefact(said: &Said, id: &str, at: Timestamp, expires: Option<Timestamp>, reading: &mut Reading<'_>) {
    let (kind, value) = if said.is_address() {
        match said.network() {
            Some(network) if network.contains('/') => ("subnet", network),
            Some(address) => ("ip", address),
            None => {
                reading.problem(format!("not a network: `{}`", crate::formats::text::shown(&said.value, 60)));
                return;
            }
        }
    } else {
        (said.kind, said.value.clone())
    };
    let mut record = reading.record(&CONFIRMED_ARTEFACTS);
    record.set("incident_id", id).set("closed_at", at).set("kind", kind).set("value", value);
    record.set("expires_at", expires);
    hide_accounts(&mut record, reading);
    reading.push(record);
}
