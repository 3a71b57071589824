//! Defender advanced hunting, `EmailEvents`: one mail a line.

use jiff::Timestamp;
use serde_json::json;

use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::world::World;

const FILE: &str = "mail/email_events.ndjson";

/// A mail from outside arrives.
pub(crate) fn email(
    world: &mut World,
    at: Timestamp,
    from: &str,
    display: &str,
    ip: &str,
    to: &str,
    subject: &str,
    attachments: u32,
) -> RecordId {
    let record = json!({
        "Timestamp": utc(at, "%Y-%m-%dT%H:%M:%SZ"), "NetworkMessageId": world.dice.uuid(), "SenderMailFromAddress": from, "SenderFromAddress": from, "SenderFromDomain": from.rsplit('@').next().unwrap_or(""),
        "SenderDisplayName": display, "SenderIPv4": ip, "RecipientEmailAddress": to, "Subject": subject, "DeliveryAction": "Delivered", "EmailDirection": "Inbound", "AttachmentCount": attachments,
    });
    world.shelf.log(FILE, &Framing::Bare, at, record.to_string())
}
