//! DocuSign envelopes: Connect messages, envelopes of the API, and their audit events, as JSON.
//!
//! In: one message or envelope. Out: `signings`, one record for each step of each signer; `account_events` for what
//! is done to templates.

use std::borrow::Cow;

use jiff::Timestamp;
use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, SIGNINGS};

use crate::docusign::steps;
use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "docusign_envelopes",
    title: "DocuSign envelopes, audit events and Connect messages (JSON)",
    feeds: &["signings", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("docusign_envelopes.md"),
};

fn sniff(value: &Json) -> bool {
    let message = Fields::new(value);
    if message.has("event") && (message.has("data.envelopeId") || message.has("data.templateId")) {
        return true;
    }
    let first_is_envelope = message.items("envelopes").first().is_some_and(|it| is_envelope(Fields::new(it)));
    is_envelope(message) || first_is_envelope || audit_events(message).is_some_and(|it| !it.is_empty())
}

fn is_envelope(envelope: Fields<'_>) -> bool {
    let marks = [
        "emailSubject",
        "recipients",
        "auditEvents",
        "recipientsUri",
        "statusChangedDateTime",
        "sentDateTime",
    ];
    envelope.has("envelopeId") && marks.iter().any(|it| envelope.has(it)) && !envelope.has("ActionType")
}

/// The audit trail: `auditEvents` with `eventFields`, of whatever envelope.
fn audit_events(message: Fields<'_>) -> Option<&[Json<'_>]> {
    ["auditEvents", "envelopeAuditEvents"].into_iter().find_map(|name| {
        let events = message.items(name);
        events.first().is_some_and(|it| Fields::new(it).has("eventFields")).then_some(events)
    })
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let message = Fields::new(value);
    if message.has("envelopes") {
        for envelope in message.items("envelopes") {
            read_envelope(Fields::new(envelope), reading);
        }
    } else if message.has("event") {
        read_message(message, reading);
    } else if message.has("envelopeId") || audit_events(message).is_some() {
        read_envelope(message, reading);
    } else {
        reading.problem("neither a Connect message, an envelope nor audit events");
    }
}

/// A Connect message. With the envelope in it, the envelope's own steps say more than the message does.
fn read_message(message: Fields<'_>, reading: &mut Reading<'_>) {
    let data = message.nested("data");
    let data = Fields::new(&data);
    let event = message.text("event").unwrap_or_default();
    let Some(at) = message.time(&["generatedDateTime"], reading) else { return };
    if event.starts_with("template") {
        let mut record = reading.record(&ACCOUNT_EVENTS);
        record.set("happened_at", at).set("action", &*event);
        record.set("account", data.text("email").as_deref());
        record
            .set("target", data.first_text(&["name", "templateId"]).as_deref())
            .set("target_kind", "template");
        record.set("product", "docusign");
        reading.push(record);
        return;
    }
    let summary = data.object("envelopeSummary");
    if summary.has("recipients.signers") || audit_events(summary).is_some() {
        read_steps(summary, data.text("envelopeId"), reading);
        return;
    }
    let Some(id) = data.text("envelopeId") else {
        reading.problem("no `envelopeId`");
        return;
    };
    let mut record = reading.record(&SIGNINGS);
    record.set("happened_at", at).set("envelope_id", &*id);
    record.set("subject", summary.title("emailSubject").as_deref());
    let action = steps::action(&event);
    record.set("action", action).set("event", &*event);
    let sender = data.text("senderEmail").or_else(|| summary.text("sender.email"));
    if event.starts_with("recipient") {
        let email = data.text("email");
        record.set("account", if action == "sent" { sender.as_deref() } else { email.as_deref() });
        record.set("signer_name", data.title("name").as_deref()).set("signer_email", email.as_deref());
    } else if matches!(action, "sent" | "voided") {
        record.set("account", sender.as_deref());
    }
    record.set("sender", sender.as_deref());
    record.set("product", "docusign");
    reading.push(record);
}

fn read_envelope(envelope: Fields<'_>, reading: &mut Reading<'_>) {
    let id = envelope.text("envelopeId").map(Cow::into_owned);
    // The answer of `audit_events` does not name its envelope; a file that is called after it does.
    let id = id.or_else(|| reading.hints().into_iter().find(|it| is_guid(it)).map(str::to_owned));
    read_steps(envelope, id.map(Cow::Owned), reading);
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(idx, it)| match idx {
            8 | 13 | 18 | 23 => it == b'-',
            _ => it.is_ascii_hexdigit(),
        })
}

fn read_steps(envelope: Fields<'_>, id: Option<Cow<'_, str>>, reading: &mut Reading<'_>) {
    let envelope = Envelope { fields: envelope, id: id.map(Cow::into_owned) };
    match audit_events(envelope.fields) {
        Some(events) => {
            for event in events {
                audit_event(Fields::new(event), &envelope, reading);
            }
        }
        None => status_times(&envelope, reading),
    }
}

