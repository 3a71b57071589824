//! What a PDF says about itself: who made it with what and when, its fonts, the size of its page.

use std::collections::BTreeSet;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use lopdf::{Dictionary, Document, Object, decode_text_string};
use model::Timestamp;

use super::{PAGES_MAX, STREAM_BYTES_MAX};
use crate::Reading;
use crate::resume::FileFacts;

pub(super) fn read(document: &Document, facts: &mut FileFacts, reading: &mut Reading<'_>) {
    if let Ok(info) = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict) {
        facts.producer = text(document, info, b"Producer");
        facts.creator = text(document, info, b"Creator");
        facts.author = text(document, info, b"Author");
        let created = text(document, info, b"CreationDate");
        facts.created_at = date(&created);
        if facts.created_at.is_none() && !created.is_empty() {
            reading.problem(format!("not a time in `CreationDate`: `{}`", model::value::cut(&created, 60)));
        }
    }
    if let Ok(ids) = document.trailer.get_deref(b"ID", document).and_then(Object::as_array)
        && let Some(Ok(id)) = ids.first().map(Object::as_str)
    {
        facts.document_id = id.iter().map(|it| format!("{it:02x}")).collect();
    }
    read_xmp(document, facts);

    let mut fonts: BTreeSet<String> = BTreeSet::new();
    for (_, page) in document.get_pages().into_iter().take(PAGES_MAX) {
        for font in document.get_page_fonts(page).unwrap_or_default().values() {
            if let Ok(name) = font.get_deref(b"BaseFont", document).and_then(Object::as_name) {
                fonts.insert(without_subset(&String::from_utf8_lossy(name)).to_owned());
            }
        }
        if facts.page_box.is_empty() {
            facts.page_box = page_box(document, page);
        }
        read_links(document, page, facts);
    }
    facts.fonts = fonts.into_iter().collect();
}

/// The same facts in XMP; they fill what the older dictionary leaves open, and know the document's identity
/// across edits.
fn read_xmp(document: &Document, facts: &mut FileFacts) {
    let Ok(catalog) = document.catalog() else { return };
    let Ok(stream) = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream) else { return };
    let plain = stream.get_plain_content_with_limit(STREAM_BYTES_MAX);
    let Ok(bytes) = plain else { return };
    let xml = String::from_utf8_lossy(&bytes);
    let pick = |name: &str| {
        let as_element =
            xml.split_once(&format!("<{name}>")).and_then(|(_, it)| it.split_once(&format!("</{name}>")));
        let as_attribute = xml.split_once(&format!("{name}=\"")).and_then(|(_, it)| it.split_once('"'));
        let found = as_element.or(as_attribute).map_or("", |(it, _)| it);
        // A list of one: `<rdf:Seq><rdf:li>…</rdf:li></rdf:Seq>`.
        let inner = found
            .split_once("<rdf:li")
            .and_then(|(_, it)| it.split_once('>'))
            .and_then(|(_, it)| it.split_once('<'));
        inner.map_or(found, |(it, _)| it).trim().to_owned()
    };
    for (field, name) in [
        (&mut facts.producer, "pdf:Producer"),
        (&mut facts.creator, "xmp:CreatorTool"),
        (&mut facts.author, "dc:creator"),
    ] {
        if field.is_empty() {
            *field = pick(name);
        }
    }
    let identity = pick("xmpMM:DocumentID");
    if !identity.is_empty() {
        facts.document_id = identity;
    }
    if facts.created_at.is_none() {
        facts.created_at = pick("xmp:CreateDate").parse().ok();
    }
}

fn text(document: &Document, dictionary: &Dictionary, key: &[u8]) -> String {
    let Ok(object) = dictionary.get_deref(key, document) else { return String::new() };
    let text = decode_text_string(object).unwrap_or_else(|_| match object.as_str() {
        Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => String::new(),
    });
    text.replace('\0', "").trim().to_owned()
}

/// `ABCDEF+Lato-Bold` is a part of the font `Lato-Bold`, named anew in each file.
fn without_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|it| it.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

/// `D:20260112074715+02'00'`, in which all behind the year may be missing.
pub(super) fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim().trim_start_matches("D:");
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let number = |from: usize, to: usize, default: i8| -> Option<i8> {
        match digits.get(from..to) {
            Some(it) => it.parse().ok(),
            None => Some(default),
        }
    };
    let year: i16 = digits.get(..4)?.parse().ok()?;
    let time = civil::DateTime::new(
        year,
        number(4, 6, 1)?,
        number(6, 8, 1)?,
        number(8, 10, 0)?,
        number(10, 12, 0)?,
        number(12, 14, 0)?,
        0,
    )
    .ok()?;
    let zone = text.get(digits.len()..).unwrap_or("");
    let sign = match zone.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => 0,
    };
    // Hours and minutes, with or without the quote between them.
    let clock: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
    let part =
        |from: usize, to: usize| clock.get(from..to).and_then(|it| it.parse::<i32>().ok()).unwrap_or(0);
    let minutes = sign * (part(0, 2) * 60 + part(2, 4));
    let offset = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
    Some(time.to_zoned(TimeZone::fixed(offset)).ok()?.timestamp())
}

/// Width and height in points; a page may take its box from the pages above it.
fn page_box(document: &Document, page: lopdf::ObjectId) -> String {
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..16 {
        let Some(dictionary) = at else { break };
        if let Ok(corners) = dictionary.get_deref(b"MediaBox", document).and_then(Object::as_array) {
            let numbers: Vec<f32> = corners.iter().filter_map(|it| it.as_float().ok()).collect();
            if let [left, bottom, right, top] = numbers[..] {
                return format!("{}x{}", (right - left).abs().round(), (top - bottom).abs().round());
            }
        }
        at = dictionary.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    }
    String::new()
}

fn read_links(document: &Document, page: lopdf::ObjectId, facts: &mut FileFacts) {
    for annotation in document.get_page_annotations(page).unwrap_or_default() {
        let action = annotation.get_deref(b"A", document).and_then(Object::as_dict);
        let Ok(target) = action.and_then(|it| it.get_deref(b"URI", document)).and_then(Object::as_str) else {
            continue;
        };
        facts.links.push(String::from_utf8_lossy(target).into_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_and_without_what_may_be_missing() {
        for (text, wanted) in [
            ("D:20260112074715+02'00'", "2026-01-12T05:47:15Z"),
            ("D:20260112074715Z", "2026-01-12T07:47:15Z"),
            ("D:20260112074715-0530", "2026-01-12T13:17:15Z"),
            ("D:202601", "2026-01-01T00:00:00Z"),
        ] {
            assert_eq!(date(text).map(|it| it.to_string()).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(date("yesterday"), None);
        assert_eq!(date("D:20261399"), None);
    }

    #[test]
    fn subsets_are_no_other_fonts() {
        assert_eq!(without_subset("ABCDEF+Lato-Bold"), "Lato-Bold");
        assert_eq!(without_subset("Lato+Bold"), "Lato+Bold");
    }
}
