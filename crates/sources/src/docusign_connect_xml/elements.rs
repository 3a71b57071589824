//! An XML document as nested elements, without attributes and namespaces.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::formats::text;

/// Deepest nesting and most elements that are read: a message has far fewer.
const DEPTH_MAX: usize = 64;
const ELEMENTS_MAX: usize = 200_000;

/// One element: its name without a namespace, its text, its children.
#[derive(Debug, Default)]
pub struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|it| it.name == name)
    }

    pub fn all(&self, name: &str) -> Vec<&Element> {
        self.children.iter().filter(|it| it.name == name).collect()
    }

    /// The text of the first child of that name; nothing for an empty one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.first(name).map(|it| it.text.trim()).filter(|it| !it.is_empty())
    }
}

/// The document in UTF-8, whatever its byte order mark says it is in.
pub fn decoded(document: &[u8]) -> String {
    let (encoding, mark) = text::detect(document);
    let mut res = String::new();
    let mut stream = text::Utf8Reader::new(&document[mark.min(document.len())..], encoding);
    let mut bytes = Vec::new();
    if std::io::Read::read_to_end(&mut stream, &mut bytes).is_ok() {
        res = String::from_utf8_lossy(&bytes).into_owned();
    }
    res
}

/// A root without a name around the document's own.
pub fn read(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event =
            reader.read_event().map_err(|it| format!("not XML: {}", text::shown(&it.to_string(), 120)))?;
        match event {
            Event::Start(it) => {
                count += 1;
                if open.len() >= DEPTH_MAX || count > ELEMENTS_MAX {
                    return Err("more elements than a message of this kind has".to_owned());
                }
                open.push(Element { name: it.local_name().as_ref().to_owned(), ..Element::default() });
            }
            Event::Empty(it) => {
                let child = Element { name: it.local_name().as_ref().to_owned(), ..Element::default() };
                if let Some(parent) = open.last_mut() {
                    parent.children.push(child);
                }
            }
            Event::Text(it) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&it.xml10_content());
                }
            }
            Event::CData(it) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&it.xml10_content());
                }
            }
            Event::GeneralRef(it) => {
                if let Some(element) = open.last_mut() {
                    let character = match it.xml10_content().as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => it.resolve_char_ref().ok().flatten(),
                    };
                    element.text.extend(character);
                }
            }
            Event::End(_) => {
                if let Some(element) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    parent.children.push(element);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() != 1 {
        return Err("document cut off".to_owned());
    }
    open.pop().ok_or_else(|| "document cut off".to_owned())
}
