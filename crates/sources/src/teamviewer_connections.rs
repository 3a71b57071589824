//! TeamViewer's lists of sessions: `Connections_incoming.txt` on the controlled side, `Connections.txt` on the
//! controlling one.
//!
//! In: a session a line: the other side's id, its display name (incoming only), start, end, local user, mode,
//! `{guid}`; between tabs or padded with blanks; UTC. Out: `remote_sessions`, one of kind `session` a line.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Place;
use regex::Regex;

use crate::formats::expression::expression;
use crate::formats::times;
use crate::remote_session::Tool;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "teamviewer_connections",
    title: "TeamViewer sessions (Connections_incoming.txt, Connections.txt)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("teamviewer_connections.md"),
};

pub static TEAMVIEWER: Tool = Tool {
    name: "teamviewer",
    own_names: &[
        "connections_incoming",
        "connections",
        "teamviewer",
        "teamviewer_logfile",
        "teamviewer_logfile_old",
        "teamviewer15_logfile",
        "teamviewer15_logfile_old",
        "teamviewer14_logfile",
        "teamviewer14_logfile_old",
        "teamviewer13_logfile",
        "teamviewer13_logfile_old",
    ],
};

/// What one line says. The other side chooses its name, so columns are told by tabs where there are any.
struct Columns<'a> {
    id: &'a str,
    name: Option<&'a str>,
    start: &'a str,
    end: &'a str,
    user: &'a str,
    mode: &'a str,
    guid: &'a str,
    incoming: bool,
}

static ID: LazyLock<Regex> = LazyLock::new(|| expression(r"^\d{6,10}$"));
static TIME: LazyLock<Regex> = LazyLock::new(|| expression(r"^\d{2}-\d{2}-\d{4} \d{2}:\d{2}:\d{2}$"));
static GUID: LazyLock<Regex> = LazyLock::new(|| expression(r"^\{[0-9A-Fa-f-]{36}\}$"));
/// Padded with blanks: id, start, end, user, mode, guid; and, in copies that lost their tabs, a name.
static PADDED: LazyLock<Regex> = LazyLock::new(|| {
    expression(concat!(
        r"^\s*(\d{6,10})\s+(?:(\S.*?)\s+)??",
        r"(\d{2}-\d{2}-\d{4} \d{2}:\d{2}:\d{2})\s+(?:(\d{2}-\d{2}-\d{4} \d{2}:\d{2}:\d{2})\s+)?",
        r"(?:(\S.*?)\s+)?(\w+)\s+(\{[0-9A-Fa-f-]{36}\})\s*$"
    ))
});

fn columns(line: &str) -> Option<Columns<'_>> {
    let cells: Vec<&str> = line.trim_end_matches('\t').split('\t').map(str::trim).collect();
    if let [id, name, start, end, user, mode, guid] = cells[..] {
        let fits = ID.is_match(id)
            && TIME.is_match(start)
            && (end.is_empty() || TIME.is_match(end))
            && GUID.is_match(guid);
        let name = Some(name).filter(|it| !it.is_empty());
        return fits.then_some(Columns { id, name, start, end, user, mode, guid, incoming: true });
    }
    if let [id, start, end, user, mode, guid] = cells[..] {
        let fits = ID.is_match(id) && TIME.is_match(start) && GUID.is_match(guid);
        return fits.then_some(Columns { id, name: None, start, end, user, mode, guid, incoming: false });
    }
    let parts = PADDED.captures(line)?;
    let part = |idx: usize| parts.get(idx).map_or("", |it| it.as_str().trim());
    let name = Some(part(2)).filter(|it| !it.is_empty());
    Some(Columns {
        id: part(1),
        name,
        start: part(3),
        end: part(4),
        user: part(5),
        mode: part(6),
        guid: part(7),
        incoming: name.is_some(),
    })
}

fn sniff(lines: &[&str]) -> bool {
    lines.first().is_some_and(|it| columns(it).is_some())
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    // The product writes UTC, so nothing is assumed; the policy may know better.
    let zone = reading.declared_zone().cloned().unwrap_or(TimeZone::UTC);
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        if text.trim().is_empty() {
            continue;
        }
        let Some(found) = columns(&text) else {
            reading.problem("not a line of TeamViewer's list of sessions");
            continue;
        };
        let Some(at) = time(found.start, &zone, reading) else { continue };
        let ended_at = time(found.end, &zone, reading);
        let direction = if found.incoming { "in" } else { "out" };
        let mut record = TEAMVIEWER.record(at, "session", reading);
        record.set("ended_at", ended_at);
        record.set("direction", direction);
        record.set("peer_id", found.id);
        record.set("peer_name", found.name);
        record.set("local_user", Some(found.user).filter(|it| !it.is_empty()));
        record.set("item", Some(found.mode).filter(|it| !it.eq_ignore_ascii_case("RemoteControl")));
        // The same session stands in the lists of both sides.
        record.identified_by(&format!("teamviewer|{direction}|{}", found.guid.to_ascii_lowercase()));
        reading.push(record);
    }
}

fn time(text: &str, zone: &TimeZone, reading: &mut Reading<'_>) -> Option<Timestamp> {
    match times::with_format(text, "%d-%m-%Y %H:%M:%S", zone) {
        Ok(found) => found.map(|it| it.at),
        Err(cause) => {
            reading.problem(cause);
            None
        }
    }
}
