//! EasyPost: trackers, and the messages that tell of them.
//!
//! In: one tracker, or one event with a tracker as its `result`. Out: `shipments`, one record for each detail.
//! EasyPost does not know who the parcel is for: `worker_id` is empty, and the tracking number ties the events to the
//! company's own list of shipments.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::SHIPMENTS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "easypost_trackers",
    title: "EasyPost trackers and tracker events",
    feeds: &["shipments"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("easypost_trackers.md"),
};

fn sniff(value: &Json) -> bool {
    let message = Fields::new(value);
    is_tracker(message)
        || (message.text("object").as_deref() == Some("Event") && is_tracker(message.object("result")))
}

fn is_tracker(tracker: Fields<'_>) -> bool {
    let named = tracker.text("object").as_deref() == Some("Tracker")
        || tracker.text("id").is_some_and(|it| it.starts_with("trk_"));
    named && tracker.has("tracking_code")
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let message = Fields::new(value);
    let tracker = if is_tracker(message) { message } else { message.object("result") };
    // Other events (a batch, a refund) tell nothing of a parcel's way.
    if !is_tracker(tracker) {
        if message.text("object").as_deref() != Some("Event") {
            reading.problem("neither a tracker nor an event");
        }
        return;
    }
    for detail in tracker.items("tracking_details") {
        read_detail(Fields::new(detail), tracker, reading);
    }
}

fn read_detail(detail: Fields<'_>, tracker: Fields<'_>, reading: &mut Reading<'_>) {
    let Some(at) = detail.time(&["datetime"], reading) else { return };
    let Some(event) = event(detail) else {
        reading.problem("tracking detail without `status`");
        return;
    };
    let mut record = reading.record(&SHIPMENTS);
    let code = tracker.text("tracking_code");
    record.set("shipment_id", tracker.first_text(&["shipment_id", "id", "tracking_code"]).as_deref());
    record.set("worker_id", worker(tracker).as_deref());
    record.set("carrier", tracker.first_text(&["carrier"]).as_deref());
    record.set("tracking_no", code.as_deref());
    record.set("event", event).set("event_time", at);
    if matches!(event, "change_requested" | "redirected") {
        record.set("requested_by", requested_by(detail)).set("channel", "carrier");
    }
    // Where a scan took place is a hub on the way; only the last place is one the parcel was meant for.
    if matches!(event, "delivered" | "held") {
        set_place(&mut record, detail.object("tracking_location"));
    }
    if event == "held" {
        record.set("address_type", "hold");
    }
    if event == "delivered" {
        record.set(
            "signed_by",
            tracker.title("signed_by").filter(|it| !it.eq_ignore_ascii_case("null")).as_deref(),
        );
    }
    reading.push(record);
}

fn set_place(record: &mut Record, place: Fields<'_>) {
    record.set("city", place.title("city").as_deref());
    record.set("region", place.text("state").as_deref());
    record.set("postcode", place.text("zip").as_deref());
    record.set("country", place.text("country").as_deref());
}

/// What the company itself wrote to the tracker or its shipment, where that is marked as the worker's id.
fn worker(tracker: Fields<'_>) -> Option<Cow<'_, str>> {
    tracker.first_text(&["metadata.worker_id", "metadata.employee_id"])
}

/// Our word for a detail: what its text says of a change of the way, else its status.
fn event(detail: Fields<'_>) -> Option<&'static str> {
    let status = detail.text("status");
    let status_detail = detail.text("status_detail").unwrap_or_default().to_lowercase();
    let said = detail.first_text(&["message", "description"]).unwrap_or_default().to_lowercase();
    let says = |any: &[&str]| any.iter().any(|it| said.contains(it));
    let status = status.map(|it| it.to_lowercase());
    let fixed = match status.as_deref() {
        Some("delivered") => Some("delivered"),
        Some("return_to_sender") => Some("returned"),
        Some("cancelled") => Some("cancelled"),
        Some("available_for_pickup") => Some("held"),
        _ => None,
    };
    if fixed.is_some() {
        return fixed;
    }
    let other_place = says(&["address", "redirect", "reroute", "rerouted", "deliver to", "intercept"]);
    let asked = says(&["request", "will be", "in progress", "pending"]);
    let changed = says(&[
        "redirected",
        "rerouted",
        "address changed",
        "address has been changed",
        "forwarded",
        "intercepted",
    ]);
    if changed
        || (says(&["address change", "change of address", "delivery change", "redirect", "reroute"])
            && other_place)
    {
        let only_asked = asked && !changed;
        return Some(if only_asked { "change_requested" } else { "redirected" });
    }
    if status_detail == "held"
        || status_detail.contains("pickup_location")
        || says(&["hold at location", "held at", "held for pickup", "access point"])
    {
        return Some("held");
    }
    Some(match status.as_deref()? {
        "pre_transit" => "created",
        // What went wrong on the way, and what is not known, is a scan all the same.
        _ => "scanned",
    })
}

fn requested_by(detail: Fields<'_>) -> Option<&'static str> {
    let said = detail.first_text(&["message", "description"]).unwrap_or_default().to_lowercase();
    if ["recipient", "consignee", "receiver", "customer"].iter().any(|it| said.contains(it)) {
        Some("recipient")
    } else if ["shipper", "sender"].iter().any(|it| said.contains(it)) {
        Some("shipper")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_carrier_writes_decides_where_the_status_is_silent() {
        let said = |status: &str, message: &str| {
            event(Fields::new(&Json::from(json!({"status": status, "message": message}))))
        };
        assert_eq!(said("in_transit", "Delivery address changed as requested"), Some("redirected"));
        assert_eq!(
            said("in_transit", "Delivery address change requested by recipient"),
            Some("change_requested")
        );
        assert_eq!(
            said("in_transit", "Package redirected to a new address at the request of the recipient"),
            Some("redirected")
        );
        assert_eq!(said("in_transit", "Your package is being held at the post office"), Some("held"));
        assert_eq!(said("in_transit", "Arrived at carrier facility"), Some("scanned"));
        assert_eq!(said("failure", "Incorrect address"), Some("scanned"));
        assert_eq!(said("pre_transit", "Shipping Label Created"), Some("created"));
        assert_eq!(said("delivered", "Delivered, redirected parcel"), Some("delivered"));
        assert_eq!(said("cancelled", "Shipper requested return; shipment cancelled"), Some("cancelled"));
        assert_eq!(event(Fields::new(&Json::from(json!({"message": "x"})))), None);
    }
}
