//! DocuSign Connect's older messages: the state of one envelope, as XML.
//!
//! In: one message, `DocuSignEnvelopeInformation`. Out: `signings`, one record for each step of each recipient. Unlike
//! the JSON, the XML says from which address a recipient acted.

mod elements;

use jiff::tz::{Offset, TimeZone};
use model::Timestamp;
use model::tables::SIGNINGS;

use crate::formats::{addresses, times};
use crate::{Reading, Shape, Source};

use elements::Element;

pub static SOURCE: Source = Source {
    id: "docusign_connect_xml",
    title: "DocuSign Connect messages (XML)",
    feeds: &["signings"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("docusign_connect_xml.md"),
};

fn sniff(bytes: &[u8]) -> bool {
    let head = elements::decoded(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start();
    head.starts_with('<') && head.contains("<DocuSignEnvelopeInformation")
}

fn read(document: &[u8], reading: &mut Reading<'_>) {
    let root = match elements::read(&elements::decoded(document)) {
        Ok(root) => root,
        Err(cause) => {
            reading.problem(cause);
            return;
        }
    };
    let Some(status) = root.first("DocuSignEnvelopeInformation").and_then(|it| it.first("EnvelopeStatus"))
    else {
        reading.problem("no `EnvelopeStatus`");
        return;
    };
    let zone = zone(&root, reading);
    let recipients =
        status.first("RecipientStatuses").map(|it| it.all("RecipientStatus")).unwrap_or_default();
    for recipient in recipients {
        for (name, action) in
            [("Sent", "sent"), ("Delivered", "delivered"), ("Signed", "signed"), ("Declined", "declined")]
        {
            let Some(at) = time(recipient.text(name), &zone, reading) else { continue };
            let mut record = reading.record(&SIGNINGS);
            record.set("happened_at", at).set("action", action).set("event", format!("recipient {name}"));
            record.set("envelope_id", status.text("EnvelopeID")).set("subject", status.text("Subject"));
            record.set("sender", status.text("Email")).set("product", "docusign");
            record
                .set("signer_name", recipient.text("UserName"))
                .set("signer_email", recipient.text("Email"));
            if action == "sent" {
                record.set("account", status.text("Email"));
            } else {
                record.set("account", recipient.text("Email"));
            }
            // The address is that of the last step; of the others nothing is said.
            if matches!(action, "signed" | "declined") {
                record.set("ip", recipient.text("RecipientIPAddress").and_then(addresses::address));
            }
            reading.push(record);
        }
    }
    if let Some(at) = time(status.text("Voided"), &zone, reading) {
        let mut record = reading.record(&SIGNINGS);
        record.set("happened_at", at).set("action", "voided").set("event", "envelope Voided");
        record.set("envelope_id", status.text("EnvelopeID")).set("subject", status.text("Subject"));
        record
            .set("sender", status.text("Email"))
            .set("account", status.text("Email"))
            .set("product", "docusign");
        reading.push(record);
    }
}

/// Times carry no offset; the message says in hours how far its account's clock is from UTC.
fn zone(root: &Element, reading: &mut Reading<'_>) -> TimeZone {
    let said = root.first("DocuSignEnvelopeInformation").and_then(|it| it.text("TimeZoneOffset"));
    let hours = said.and_then(|it| it.trim().parse::<f64>().ok()).filter(|it| it.abs() <= 14.0);
    let offset = hours.and_then(|it| Offset::from_seconds((it * 3600.0) as i32).ok());
    match offset {
        Some(offset) => TimeZone::fixed(offset),
        None => {
            reading.notice("no `TimeZoneOffset`; times without an offset are read in UTC");
            TimeZone::UTC
        }
    }
}

fn time(text: Option<&str>, zone: &TimeZone, reading: &mut Reading<'_>) -> Option<Timestamp> {
    let zone = reading.declared_zone().cloned().unwrap_or_else(|| zone.clone());
    match times::parse(text?, &zone) {
        Ok(found) => found,
        Err(cause) => {
            reading.problem(cause);
            None
        }
    }
}
