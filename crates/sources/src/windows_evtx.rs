//! Windows event logs as Windows keeps them (`.evtx`).
//!
//! In: the bytes of the log: a header of 4 KiB, then chunks of 64 KiB, each complete in itself. They are
//! read one at a time, so that a log of any size needs the memory of one chunk. Out: `endpoint_events`,
//! and the raw event for Sigma rules. A damaged chunk or record costs only itself and is a problem.

use std::error::Error;
use std::io::Read;
use std::sync::Arc;

use evtx::err::EvtxError;
use evtx::{EvtxChunkData, EvtxRecord, ParserSettings};
use model::{Place, value};

use crate::windows::{self, Event};
use crate::{Reading, Shape, Source};

const HEADER_BYTES: usize = 4 << 10;
const CHUNK_BYTES: usize = 64 << 10;
const CHUNK_HEADER_BYTES: usize = 512;

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
    let mut piece = vec![0; CHUNK_BYTES];
    match fill(bytes, &mut piece[..HEADER_BYTES]) {
        Ok(HEADER_BYTES) => {}
        Ok(_) => return reading.problem("the log ends inside its header"),
        Err(cause) => return reading.problem(format!("cannot be read on: {cause}")),
    }
    let settings = Arc::new(ParserSettings::new().indent(false));
    let mut number = 0_u64;
    loop {
        reading.stand_at(Place::Whole);
        let got = match fill(bytes, &mut piece) {
            Ok(0) => return,
            Ok(got) => got,
            Err(cause) => return reading.problem(format!("cannot be read on: {cause}")),
        };
        // Logs are laid out in advance: chunks not yet written are zeros.
        let is_empty = piece[..got].iter().all(|it| *it == 0);
        if got < CHUNK_BYTES && !is_empty {
            reading.problem(format!("the log ends inside chunk {number}; its first records are read"));
            piece[got..].fill(0);
        }
        if !is_empty {
            let end = if got < CHUNK_BYTES { got } else { CHUNK_BYTES };
            chunk(std::mem::replace(&mut piece, vec![0; CHUNK_BYTES]), number, end, &settings, reading);
        }
        if got < CHUNK_BYTES {
            return;
        }
        number += 1;
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
    let parsed = match serde_json::from_slice(&rendered) {
        Ok(found) => found,
        Err(cause) => return reading.problem(format!("damaged record: {cause}")),
    };
    let Some(mut event) = Event::from_rendered(&parsed) else {
        return reading.problem("damaged record: no `Event.System`");
    };
    // The record's frame says when it was written, and its number, even where its text does not.
    event.record_id = event.record_id.or(Some(id));
    if !matches!(event.happened_at(), Ok(Some(_))) {
        event.written_at = Some(written_at.to_string());
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
