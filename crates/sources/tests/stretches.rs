//! A file that is read in stretches, by any number of threads, says what it says when it is read in one go.

use std::any::Any;

use model::{Problem, RawEvent, Record};
use sources::{Context, InMemory, Sink, Stretch, read_file};

/// What was told, in order.
#[derive(Debug, Default, PartialEq)]
struct Told {
    in_stretches: bool,
    n_stretches: usize,
    records: Vec<String>,
    problems: Vec<String>,
}

impl Sink for Told {
    fn record(&mut self, record: Record) {
        self.records.push(format!(
            "{:?} {:?} {} {:?}",
            record.origin.place,
            record.record_ref(),
            record.table.name,
            record.values
        ));
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(format!("{:?} {:?} {}", problem.place, problem.level, problem.cause));
    }

    fn raw(&mut self, event: &RawEvent<'_>) {
        self.records.push(format!("raw of {:?} at {:?}", event.of, event.origin.place));
    }

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}

    fn stretch(&self) -> Option<Box<dyn Stretch>> {
        self.in_stretches.then(|| Box::new(Told::default()) as Box<dyn Stretch>)
    }

    fn join(&mut self, stretch: Box<dyn Stretch>) {
        let stretch: Box<dyn Any> = stretch;
        let stretch = stretch.downcast::<Told>().unwrap();
        assert_eq!(stretch.problems, Vec::<String>::new(), "problems are told in their order");
        self.n_stretches += 1;
        self.records.extend(stretch.records);
    }
}

impl Stretch for Told {}

fn read(bytes: &[u8], in_stretches: bool, threads: usize) -> (Told, u64, u64) {
    let content = InMemory::new(bytes.to_vec());
    let mut told = Told { in_stretches, ..Told::default() };
    let context = Context { threads, ..Context::default() };
    let reports = read_file("log.json", "00", &content, &InMemory::default(), &context, &mut told);
    assert_eq!(reports.len(), 1);
    (told, reports[0].records, reports[0].problems)
}

fn is_the_same_in_stretches(bytes: &[u8], records: u64, problems: u64) {
    let (whole, n_records, n_problems) = read(bytes, false, 4);
    assert_eq!((n_records, n_problems), (records, problems));
    for threads in [0, 1, 2, 5] {
        let (mut told, n_records, n_problems) = read(bytes, true, threads);
        assert!(told.n_stretches > 2, "{} stretches", told.n_stretches);
        (told.in_stretches, told.n_stretches) = (false, 0);
        assert_eq!((n_records, n_problems), (records, problems), "{threads} threads");
        assert!(told == whole, "{threads} threads tell something else");
    }
}

fn signin(number: usize) -> String {
    format!(
        r#"{{"uuid":"u-{number}","published":"2026-02-02T{:02}:{:02}:{:02}Z","eventType":"user.session.start","outcome":{{"result":"SUCCESS"}},"actor":{{"alternateId":"sam{number}@example.com","displayName":"{}"}}}}"#,
        number / 3600 % 24,
        number / 60 % 60,
        number % 60,
        "é".repeat(150)
    )
}

#[test]
fn lines_good_and_broken() {
    for end in ["\n", "\r\n", "\r"] {
        let mut text = Vec::new();
        for number in 0..16_000 {
            let line = signin(number);
            match number % 1000 {
                // Cut in two, two in one, no time, no JSON, not UTF-8, nothing, between blanks, one too many comma.
                101 => text.extend_from_slice(&line.as_bytes()[..line.len() / 3]),
                202 => text.extend_from_slice(format!("{line}{line}").as_bytes()),
                303 => text.extend_from_slice(line.replace("published", "pub").as_bytes()),
                404 => text.extend_from_slice(b"the log was rotated"),
                505 => text.extend_from_slice(&[line.as_bytes(), b"\x80"].concat()),
                606 => {}
                707 => text.extend_from_slice(format!(" \t{line} ").as_bytes()),
                808 => text.extend_from_slice(format!("{line},").as_bytes()),
                909 => text.extend_from_slice(line.replace("SUCCESS", "SUCC\u{fffd}").as_bytes()),
                _ => text.extend_from_slice(line.as_bytes()),
            }
            text.extend_from_slice(end.as_bytes());
        }
        is_the_same_in_stretches(&text, 16 * (1000 - 4 + 1), 16 * 4);
    }
}

#[test]
fn an_array_in_an_envelope() {
    let all: Vec<String> = (0..16_000).map(signin).collect();
    is_the_same_in_stretches(
        format!("{{\"kind\":\"x\",\"value\":[\n{}\n]}}", all.join(",\n")).as_bytes(),
        16_000,
        0,
    );
}

#[test]
fn more_problems_than_are_kept_are_counted_as_ever() {
    let mut text = String::new();
    for number in 0..12_000 {
        text.push_str(
            &signin(number).replace("published", if number % 3 == 0 { "pub" } else { "published" }),
        );
        text.push('\n');
    }
    is_the_same_in_stretches(text.as_bytes(), 8000, 4000);
}