struct Envelope<'a> {
    fields: Fields<'a>,
    id: Option<String>,
}

impl<'a> Envelope<'a> {
    fn sender(&self) -> Option<Cow<'a, str>> {
        self.fields.first_text(&["sender.email", "senderEmail"])
    }

    fn record(&self, at: Timestamp, action: &str, event: &str, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&SIGNINGS);
        record.set("happened_at", at).set("action", action).set("event", event);
        record.set("envelope_id", self.id.as_deref());
        record.set("subject", self.fields.title("emailSubject").as_deref());
        record.set("sender", self.sender().as_deref());
        record.set("product", "docusign");
        record
    }

    /// Everyone who receives the envelope, whatever their part.
    fn recipients(&self) -> Vec<Fields<'a>> {
        let kinds =
            ["signers", "inPersonSigners", "carbonCopies", "certifiedDeliveries", "agents", "editors"];
        let recipients = self.fields.object("recipients");
        kinds.iter().flat_map(|it| recipients.items(it)).map(Fields::new).collect()
    }
}

/// One line of the audit trail: it alone says from which address.
fn audit_event(event: Fields<'_>, envelope: &Envelope<'_>, reading: &mut Reading<'_>) {
    let field = |name: &str| named(event.items("eventFields"), name);
    let Some(time) = field("logTime") else {
        reading.problem("audit event without `logTime`");
        return;
    };
    let Some(at) = reading.time(&time, &jiff::tz::TimeZone::UTC) else { return };
    let Some(word) = field("Action") else {
        reading.problem("audit event without `Action`");
        return;
    };
    let action = steps::action(&word);
    let mut record = envelope.record(at, action, &word, reading);
    let actor = field("UserName");
    let is_actor = |it: &Fields<'_>| {
        let names = [it.title("name"), it.text("email")];
        actor.as_deref().is_some_and(|actor| names.iter().flatten().any(|it| it.eq_ignore_ascii_case(actor)))
    };
    let signer = envelope.recipients().into_iter().find(is_actor);
    let own = actor.as_deref().filter(|it| it.contains('@')).map(str::to_owned);
    if let Some(signer) = signer {
        let email = signer.text("email").map(Cow::into_owned).or(own);
        record.set("account", email.as_deref());
        record.set("signer_name", signer.title("name").as_deref()).set("signer_email", email);
    } else {
        let is_sender = envelope.fields.title("sender.userName").as_deref() == actor.as_deref();
        let sender = envelope.sender().filter(|_| is_sender && actor.is_some()).map(Cow::into_owned);
        record.set("account", own.or(sender));
        if matches!(action, "viewed" | "signed" | "declined") {
            record.set("signer_name", actor.as_deref());
        }
    }
    record.set("ip", field("ClientIPAddress").and_then(|it| crate::formats::addresses::address(&it)));
    record.set("location", field("GeoLocation").as_deref());
    reading.push(record);
}

/// The value of `[{name, value}]` by its name.
fn named<'a>(fields: &'a [Json], name: &str) -> Option<Cow<'a, str>> {
    let field = fields
        .iter()
        .map(Fields::new)
        .find(|it| it.text("name").is_some_and(|it| it.eq_ignore_ascii_case(name)))?;
    field.text("value")
}

/// The times at each signer, and when the envelope was voided. The API gives no address with them.
fn status_times(envelope: &Envelope<'_>, reading: &mut Reading<'_>) {
    let times = [
        ("sentDateTime", "sent"),
        ("deliveredDateTime", "delivered"),
        ("signedDateTime", "signed"),
        ("declinedDateTime", "declined"),
    ];
    for signer in envelope.recipients() {
        for (name, action) in times {
            let Some(at) = signer.optional_time(&[name], reading) else { continue };
            let mut record = envelope.record(at, action, name, reading);
            let email = signer.text("email");
            let account = if action == "sent" { envelope.sender() } else { email.clone() };
            record.set("account", account.as_deref());
            record.set("signer_name", signer.title("name").as_deref()).set("signer_email", email.as_deref());
            reading.push(record);
        }
    }
    if let Some(at) = envelope.fields.optional_time(&["voidedDateTime"], reading) {
        let mut record = envelope.record(at, "voided", "voidedDateTime", reading);
        record.set("account", envelope.sender().as_deref());
        reading.push(record);
    }
    if envelope.recipients().is_empty()
        && let Some(at) = envelope.fields.optional_time(&["sentDateTime"], reading)
    {
        let mut record = envelope.record(at, "sent", "sentDateTime", reading);
        record.set("account", envelope.sender().as_deref());
        reading.push(record);
    }
}
