//! Labelled ranges as a list: the shipped one of hosting operators and gateways, or one of the user's own.
//!
//! In: text with the columns `label range` and, where known, `provider as_of list`. Out: rows for `Networks`, each with the list that it is
//! from and the day of that list.

use super::{LabelRange, NetworkLabel, parse_range};
use crate::dated_list::{ListInfo, Table};

/// A list of labelled ranges.
#[derive(Debug, Clone, Default)]
pub struct LabelledRanges {
    info: ListInfo,
    rows: Vec<LabelRange>,
}

impl LabelledRanges {
    /// The list that comes with the product, packed with gzip.
    pub fn shipped() -> LabelledRanges {
        LabelledRanges::parse(&crate::dated_list::unpack(LabelledRanges::PACKED)).0
    }

    /// The list that comes with the product, as it is shipped.
    pub(crate) const PACKED: &'static [u8] = include_bytes!("../../data/network/ranges.tsv.gz");

    /// Reads a list with the columns `label range provider as_of list`, of which the first two must be there. A row without its own day
    /// or list has those of the heading.
    pub fn parse(text: &str) -> (LabelledRanges, Vec<String>) {
        let table = Table::read(text, &["label", "range"]);
        let mut problems = table.problems.clone();
        let mut rows = Vec::new();
        for row in table.rows() {
            let Some(label) = NetworkLabel::from_id(row.cell("label")) else {
                problems.push(format!("line {}: label `{}` is unknown", row.line, row.cell("label")));
                continue;
            };
            let Some((start, end)) = parse_range(row.cell("range")) else {
                problems.push(format!("line {}: `{}` is no range", row.line, row.cell("range")));
                continue;
            };
            let or = |cell: &str, other: &str| if cell.is_empty() { other } else { cell }.to_string();
            rows.push(LabelRange {
                start,
                end,
                label,
                provider: row.cell("provider").to_string(),
                source: or(row.cell("list"), "network_ranges"),
                as_of: or(row.cell("as_of"), &table.as_of),
            });
        }
        let info = table.info("network_ranges", rows.len());
        (LabelledRanges { info, rows }, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// The rows, to be given to `Networks::new` beside those of the operator.
    pub fn rows(&self) -> &[LabelRange] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NetworkLabel, Networks};
    use super::*;

    #[test]
    fn the_shipped_ranges_say_which_list_fired_and_of_which_day() {
        let text = crate::dated_list::unpack(LabelledRanges::PACKED);
        let (list, problems) = LabelledRanges::parse(&text);
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.rows().len() > 30_000, "{}", list.rows().len());
        assert!(list.rows().iter().all(|row| row.as_of.len() == 10 && row.source.starts_with("misp/")));
        let (networks, problems) = Networks::new(list.rows().to_vec(), Vec::new());
        assert!(problems.is_empty());
        let facts = networks.facts("3.5.140.2".parse().expect("an address"));
        let hit = facts.labels.iter().find(|hit| hit.provider == "Amazon Web Services").expect("a hit");
        assert_eq!((hit.label, hit.list.as_str()), (NetworkLabel::Hosting, "misp/amazon-aws"));
        assert!(hit.told("2026-11-23").ends_with("by list misp/amazon-aws of 2025-12-23, 335 days old"));
        for ordinary in ["192.0.2.1", "198.51.100.7", "203.0.113.9", "10.0.0.1", "2001:db8::1"] {
            assert!(networks.facts(ordinary.parse().expect("an address")).labels.is_empty(), "{ordinary}");
        }
    }

    #[test]
    fn a_list_of_ones_own_takes_its_day_from_the_heading() {
        let (list, problems) = LabelledRanges::parse(
            "# as_of: 2026-10-01\nlabel,range,provider\nastrill,203.0.113.0/24,Astrill\nsmell,1.2.3.4,x\nvpn,here,y\n",
        );
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(list.rows().len(), 1);
        assert!(list.rows().iter().all(|row| row.as_of == "2026-10-01" && row.source == "network_ranges"));
    }
}
