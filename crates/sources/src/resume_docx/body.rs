//! The text inside one part of a Word document, paragraph by paragraph.
//!
//! In: XML. Out: its lines with how they are set, deleted text by itself, fonts, and the size of the page.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::resume::Line;

#[derive(Debug, Default)]
pub(super) struct Body {
    pub lines: Vec<Line>,
    /// Text that tracked changes took out: it is in the file, not on the page.
    pub deleted: Vec<String>,
    pub fonts: Vec<String>,
    pub page_box: String,
    /// Why the part could not be read to its end.
    pub broken: Option<String>,
}

/// A paragraph that is being read. Text boxes hold paragraphs of their own inside another.
#[derive(Default)]
struct Paragraph {
    line: Line,
    deleted: String,
    is_listed: bool,
    n_strong: usize,
    n_letters: usize,
}

/// Deepest nesting of paragraphs, and of elements that are passed over.
const DEPTH_MAX: usize = 32;

pub(super) fn read(xml: &str) -> Body {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut res = Body::default();
    let mut open: Vec<Paragraph> = Vec::new();
    let mut run_is_strong = false;
    let mut run_is_capital = false;
    let mut in_run_properties = false;
    // The second form of a text box, for programs that do not know the first: the same text again.
    let mut fallback = 0_usize;
    let mut text_of: Option<Kind> = None;
    loop {
        let event = match reader.read_event() {
            Ok(it) => it,
            Err(cause) => {
                res.broken = Some(format!("XML that breaks off: {cause}"));
                break;
            }
        };
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::Start(it) | Event::Empty(it) => {
                let local = it.local_name();
                let name = local.as_ref();
                if name == "Fallback" && !is_empty {
                    fallback += 1;
                }
                if fallback > 0 {
                    continue;
                }
                match name {
                    "p" if is_empty => res.lines.push(Line::default()),
                    "p" if open.len() < DEPTH_MAX => open.push(Paragraph::default()),
                    // Deeper paragraphs are not followed.
                    "p" => {}
                    "r" => (run_is_strong, run_is_capital) = (false, false),
                    "rPr" => in_run_properties = !is_empty,
                    "b" | "bCs" if in_run_properties => run_is_strong = is_on(&it),
                    "caps" if in_run_properties => run_is_capital = is_on(&it),
                    "u" if in_run_properties => {
                        if let (Some(last), true) =
                            (open.last_mut(), attribute(&it, "val").is_none_or(|it| it != "none"))
                        {
                            last.line.underlined = true;
                        }
                    }
                    "rFonts" => {
                        if let Some(font) = attribute(&it, "ascii").or_else(|| attribute(&it, "hAnsi"))
                            && !res.fonts.contains(&font)
                        {
                            res.fonts.push(font);
                        }
                    }
                    "pStyle" => {
                        let style = attribute(&it, "val").unwrap_or_default().to_lowercase();
                        if let Some(last) = open.last_mut() {
                            last.line.marked |=
                                style.starts_with("heading") || style == "title" || style == "subtitle";
                            last.is_listed |= style.starts_with("list");
                        }
                    }
                    "bottom" => {
                        if let Some(last) = open.last_mut() {
                            last.line.underlined = true;
                        }
                    }
                    "numPr" => {
                        if let Some(last) = open.last_mut() {
                            last.is_listed = true;
                        }
                    }
                    "t" if !is_empty => text_of = Some(Kind::Shown),
                    "delText" if !is_empty => text_of = Some(Kind::Deleted),
                    "tab" | "ptab" if !in_run_properties => add(&mut open, "\t", Kind::Shown, false),
                    "br" | "cr" => add(&mut open, "\n", Kind::Shown, false),
                    "noBreakHyphen" => add(&mut open, "-", Kind::Shown, false),
                    "pgSz" => {
                        let points = |key: &str| {
                            let twentieths: Option<f64> = attribute(&it, key).and_then(|it| it.parse().ok());
                            twentieths.map_or(0.0, |it| (it / 20.0).round())
                        };
                        res.page_box = format!("{}x{}", points("w"), points("h"));
                    }
                    _ => {}
                }
            }
            Event::End(it) => {
                let local = it.local_name();
                match local.as_ref() {
                    "Fallback" => fallback = fallback.saturating_sub(1),
                    _ if fallback > 0 => {}
                    "t" | "delText" => text_of = None,
                    "rPr" => in_run_properties = false,
                    "p" => {
                        if let Some(paragraph) = open.pop() {
                            close(paragraph, &mut res);
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(it) => {
                if let (Some(kind), 0) = (text_of, fallback) {
                    let text = it.xml10_content();
                    let text = if run_is_capital { text.to_uppercase() } else { text.into_owned() };
                    add(&mut open, &text, kind, run_is_strong);
                }
            }
            Event::GeneralRef(it) => {
                if let (Some(kind), 0) = (text_of, fallback) {
                    add(&mut open, &entity(&it), kind, run_is_strong);
                }
            }
            Event::CData(it) => {
                if let (Some(kind), 0) = (text_of, fallback) {
                    add(&mut open, &it.xml10_content(), kind, run_is_strong);
                }
            }
            _ => {}
        }
    }
    while let Some(paragraph) = open.pop() {
        close(paragraph, &mut res);
    }
    res
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Shown,
    Deleted,
}

fn add(open: &mut [Paragraph], text: &str, kind: Kind, strong: bool) {
    let Some(last) = open.last_mut() else { return };
    if kind == Kind::Deleted {
        last.deleted.push_str(text);
        return;
    }
    let n_letters = text.chars().filter(|it| !it.is_whitespace()).count();
    last.n_letters += n_letters;
    if strong {
        last.n_strong += n_letters;
    }
    last.line.text.push_str(text);
}

fn close(paragraph: Paragraph, body: &mut Body) {
    let Paragraph { line, deleted, is_listed, n_strong, n_letters } = paragraph;
    if !deleted.trim().is_empty() {
        body.deleted.push(deleted.trim().to_owned());
    }
    let strong = n_letters > 0 && n_strong == n_letters;
    for (index, text) in line.text.split('\n').enumerate() {
        let bullet = if is_listed && index == 0 && !text.trim().is_empty() { "• " } else { "" };
        body.lines.push(Line { text: format!("{bullet}{}", text.trim_end()), strong, ..line.clone() });
    }
}

/// `<w:b/>` is on; `<w:b w:val="0"/>` is off.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// An attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    for attribute in element.attributes().with_checks(false).flatten() {
        if attribute.key.local_name().as_ref() == name {
            return Some(
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map(|it| it.into_owned())
                    .unwrap_or_default(),
            );
        }
    }
    None
}

/// The character that an entity stands for.
pub(super) fn entity(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match reference.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
