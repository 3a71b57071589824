//! Which source reads a file: told by its first bytes, never by its name.
//!
//! In: the beginning of a stream, and the policy's header maps. Out: one source and how to frame the bytes,
//! or a plain reason why nobody reads it.
//!
//! Shapes are asked from the strictest to the loosest: JSON, tables, lines, then streams and documents;
//! within a shape the first source of `SOURCES` that claims the file gets it. Proof pages are tested to be
//! claimed once only.

use std::io::Read;

use model::{Json, limits};

use crate::formats::json::{self, Piece, Splitter, Wrapping};
use crate::formats::peek::Peeked;
use crate::formats::{csv, text};
use crate::{Context, Header, SOURCES, Shape, Source};

/// How much of a file is looked at first; JSON and tables may need more until a first record is whole.
pub const HEAD_BYTES: usize = 64 << 10;
/// Records of a JSON file, and lines of a text, that are shown to sources.
const FIRST_FEW: usize = 50;

/// A source that reads a file, and how its bytes are framed.
#[derive(Clone, Copy)]
pub struct Claim {
    pub source: &'static Source,
    pub framing: Framing,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Framing {
    Json { wrapping: Wrapping, one_line: bool },
    Csv { delimiter: u8 },
    Lines,
    Stream,
    Document,
}

/// Every source that claims the file, within the shape that gets it; the first one reads it.
pub fn claims(stream: &mut Peeked<'_>, file: &str, context: &Context) -> Result<Vec<Claim>, String> {
    let head = stream.peek(HEAD_BYTES).map_err(|it| format!("cannot be read: {it}"))?;
    if head.is_empty() {
        return Err("empty".to_owned());
    }
    let Some(decoded) = text::decode_head(head) else {
        let head = head.to_vec();
        return bytes_claims(&head).ok_or_else(|| format!("binary, begins with `{}`", begins(&head)));
    };
    if decoded.trim().is_empty() && stream.ended() {
        return Err("empty".to_owned());
    }
    let is_json = decoded.trim_start().starts_with(['{', '[']);
    // JSON among other lines: a program's messages between its results.
    let has_json_lines = !is_json && json::is_one_line(&decoded);
    if is_json || has_json_lines {
        for bytes in [HEAD_BYTES, 1 << 20, limits::LINE_BYTES_MAX] {
            let longer = stream.peek(bytes).unwrap_or_default();
            let longer = text::decode_head(longer).unwrap_or_default();
            let found = json_claims(&longer);
            if !found.is_empty() {
                return Ok(found);
            }
            if stream.ended() {
                break;
            }
        }
    }
    let table = csv_claims(&decoded, stream.ended(), file, context);
    if let Ok(found) = &table
        && !found.is_empty()
    {
        return table;
    }
    let found = line_claims(&decoded, stream.ended());
    if !found.is_empty() {
        return Ok(found);
    }
    if let Some(found) = bytes_claims(stream.seen()) {
        return Ok(found);
    }
    if is_json {
        return Err(json_reason(&decoded));
    }
    match table {
        Err(reason) => Err(reason),
        Ok(_) => {
            let first = decoded.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
            Err(format!("text, first line `{}`", text::shown(first.trim(), 80)))
        }
    }
}

/// Those who claim a document that must be seen whole, as one in a ZIP container.
pub fn document_claims(document: &[u8]) -> Option<Vec<Claim>> {
    bytes_claims(document)
}

/// Those who find their mark at the end of a binary file that nobody claimed by its beginning.
pub fn tail_claims(tail: &[u8]) -> Option<Vec<Claim>> {
    bytes_claims(tail)
}

fn bytes_claims(bytes: &[u8]) -> Option<Vec<Claim>> {
    let mut res = Vec::new();
    for source in SOURCES {
        let framing = match &source.shape {
            Shape::Stream { sniff, .. } if sniff(bytes) => Framing::Stream,
            Shape::Document { sniff, .. } if sniff(bytes) => Framing::Document,
            _ => continue,
        };
        res.push(Claim { source, framing });
    }
    (!res.is_empty()).then_some(res)
}

fn json_claims(head: &str) -> Vec<Claim> {
    let one_line = json::is_one_line(head);
    // An envelope that is longer than what is looked at seems cut off, and its elements, a line each, seem
    // to be records of their own. So what stands behind a trouble is believed only if it is no envelope.
    let readings = [(Wrapping::Record, true), (Wrapping::Envelope, false), (Wrapping::Record, false)];
    for (wrapping, up_to_trouble) in readings {
        for record in first_records(head, wrapping, one_line, up_to_trouble) {
            let mut res = Vec::new();
            for source in SOURCES {
                if let Shape::Json { sniff, .. } = &source.shape
                    && sniff(&record)
                {
                    res.push(Claim { source, framing: Framing::Json { wrapping, one_line } });
                }
            }
            if !res.is_empty() {
                return res;
            }
        }
    }
    Vec::new()
}

fn first_records(head: &str, wrapping: Wrapping, one_line: bool, up_to_trouble: bool) -> Vec<Json<'static>> {
    let mut stream = head.as_bytes();
    let mut splitter = Splitter::new(&mut stream, wrapping, one_line);
    let mut res = Vec::new();
    let mut tried = 0;
    while let Some(piece) = splitter.next_piece() {
        tried += 1;
        if let Piece::Record { .. } = piece {
            let (text, _) = text::checked(splitter.bytes());
            res.extend(json::record(&text, splitter.envelope()).map(Json::into_owned));
        } else if up_to_trouble {
            break;
        }
        if res.len() == FIRST_FEW || tried == 10 * FIRST_FEW {
            break;
        }
    }
    res
}

