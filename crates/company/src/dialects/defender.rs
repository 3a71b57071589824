//! Defender advanced hunting, `EmailEvents`: one mail a line.

use jiff::Timestamp;

use crate::calendar::utc;
use crate::shelf::{Framing, RecordId};
use crate::world::World;
use crate::writing::record;

const FILE: &str = "mail/email_events.ndjson";

/// Whoever sent a mail, as the gateway saw it.
pub(crate) struct Sender<'a> {
    pub(crate) address: &'a str,
    pub(crate) display: &'a str,
    pub(crate) ip: &'a str,
}

/// A mail from outside arrives.
pub(crate) fn email(
    world: &mut World,
    at: Timestamp,
    sender: &Sender,
    to: &str,
    subject: &str,
    attachments: u32,
) -> RecordId {
    let Sender { address: from, display, ip } = sender;
    let record = record!({
        "Timestamp": utc(at, "%Y-%m-%dT%H:%M:%SZ"), "NetworkMessageId": world.dice.uuid(), "SenderMailFromAddress": from, "SenderFromAddress": from, "SenderFromDomain": from.rsplit('@').next().unwrap_or(""),
        "SenderDisplayName": display, "SenderIPv4": ip, "RecipientEmailAddress": to, "Subject": subject, "DeliveryAction": "Delivered", "EmailDirection": "Inbound", "AttachmentCount": attachments,
    });
    world.shelf.log(FILE, Framing::Bare, at, record)
}
