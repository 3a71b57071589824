//! What does one mail say? Shared by mbox, `.eml` and Maildir.
//!
//! In: the bytes of one message. Out: one `mails` record. Links are never fetched; attachments are never
//! written anywhere, and of archives only the names inside are read.

pub(crate) mod archives;
pub(crate) mod dates;
pub(crate) mod headers;
pub(crate) mod links;
pub(crate) mod shares;

use std::net::IpAddr;

use mail_parser::{Address, Encoding, Message, MessageParser, MimeHeaders, PartType};
use model::value::{cut, join_list};
use model::{limits, tables};
use sha2::{Digest, Sha256};

use crate::Reading;
use crate::resume::count;
use headers::Headers;

/// How a mail is kept: it decides which names on the path may be its owner's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kept {
    /// A file of its own; its name says nothing.
    Alone,
    InMailbox,
}

/// Longest HTML that is turned into text, in bytes.
const HTML_BYTES_MAX: usize = 2 << 20;
/// Deepest nesting of mails within mails.
const NESTED_MAX: usize = 8;

pub(crate) fn read(bytes: &[u8], kept: Kept, reading: &mut Reading<'_>) {
    // Single files are sometimes exported with the line that parts messages in a mailbox.
    let bytes = headers::without_border(bytes);
    let raw = Headers::read(bytes);
    let Some(message) = MessageParser::default().parse(bytes) else {
        reading.problem("mail that cannot be read");
        return;
    };

    let mail_id = raw.first("message-id").trim().trim_start_matches('<').trim_end_matches('>').to_owned();
    reading.stand_in_message((!mail_id.is_empty()).then_some(mail_id.as_str()));
    let mut record = reading.record(&tables::MAILS);

    let sent = sent_at(&raw, reading);
    let (text, html) = bodies(&message);
    let body = if text.trim().is_empty() { html_text(&html) } else { text };
    // A mail may have lost its From; the envelope's sender stands in for it.
    let senders = [message.from(), message.sender()].map(first_address);
    let return_path = raw.first("return-path").trim_matches(['<', '>', ' ']).to_lowercase();
    let from_address = senders.into_iter().find(|it| !it.is_empty()).unwrap_or(return_path);
    let from_name = name_of(message.from());
    let reply_to = first_address(message.reply_to());
    let subject = raw.decoded("subject", message.subject().unwrap_or(""));

    let mut attachments: Vec<String> = Vec::new();
    let mut members: Vec<String> = Vec::new();
    let mut budget = archives::Budget::default();
    attached(&message, 0, &mut attachments, &mut members, &mut budget);
    attachments.extend(links::uuencoded(&body));
    if let Some(cause) = budget.trouble {
        reading.problem(cause);
    }

    let origin_ip = ["x-originating-ip", "x-sender-ip", "x-client-ip"]
        .iter()
        .map(|it| raw.first(it))
        .find_map(|it| it.trim().trim_matches(['[', ']', ' ']).parse::<IpAddr>().ok());
    let share = shares::read(&from_address, &from_name, &reply_to, &subject, &body);
    let found_links = links::read(&body, &html);

    record
        .set("mail_id", mail_id.as_str())
        .set("sent_at", sent.at)
        .set("utc_offset_minutes", sent.offset_minutes)
        .set("mailbox", mailbox(reading, kept))
        .set("from_address", from_address.as_str())
        .set("from_name", raw.decoded("from", &from_name))
        .set("reply_to", reply_to.as_str())
        .set("to", addresses(message.to()))
        .set("cc", addresses(message.cc()))
        .set("subject", cut(&subject, limits::FREE_TEXT_BYTES_MAX))
        .set("n_words", count(body.split_whitespace().count()))
        .set("body_digest", digest(&body))
        .set("body", body.trim())
        .set("attachments", join_list(attachments.iter().map(String::as_str)))
        .set("archive_members", join_list(members.iter().map(String::as_str)))
        .set("links", join_list(found_links.iter().map(String::as_str)))
        .set("origin_ip", origin_ip.map(|it| it.to_string()))
        .set("received_ips", join_list(raw.received_ips().iter().map(String::as_str)))
        .set("auth_results", raw.first("authentication-results"))
        .set(
            "user_agent",
            [raw.first("user-agent"), raw.first("x-mailer")]
                .into_iter()
                .find(|it| !it.is_empty())
                .unwrap_or_default(),
        )
        .set("sharer", share.sharer)
        .set("shared_item", share.item)
        .set("product", "mail");

    for cause in troubles(bytes, &message, &raw) {
        reading.problem(cause);
    }
    reading.push(record);
    reading.stand_in_message(None);
}

