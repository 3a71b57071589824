//! Mailboxes in one file (mbox).
//!
//! Messages are parted by lines that begin with `From `; one message is held at a time.

use std::io::{BufRead, BufReader, Read};

use model::{Place, limits};

use crate::{Reading, Shape, Source, mail};

pub static SOURCE: Source = Source {
    id: "mail_mbox",
    title: "Mail, mbox",
    feeds: &["mails"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("mail_mbox.md"),
};

fn sniff(bytes: &[u8]) -> bool {
    let Some(end) = bytes.iter().position(|it| *it == b'\n') else { return false };
    is_border(&bytes[..end]) && mail::headers::begins_as_mail(&bytes[end + 1..])
}

/// `From sender@example.org Mon Jul  6 14:04:00 2026`: a day and a year behind the sender, so that a sentence
/// that begins with "From" and was not quoted does not part a message. Some programs leave out the blank line
/// before it.
fn is_border(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = String::from_utf8_lossy(rest);
    let has_day = rest.split_whitespace().any(|it| DAYS.contains(&it.trim_end_matches(',')));
    let has_year = rest.split_whitespace().any(|it| {
        it.len() == 4
            && (it.starts_with("19") || it.starts_with("20"))
            && it.bytes().all(|it| it.is_ascii_digit())
    });
    has_day && has_year && rest.contains(':')
}

const DAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn read(stream: &mut dyn Read, reading: &mut Reading<'_>) {
    let mut lines = BufReader::new(stream);
    let mut message: Vec<u8> = Vec::new();
    let mut begins_at: Option<u64> = None;
    let mut number = 0;
    let mut too_long = false;
    let mut line: Vec<u8> = Vec::new();
    loop {
        line.clear();
        let whole = match read_line(&mut lines, &mut line) {
            Ok(Some(whole)) => whole,
            Ok(None) => break,
            Err(cause) => {
                reading.stand_at(Place::Line(number + 1));
                reading.problem(format!("the file breaks off: {cause}"));
                break;
            }
        };
        number += 1;
        let bare = line.trim_ascii_end();
        if is_border(bare) {
            finish(&mut message, begins_at, too_long, reading);
            begins_at = Some(number);
            too_long = false;
            continue;
        }
        if begins_at.is_none() {
            continue;
        }
        // One `>` was put before each line that begins with `From `, however many stood there.
        let unquoted = line.iter().position(|it| *it != b'>').unwrap_or(0);
        let stuffed = unquoted > 0 && line.get(unquoted..).is_some_and(|it| it.starts_with(b"From "));
        let text = if stuffed { line.get(1..).unwrap_or(&line) } else { &line };
        if !whole || (message.len() + text.len()) as u64 > limits::DOCUMENT_BYTES_MAX {
            too_long = true;
        } else if !too_long {
            message.extend_from_slice(text);
        }
    }
    finish(&mut message, begins_at, too_long, reading);
}

/// One line with its end; `false` when it was longer than is held, and the rest was passed over.
fn read_line(stream: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    let limit = limits::LINE_BYTES_MAX as u64;
    if stream.by_ref().take(limit).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.ends_with(b"\n") || (line.len() as u64) < limit {
        return Ok(Some(true));
    }
    stream.skip_until(b'\n')?;
    Ok(Some(false))
}

fn finish(message: &mut Vec<u8>, begins_at: Option<u64>, too_long: bool, reading: &mut Reading<'_>) {
    let Some(begins_at) = begins_at else { return };
    reading.stand_at(Place::Line(begins_at));
    if too_long {
        reading.problem(format!(
            "mail longer than {} MiB; its beginning is read",
            limits::DOCUMENT_BYTES_MAX >> 20
        ));
    }
    mail::read(message, mail::Kept::InMailbox, reading);
    message.clear();
}
