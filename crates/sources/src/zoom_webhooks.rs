//! Zoom webhooks: who joined which meeting, and who signed in.
//!
//! In: one webhook, or a copy with the webhook under `zoom`. Out: `meetings` for everyone who joined, from the same
//! fields as the dashboard's participants; `signins` for `user.signed_in` and `user.signed_out`.

use std::borrow::Cow;

use model::Json;
use model::tables::SIGNINS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source, zoom_participants};

pub static SOURCE: Source = Source {
    id: "zoom_webhooks",
    title: "Zoom webhooks",
    feeds: &["meetings", "signins"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zoom_webhooks.md"),
};

/// The webhook itself.
fn hook<'a>(value: &'a Json<'a>) -> Fields<'a> {
    let it = Fields::new(value);
    if it.has("zoom.event") { it.object("zoom") } else { it }
}

fn sniff(value: &Json) -> bool {
    let hook = hook(value);
    let is_ours = hook.text("event").is_some_and(|it| {
        let known = ["meeting.", "webinar.", "user.signed_"].iter().any(|group| it.starts_with(group));
        // Quality has a source of its own.
        known && !it.contains("participant_qos")
    });
    is_ours && hook.has("payload.object")
}

pub fn read(value: &Json, reading: &mut Reading<'_>) {
    let hook = hook(value);
    let Some(event) = hook.text("event") else {
        reading.problem("no `event`");
        return;
    };
    let object = hook.object("payload.object");
    if event.starts_with("user.signed_") {
        read_signin(hook, &event, reading);
        return;
    }
    let is_meeting = event.starts_with("meeting.") || event.starts_with("webinar.");
    let Some(participant) = object.get("participant").filter(|_| is_meeting) else {
        // What happens to a meeting as a whole is about nobody.
        if event.contains("participant_joined") || event.contains("participant_qos") {
            reading.problem("no `payload.object.participant`");
        }
        return;
    };
    // Leaving, sharing and waiting are told without the time of joining: they are no presence of their own.
    let is_presence = ["participant_joined", "participant_qos"].iter().any(|it| event.contains(it));
    if is_presence || Fields::new(participant).has("join_time") {
        let id = object.first_text(&["id", "uuid"]).map(Cow::into_owned);
        zoom_participants::read_participant(participant, id.as_deref(), reading);
    }
}

fn read_signin(hook: Fields<'_>, event: &str, reading: &mut Reading<'_>) {
    let person = hook.object("payload.object");
    let holder = if person.has("date_time") { person } else { hook };
    let Some(at) = holder.time(&["date_time", "event_ts"], reading) else { return };
    let mut record = reading.record(&SIGNINS);
    record.set("happened_at", at);
    record.set("account", person.text("email").as_deref());
    record.set("account_id", person.text("id").as_deref());
    record.set("result", if event == "user.signed_in" { "success" } else { "other" });
    record.set("event", event);
    record.set("app", "zoom");
    record.set("os", person.text("client_type").as_deref());
    record.set("user_agent", person.text("version").map(|it| format!("Zoom {it}")));
    record.set("product", "zoom");
    reading.push(record);
}
