//! A virtual camera feeds the call: the program the report names, or another one that came after a time in
//! which the camera was kept off.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Finding, Row};

use crate::Gathered;

/// Enough calls to look at; a stand-up is every day.
const RECORDS_MAX: usize = 40;

/// How the camera was before the virtual one came.
struct Before {
    calls: usize,
    off: usize,
    refs: Vec<i64>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let calls: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("before").by("person").into_iter().collect();
    let interviews: BTreeMap<&str, Vec<Row<'_>>> =
        gathered.rows("interviews").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let Some(first_at) = rows.first().and_then(|it| it.time("at")) else { continue };
        let calls = calls.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let interviews = interviews.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let before = before(first_at, calls, interviews);
        res.extend(finding(person, &rows, &before, gathered));
    }
    res
}

fn before(first_at: Timestamp, calls: &[Row<'_>], interviews: &[Row<'_>]) -> Before {
    let number = |column: &str| {
        calls.first().and_then(|it| it.int(column)).and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
    };
    let mut res = Before { calls: number("calls"), off: number("off"), refs: Vec::new() };
    for row in interviews.iter().filter(|it| it.time("at").is_some_and(|at| at < first_at)) {
        res.calls += 1;
        res.off += 1;
        res.refs.extend(row.refs("ref"));
    }
    res.refs.extend(calls.iter().flat_map(|it| it.refs("off_ref")));
    res
}

fn finding(person: &str, rows: &[Row<'_>], before: &Before, gathered: &Gathered) -> Option<Finding> {
    let after_off = before.off >= gathered.count("off_before");
    let named: Vec<&Row<'_>> = rows.iter().filter(|it| it.is("named")).collect();
    let first_call = rows.iter().find(|it| it.text("told") == Some("meeting"));
    let told: Vec<&Row<'_>> = if named.is_empty() { rows.iter().collect() } else { named.clone() };
    let first = told.first()?;
    let level = match (named.is_empty(), after_off) {
        (false, true) => "named_after_off",
        (false, false) => "named",
        (true, true) => "other_after_off",
        // There from the first calls on, or only installed: a hobby.
        (true, false) if before.calls < gathered.count("calls_before") || first_call.is_none() => {
            return None;
        }
        (true, false) => "other",
    };
    let cameras: BTreeSet<&str> = told.iter().filter_map(|it| it.text("virtual_camera")).collect();
    let cameras: Vec<&str> = cameras.into_iter().collect();
    let calls = told.iter().filter(|it| it.text("told") == Some("meeting")).count();
    let computers: BTreeSet<&str> = told.iter().filter_map(|it| it.text("device_name")).collect();
    let mut sentence = format!("virtual camera {}", cameras.join(", "));
    if calls > 0 {
        sentence += &format!(" in {calls} {}", if calls == 1 { "call" } else { "calls" });
    }
    if !computers.is_empty() {
        let computers: Vec<&str> = computers.into_iter().collect();
        sentence += &format!("{} on {}", if calls > 0 { " and" } else { "" }, computers.join(", "));
    }
    let at = first.time("at")?;
    sentence += &format!(" from {} on", at.strftime("%Y-%m-%d"));
    if after_off {
        sentence += &format!(", after {} of {} calls with the camera off", before.off, before.calls);
    }
    let last = told.last().and_then(|it| it.time("at")).unwrap_or(at);
    // The computer's own record is the surest; then the calls.
    let of = |kind: &'static str| {
        told.iter()
            .filter(move |it| it.text("told") == Some(kind))
            .take(RECORDS_MAX)
            .flat_map(|it| it.refs("ref"))
    };
    let refs = of("computer").chain(of("meeting")).chain(before.refs.iter().copied()).collect();
    let known_at = first.time("known_at").unwrap_or(at);
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(at, last))
}
