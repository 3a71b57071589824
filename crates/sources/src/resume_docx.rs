//! Resumes as Word documents (Office Open XML).

mod body;

use std::io::{Cursor, Read};

use model::limits;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::formats::times;
use crate::resume::{self, FileFacts, Line};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "resume_docx",
    title: "Resume, Word document",
    feeds: &["resumes", "resume_passages", "resume_jobs"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("resume_docx.md"),
};

/// Most bytes that one part of a document may unpack to; a long resume has a tenth of a percent of it.
const PART_BYTES_MAX: u64 = limits::DOCUMENT_BYTES_MAX;
/// Most headers, footers and comments that are read.
const PARTS_MAX: usize = 64;

/// A ZIP with the parts of a Word document; the bytes at hand may be only the first ones.
fn sniff(bytes: &[u8]) -> bool {
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|it| it == needle);
    bytes.starts_with(b"PK\x03\x04") && has(b"[Content_Types].xml") && has(b"word/")
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(it) => it,
        Err(cause) => {
            reading.problem(format!("Word document that cannot be opened: {cause}"));
            return;
        }
    };
    let mut facts = FileFacts { format: "docx", ..FileFacts::default() };
    let mut lines: Vec<Line> = Vec::new();
    // The page's order: what stands in the header is read first, as there the ways to reach people stand.
    let mut parts = (Vec::new(), Vec::new(), Vec::new());
    for index in 0..archive.len().min(limits::ARCHIVE_MEMBERS_MAX) {
        let Some(Ok(name)) = archive.name_for_index(index) else { continue };
        let name = name.into_owned();
        let Some(part) = name.strip_prefix("word/").and_then(|it| it.strip_suffix(".xml")) else { continue };
        if part.starts_with("header") {
            parts.0.push(name);
        } else if part.starts_with("footer") {
            parts.1.push(name);
        } else if part.starts_with("comments")
            || part.starts_with("footnotes")
            || part.starts_with("endnotes")
        {
            parts.2.push(name);
        }
    }
    for list in [&mut parts.0, &mut parts.1, &mut parts.2] {
        list.sort();
        list.truncate(PARTS_MAX);
    }

    let mut pages = parts.0;
    pages.push("word/document.xml".to_owned());
    pages.extend(parts.1);
    for name in pages {
        let Some(xml) = part(&mut archive, &name, reading) else {
            if name == "word/document.xml" {
                reading.problem("Word document without its text (`word/document.xml`)");
            }
            continue;
        };
        let found = body::read(&xml);
        if let Some(cause) = found.broken {
            reading.problem(format!("`{name}`: {cause}"));
        }
        lines.extend(found.lines);
        facts.hidden.extend(found.deleted);
        for font in found.fonts {
            if !facts.fonts.contains(&font) {
                facts.fonts.push(font);
            }
        }
        if facts.page_box.is_empty() {
            facts.page_box = found.page_box;
        }
    }
    for name in parts.2 {
        if let Some(xml) = part(&mut archive, &name, reading) {
            let found = body::read(&xml);
            facts.hidden.extend(found.lines.into_iter().map(|it| it.text).filter(|it| !it.trim().is_empty()));
        }
    }
    facts.fonts.sort();
    read_facts(&mut archive, &mut facts, reading);
    if lines.iter().all(Line::is_blank) {
        reading.problem("no text in the document");
    }
    let resume = resume::parse(&lines, &facts);
    resume::push(&resume, &facts, reading);
}

/// One part of the document as text. A part that says, or turns out, to be too large is a problem.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, reading: &mut Reading<'_>) -> Option<String> {
    let file = archive.by_name(name).ok()?;
    if file.size() > PART_BYTES_MAX {
        reading.problem(format!("`{name}` would unpack to {} bytes; it is not read", file.size()));
        return None;
    }
    let mut bytes = Vec::new();
    if let Err(cause) = file.take(PART_BYTES_MAX + 1).read_to_end(&mut bytes) {
        reading.problem(format!("`{name}` cannot be unpacked: {cause}"));
    }
    if bytes.len() as u64 > PART_BYTES_MAX {
        reading.problem(format!("`{name}` unpacks to more than {PART_BYTES_MAX} bytes; it is not read"));
        return None;
    }
    Some(resume::plain::decode(&bytes).0)
}

/// Author, program, time and the identity that copies of a document keep.
fn read_facts(archive: &mut ZipArchive<Cursor<&[u8]>>, facts: &mut FileFacts, reading: &mut Reading<'_>) {
    if let Some(xml) = part(archive, "docProps/core.xml", reading) {
        facts.author = element(&xml, "creator");
        let created = element(&xml, "created");
        if !created.is_empty() {
            match times::parse(&created, &jiff::tz::TimeZone::UTC) {
                Ok(it) => facts.created_at = it,
                Err(cause) => reading.problem(format!("created: {cause}")),
            }
        }
    }
    if let Some(xml) = part(archive, "docProps/app.xml", reading) {
        facts.creator = element(&xml, "Application");
        facts.producer = format!("{} {}", facts.creator, element(&xml, "AppVersion")).trim().to_owned();
    }
    if let Some(xml) = part(archive, "word/settings.xml", reading) {
        facts.document_id = ["docId", "rsidRoot"]
            .iter()
            .map(|it| attribute(&xml, it, "val"))
            .find(|it| !it.is_empty())
            .unwrap_or_default();
    }
    if let Some(xml) = part(archive, "word/_rels/document.xml.rels", reading) {
        facts.links = external_links(&xml);
    }
}

/// The text of the first element of that local name.
fn element(xml: &str, name: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    let mut res = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(it) if it.local_name().as_ref() == name => inside = true,
            Event::End(it) if inside && it.local_name().as_ref() == name => break,
            Event::Text(it) if inside => res.push_str(&it.xml10_content()),
            Event::GeneralRef(it) if inside => res.push_str(&body::entity(&it)),
            Event::Eof => break,
            _ => {}
        }
    }
    res.trim().to_owned()
}

/// One attribute of the first element of that local name.
fn attribute(xml: &str, name: &str, key: &str) -> String {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(it) | Event::Empty(it)) if it.local_name().as_ref() == name => {
                return body::attribute(&it, key).unwrap_or_default();
            }
            Ok(Event::Eof) | Err(_) => return String::new(),
            Ok(_) => {}
        }
    }
}

fn external_links(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut res = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(it) | Event::Empty(it)) if it.local_name().as_ref() == "Relationship" => {
                let is_link = body::attribute(&it, "Type").is_some_and(|it| it.ends_with("/hyperlink"));
                if let (true, Some(target)) = (is_link, body::attribute(&it, "Target")) {
                    res.push(target);
                }
            }
            Ok(Event::Eof) | Err(_) => return res,
            Ok(_) => {}
        }
    }
}