/// Most multiparts whose closing boundary is looked for.
const BOUNDARIES_MAX: usize = 20;

/// What in a message is not as it should be: each kind once.
fn troubles(bytes: &[u8], message: &Message<'_>, raw: &Headers) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    let mut say = |cause: String| {
        if !res.contains(&cause) {
            res.push(cause);
        }
    };
    for name in ["subject", "from", "to"] {
        if headers::has_open_word(&raw.first(name)) {
            say(format!("encoded word without end in `{name}`"));
        }
    }
    let mut n_boundaries = 0;
    for part in &message.parts {
        let encoding = part.content_transfer_encoding().unwrap_or("");
        if part.encoding == Encoding::Base64 || encoding.eq_ignore_ascii_case("base64") {
            let body = bytes
                .get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)
                .unwrap_or_default();
            if !is_base64(body) {
                say("base64 that is none".to_owned());
            }
        }
        let Some(kind) = part.content_type() else { continue };
        if !kind.ctype().eq_ignore_ascii_case("multipart") {
            continue;
        }
        match kind.attribute("boundary").filter(|it| !it.is_empty()) {
            None => say("multipart without a boundary".to_owned()),
            Some(boundary) => {
                n_boundaries += 1;
                let closing = format!("--{boundary}--");
                if n_boundaries <= BOUNDARIES_MAX
                    && !bytes.windows(closing.len()).any(|it| it == closing.as_bytes())
                {
                    say("multipart without its closing boundary".to_owned());
                }
            }
        }
    }
    res
}

/// Base64, with what mailing programs put around it. What stands behind the padding is a footer.
fn is_base64(body: &[u8]) -> bool {
    let body = match body.windows(4).position(|it| it == b"\r\n--" || it.starts_with(b"\n--")) {
        Some(end) => &body[..end],
        None => body,
    };
    for byte in body {
        match byte {
            b'=' => return true,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'\r' | b'\n' | b' ' | b'\t' => {}
            _ => return false,
        }
    }
    true
}

struct Sent {
    at: Option<model::Timestamp>,
    offset_minutes: Option<i64>,
}

/// Most days by which the sender's clock may differ from that of the servers before it is not believed.
const CLOCK_DAYS_MAX: i64 = 30;

/// The sender's time, else that of the last server that passed the mail on.
fn sent_at(raw: &Headers, reading: &mut Reading<'_>) -> Sent {
    let received =
        raw.all("received").filter_map(|it| dates::parse(it.rsplit(';').next().unwrap_or("")).ok()).next();
    let received = received.map(|it| it.at);
    let date = raw.first("date");
    if date.trim().is_empty() {
        return Sent { at: received, offset_minutes: None };
    }
    match dates::parse(&date) {
        Ok(sent) => {
            if let Some(received) = received
                && (sent.at.duration_since(received).as_hours() / 24).abs() > CLOCK_DAYS_MAX
            {
                reading.notice("Date is more than 30 days from the time of receipt; the latter is used");
                return Sent { at: Some(received), offset_minutes: sent.offset_minutes };
            }
            if sent.offset_minutes.is_none() {
                reading.notice("Date without an offset is read as UTC");
            }
            Sent { at: Some(sent.at), offset_minutes: sent.offset_minutes }
        }
        Err(cause) => {
            reading.problem(format!("Date: {cause}"));
            Sent { at: received, offset_minutes: None }
        }
    }
}

/// Plain text and HTML of all parts that are shown.
fn bodies(message: &Message<'_>) -> (String, String) {
    let mut text = String::new();
    let mut html = String::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(it) => push_limited(&mut text, it, limits::CELL_BYTES_MAX),
            PartType::Html(it) => push_limited(&mut html, it, HTML_BYTES_MAX),
            _ => {}
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(it) = &part.body
            && !html.contains(it.as_ref())
        {
            push_limited(&mut html, it, HTML_BYTES_MAX);
        }
    }
    (text, html)
}

