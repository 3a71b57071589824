//! Any bytes, under any name, through every reader: nothing panics, and every record has its place.
//!
//! In: one byte that chooses the ending of the file's name, then the file. The name decides nothing about the
//! kind; it is there because readers look into paths for devices and meetings.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{Problem, RawEvent, Record};
use sources::{Context, InMemory, Sink, read_file};

/// In the order of `xtask/src/fuzz_corpus.rs`.
const ENDINGS: &[&str] = &[
    "", ".csv", ".json", ".jsonl", ".txt", ".md", ".pdf", ".docx", ".eml", ".mbox", ".vtt", ".evtx",
    ".trace", ".mmdb", ".zip",
];

/// Counts what comes, and looks at each record once.
#[derive(Default)]
struct Counting {
    records: u64,
}

impl Sink for Counting {
    fn record(&mut self, record: Record) {
        assert!(!record.origin.file.is_empty(), "a record without a file");
        self.records += 1;
    }

    fn problem(&mut self, problem: Problem) {
        assert!(!problem.cause.is_empty(), "a problem without a cause");
    }

    fn raw(&mut self, _event: &RawEvent<'_>) {}

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let content = InMemory::new(bytes);
    let mut sink = Counting::default();
    let reports = read_file(
        &format!("folder/HOST-1/file{ending}"),
        &content.sha256(),
        &content,
        &InMemory::default(),
        &Context::default(),
        &mut sink,
    );
    assert!(!reports.is_empty(), "a file that no report accounts for");
    assert_eq!(
        reports.iter().map(|it| it.records).sum::<u64>(),
        sink.records,
        "records that no report counts"
    );
});
