//! TeamViewer's own log: `TeamViewer15_Logfile.log`.
//!
//! In: lines of time, process, thread, flag, message; and now and then a block that names version, id and offset
//! from UTC. Local time. Out: `remote_sessions`: one record a session, put together from what is said of it in
//! several lines, and the files that went over.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use model::{Place, Record};
use regex::Regex;

use crate::anydesk_file_transfer::size;
use crate::formats::expression::expression;
use crate::formats::{addresses, times};
use crate::teamviewer_connections::TEAMVIEWER;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "teamviewer_logfile",
    title: "TeamViewer log (TeamViewer15_Logfile.log)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("teamviewer_logfile.md"),
};

/// Sessions that are open at once; more are lines of something else.
const OPEN_MAX: usize = 64;

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^(\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}\.\d{3})\s+[0-9A-Fa-fx]+\s+[0-9A-Fa-fx]+\s+([A-Z]{0,2}\d{1,2}!{0,2})\s+(.*)$",
    )
});
static START: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^Start:\s+(\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:\s+\(UTC([+-]\d{1,2})(?::(\d{2}))?\))?",
    )
});
// Every message begins with its place in the program, so that a name which the other side chose is never
// taken for one.
static HEAD_ID: LazyLock<Regex> = LazyLock::new(|| expression(r"^ID:\s+(\d+)"));
static OWN_ID: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*UpdateMachineID: New machineID = (\d{6,10})"));
static OWN_PARTICIPANT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*SetMyParticipantIdentifier\(\): pid=\[(\d{6,10}),"));
static INCOMING: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*CreatePassiveSession\(\): incoming session"));
static OUTGOING: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*CreateActiveSession\(\): outgoing session to (\d{6,10})"));
static HELLO: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^Negotiating session encryption: client hello received from (\d{6,10})"));
static ATTEMPT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^AuthenticationBlocker::Allocate: allocate ok for DyngateID (\d{6,10})"));
static AUTHENTICATED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^\S*RunAuthenticationMethod: authentication using (.+?) was (successful|denied|not successful)",
    )
});
static PARTICIPANT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*AddParticipant: \[(\d{6,10}),(-?\d+)\] type=(\d+) name=(.*)$"));
static PARTICIPANT_LEFT: LazyLock<Regex> =
    LazyLock::new(|| expression(r"^\S*RemoveParticipant: \[(\d{6,10}),(-?\d+)\]"));
static ENDED: LazyLock<Regex> = LazyLock::new(|| expression(r"^\S* ?Session to (\d{6,10}) ended"));
static PUNCH: LazyLock<Regex> = LazyLock::new(|| expression(r"^UDPv\d: punch received a=(\S+?):?(?:\s|$)"));
static WRITE: LazyLock<Regex> = LazyLock::new(|| expression(r"^Write file (.+)$"));
static DOWNLOAD: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"^Download from "(.*)" to "(.*)" \((.*)\)\s*$"#));
static SEND: LazyLock<Regex> = LazyLock::new(|| expression(r"^Send file (.+)$"));

fn sniff(lines: &[&str]) -> bool {
    let mut matching = 0;
    let mut flagged = false;
    for line in lines {
        if let Some(parts) = LINE.captures(line) {
            matching += 1;
            flagged |= parts[2].starts_with(['S', 'G', 'D']) || parts[3].starts_with("Logger started");
        }
    }
    // A block of some twenty lines says which machine it is.
    flagged && matching * 2 >= lines.len()
}

/// One session while it is being put together.
struct Session {
    record: Record,
    peer_id: Option<String>,
    /// The other side has come in; before that it is a request.
    joined: bool,
    incoming: bool,
}

/// The clock of the log.
enum Clock {
    /// The policy's, or the offset that the log names.
    Known(TimeZone),
    Unknown,
}

struct Log {
    clock: Clock,
    declared: bool,
    own_id: Option<String>,
    /// This machine's name, as it joins its own sessions.
    own_name: Option<String>,
    /// The start that the block being read tells of.
    start: Option<Record>,
    open: Vec<Session>,
    /// A file that is being written, until its size is said.
    writing: Option<(String, Record)>,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let declared = reading.declared_zone().cloned();
    let mut log = Log {
        declared: declared.is_some(),
        clock: declared.map_or(Clock::Unknown, Clock::Known),
        own_id: None,
        own_name: None,
        start: None,
        open: Vec::new(),
        writing: None,
    };
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        match LINE.captures(&text) {
            None => log.head_line(&text, reading),
            Some(parts) => {
                log.end_head(reading);
                log.line(&parts[1], &parts[3], reading);
            }
        }
    }
    log.end_head(reading);
    log.end_writing(reading);
    for session in std::mem::take(&mut log.open) {
        log.close(session, None, reading);
    }
}