fn push_limited(to: &mut String, text: &str, limit: usize) {
    let free = limit.saturating_sub(to.len());
    if !to.is_empty() && free > 0 {
        to.push('\n');
    }
    to.push_str(cut(text, free));
}

fn html_text(html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    let text = mail_parser::decoders::html::html_to_text(html);
    cut(&text, limits::CELL_BYTES_MAX).to_owned()
}

/// The same words give the same digest, however they are cased and wrapped.
fn digest(body: &str) -> String {
    let normal = body.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    if normal.is_empty() {
        return String::new();
    }
    Sha256::digest(normal.as_bytes()).iter().map(|it| format!("{it:02x}")).collect()
}

/// Names of what is attached, here and in mails that are attached themselves.
fn attached(
    message: &Message<'_>,
    depth: usize,
    names: &mut Vec<String>,
    members: &mut Vec<String>,
    budget: &mut archives::Budget,
) {
    for part in message.attachments().take(limits::ATTACHMENTS_PER_MAIL_MAX) {
        if names.len() >= limits::ATTACHMENTS_PER_MAIL_MAX {
            return;
        }
        if let Some(name) = part.attachment_name() {
            names.push(name.to_owned());
        }
        match &part.body {
            PartType::Message(inner) if depth < NESTED_MAX => {
                attached(inner, depth + 1, names, members, budget)
            }
            PartType::Binary(it) | PartType::InlineBinary(it) => archives::names(it, "", 0, members, budget),
            _ => {}
        }
    }
}

fn addresses(address: Option<&Address<'_>>) -> String {
    let found: Vec<String> =
        address.into_iter().flat_map(Address::iter).filter_map(|it| it.address()).map(normal).collect();
    join_list(found.iter().map(String::as_str))
}

fn first_address(address: Option<&Address<'_>>) -> String {
    address.into_iter().flat_map(Address::iter).find_map(|it| it.address()).map(normal).unwrap_or_default()
}

fn name_of(address: Option<&Address<'_>>) -> String {
    address.into_iter().flat_map(Address::iter).find_map(|it| it.name()).unwrap_or("").trim().to_owned()
}

fn normal(address: &str) -> String {
    address.trim().trim_matches(['<', '>', '\'', '"']).to_lowercase()
}

/// The owner whom the path names: the mailbox's own name, else the nearest folder that is no part of a mailbox.
fn mailbox(reading: &Reading<'_>, kept: Kept) -> String {
    /// Folders within somebody's mailbox.
    const WITHIN: &[&str] = &[
        "inbox",
        "sent",
        "sent items",
        "sent mail",
        "sent-mail",
        "sent messages",
        "outbox",
        "drafts",
        "archive",
        "all",
        "all mail",
        "junk",
        "spam",
        "trash",
        "deleted items",
        "cur",
        "new",
        "tmp",
        "maildir",
        "mbox",
        "messages",
    ];
    /// Folders that hold mails or mailboxes of many.
    const OF_MANY: &[&str] = &[
        "mail",
        "mails",
        "email",
        "emails",
        "eml",
        "mboxes",
        "mailboxes",
        "archives",
        "reported",
        "phishing",
        "abuse",
        "quarantine",
        "export",
        "exports",
        "input",
        "users",
        "data",
        "takeout",
        "received",
        "evidence",
    ];
    let hints = reading.hints();
    let is_single = kept == Kept::Alone || reading.file().to_lowercase().ends_with(".eml");
    let skip = usize::from(is_single);
    for hint in hints.into_iter().skip(skip) {
        let name = hint.trim().trim_start_matches('.');
        let name = name.strip_suffix(".mbox").or_else(|| name.strip_suffix(".zip")).unwrap_or(name);
        let lower = name.to_lowercase();
        if OF_MANY.contains(&lower.as_str()) {
            break;
        }
        let may_be_owner = name.chars().any(char::is_alphabetic) && !name.contains(' ');
        if may_be_owner && !WITHIN.contains(&lower.as_str()) {
            return name.to_owned();
        }
    }
    String::new()
}
