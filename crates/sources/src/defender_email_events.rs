//! Microsoft Defender's mail tables: `EmailEvents`, `EmailAttachmentInfo`, `EmailUrlInfo`.
//!
//! In: one row of one of them, from advanced hunting or the streaming export. Out: `mails`; attachments and
//! links come as records of their own with the same `mail_id`.

use model::Json;
use model::tables::MAILS;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "defender_email_events",
    title: "Microsoft Defender EmailEvents, EmailAttachmentInfo, EmailUrlInfo",
    feeds: &["mails"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("defender_email_events.md"),
};

fn sniff(value: &Json) -> bool {
    let envelope = Fields::new(value);
    let inner = envelope.object("properties");
    is_row(envelope) || (envelope.has("category") && is_row(inner))
}

fn is_row(row: Fields<'_>) -> bool {
    let marks = ["SenderFromAddress", "SenderMailFromAddress", "RecipientEmailAddress", "FileName", "Url"];
    row.has("NetworkMessageId")
        && (row.has("Timestamp") || row.has("TimeGenerated"))
        && marks.iter().any(|it| row.has(it))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let envelope = Fields::new(value);
    let inner = envelope.nested("properties");
    let row = if inner.is_object() { Fields::new(&inner) } else { envelope };
    let Some(at) = row.time(&["Timestamp", "TimeGenerated"], reading) else { return };
    let Some(id) = row.text("NetworkMessageId") else {
        reading.problem("no `NetworkMessageId`");
        return;
    };
    let mut record = reading.record(&MAILS);
    record.set("mail_id", &*id);
    record.set("sent_at", at);
    let sender = row.first_text(&["SenderFromAddress", "SenderMailFromAddress"]);
    record.set("from_address", sender.map(|it| it.to_lowercase()));
    record.set("from_name", row.title("SenderDisplayName").as_deref());
    record.set("to", row.text("RecipientEmailAddress").as_deref());
    record.set("subject", row.title("Subject").as_deref());
    record.set("attachments", row.title("FileName").map(|it| it.replace(';', ",")));
    record.set("links", row.text("Url").map(|it| it.replace(';', "%3B")));
    record.set("origin_ip", row.address(&["SenderIPv4", "SenderIPv6"]));
    let checks = row.nested("AuthenticationDetails");
    let checks = if checks.is_object() {
        Some(checks.to_string())
    } else {
        row.text("AuthenticationDetails").map(|it| it.into_owned())
    };
    record.set("auth_results", checks);
    record.set("delivery", row.text("DeliveryAction").as_deref());
    record.set("product", "defender");
    reading.push(record);
}
