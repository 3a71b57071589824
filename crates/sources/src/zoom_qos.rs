//! Zoom quality webhooks (`meeting.participant_qos_summary`): which camera, and whether it sent anything.
//!
//! In: one webhook. Out: `meetings`; what other webhooks give, where they stand in the same file.

use std::borrow::Cow;

use model::Json;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source, zoom_participants, zoom_webhooks};

pub static SOURCE: Source = Source {
    id: "zoom_qos",
    title: "Zoom quality webhooks",
    feeds: &["meetings", "signins"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("zoom_qos.md"),
};

fn sniff(value: &Json) -> bool {
    let hook = Fields::new(value);
    hook.text("event").is_some_and(|it| it.contains("participant_qos"))
        && hook.has("payload.object.participant")
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let hook = Fields::new(value);
    if !hook.text("event").is_some_and(|it| it.contains("participant_qos")) {
        // Webhooks of all kinds are kept in one file.
        return zoom_webhooks::read(value, reading);
    }
    let meeting = hook.object("payload.object");
    let Some(participant) = meeting.get("participant") else {
        reading.problem("no `payload.object.participant`");
        return;
    };
    let id = meeting.first_text(&["id", "uuid"]).map(Cow::into_owned);
    zoom_participants::read_participant(participant, id.as_deref(), reading);
}
