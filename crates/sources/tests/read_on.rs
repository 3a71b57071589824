//! A file that grows gives the same, read on from where it was, as read whole.
//!
//! In: the proof pages' own inputs that are framed by lines, cut at the end of any line. Out: the records and
//! their lines, of the first part and of the rest, are those of the whole.

use std::collections::BTreeSet;

use model::{Problem, RawEvent, Record};
use proofs::Page;
use sources::{Context, InMemory, ReadTo, SOURCES, Sink, read_file, read_rest};

#[derive(Default)]
struct Told {
    records: Vec<String>,
    problems: BTreeSet<String>,
}

impl Sink for Told {
    fn record(&mut self, record: Record) {
        self.records.push(format!("{:?} {} {:?}", record.origin.place, record.table.name, record.values));
    }

    fn problem(&mut self, problem: Problem) {
        // An assumption is said once per reading, at the first record that needs it.
        if problem.level == model::Level::Problem {
            self.problems.insert(format!("{:?} {}", problem.place, problem.cause));
        }
    }

    fn raw(&mut self, _event: &RawEvent<'_>) {}

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}

fn whole(file: &str, bytes: &[u8]) -> Told {
    let content = InMemory::new(bytes.to_vec());
    let mut told = Told::default();
    read_file(file, "00", &content, &InMemory::default(), &Context::default(), &mut told);
    told
}

/// Places behind a line's end, with how many lines stand before them.
fn cuts(bytes: &[u8]) -> Vec<ReadTo> {
    let mut res = Vec::new();
    let mut lines = 0;
    for (idx, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' {
            lines += 1;
            res.push(ReadTo { bytes: idx as u64 + 1, lines });
        }
    }
    res
}

#[test]
fn read_on_from_any_line_gives_what_reading_it_whole_gives() {
    let mut read_on = BTreeSet::new();
    for source in SOURCES {
        let page = Page::parse(source.proof);
        for block in page.sections.iter().flat_map(|it| &it.blocks).filter(|it| it.name == "input") {
            let file = block.argument.as_str();
            let bytes = block.text.as_bytes();
            let all = whole(file, bytes);
            for cut in cuts(bytes) {
                let (before, _) = bytes.split_at(cut.bytes as usize);
                let mut told = whole(file, before);
                if told.records.is_empty() {
                    continue;
                }
                let content = InMemory::new(bytes.to_vec());
                if read_rest(file, "00", &content, cut, &Context::default(), &mut told).is_none() {
                    continue;
                }
                read_on.insert(source.id);
                assert_eq!(told.records, all.records, "{} {file} at line {}", source.id, cut.lines);
                assert!(told.problems.is_superset(&all.problems), "{} {file}: {:?}", source.id, all.problems);
            }
        }
    }
    assert!(read_on.len() > 20, "too few kinds can be read on: {read_on:?}");
}
