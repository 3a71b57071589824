//! The header lines of a mail as they stand, beside what the MIME parser makes of them.
//!
//! In: bytes. Out: names in lower case with unfolded values; bytes that are not UTF-8 are decoded, not lost.

use std::net::IpAddr;
use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1252};
use regex::Regex;

/// Most bytes of headers that are looked at.
const HEADER_BYTES_MAX: usize = 256 << 10;
/// Most header lines that are kept.
const HEADERS_MAX: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Headers {
    entries: Vec<(String, String)>,
    /// Names of headers that hold raw bytes in another encoding.
    raw_names: Vec<String>,
}

impl Headers {
    pub fn read(bytes: &[u8]) -> Headers {
        let bytes = bytes.get(..HEADER_BYTES_MAX).unwrap_or(bytes);
        let mut unfolded: Vec<Vec<u8>> = Vec::new();
        for line in lines(bytes) {
            if line.is_empty() || unfolded.len() >= HEADERS_MAX {
                break;
            }
            match (line.first(), unfolded.last_mut()) {
                (Some(b' ' | b'\t'), Some(last)) => {
                    last.push(b' ');
                    last.extend_from_slice(line.trim_ascii());
                }
                _ => unfolded.push(line.to_vec()),
            }
        }
        let mut res = Headers::default();
        let charset = unfolded.iter().find_map(|it| charset(&String::from_utf8_lossy(it)));
        for line in unfolded {
            let Some(colon) = line.iter().position(|it| *it == b':') else { continue };
            let (name, value) = line.split_at(colon);
            let name = String::from_utf8_lossy(name).trim().to_lowercase();
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            let value = match std::str::from_utf8(value) {
                Ok(it) => it.to_owned(),
                Err(_) => {
                    res.raw_names.push(name.clone());
                    let encoding = charset.filter(|it| it.is_ascii_compatible()).unwrap_or(WINDOWS_1252);
                    encoding.decode_without_bom_handling(value).0.into_owned()
                }
            };
            res.entries.push((name, value));
        }
        res
    }

    /// All values of a header, from the top.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.entries.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// The topmost value, else empty.
    pub fn first(&self, name: &str) -> String {
        self.all(name).next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What the parser decoded, but for headers with raw bytes, whose encoding it cannot know.
    pub fn decoded(&self, name: &str, parsed: &str) -> String {
        if !self.raw_names.iter().any(|it| it == name) {
            return parsed.trim().to_owned();
        }
        let value = self.first(name);
        if name == "from" {
            return value.split('<').next().unwrap_or("").trim().trim_matches('"').to_owned();
        }
        value
    }

    /// The addresses that servers say they got the mail from, from the nearest outwards.
    pub fn received_ips(&self) -> Vec<String> {
        static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?i)(?:IPv6:)?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})").ok()
        });
        let Some(expression) = ADDRESS.as_ref() else { return Vec::new() };
        let mut res: Vec<String> = Vec::new();
        for hop in self.all("received").take(100) {
            let from = hop.split(" by ").next().unwrap_or(hop);
            if !from.trim_start().to_lowercase().starts_with("from") {
                continue;
            }
            // What stands in brackets is what the server saw; the name before it is what it was told.
            let addresses =
                expression.captures_iter(from).filter_map(|it| it.get(1)?.as_str().parse::<IpAddr>().ok());
            if let Some(address) = addresses.last().map(|it| it.to_string())
                && !res.contains(&address)
            {
                res.push(address);
            }
        }
        res
    }
}

/// Lines that end with `\n`, `\r\n` or a bare `\r`.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(end);
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind.get(1..).unwrap_or_default());
        Some(line)
    })
}

fn charset(header: &str) -> Option<&'static Encoding> {
    let header = header.to_lowercase();
    if !header.starts_with("content-type:") {
        return None;
    }
    let (_, value) = header.split_once("charset")?;
    let label = value.trim_start_matches([' ', '=', '"', '\'']).split(['"', ';', ' ', '\'']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Without the `From ` line that parts messages of a mailbox, and without blank lines before the headers.
pub(crate) fn without_border(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    while rest.starts_with(b"From ") || rest.starts_with(b">From ") {
        let Some(end) = rest.iter().position(|it| matches!(it, b'\n' | b'\r')) else { return rest };
        rest = rest.get(end..).unwrap_or_default().trim_ascii_start();
    }
    rest
}

/// Headers that stand on top of mails.
const OF_MAIL: &[&str] = &[
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "reply-to",
    "content-type",
    "sender",
    "dkim-signature",
    "authentication-results",
    "arc-seal",
    "list-id",
    "content-transfer-encoding",
    "x-originating-ip",
    "x-mailer",
    "user-agent",
    "in-reply-to",
    "references",
    "envelope-to",
    "received-spf",
    "status",
    "x-received",
    "bcc",
    "x-envelope-from",
    "thread-topic",
];

/// Whether bytes begin with at least two header lines of mail and with nothing else.
pub(crate) fn begins_as_mail(bytes: &[u8]) -> bool {
    let bytes = bytes.get(..64 << 10).unwrap_or(bytes);
    // A mailbox is for the reader of mailboxes.
    let mut known: Vec<&str> = Vec::new();
    for line in lines(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        if line.is_empty() {
            break;
        }
        if matches!(line.first(), Some(b' ' | b'\t')) {
            continue;
        }
        let Some(colon) = line.iter().position(|it| *it == b':') else { break };
        let name = String::from_utf8_lossy(&line[..colon]).trim().to_lowercase();
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_graphic()) {
            break;
        }
        if let Some(name) = OF_MAIL.iter().find(|it| **it == name)
            && !known.contains(name)
        {
            known.push(name);
        }
    }
    let has_sender =
        known.iter().any(|it| matches!(*it, "from" | "received" | "return-path" | "message-id" | "sender"));
    has_sender && known.len() >= 2
}

/// An encoded word (`=?utf-8?B?…?=`) that never ends.
pub(crate) fn has_open_word(value: &str) -> bool {
    static OPEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"=\?[A-Za-z0-9_*-]+\?[bBqQ]\?").ok());
    static WHOLE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"=\?[A-Za-z0-9_*-]+\?[bBqQ]\?[^?]*\?=").ok());
    let (Some(open), Some(whole)) = (OPEN.as_ref(), WHOLE.as_ref()) else { return false };
    open.find_iter(value).count() > whole.find_iter(value).count()
}