impl Log {
    /// A line of the block that says which machine this is.
    fn head_line(&mut self, text: &str, reading: &mut Reading<'_>) {
        if let Some(parts) = START.captures(text) {
            self.end_head(reading);
            if !self.declared
                && let Some(zone) = parts.get(2).and_then(|it| offset(it.as_str(), parts.get(3)))
            {
                self.clock = Clock::Known(zone);
            }
            if let Some(at) = self.time(&parts[1], reading) {
                self.start = Some(TEAMVIEWER.record(at, "start", reading));
            }
        } else if let Some(parts) = HEAD_ID.captures(text)
            && let Some(start) = &mut self.start
            && &parts[1] != "0"
        {
            start.set("own_id", &parts[1]);
            self.own_id = Some(parts[1].to_owned());
        }
    }

    fn end_head(&mut self, reading: &mut Reading<'_>) {
        if let Some(start) = self.start.take() {
            reading.push(start);
        }
    }

    fn time(&self, text: &str, reading: &mut Reading<'_>) -> Option<Timestamp> {
        match &self.clock {
            // Says once that UTC was assumed.
            Clock::Unknown => reading.time(text, &TimeZone::UTC),
            Clock::Known(zone) => match times::parse(text, zone) {
                Ok(found) => found,
                Err(cause) => {
                    reading.problem(cause);
                    None
                }
            },
        }
    }

    /// Most lines are none that we know; their time is not even read.
    fn line(&mut self, time: &str, message: &str, reading: &mut Reading<'_>) {
        if let Some(parts) = OWN_ID.captures(message) {
            if self.own_id.as_deref() == Some(&parts[1]) {
                return;
            }
            self.own_id = Some(parts[1].to_owned());
            if let Some(at) = self.time(time, reading) {
                let mut record = TEAMVIEWER.record(at, "own_id", reading);
                record.set("own_id", &parts[1]);
                reading.push(record);
            }
        } else if let Some(parts) = OWN_PARTICIPANT.captures(message) {
            self.own_id = Some(parts[1].to_owned());
        } else if INCOMING.is_match(message) {
            self.begin(time, None, true, reading);
        } else if let Some(parts) = OUTGOING.captures(message) {
            self.begin(time, Some(&parts[1]), false, reading);
        } else if let Some(parts) = HELLO.captures(message).or_else(|| ATTEMPT.captures(message)) {
            self.named(&parts[1]);
        } else if let Some(parts) = AUTHENTICATED.captures(message) {
            let how = if &parts[2] == "successful" { how(&parts[1]) } else { "rejected".to_owned() };
            if let Some(session) = self.open.iter_mut().rev().find(|it| it.incoming && !it.joined) {
                session.record.set("how", how);
            }
        } else if let Some(parts) = PARTICIPANT.captures(message) {
            self.participant(time, &parts[1], &parts[3], parts[4].trim(), reading);
        } else if let Some(parts) = PARTICIPANT_LEFT.captures(message).or_else(|| ENDED.captures(message)) {
            self.left(time, &parts[1], reading);
        } else if let Some(parts) = PUNCH.captures(message) {
            if let Some(session) = self.open.last_mut()
                && session.record.text("peer_ip").is_none()
            {
                session.record.set("peer_ip", addresses::parse(&parts[1]).map(|it| it.0));
            }
        } else {
            self.file(time, message, reading);
        }
    }

    fn begin(&mut self, time: &str, peer: Option<&str>, incoming: bool, reading: &mut Reading<'_>) {
        let Some(at) = self.time(time, reading) else { return };
        // Whoever asked before and never came in is not going to.
        if let Some(idx) = self.open.iter().position(|it| !it.joined && it.incoming == incoming) {
            let session = self.open.remove(idx);
            self.close(session, None, reading);
        }
        let record = TEAMVIEWER.record(at, "request", reading);
        self.hold(record, peer.map(str::to_owned), incoming, reading);
    }

    fn hold(&mut self, record: Record, peer: Option<String>, incoming: bool, reading: &mut Reading<'_>) {
        if self.open.len() == OPEN_MAX {
            let oldest = self.open.remove(0);
            self.close(oldest, None, reading);
        }
        self.open.push(Session { record, peer_id: peer, joined: false, incoming });
    }

