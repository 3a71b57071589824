//! Plain lists of networks: one CIDR, range or address a line, as VPN and hosting lists are published; and MISP's
//! warning lists, whose `list` in JSON stands one entry a line.
//!
//! What the list says of them is its label: the policy's for this file, else a comment `label: …` in it.

use std::net::IpAddr;

use ipnet::IpNet;
use model::{Place, tables};

use crate::formats::text;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "network_list",
    title: "Plain list of networks",
    feeds: &["ip_ranges"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("network_list.md"),
};

fn sniff(lines: &[&str]) -> bool {
    let mut said = 0;
    let mut networks = 0;
    let mut part = Part::Plain;
    for line in lines {
        part = part.after(line);
        let entry = entry(line);
        if !entry.is_empty() && part.holds_networks(line) {
            said += 1;
            networks += usize::from(network(entry).is_some());
        }
    }
    networks > 0 && networks * 2 >= said
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let known = reading.context.lists.iter().find(|it| it.files.matches(reading.file()));
    let (declared, as_of) = (known.map(|it| it.label.clone()), known.and_then(|it| it.as_of.clone()));
    let mut commented: Option<String> = None;
    let source = reading.stem().to_owned();
    let mut part = Part::Plain;
    while let Some((number, line)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if let Some(label) = label_comment(&line) {
            commented = Some(label);
        }
        part = part.after(&line);
        let entry = entry(&line);
        if entry.is_empty() || !part.holds_networks(&line) {
            continue;
        }
        let Some(network) = network(entry) else {
            reading.problem(format!("not a network: `{}`", text::shown(entry, 60)));
            continue;
        };
        let label = match declared.as_ref().or(commented.as_ref()) {
            Some(label) => label.as_str(),
            None => {
                reading.notice("no label for this list, in the policy or in a comment: read as unlabelled");
                "unlabelled"
            }
        };
        let record = reading
            .record(&tables::IP_RANGES)
            .with("cidr", network.to_string())
            .with("label", label)
            .with("source", source.as_str())
            .with("as_of", as_of.as_deref());
        reading.push(record);
    }
}

/// Where in a file a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// A list of lines.
    Plain,
    /// JSON around the list.
    Around,
    /// The list inside JSON.
    Inside,
}

impl Part {
    fn after(self, line: &str) -> Part {
        let line = line.trim();
        match self {
            Part::Plain if line == "{" => Part::Around,
            Part::Around if line.starts_with("\"list\"") && line.ends_with('[') => Part::Inside,
            Part::Inside if line.starts_with(']') => Part::Around,
            same => same,
        }
    }

    fn holds_networks(self, line: &str) -> bool {
        match self {
            Part::Plain => true,
            Part::Around => false,
            Part::Inside => !line.trim_end().ends_with('['),
        }
    }
}

/// What the line says, without its comment.
fn entry(line: &str) -> &str {
    let line = line.split(['#', ';']).next().unwrap_or_default();
    line.trim().trim_end_matches(',').trim_matches('"')
}

/// `# label: astrill`
fn label_comment(line: &str) -> Option<String> {
    let comment = line.trim().strip_prefix(['#', ';'])?.trim_start_matches('#').trim();
    let (name, label) = comment.split_once(':')?;
    let label = label.trim();
    (name.trim().eq_ignore_ascii_case("label") && !label.is_empty())
        .then(|| model::value::cut(label, 100).to_lowercase())
}

/// A network in its one form; an address alone is a network of one.
fn network(entry: &str) -> Option<IpNet> {
    if let Ok(network) = entry.parse::<IpNet>() {
        return Some(network.trunc());
    }
    entry.parse::<IpAddr>().ok().map(IpNet::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_families_and_single_addresses_are_networks() {
        let shown = |entry: &str| network(entry).map(|it| it.to_string());
        assert_eq!(shown("198.51.100.7/27").as_deref(), Some("198.51.100.0/27"));
        assert_eq!(shown("2001:db8::1").as_deref(), Some("2001:db8::1/128"));
        assert_eq!(shown("198.51.100.0/33"), None);
        assert_eq!(shown("example.com"), None);
    }

    #[test]
    fn prose_is_no_list() {
        assert!(!sniff(&["call carrier about pallet", "ask Ines for the keys"]));
        assert!(!sniff(&["# only a comment"]));
        assert!(sniff(&["# exits", "198.51.100.0/27  # first", "oops"]));
    }
}
