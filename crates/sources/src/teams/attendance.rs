//! Attendance reports of Teams meetings, as Microsoft Graph gives them.
//!
//! In: one report with its records, or one record of a page of them. Out: `meetings`, one for each stay.

use std::borrow::Cow;

use model::Json;
use model::tables::MEETINGS;

use crate::formats::json::ENVELOPE;
use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "teams_attendance",
    title: "Microsoft Teams attendance (Graph)",
    feeds: &["meetings"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("attendance.md"),
};

fn sniff(value: &Json) -> bool {
    let it = Fields::new(value);
    it.has("attendanceIntervals")
        || it.items("attendanceRecords").iter().any(|it| Fields::new(it).has("identity"))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let it = Fields::new(value);
    let context = |holder: Fields<'_>| holder.text("@odata.context").and_then(|it| meeting(&it));
    let id = it
        .text("meetingId")
        .map(Cow::into_owned)
        .or_else(|| context(it))
        .or_else(|| context(it.object(ENVELOPE)));
    if it.has("attendanceRecords") {
        for attendee in it.items("attendanceRecords") {
            read_attendee(Fields::new(attendee), id.as_deref(), reading);
        }
    } else {
        read_attendee(it, id.as_deref(), reading);
    }
}

/// The meeting's id as the address of the page names it.
fn meeting(context: &str) -> Option<String> {
    let (_, rest) = context.split_once("onlineMeetings('")?;
    Some(rest.split_once('\'')?.0.to_owned())
}

fn read_attendee(attendee: Fields<'_>, meeting: Option<&str>, reading: &mut Reading<'_>) {
    let stays = attendee.items("attendanceIntervals");
    if stays.is_empty() && !attendee.has("identity") {
        reading.problem("no `attendanceIntervals`");
    }
    for stay in stays {
        let stay = Fields::new(stay);
        let Some(joined_at) = stay.time(&["joinDateTime"], reading) else { continue };
        let left_at = stay.optional_time(&["leaveDateTime"], reading);
        let mut record = reading.record(&MEETINGS);
        record.set("joined_at", joined_at);
        record.set("left_at", left_at);
        record.set("meeting_id", meeting);
        let account = attendee.first_text(&["emailAddress", "identity.userPrincipalName", "identity.id"]);
        record.set("account", account.as_deref());
        record.set("display_name", attendee.title("identity.displayName").as_deref());
        let spent = left_at.map(|it| it.duration_since(joined_at).as_secs_f64()).filter(|it| *it >= 0.0);
        record.set("duration_seconds", spent.or_else(|| stay.number("durationInSeconds")));
        record.set("product", "microsoft teams");
        reading.push(record);
    }
}
