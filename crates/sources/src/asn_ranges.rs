//! Address ranges with the network that announces them, as `start,end,asn,org`.
//!
//! Ranges are inclusive and need be no CIDR blocks. Published files come with this header and without one.

use std::net::IpAddr;

use model::tables;

use crate::formats::text;
use crate::{CsvRow, Header, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "asn_ranges",
    title: "Address ranges by network operator",
    feeds: &["asn_ranges"],
    shape: Shape::Csv { sniff, read },
    proof: include_str!("asn_ranges.md"),
};

fn sniff(header: &Header) -> bool {
    header.has_all(&["start", "end", "asn", "org"]) || is_bare(header)
}

/// No header: the first row stands in its place.
fn is_bare(header: &Header) -> bool {
    let [start, end, asn, _] = &header.names[..] else { return false };
    let is_address = |it: &str| it.parse::<IpAddr>().is_ok();
    is_address(start) && is_address(end) && number(asn).is_some()
}

fn read(row: &CsvRow<'_>, reading: &mut Reading<'_>) {
    if is_bare(row.header) {
        if reading.first_time("bare") {
            let here = reading.place();
            reading.stand_at(model::Place::Line(1));
            let cells: Vec<Option<&str>> = row.header.names.iter().map(|it| Some(it.as_str())).collect();
            range(&cells, reading);
            reading.stand_at(here);
        }
        let cells: Vec<Option<&str>> = row.cells.iter().map(|it| Some(it.trim())).collect();
        range(&cells, reading);
    } else {
        range(&["start", "end", "asn", "org"].map(|it| row.get(it)), reading);
    }
}

fn range(cells: &[Option<&str>], reading: &mut Reading<'_>) {
    let cell = |idx: usize| cells.get(idx).copied().flatten().unwrap_or_default();
    let (start, end) = (cell(0).parse::<IpAddr>(), cell(1).parse::<IpAddr>());
    let (Ok(start), Ok(end)) = (start, end) else {
        let shown = text::shown(&format!("{}-{}", cell(0), cell(1)), 100);
        reading.problem(format!("not a range of addresses: `{shown}`"));
        return;
    };
    if start.is_ipv4() != end.is_ipv4() || start > end {
        reading.problem(format!("range that ends before it begins: `{start}-{end}`"));
        return;
    }
    let Some(asn) = number(cell(2)) else {
        reading.problem(format!("not a number of a network: `{}`", text::shown(cell(2), 60)));
        return;
    };
    let record = reading
        .record(&tables::ASN_RANGES)
        .with("start", start.to_string())
        .with("end", end.to_string())
        .with("asn", asn)
        .with("org", cell(3));
    reading.push(record);
}

/// `64496` or `AS64496`.
fn number(cell: &str) -> Option<i64> {
    let digits = cell.trim().trim_start_matches(['A', 'S', 'a', 's']);
    digits.parse::<u32>().ok().map(i64::from)
}