    /// Somebody asks to come in, and says by which id.
    fn named(&mut self, id: &str) {
        let open = self.open.iter_mut().rev().find(|it| it.incoming && !it.joined && it.peer_id.is_none());
        if let Some(session) = open {
            session.peer_id = Some(id.to_owned());
        }
    }

    fn participant(&mut self, time: &str, id: &str, role: &str, name: &str, reading: &mut Reading<'_>) {
        if self.own_id.as_deref() == Some(id) {
            self.own_name = Some(name.to_owned()).filter(|it| !it.is_empty());
            return;
        }
        // The one who controls joins as 6, the one who is controlled as 3.
        let incoming = role != "3";
        let known = self.open.iter().position(|it| it.peer_id.as_deref() == Some(id));
        let unnamed = || self.open.iter().position(|it| it.peer_id.is_none() && it.incoming == incoming);
        let idx = match known.or_else(unnamed) {
            Some(idx) => idx,
            None => {
                // The session began in an older file.
                let Some(at) = self.time(time, reading) else { return };
                let record = TEAMVIEWER.record(at, "session", reading);
                self.hold(record, None, incoming, reading);
                self.open.len() - 1
            }
        };
        if let Some(session) = self.open.get_mut(idx) {
            session.peer_id = Some(id.to_owned());
            session.joined = true;
            session.record.set("peer_name", Some(name).filter(|it| !it.is_empty()));
        }
    }

    fn left(&mut self, time: &str, id: &str, reading: &mut Reading<'_>) {
        let found = self.open.iter().position(|it| it.peer_id.as_deref() == Some(id));
        if let Some(idx) = found {
            let at = self.time(time, reading);
            let session = self.open.remove(idx);
            self.end_writing(reading);
            self.close(session, at, reading);
        }
    }

    fn close(&self, session: Session, ended_at: Option<Timestamp>, reading: &mut Reading<'_>) {
        let mut record = session.record;
        record.set("kind", if session.joined { "session" } else { "request" });
        record.set("ended_at", ended_at);
        record.set("direction", if session.incoming { "in" } else { "out" });
        record.set("peer_id", session.peer_id);
        record.set("own_id", self.own_id.clone());
        record.set("device_name", self.own_name.clone());
        reading.push(record);
    }

    fn file(&mut self, time: &str, message: &str, reading: &mut Reading<'_>) {
        if let Some(parts) = WRITE.captures(message) {
            self.end_writing(reading);
            if let Some(record) = self.transfer(time, "download", &parts[1], reading) {
                self.writing = Some((parts[1].trim().to_owned(), record));
            }
        } else if let Some(parts) = DOWNLOAD.captures(message) {
            let path = parts[2].trim();
            let begun = self.writing.take_if(|it| it.0 == path).map(|it| it.1);
            let record = match begun {
                Some(record) => Some(record),
                None => self.transfer(time, "download", path, reading),
            };
            if let Some(mut record) = record {
                record.set("size_bytes", size(&parts[3]));
                reading.push(record);
            }
        } else if let Some(parts) = SEND.captures(message)
            && let Some(record) = self.transfer(time, "upload", &parts[1], reading)
        {
            reading.push(record);
        }
    }

    fn transfer(&self, time: &str, direction: &str, path: &str, reading: &mut Reading<'_>) -> Option<Record> {
        let at = self.time(time, reading)?;
        let mut res = TEAMVIEWER.record(at, "file_transfer", reading);
        res.set("direction", direction);
        res.set("item", path.trim());
        res.set("own_id", self.own_id.clone());
        res.set("device_name", self.own_name.clone());
        let peer = self.open.iter().rev().find(|it| it.joined).and_then(|it| it.peer_id.clone());
        res.set("peer_id", peer);
        Some(res)
    }

    fn end_writing(&mut self, reading: &mut Reading<'_>) {
        if let Some((_, record)) = self.writing.take() {
            reading.push(record);
        }
    }
}

/// `dynamic password` and `fixed password` are passwords; anything else is said in the log's own words.
fn how(method: &str) -> String {
    let method = method.to_lowercase();
    if method.contains("password") {
        "password".to_owned()
    } else if method.contains("confirmation") {
        "user".to_owned()
    } else {
        method
    }
}

fn offset(hours: &str, minutes: Option<regex::Match<'_>>) -> Option<TimeZone> {
    let sign = if hours.starts_with('-') { -1 } else { 1 };
    let hours: i32 = hours.trim_start_matches(['+', '-']).parse().ok()?;
    let minutes: i32 = minutes.map_or(Some(0), |it| it.as_str().parse().ok())?;
    Some(Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()?.to_time_zone())
}
