//! The folder keeps what was committed and nothing else; the engine answers questions and nothing else.

#![expect(clippy::disallowed_methods, reason = "the folder is looked at from outside")]

use std::collections::BTreeSet;

use model::{Origin, Place, Record, Value, tables};
use store::{Engine, Folder, StoreError};

fn household(worker: &str, file: &str, line: u64) -> Record {
    let origin =
        Origin { file: file.into(), sha256: "00".into(), place: Place::Line(line), message_id: None };
    Record::new(&tables::HOUSEHOLDS, origin).with("worker_id", worker).with("household_id", "H1")
}

fn count(engine: &Engine) -> i64 {
    let rows = engine.query("select count(*) as n from raw.households").unwrap();
    rows.row(0).int("n").unwrap()
}

#[test]
fn what_was_not_committed_is_swept_away() {
    let dir = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(dir.path()).unwrap();
    let mut writing = folder.writing();
    for line in 0..20_000 {
        writing.push("table_households", &household(&format!("W{line}"), "a.csv", line)).unwrap();
    }
    drop(writing);
    drop(folder);
    assert!(
        std::fs::read_dir(dir.path().join("records/households")).unwrap().count() > 0,
        "a part was begun"
    );
    let folder = Folder::open(dir.path()).unwrap();
    assert_eq!(std::fs::read_dir(dir.path().join("records/households")).unwrap().count(), 0);
    assert_eq!(count(&Engine::over(&folder).unwrap()), 0);
}

#[test]
fn a_record_read_twice_is_one_record_that_stands_in_two_places() {
    let dir = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(dir.path()).unwrap();
    for (file, line) in [("b.csv", 2), ("a.csv", 7), ("a.csv", 3)] {
        let mut writing = folder.writing();
        writing.push("table_households", &household("W1", file, line)).unwrap();
        writing.commit().unwrap();
    }
    let engine = Engine::over(&folder).unwrap();
    assert_eq!(count(&engine), 1);
    let record = household("W1", "b.csv", 2).record_ref().0;
    let found = &engine.resolve(&BTreeSet::from([record])).unwrap()[&record];
    let places: Vec<String> = found.origins.iter().map(|it| format!("{} {:?}", it.file, it.place)).collect();
    assert_eq!(places, ["a.csv Line(3)", "a.csv Line(7)", "b.csv Line(2)"]);
}

#[test]
fn records_that_come_a_few_at_a_time_end_in_few_parts_and_none_is_lost_or_told_twice() {
    let dir = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(dir.path()).unwrap();
    for round in 0..60 {
        let mut writing = folder.writing();
        for line in round * 10..round * 10 + 15 {
            writing.push("table_households", &household(&format!("W{line}"), "a.csv", line)).unwrap();
        }
        writing.commit().unwrap();
    }
    assert!(std::fs::read_dir(dir.path().join("records/households")).unwrap().count() <= 30);
    drop(folder);
    let folder = Folder::open(dir.path()).unwrap();
    let engine = Engine::over(&folder).unwrap();
    assert_eq!(count(&engine), 605);
    let also = engine.query("select count(*) as n from raw.also").unwrap().row(0).int("n");
    assert_eq!(also, Some(59 * 5), "five of each round were there already");
}

#[test]
fn an_export_given_twice_in_one_go_adds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(dir.path()).unwrap();
    let mut writing = folder.writing();
    for file in ["a.csv", "b.csv"] {
        for line in 0..70_000 {
            writing.push("table_households", &household(&format!("W{line}"), file, line)).unwrap();
        }
    }
    writing.commit().unwrap();
    let engine = Engine::over(&folder).unwrap();
    assert_eq!(count(&engine), 70_000);
    let also = engine.query("select count(*) as n, min(file) as file from raw.also").unwrap();
    assert_eq!((also.row(0).int("n"), also.row(0).text("file")), (Some(70_000), Some("b.csv")));
}

#[test]
fn a_folder_in_use_is_not_opened_twice() {
    let dir = tempfile::tempdir().unwrap();
    let _first = Folder::open(dir.path()).unwrap();
    assert!(matches!(Folder::open(dir.path()), Err(StoreError::Locked(_))));
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("holiday.jpg"), "x").unwrap();
    assert!(matches!(Folder::open(dir.path()), Err(StoreError::NotOurs(_))));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn only_questions_are_answered() {
    let engine = Engine::of(&[(1, household("W1", "a.csv", 1))]).unwrap();
    for statement in [
        "create table x as select 1",
        "drop table raw.households",
        "insert into raw.households select * from raw.households",
        "copy (select 1) to 'x.csv'",
        "create external table x stored as csv location '/etc/passwd'",
        "set datafusion.execution.target_partitions = 1",
        "select * from '/etc/passwd'",
    ] {
        assert!(engine.query(statement).is_err(), "{statement}");
    }
    assert_eq!(count(&engine), 1);
}

/// The engine takes 33 kB for each group there without counting it: a large company would be killed.
#[test]
fn counting_distinct_texts_beside_another_aggregate_is_refused() {
    let engine = Engine::of(&[(1, household("W1", "a.csv", 1))]).unwrap();
    let hungry = "select household_id, count(distinct worker_id) as n, count(*) as m from raw.households group by household_id";
    assert!(matches!(engine.query(hungry), Err(StoreError::Refused(_))));
    let fine =
        "select household_id, count(distinct worker_id) as n from raw.households group by household_id";
    assert_eq!(engine.query(fine).unwrap().row(0).int("n"), Some(1));
}

#[test]
fn records_after_the_day_of_the_analysis_are_not_seen() {
    let dir = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(dir.path()).unwrap();
    let mut writing = folder.writing();
    for day in ["2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"] {
        let origin =
            Origin { file: "t.csv".into(), sha256: "00".into(), place: Place::Line(1), message_id: None };
        let mut record = Record::new(&tables::TICKETS, origin);
        record.set("ticket_id", day).set("opened_at", Value::Time(day.parse().unwrap()));
        writing.push("table_tickets", &record).unwrap();
    }
    writing.commit().unwrap();
    let engine = Engine::over(&folder).unwrap();
    let count = || engine.query("select count(*) as n from raw.tickets").unwrap().row(0).int("n");
    assert_eq!(count(), Some(2));
    engine.until("2026-04-01T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(count(), Some(1));
}
