//! Mail: reported messages as `.eml`, sent items as mbox.

use jiff::Timestamp;

use crate::calendar::{local, utc};
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// A message.
pub(crate) struct Mail<'a> {
    pub(crate) from_name: &'a str,
    pub(crate) from: &'a str,
    pub(crate) to: &'a [String],
    pub(crate) subject: &'a str,
    pub(crate) body: &'a str,
    pub(crate) ip: &'a str,
    pub(crate) client: &'a str,
    pub(crate) zone: &'static str,
    pub(crate) attachment: Option<(&'a str, Vec<u8>)>,
}

/// A message somebody reported, as a file of its own.
pub(crate) fn reported(world: &mut World, at: Timestamp, mail: &Mail) -> RecordId {
    let number = world.id("");
    let file = format!("mail/reported/{}-{number}.eml", utc(at, "%Y%m%d"));
    let text = message(world, at, mail);
    world.shelf.state(&file, Framing::Bare, at, text)
}

/// A message in the sent items of a person who works here.
pub(crate) fn sent(world: &mut World, at: Timestamp, mail: &Mail) -> RecordId {
    let file = format!("mail/sent/{}.mbox", mail.from.split('@').next().unwrap_or("unknown"));
    let text = message(world, at, mail);
    let stuffed = text.replace("\nFrom ", "\n>From ");
    let entry = format!("From {} {}\n{stuffed}\n", mail.from, utc(at, "%a %b %d %H:%M:%S %Y"));
    world.shelf.trace(&file, Framing::Bare, at, entry)
}

fn message(world: &mut World, at: Timestamp, mail: &Mail) -> String {
    let domain = mail.from.rsplit('@').next().unwrap_or("example.com");
    let date = local(at, mail.zone, "%a, %d %b %Y %H:%M:%S %z");
    let mut text = format!(
        "Received: from client (unknown [{}]) by mx.{} with ESMTPSA id {}; {}\nReturn-Path: <{}>\nFrom: {} <{}>\nTo: {}\nSubject: {}\nDate: {date}\nMessage-ID: <{}@{domain}>\nX-Mailer: {}\nX-Originating-IP: [{}]\nMIME-Version: 1.0\n",
        mail.ip,
        world.firm.domain,
        world.dice.hex(10),
        utc(at, "%a, %d %b %Y %H:%M:%S +0000"),
        mail.from,
        mail.from_name,
        mail.from,
        mail.to.join(", "),
        mail.subject,
        world.dice.hex(16),
        mail.client,
        mail.ip
    );
    match &mail.attachment {
        None => {
            text.push_str("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n");
            text.push_str(mail.body.trim_end());
            text.push('\n');
        }
        Some((name, bytes)) => {
            let boundary = format!("=_{}", world.dice.hex(24));
            text.push_str(&format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n--{boundary}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n\n", mail.body.trim_end()));
            text.push_str(&format!("--{boundary}\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"{name}\"\n\n{}--{boundary}--\n", base64(bytes)));
        }
    }
    text
}

/// Base64 with lines of 76 characters, as mail wants it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    let mut column = 0;
    for chunk in bytes.chunks(3) {
        let mut group = 0u32;
        for place in 0..3 {
            group = group << 8 | u32::from(chunk.get(place).copied().unwrap_or(0));
        }
        for place in 0..4 {
            let letter = ALPHABET[(group >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
        column += 4;
        if column == 76 {
            text.push('\n');
            column = 0;
        }
    }
    if column > 0 {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_pads_what_is_left_over() {
        assert_eq!(super::base64(b"Man"), "TWFu\n");
        assert_eq!(super::base64(b"Ma"), "TWE=\n");
        assert_eq!(super::base64(b"M"), "TQ==\n");
    }
}
