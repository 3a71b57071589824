//! An export that is one long object is read whole, although only its beginning is looked at to tell its kind.
//!
//! In: envelopes longer than that beginning, their elements a line each, as products print them. Out: as many
//! records as there are elements.

use model::{Problem, RawEvent, Record};
use sources::{Context, InMemory, Sink, read_file};

#[derive(Default)]
struct Counted {
    records: usize,
    problems: Vec<String>,
}

impl Sink for Counted {
    fn record(&mut self, _record: Record) {
        self.records += 1;
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem.cause);
    }

    fn raw(&mut self, _event: &RawEvent<'_>) {}

    fn dataset(&mut self, _kind: &'static str, _file: &str, _bytes: &[u8]) {}
}

fn read(text: String) -> (Option<&'static str>, Counted) {
    let content = InMemory::new(text.into_bytes());
    let mut res = Counted::default();
    let reports = read_file(
        "export.json",
        &content.sha256(),
        &content,
        &InMemory::default(),
        &Context::default(),
        &mut res,
    );
    (reports.first().and_then(|it| it.kind), res)
}

fn activity(number: usize) -> String {
    format!(
        r#"{{"id":{{"time":"2026-02-03T11:02:{:02}.{:03}Z","applicationName":"login"}},"actor":{{"email":"sam{number}@example.com"}},"events":[{{"type":"login","name":"login_success"}}]}}"#,
        number % 60,
        number % 1000
    )
}

#[test]
fn elements_on_lines_of_their_own_are_not_taken_for_lines_of_records() {
    let activities: Vec<String> = (0..2000).map(activity).collect();
    let text =
        format!("{{\"kind\":\"admin#reports#activities\",\"items\":[\n{}\n]}}\n", activities.join(",\n"));
    assert!(text.len() > 128 << 10, "longer than what is looked at first");
    let (kind, found) = read(text);
    assert_eq!((kind, found.records, found.problems), (Some("workspace_login"), 2000, Vec::new()));
}

#[test]
fn lines_behind_one_that_is_cut_off_are_still_read() {
    let mut lines: Vec<String> = (0..2000).map(activity).collect();
    lines[0].truncate(40);
    let (kind, found) = read(lines.join("\n"));
    assert_eq!((kind, found.records, found.problems.len()), (Some("workspace_login"), 1999, 1));
}
