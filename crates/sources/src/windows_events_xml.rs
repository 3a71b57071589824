//! Windows events as XML: of `wevtutil`, the Event Viewer, or a collector of forwarded events.
//!
//! In: text with `Event` elements in it, one a line, all on one line, or indented. Out: `endpoint_events`, and
//! the raw event for Sigma rules. One event is held at a time; one that is broken costs only itself.

use std::io::Read;

use model::{Place, limits};

use crate::formats::text::{self, Utf8Reader};
use crate::windows::{self, xml};
use crate::{Reading, Shape, Source};

const NAMESPACE: &str = "schemas.microsoft.com/win/2004/08/events/event";
const END: &[u8] = b"</Event>";

pub static SOURCE: Source = Source {
    id: "windows_events_xml",
    title: "Windows events as XML",
    feeds: &["endpoint_events", "remote_sessions"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("windows_events_xml.md"),
};

fn sniff(start: &[u8]) -> bool {
    let Some(text) = text::decode_head(start) else { return false };
    let begins = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    begins.starts_with('<')
        && text.contains(NAMESPACE)
        && text.contains("<System>")
        && find_start(text.as_bytes()).is_some()
}

fn read(bytes: &mut dyn Read, reading: &mut Reading<'_>) {
    // The mark of the encoding stands in the first bytes, which must not be lost.
    let mut head = vec![0; 1024];
    let got = match fill(bytes, &mut head) {
        Ok(got) => got,
        Err(cause) => return reading.problem(format!("cannot be read: {cause}")),
    };
    head.truncate(got);
    let (encoding, mark) = text::detect(&head);
    let mut stream = Utf8Reader::new(head[mark.min(got)..].chain(bytes), encoding);
    let mut held: Vec<u8> = Vec::new();
    let mut line = 1_u64;
    let mut piece = vec![0; 64 << 10];
    // Where in `held` an end may still be found: what lies before has been looked at.
    let mut looked_at = 0;
    loop {
        let got = match stream.read(&mut piece) {
            Ok(got) => got,
            Err(cause) => {
                reading.problem(format!("cannot be read on: {cause}"));
                0
            }
        };
        held.extend_from_slice(&piece[..got]);
        while let Some(end) = find(&held[looked_at..], END).map(|it| looked_at + it + END.len()) {
            one(&held[..end], line, reading);
            line += lines(&held[..end]);
            held.drain(..end);
            looked_at = 0;
        }
        looked_at = held.len().saturating_sub(END.len());
        if got == 0 {
            break;
        }
        if held.len() > limits::LINE_BYTES_MAX {
            reading.stand_at(Place::Line(line));
            reading.problem(format!("event longer than {} MiB", limits::LINE_BYTES_MAX >> 20));
            line += lines(&held);
            held.clear();
            looked_at = 0;
        }
    }
    if let Some(start) = find_start(&held) {
        reading.stand_at(Place::Line(line + lines(&held[..start])));
        reading.problem("event cut off");
    }
}

/// What lies before an event's end: the event, and what stands between events. An event that has no end
/// ends where the next begins.
fn one(held: &[u8], line: u64, reading: &mut Reading<'_>) {
    let mut from = 0;
    let mut start = None;
    while let Some(found) = find_start(&held[from..]).map(|it| from + it) {
        if let Some(before) = start.replace(found) {
            reading.stand_at(Place::Line(line + lines(&held[..before])));
            reading.problem("event cut off");
        }
        from = found + 6;
    }
    let Some(start) = start else { return };
    reading.stand_at(Place::Line(line + lines(&held[..start])));
    let (text, is_utf8) = text::checked(&held[start..]);
    if !is_utf8 {
        reading.problem("not UTF-8; read with \u{fffd} in its place");
    }
    match xml::event(&text) {
        Ok(event) => windows::read(&event, reading),
        Err(cause) => reading.problem(cause),
    }
}

/// `<Event` and no longer name (`<Events>`, `<EventData>`, `<EventID>`).
fn find_start(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = find(&bytes[from..], b"<Event").map(|it| from + it) {
        match bytes.get(found + 6) {
            Some(b' ' | b'>' | b'\t' | b'\r' | b'\n') => return Some(found),
            _ => from = found + 6,
        }
    }
    None
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|it| it == what)
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|it| **it == b'\n').count() as u64
}

fn fill(bytes: &mut dyn Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < piece.len() {
        match bytes.read(&mut piece[got..])? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}