/// The header of a table, under our names where the policy maps theirs.
pub fn header(cells: &[Vec<u8>], file: &str, context: &Context) -> Header {
    let mut header = Header::new(csv::texts(cells).0.iter().map(|it| it.trim().to_owned()).collect());
    if let Some(map) = context.table_map(file) {
        let mut names = header.names.clone();
        for (ours, theirs) in &map.columns {
            if let Some(position) = header.position(theirs) {
                names[position] = ours.clone();
            }
        }
        header = Header::new(names);
    }
    header
}

/// A first line of Excel's or PowerShell's own; it is no header.
pub fn is_separator_line(cells: &[Vec<u8>]) -> bool {
    cells.first().is_some_and(|it| it.starts_with(b"sep=") || it.starts_with(b"#TYPE ")) && cells.len() <= 2
}

fn csv_claims(head: &str, ended: bool, file: &str, context: &Context) -> Result<Vec<Claim>, String> {
    let Some(delimiter) = csv::delimiter(head) else { return Ok(Vec::new()) };
    let mut stream = head.as_bytes();
    let mut rows = csv::Rows::new(&mut stream, delimiter);
    let mut found = None;
    while let Some(row) = rows.next_row() {
        if let csv::Row::Cells { .. } = row {
            if is_separator_line(rows.cells()) {
                continue;
            }
            found = Some(header(rows.cells(), file, context));
        }
        break;
    }
    let Some(header) = found else { return Ok(Vec::new()) };
    let framing = Framing::Csv { delimiter };
    if let Some(map) = context.table_map(file) {
        let id = format!("table_{}", map.table.name);
        let required: Vec<&str> =
            map.table.columns.iter().filter(|it| it.required).map(|it| it.name).collect();
        let missing: Vec<&str> = required.iter().copied().filter(|it| !header.has(it)).collect();
        if !missing.is_empty() {
            return Err(format!(
                "mapped to the table {} by the policy, but without {}",
                map.table.name,
                missing.join(", ")
            ));
        }
        let source = SOURCES.iter().find(|it| it.id == id);
        return Ok(source.map(|source| Claim { source, framing }).into_iter().collect());
    }
    let mut res = Vec::new();
    for source in SOURCES {
        if let Shape::Csv { sniff, .. } = &source.shape
            && sniff(&header)
        {
            res.push(Claim { source, framing });
        }
    }
    if res.is_empty() && (ended || head.contains(['\n', '\r'])) {
        if let Some(reason) = near_miss(&header) {
            return Err(reason);
        }
        if header.names.len() > 2 && header.names.iter().all(|it| it.len() < 40) {
            let names = header.names.join(",");
            return Err(format!("a table that nobody reads, header `{}`", text::shown(&names, 120)));
        }
    }
    Ok(res)
}

/// The table of the contract that has at least half of its required columns in this header.
fn near_miss(header: &Header) -> Option<String> {
    let mut best: Option<(usize, &'static model::Table, Vec<&'static str>)> = None;
    for table in model::tables::ALL.iter().copied().filter(|it| it.neutral) {
        let required: Vec<&'static str> =
            table.columns.iter().filter(|it| it.required).map(|it| it.name).collect();
        let missing: Vec<&'static str> = required.iter().copied().filter(|it| !header.has(it)).collect();
        let n_here = table.columns.iter().filter(|it| header.has(it.name)).count();
        let is_near = 2 * missing.len() <= required.len() && missing.len() < required.len();
        if is_near && best.as_ref().is_none_or(|it| n_here > it.0) {
            best = Some((n_here, table, missing));
        }
    }
    let (_, table, missing) = best?;
    Some(format!("looks like the table {}, but without {}", table.name, missing.join(", ")))
}

fn line_claims(head: &str, ended: bool) -> Vec<Claim> {
    let mut lines: Vec<&str> = head.split(['\n', '\r']).filter(|it| !it.trim().is_empty()).collect();
    if !ended && lines.len() > 1 {
        // The last one may be cut in two by our own looking.
        lines.pop();
    }
    lines.truncate(FIRST_FEW);
    let mut res = Vec::new();
    for source in SOURCES {
        if let Shape::Lines { sniff, .. } = &source.shape
            && sniff(&lines)
        {
            res.push(Claim { source, framing: Framing::Lines });
        }
    }
    res
}

fn json_reason(head: &str) -> String {
    let one_line = json::is_one_line(head);
    let first = first_records(head, Wrapping::Envelope, one_line, false).into_iter().next();
    match first {
        Some(Json::Object(record)) => {
            let keys: Vec<&str> = record.keys().filter(|it| *it != json::ENVELOPE).collect();
            format!("JSON that nobody reads, its first record has `{}`", text::shown(&keys.join(", "), 120))
        }
        _ => format!("JSON without records, begins with `{}`", text::shown(head.trim_start(), 60)),
    }
}

fn begins(head: &[u8]) -> String {
    head.iter().take(8).map(|it| format!("{it:02x}")).collect::<Vec<_>>().join(" ")
}

/// The last bytes of a stream that can go back.
pub fn tail(stream: &mut dyn crate::ReadSeek, size: u64) -> Vec<u8> {
    let mut res = Vec::new();
    let from = size.saturating_sub(128 << 10);
    if stream.seek(std::io::SeekFrom::Start(from)).is_ok() {
        let _ = stream.take(128 << 10).read_to_end(&mut res);
    }
    res
}
