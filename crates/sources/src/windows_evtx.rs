//! Windows event logs as Windows keeps them (`.evtx`).
//!
//! In: the bytes of the log: a header of 4 KiB, then chunks of 64 KiB, each complete in itself. They are
//! read a few at a time, so that a log of any size needs the memory of a few chunks. Out: `endpoint_events`,
//! and the raw event for Sigma rules. A damaged chunk or record costs only itself and is a problem.

use std::error::Error;
use std::io::Read;
use std::sync::Arc;

use evtx::err::EvtxError;
use evtx::{EvtxChunkData, EvtxRecord, ParserSettings};
use model::{Json, Place, value};

use crate::deliver::guarded;
use crate::formats::text;
use crate::stretches::read_stretches;
use crate::windows::{self, Event};
use crate::{Reading, Shape, Source};

const HEADER_BYTES: usize = 4 << 10;
const CHUNK_BYTES: usize = 64 << 10;
const CHUNK_HEADER_BYTES: usize = 512;
/// Chunks of one stretch, which one thread reads.
const STRETCH_CHUNKS: usize = 4;

pub static SOURCE: Source = Source {
    id: "windows_evtx",
    title: "Windows event log (EVTX)",
    feeds: &["endpoint_events", "remote_sessions"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("windows_evtx.md"),
};

fn sniff(start: &[u8]) -> bool {
    start.starts_with(b"ElfFile\0")
}

fn read(bytes: &mut dyn Read, reading: &mut Reading<'_>) {
    let mut header = [0; HEADER_BYTES];
    match fill(bytes, &mut header) {
        Ok(HEADER_BYTES) => {}
        Ok(_) => return reading.problem("the log ends inside its header"),
        Err(cause) => return reading.problem(format!("cannot be read on: {cause}")),
    }
    let settings = Arc::new(ParserSettings::new().indent(false));
    let mut chunks = Chunks { bytes, number: 0, ended: false };
    let next = || {
        let pieces: Vec<Piece> = chunks.by_ref().take(STRETCH_CHUNKS).collect();
        (!pieces.is_empty()).then_some(pieces)
    };
    read_stretches(reading, next, |pieces, reading| {
        for piece in pieces {
            reading.stand_at(Place::Whole);
            // A mistake in one chunk must not cost the others.
            guarded(reading, |reading| read_piece(piece, &settings, reading));
        }
    });
}

/// What comes next in a log.
enum Piece {
    /// A chunk, and where its bytes end, if the log was cut there.
    Chunk {
        number: u64,
        bytes: Vec<u8>,
        end: usize,
    },
    Trouble(String),
}

/// The chunks of a log, but those that were laid out in advance and not yet written: they are zeros.
struct Chunks<'a> {
    bytes: &'a mut dyn Read,
    number: u64,
    ended: bool,
}

impl Iterator for Chunks<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while !self.ended {
            let mut bytes = vec![0; CHUNK_BYTES];
            let end = match fill(self.bytes, &mut bytes) {
                Ok(end) => end,
                Err(cause) => {
                    self.ended = true;
                    return Some(Piece::Trouble(format!("cannot be read on: {cause}")));
                }
            };
            self.ended = end < CHUNK_BYTES;
            let number = self.number;
            self.number += 1;
            if bytes.iter().any(|it| *it != 0) {
                return Some(Piece::Chunk { number, bytes, end });
            }
        }
        None
    }
}

fn read_piece(piece: Piece, settings: &Arc<ParserSettings>, reading: &mut Reading<'_>) {
    match piece {
        Piece::Trouble(cause) => reading.problem(cause),
        Piece::Chunk { number, bytes, end } => {
            if end < CHUNK_BYTES {
                reading.problem(format!("the log ends inside chunk {number}; its first records are read"));
            }
            chunk(bytes, number, end, settings, reading);
        }
    }
}

/// One chunk. `end` is where its bytes end, if the log was cut there.
fn chunk(bytes: Vec<u8>, number: u64, end: usize, settings: &Arc<ParserSettings>, reading: &mut Reading<'_>) {
    if end < CHUNK_HEADER_BYTES {
        return;
    }
    let cut = end < CHUNK_BYTES;
    let mut data = match EvtxChunkData::new(bytes, false) {
        Ok(found) => found,
        Err(cause) => return reading.problem(format!("chunk {number} is damaged: {}", in_full(&cause))),
    };
    data.number = Some(number);
    let mut chunk = match data.parse(settings.clone()) {
        Ok(found) => found,
        Err(cause) => return reading.problem(format!("chunk {number} is damaged: {}", in_full(&cause))),
    };
    for found in chunk.iter() {
        match found {
            // Of a record that the cut went through, the rest would be made up.
            Ok(found) if found.binxml_offset + u64::from(found.binxml_size) > end as u64 => return,
            Ok(found) => record(found, reading),
            // What was cut away has been said once.
            Err(_) if cut => return,
            Err(cause) => damaged(&cause, reading),
        }
    }
}

fn record(record: EvtxRecord<'_>, reading: &mut Reading<'_>) {
    let id = record.event_record_id;
    let written_at = record.timestamp;
    reading.stand_at(Place::Record(id));
    let rendered = match record.into_json_bytes() {
        Ok(found) => found.data,
        Err(cause) => return damaged(&cause, reading),
    };
    let (rendered, _) = text::checked(&rendered);
    let parsed = match Json::parse(&rendered) {
        Ok(found) => found,
        Err(cause) => return reading.problem(format!("damaged record: {cause}")),
    };
    let Some(mut event) = Event::from_rendered(&parsed) else {
        return reading.problem("damaged record: no `Event.System`");
    };
    // The record's frame says when it was written, and its number, even where its text does not.
    event.record_id = event.record_id.or(Some(id));
    if !matches!(event.happened_at(), Ok(Some(_))) {
        event.written_at = Some(written_at.to_string().into());
    }
    windows::read(&event, reading);
}

fn damaged(cause: &EvtxError, reading: &mut Reading<'_>) {
    if let EvtxError::FailedToParseRecord { record_id, .. } = cause {
        reading.stand_at(Place::Record(*record_id));
    } else {
        reading.stand_at(Place::Whole);
    }
    reading.problem(format!("damaged record: {}", in_full(cause)));
}

/// An error with what lies under it, in one line of bounded length.
fn in_full(cause: &dyn Error) -> String {
    let mut res = cause.to_string();
    let mut below = cause.source();
    while let Some(cause) = below {
        let text = cause.to_string();
        if !res.contains(&text) {
            res.push_str(": ");
            res.push_str(&text);
        }
        below = cause.source();
    }
    let res: String = res.split_whitespace().collect::<Vec<_>>().join(" ");
    value::cut(&res, 300).to_owned()
}

/// Reads until the piece is full or the bytes end, and says how many there were.
fn fill(bytes: &mut dyn Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < piece.len() {
        match bytes.read(&mut piece[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(got)
}
