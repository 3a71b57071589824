//! Zoom's sign-in and sign-out report.
//!
//! In: one activity of `report/activities`, or a page of them. Out: `signins`.

use model::Json;
use model::tables::SIGNINS;

use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "zoom_activity",
    title: "Zoom sign-in activity",
    feeds: &["signins"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zoom_activity.md"),
};

fn is_activity(value: &Json) -> bool {
    let it = Fields::new(value);
    it.text("type")
        .is_some_and(|it| it.eq_ignore_ascii_case("Sign in") || it.eq_ignore_ascii_case("Sign out"))
        && it.has("client_type")
        && it.has("email")
}

fn sniff(value: &Json) -> bool {
    Fields::new(value).items("activity_logs").iter().any(is_activity) || is_activity(value)
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let page = Fields::new(value);
    if page.has("activity_logs") {
        for activity in page.items("activity_logs") {
            read_activity(activity, reading);
        }
    } else {
        read_activity(value, reading);
    }
}

fn read_activity(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    let Some(at) = it.time(&["time", "p_event_time"], reading) else { return };
    let Some(event) = it.text("type") else {
        reading.problem("no `type`");
        return;
    };
    let mut record = reading.record(&SIGNINS);
    record.set("happened_at", at);
    record.set("account", it.text("email").as_deref());
    record.set("result", if event.eq_ignore_ascii_case("Sign in") { "success" } else { "other" });
    record.set("event", &*event);
    record.set("app", "zoom");
    record.set("ip", it.address(&["ip_address"]));
    record.set("os", it.text("client_type").as_deref());
    record.set("user_agent", it.text("version").map(|it| format!("Zoom {it}")));
    record.set("product", "zoom");
    push_with_raw(reading, record, service("zoom", "activity"), value);
}
