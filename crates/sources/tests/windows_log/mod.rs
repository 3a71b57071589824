//! Writes small Windows event logs, so that tests and the proof page have logs of our own.
//!
//! In: events as JSON in the shape of `evtx_dump`, by chunk. Out: the bytes of a log: BinXML without
//! templates, names inline at their first use, no checksums (flagged so, as Windows allows).

use std::collections::HashMap;

use serde_json::Value;

pub const HEADER_BYTES: usize = 4 << 10;
pub const CHUNK_BYTES: usize = 64 << 10;

/// Seconds from 1601, where Windows begins to count, to 1970.
const EPOCH_SECONDS: i64 = 11_644_473_600;

/// A log with these chunks; an empty chunk is all zeros.
pub fn write(chunks: &[Vec<Value>]) -> Vec<u8> {
    let mut res = vec![0; HEADER_BYTES];
    res[..8].copy_from_slice(b"ElfFile\0");
    let last = chunks.len().saturating_sub(1) as u64;
    put(&mut res, 16, &last.to_le_bytes());
    let next_record = chunks.iter().flatten().filter_map(record_id).max().unwrap_or(0) + 1;
    put(&mut res, 24, &next_record.to_le_bytes());
    put(&mut res, 32, &128_u32.to_le_bytes());
    put(&mut res, 36, &1_u16.to_le_bytes());
    put(&mut res, 38, &3_u16.to_le_bytes());
    put(&mut res, 40, &4096_u16.to_le_bytes());
    put(&mut res, 42, &(chunks.len() as u16).to_le_bytes());
    for events in chunks {
        res.extend(chunk(events));
    }
    res
}

fn record_id(event: &Value) -> Option<u64> {
    event["Event"]["System"]["EventRecordID"].as_u64()
}

fn chunk(events: &[Value]) -> Vec<u8> {
    let mut chunk = Chunk { bytes: vec![0; 512], names: HashMap::new() };
    if events.is_empty() {
        return vec![0; CHUNK_BYTES];
    }
    let mut last_at = 0;
    for event in events {
        last_at = chunk.bytes.len();
        chunk.record(event);
    }
    let ids: Vec<u64> = events.iter().filter_map(record_id).collect();
    let free = chunk.bytes.len() as u32;
    let mut bytes = chunk.bytes;
    assert!(bytes.len() <= CHUNK_BYTES, "too much for one chunk");
    bytes.resize(CHUNK_BYTES, 0);
    bytes[..8].copy_from_slice(b"ElfChnk\0");
    for (at, id) in [(8, ids[0]), (16, ids[ids.len() - 1]), (24, ids[0]), (32, ids[ids.len() - 1])] {
        put(&mut bytes, at, &id.to_le_bytes());
    }
    put(&mut bytes, 40, &128_u32.to_le_bytes());
    put(&mut bytes, 44, &(last_at as u32).to_le_bytes());
    put(&mut bytes, 48, &free.to_le_bytes());
    // No checksums.
    put(&mut bytes, 120, &4_u32.to_le_bytes());
    bytes
}

struct Chunk {
    bytes: Vec<u8>,
    /// Where a name stands that was used before.
    names: HashMap<String, u32>,
}

impl Chunk {
    fn record(&mut self, event: &Value) {
        let begin = self.bytes.len();
        let time = event["Event"]["System"]["TimeCreated"]["#attributes"]["SystemTime"].as_str().unwrap();
        let time: jiff::Timestamp = time.parse().unwrap();
        let ticks =
            (time.as_second() + EPOCH_SECONDS) * 10_000_000 + i64::from(time.subsec_nanosecond()) / 100;
        self.bytes.extend(b"**\0\0\0\0\0\0");
        self.bytes.extend(record_id(event).unwrap().to_le_bytes());
        self.bytes.extend(ticks.to_le_bytes());
        self.bytes.extend([0x0f, 1, 1, 0]);
        self.element("Event", &event["Event"]);
        self.bytes.push(0);
        let size = (self.bytes.len() - begin + 4) as u32;
        self.bytes.extend(size.to_le_bytes());
        put(&mut self.bytes, begin + 4, &size.to_le_bytes());
    }

    /// An element; a list is several of the same name.
    fn element(&mut self, name: &str, value: &Value) {
        if let Value::Array(all) = value {
            for value in all {
                self.element(name, value);
            }
            return;
        }
        let attributes = value.get("#attributes").and_then(Value::as_object);
        self.bytes.push(if attributes.is_some() { 0x41 } else { 0x01 });
        let size_at = self.placeholder();
        self.name(name);
        if let Some(attributes) = attributes {
            let list_at = self.placeholder();
            for (idx, (name, value)) in attributes.iter().enumerate() {
                self.bytes.push(if idx + 1 < attributes.len() { 0x46 } else { 0x06 });
                self.name(name);
                self.text(value);
            }
            self.fill(list_at);
        }
        self.bytes.push(0x02);
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match name.as_str() {
                        "#attributes" => {}
                        "#text" => self.text(value),
                        _ => self.element(name, value),
                    }
                }
            }
            Value::Null => {}
            _ => self.text(value),
        }
        self.bytes.push(0x04);
        self.fill(size_at);
    }

    fn text(&mut self, value: &Value) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let units: Vec<u16> = text.encode_utf16().collect();
        self.bytes.extend([0x05, 0x01]);
        self.bytes.extend((units.len() as u16).to_le_bytes());
        self.bytes.extend(units.iter().flat_map(|it| it.to_le_bytes()));
    }

    fn name(&mut self, name: &str) {
        if let Some(at) = self.names.get(name) {
            self.bytes.extend(at.to_le_bytes());
            return;
        }
        let at = self.bytes.len() as u32 + 4;
        self.names.insert(name.to_owned(), at);
        let units: Vec<u16> = name.encode_utf16().collect();
        let hash =
            units.iter().fold(0_u32, |hash, it| hash.wrapping_mul(65_599).wrapping_add(u32::from(*it)));
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend(0_u32.to_le_bytes());
        self.bytes.extend(((hash & 0xffff) as u16).to_le_bytes());
        self.bytes.extend((units.len() as u16).to_le_bytes());
        self.bytes.extend(units.iter().flat_map(|it| it.to_le_bytes()));
        self.bytes.extend([0, 0]);
    }

    fn placeholder(&mut self) -> usize {
        self.bytes.extend([0; 4]);
        self.bytes.len() - 4
    }

    /// Writes how many bytes came after the placeholder.
    fn fill(&mut self, at: usize) {
        let size = (self.bytes.len() - at - 4) as u32;
        put(&mut self.bytes, at, &size.to_le_bytes());
    }
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) {
    bytes[at..at + what.len()].copy_from_slice(what);
}
