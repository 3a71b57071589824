//! Resumes as PDF.
//!
//! One reader takes the text with its places on the page; where it finds nothing or nearly nothing (files that
//! were cut off, odd fonts), a second one is asked, which knows no places.

mod facts;
mod glyphs;
mod page;

use lopdf::{Document, LoadOptions};
use model::limits;

use crate::resume::{self, FileFacts, Line};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "resume_pdf",
    title: "Resume, PDF",
    feeds: &["resumes", "resume_passages", "resume_jobs"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("resume_pdf.md"),
};

/// Most bytes that one stream of a PDF may unpack to.
const STREAM_BYTES_MAX: usize = 32 << 20;
/// Most pages that are read; a resume with more is none.
const PAGES_MAX: usize = 50;
/// Fewer letters than this is nearly nothing.
const LETTERS_MIN: usize = 40;

/// The mark may stand anywhere in the first 1,024 bytes.
fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(5).any(|it| it == b"%PDF-")
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let mut facts = FileFacts { format: "pdf", ..FileFacts::default() };
    let mut lines: Vec<Line> = Vec::new();
    let mut cause: Option<String> = None;
    let mut too_large = false;

    let options = LoadOptions::with_max_decompressed_size(STREAM_BYTES_MAX);
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) => {
            if document.is_encrypted() {
                cause = Some("encrypted with a password".to_owned());
            }
            facts::read(&document, &mut facts, reading);
            for (number, id) in document.get_pages().into_iter().take(PAGES_MAX) {
                match page::lines(&document, id) {
                    Ok(found) => lines.extend(found),
                    Err(it) => {
                        too_large |= matches!(it, lopdf::Error::Decompress(_));
                        cause = Some(format!("page {number}: {it}"));
                    }
                }
            }
        }
        Err(it) => {
            too_large |= matches!(it, lopdf::Error::Decompress(_));
            cause = Some(it.to_string());
        }
    }

    if letters(&lines) < LETTERS_MIN && !too_large {
        match second_reader(bytes) {
            Ok(text) => {
                let found: Vec<Line> = text.lines().map(Line::plain).collect();
                if letters(&found) > letters(&lines) {
                    lines = found;
                }
            }
            Err(it) => cause = Some(cause.unwrap_or(it)),
        }
    }

    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or(bytes);
    let is_cut_off = !tail.windows(5).any(|it| it == b"%%EOF");
    let has_text = letters(&lines) > 0;
    match (is_cut_off, has_text, cause) {
        (true, true, _) => {
            reading.problem("PDF that is cut off: no end mark; what could be read of it is used")
        }
        (true, false, _) => reading.problem("PDF that is cut off: no end mark, and no text could be read"),
        (false, _, Some(cause)) => reading.problem(format!("PDF that cannot be read whole: {cause}")),
        (false, false, None) => reading.problem("no text in the PDF: pages may be pictures"),
        (false, true, None) => {}
    }
    // A file of which nothing at all could be read states nothing, not even how it is laid out.
    if !has_text && facts.fonts.is_empty() && facts.producer.is_empty() && facts.page_box.is_empty() {
        return;
    }
    let resume = resume::parse(&lines, &facts);
    resume::push(&resume, &facts, reading);
}

fn letters(lines: &[Line]) -> usize {
    lines.iter().map(|it| it.text.chars().filter(|it| it.is_alphanumeric()).count()).sum()
}

/// This reader has no limit on what a stream unpacks to, so it never sees a file that broke one; and it is
/// asked only about broken files, on which a panic of its own would end the whole scan.
fn second_reader(bytes: &[u8]) -> Result<String, String> {
    let options = unpdf::ParseOptions::new().lenient().sequential().with_resources(false);
    let parsed = std::panic::catch_unwind(|| unpdf::parse_bytes_with_options(bytes, options));
    let document =
        parsed.map_err(|_| "the file is broken in an odd way".to_owned())?.map_err(|it| it.to_string())?;
    Ok(model::value::cut(&document.plain_text(), limits::DOCUMENT_BYTES_MAX as usize).to_owned())
}
