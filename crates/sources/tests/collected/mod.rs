//! A sink that keeps everything, for tests, and how it is shown: stable, compact, one line each.

use model::dossier::InputReport;
use model::{Kind, Place, Problem, RawEvent, Record, Value};
use sources::{Context, InMemory, Sink, read_file};

#[derive(Debug, Default)]
pub struct Collected {
    pub records: Vec<Record>,
    pub problems: Vec<Problem>,
    pub raw: Vec<String>,
    pub datasets: Vec<(&'static str, String, usize)>,
    pub reports: Vec<InputReport>,
}

impl Sink for Collected {
    fn record(&mut self, record: Record) {
        self.records.push(record);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn raw(&mut self, event: &RawEvent<'_>) {
        let log = event.log_source;
        self.raw.push(format!(
            "{}: {}/{}/{} {}",
            place(event.origin.place),
            log.product.unwrap_or("*"),
            log.category.unwrap_or("*"),
            log.service.unwrap_or("*"),
            event.fields,
        ));
    }

    fn dataset(&mut self, kind: &'static str, file: &str, bytes: &[u8]) {
        self.datasets.push((kind, file.to_owned(), bytes.len()));
    }
}

/// Reads one file out of memory.
#[allow(dead_code)]
pub fn read(file: &str, bytes: impl Into<Vec<u8>>, context: &Context) -> Collected {
    let content = InMemory::new(bytes);
    let mut res = Collected::default();
    let reports = read_file(file, &content.sha256(), &content, &InMemory::default(), context, &mut res);
    res.reports = reports;
    res
}

pub fn place(place: Place) -> String {
    match place {
        Place::Whole => "file".to_owned(),
        Place::Line(line) => format!("line {line}"),
        Place::Record(record) => format!("record {record}"),
    }
}

/// `changes line 2: worker_id=W1 field=phone changed_at=2026-06-01T10:00:00Z`
#[allow(dead_code)]
pub fn record_line(record: &Record) -> String {
    let mut res = format!("{} {}:", record.table.name, place(record.origin.place));
    for (column, value) in record.table.columns.iter().zip(&record.values) {
        let text = match value {
            Value::Null => continue,
            Value::Text(it) if column.kind == Kind::List || needs_quotes(it) => format!("{it:?}"),
            Value::Text(it) => it.to_string(),
            Value::Int(it) => it.to_string(),
            Value::Number(it) => it.to_string(),
            Value::Flag(it) => if *it { "yes" } else { "no" }.to_owned(),
            Value::Time(it) => it.to_string(),
            Value::Ints(_) | Value::Texts(_) => format!("{value:?}"),
        };
        res.push_str(&format!(" {}={text}", column.name));
    }
    if let Some(message) = &record.origin.message_id {
        res.push_str(&format!(" (message {message})"));
    }
    if let Some(identity) = &record.identity {
        res.push_str(&format!(" (identity {identity})"));
    }
    res
}

fn needs_quotes(text: &str) -> bool {
    text.contains(|it: char| it.is_whitespace() || it.is_control() || it == '"' || it == '=')
}

#[allow(dead_code)]
pub fn problem_line(problem: &Problem) -> String {
    format!("{} {}: {}", problem.level.id(), place(problem.place), problem.cause)
}
