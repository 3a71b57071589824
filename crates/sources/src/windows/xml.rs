//! One Windows event as XML, as `wevtutil`, the Event Viewer and collectors write it.
//!
//! In: the text of one `Event` element. Out: an [`Event`], or why it is none. What is rendered for people
//! (`RenderingInfo`) is passed over.

use std::borrow::Cow;

use model::Json;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event as Xml};

use super::Event;

/// Deepest nesting that is followed.
const DEPTH_MAX: usize = 32;

pub fn event(xml: &str) -> Result<Event<'static>, String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<Element> = Vec::new();
    let mut res = Event::default();
    let mut has_system = false;
    loop {
        let found = reader.read_event().map_err(|cause| format!("XML that breaks off: {cause}"))?;
        let is_empty = matches!(found, Xml::Empty(_));
        match found {
            Xml::Eof => break,
            Xml::Start(it) | Xml::Empty(it) => {
                if open.len() == DEPTH_MAX {
                    return Err(format!("XML nested deeper than {DEPTH_MAX}"));
                }
                let name = it.local_name().as_ref().to_owned();
                has_system |= name == "System";
                if let Some(parent) = open.last_mut() {
                    parent.has_children = true;
                }
                open.push(Element { datum: attribute(&it, "Name"), name, ..Element::default() });
                system_attributes(&open, &it, &mut res);
                if is_empty && let Some(element) = open.pop() {
                    element.close(&open, &mut res);
                }
            }
            Xml::End(_) => {
                if let Some(element) = open.pop() {
                    element.close(&open, &mut res);
                }
            }
            Xml::Text(it) => add(&mut open, &it.xml10_content()),
            Xml::CData(it) => add(&mut open, &it.xml10_content()),
            Xml::GeneralRef(it) => add(&mut open, &entity(&it)),
            _ => {}
        }
    }
    if has_system { Ok(res) } else { Err("no `System` in the event".to_owned()) }
}

/// An element that is being read.
#[derive(Default)]
struct Element {
    name: String,
    datum: Option<String>,
    text: String,
    has_children: bool,
}

impl Element {
    /// `above` are the elements around it, the event first.
    fn close(self, above: &[Element], event: &mut Event<'static>) {
        let Some(part) = above.get(1).map(|it| it.name.as_str()) else { return };
        let text = self.text.trim();
        match part {
            "System" if above.len() == 2 => system(&self.name, text, event),
            "EventData" if above.len() == 2 => match self.datum {
                Some(name) => event.put_datum(Cow::Owned(name), || Json::from(text.to_owned())),
                None if self.name == "Data" => event.items.push(Json::from(text.to_owned())),
                None if self.name == "Binary" => {}
                None => event.put_datum(Cow::Owned(self.name), || Json::from(text.to_owned())),
            },
            // Providers put what they like under `UserData`: one element, and the data in it.
            "UserData" if above.len() > 2 && !self.has_children => {
                event.put_datum(Cow::Owned(self.name), || Json::from(text.to_owned()));
            }
            _ => {}
        }
    }
}

fn system(name: &str, text: &str, event: &mut Event<'static>) {
    if text.is_empty() {
        return;
    }
    match name {
        "EventID" => event.event_id = text.parse().ok(),
        "Channel" => event.channel = Some(Cow::Owned(text.to_owned())),
        "Computer" => event.computer = Some(Cow::Owned(text.to_owned())),
        "EventRecordID" => event.record_id = text.parse().ok(),
        "Level" | "Task" | "Opcode" | "Keywords" | "Version" => {
            // Numbers, as the other renderings have them.
            let value = text.parse::<i64>().map_or_else(|_| Json::from(text.to_owned()), Json::from);
            event.system.insert(name.to_owned(), value);
        }
        _ => {}
    }
}

fn system_attributes(open: &[Element], element: &BytesStart<'_>, event: &mut Event<'static>) {
    let [_, system, own] = open else { return };
    if system.name != "System" {
        return;
    }
    match own.name.as_str() {
        "Provider" => {
            let named = attribute(element, "Name").or_else(|| attribute(element, "EventSourceName"));
            event.provider = named.map(Cow::Owned);
        }
        "TimeCreated" => event.written_at = attribute(element, "SystemTime").map(Cow::Owned),
        "Security" => {
            if let Some(user) = attribute(element, "UserID") {
                event.system.insert("UserID", Json::from(user));
            }
        }
        _ => {}
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    for attribute in element.attributes().with_checks(false).flatten() {
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            return (!value.is_empty()).then(|| value.into_owned());
        }
    }
    None
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// The character that an entity stands for.
fn entity(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let character = match reference.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    };
    character.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_with_and_without_names_and_of_a_provider_s_own_are_found() {
        let xml = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/>\
            <EventID Qualifiers='16384'>7</EventID><EventRecordID>9</EventRecordID><TimeCreated SystemTime='2026-02-03T14:00:00Z'/>\
            <Computer>WS</Computer><Security/></System><EventData><Data Name='A'>x &amp; y</Data><Data>first</Data><Data/></EventData>\
            <UserData><EventXML xmlns='Event_NS'><Param1>sam</Param1></EventXML></UserData></Event>";
        let event = event(xml).unwrap();
        assert_eq!(event.text("A").as_deref(), Some("x & y"));
        assert_eq!(event.text("Param1").as_deref(), Some("sam"));
        assert_eq!(event.item(0).as_deref(), Some("first"));
        assert_eq!((event.event_id, event.record_id), (Some(7), Some(9)));
        assert_eq!(event.items.len(), 2);
    }

    #[test]
    fn what_is_no_event_says_why() {
        assert!(event("<Event><A>").is_err());
        assert!(event(&"<a>".repeat(100)).is_err());
        assert!(event("<Event><Sys").is_err());
    }
}
