//! Reads on in a file that has grown, from where it was read to.
//!
//! In: a file's bytes, and how many of its bytes and lines are known. Out: one report about what is new. Only
//! files that are framed by lines can be read on: JSON lines, and tables, whose header is shown again first.

use std::io::{Cursor, Read, SeekFrom};
use std::sync::Arc;

use model::Place;
use model::dossier::InputReport;

use crate::deliver::deliver;
use crate::formats::json::Wrapping;
use crate::formats::peek::Peeked;
use crate::formats::text;
use crate::formats::unpack::{self, Content, Troubles};
use crate::recognise::{self, Framing};
use crate::{Context, Reading, Sink};

/// Reads only what a file has gained since it was read up to the end of a line: `bytes` and `lines` of it are
/// known. Nothing if the file cannot be read on from there (compressed, not framed by lines, or a format
/// whose lines lean on earlier ones): then it must be read whole.
pub fn read_rest(
    file: &str,
    sha256: &str,
    content: &dyn Content,
    known: ReadTo,
    context: &Context,
    sink: &mut dyn Sink,
) -> Option<InputReport> {
    let troubles = Troubles::default();
    let mut beginning = Peeked::new(unpack::plain(content.open().ok()?, &troubles));
    let head = beginning.peek(recognise::HEAD_BYTES).ok()?;
    let (encoding, _) = text::detect(head.get(..1024).unwrap_or(head));
    if unpack::wrapper(head).is_some() || encoding != text::Encoding::Utf8 {
        return None;
    }
    let header_lines = header_lines(head);
    let claim = *recognise::claims(&mut beginning, file, context).ok()?.first()?;
    // Only what happens is written on: a list of networks is replaced.
    let grows = |it: &&str| model::tables::table(it).is_some_and(|it| it.at.is_some());
    if !claim.source.feeds.iter().any(grows) {
        return None;
    }
    let mut rest = content.open().ok()?;
    let (stream, lines_before): (Box<dyn Read>, u64) = match claim.framing {
        Framing::Json { wrapping: Wrapping::Record, one_line: true } => {
            rest.seek(SeekFrom::Start(known.bytes)).ok()?;
            (Box::new(unpack::plain(rest, &troubles)), known.lines)
        }
        Framing::Csv { .. } => {
            let (header, lines) = header_lines?;
            if header as u64 > known.bytes {
                return None;
            }
            let mut first = vec![0; header];
            rest.read_exact(&mut first).ok()?;
            rest.seek(SeekFrom::Start(known.bytes)).ok()?;
            (Box::new(Cursor::new(first).chain(unpack::plain(rest, &troubles))), known.lines - lines)
        }
        _ => return None,
    };
    let kind = claim.source.id;
    sink.begin(kind);
    let mut reading = Reading::new(context, Arc::from(file), Arc::from(sha256), sink);
    reading.begin_behind(lines_before);
    deliver(&claim, Peeked::new(stream), &mut reading);
    for cause in troubles.take() {
        reading.problem_at(Place::Whole, cause);
    }
    let (records, problems) = (reading.records, reading.problems);
    Some(InputReport {
        file: file.into(),
        sha256: sha256.into(),
        kind: Some(kind),
        records,
        problems,
        reason: None,
    })
}

/// How far a file was read: to the end of that many lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadTo {
    pub bytes: u64,
    pub lines: u64,
}

/// Bytes and lines of a table up to and with its header: the first line that says something, and a line
/// `sep=;` or `#TYPE …` above it. Nothing where the header may run over several lines.
fn header_lines(head: &[u8]) -> Option<(usize, u64)> {
    let mut bytes = 0;
    let mut lines = 0;
    for line in head.split_inclusive(|it| *it == b'\n') {
        if !line.ends_with(b"\n") || line.iter().filter(|it| **it == b'"').count() % 2 == 1 {
            return None;
        }
        bytes += line.len();
        lines += 1;
        let is_before = line.starts_with(b"sep=") || line.starts_with(b"#TYPE ");
        if !line.trim_ascii().is_empty() && !is_before {
            return Some((bytes, lines));
        }
    }
    None
}
