//! AnyDesk's own log: `ad.trace` (user interface) and `ad_svc.trace` (service).
//!
//! In: lines of padded columns: level, date, time, process, ids, an optional fiber, module, ` - `, message;
//! UTC. Out: `remote_sessions`. The log names no device; the names on the file's path are handed on.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use model::{Place, Record, tables, value};
use regex::Regex;

use crate::formats::expression::expression;
use crate::formats::{addresses, times};
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "anydesk_trace",
    title: "AnyDesk trace (ad.trace, ad_svc.trace)",
    feeds: &["remote_sessions"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("anydesk_trace.md"),
};

/// Lines that belong to one login are written together; more apart, they are two.
const LOGIN_SPAN: SignedDuration = SignedDuration::from_secs(10);
/// A request is answered within this time, or it stays unanswered.
const REQUEST_SPAN: SignedDuration = SignedDuration::from_secs(300);

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        r"^\s*(?:info|warning|error|debug|fatal)\s+(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(?:(\d+)\s+)?([\w.]+) - (.*)$",
    )
});
static CLIENT_ID: LazyLock<Regex> = LazyLock::new(|| expression(r"Client-ID:\s*(\d{6,10})"));
static LOGGED_IN: LazyLock<Regex> =
    LazyLock::new(|| expression(r"Logged in from\s+(\S+?)(?:\s+on relay|\.?$)"));
static EXTERNAL: LazyLock<Regex> = LazyLock::new(|| expression(r"(?i)External address:\s*(\S+)"));
static REQUEST: LazyLock<Regex> =
    LazyLock::new(|| expression(r"Incoming session request:\s*(.*?)\s*\((\d{6,10})\)"));
static REMOTE_OS: LazyLock<Regex> =
    LazyLock::new(|| expression(r"Remote OS:\s*(.+?)(?:[.,](?:\s|$)|\s*\(|$)"));
static PROXY: LazyLock<Regex> = LazyLock::new(|| expression(r"Using CONNECT proxy\s+(\S+)"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| expression(r"'([^']+)'"));

fn sniff(lines: &[&str]) -> bool {
    let matching = lines.iter().filter(|it| LINE.is_match(it)).count();
    // Banners and messages of several lines stand between.
    matching > 0 && matching * 2 >= lines.iter().filter(|it| !it.trim_start().starts_with('*')).count()
}

/// What AnyDesk says in several lines, while it is being put together.
#[derive(Default)]
struct Open {
    /// A peer's id whose login has not been seen yet: where it was said, by which stretch, the id.
    id: Option<(Timestamp, Stretch, String)>,
    /// A login whose peer's id has not been seen yet.
    login: Option<(Timestamp, Stretch, Record)>,
    /// The last request, until it is answered.
    request: Option<(Timestamp, Record)>,
}

/// Process and fiber: lines with the same ones belong together.
type Stretch = (String, Option<String>);

/// One line in its parts.
struct Line<'a> {
    at: Timestamp,
    stretch: Stretch,
    module: &'a str,
    message: &'a str,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let mut open = Open::default();
    // The product documents UTC, so nothing is assumed; the policy may know better.
    let zone = reading.declared_zone().cloned().unwrap_or(TimeZone::UTC);
    while let Some((number, text)) = lines.next_line() {
        reading.stand_at(Place::Line(number));
        // Lines that are not of this shape continue a message.
        let Some(parts) = LINE.captures(&text) else { continue };
        let part = |idx| parts.get(idx).map_or("", |it| it.as_str());
        let at = match times::parse(part(1), &zone) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(cause) => {
                reading.problem(cause);
                continue;
            }
        };
        let stretch = (part(3).to_owned(), parts.get(5).map(|it| it.as_str().to_owned()));
        open.close(at, reading);
        open.line(&Line { at, stretch, module: part(6), message: part(7) }, reading);
    }
    open.close(Timestamp::MAX, reading);
}

impl Open {
    /// Hands on what is too old to be continued.
    fn close(&mut self, now: Timestamp, reading: &mut Reading<'_>) {
        let is_old = |at: Timestamp, span| now.duration_since(at) > span;
        if let Some((_, _, record)) = self.login.take_if(|it| is_old(it.0, LOGIN_SPAN)) {
            reading.push(record);
        }
        if let Some((_, record)) = self.request.take_if(|it| is_old(it.0, REQUEST_SPAN)) {
            reading.push(record);
        }
        self.id.take_if(|it| is_old(it.0, LOGIN_SPAN));
    }

    fn line(&mut self, line: &Line<'_>, reading: &mut Reading<'_>) {
        let message = line.message;
        let found = |expression: &Regex| -> Option<String> {
            expression.captures(message)?.get(1).map(|it| it.as_str().to_owned())
        };
        if let Some(id) = found(&CLIENT_ID) {
            self.client_id(line, id, reading);
        } else if let Some((ip, _)) = found(&LOGGED_IN).and_then(|it| addresses::parse(&it)) {
            self.logged_in(line, ip, reading);
        } else if let Some((ip, _)) = found(&EXTERNAL).and_then(|it| addresses::parse(&it)) {
            let mut record = start(line.at, "own_address", reading);
            record.set("own_ip", ip);
            reading.push(record);
        } else if let Some(parts) = REQUEST.captures(message) {
            self.request(line, &parts[1], &parts[2], reading);
        } else if let Some(os) = found(&REMOTE_OS) {
            if let Some((_, record)) = &mut self.request {
                record.set("peer_os", os);
            }
        } else if let Some(how) = how(message) {
            if let Some((_, record)) = &mut self.request {
                record.set("how", how);
            }
        } else if let Some(proxy) = found(&PROXY) {
            let mut record = start(line.at, "proxy", reading);
            record.set("item", proxy.trim_end_matches('.'));
            reading.push(record);
        } else if matches!(line.module, "app.prepare_task" | "app.local_file_transfer") {
            if let Some(item) = found(&QUOTED) {
                let mut record = start(line.at, "file_transfer", reading);
                record.set("item", item);
                reading.push(record);
            }
        } else if message.contains("AnyDesk") && message.contains("Startup") {
            let record = start(line.at, "start", reading);
            reading.push(record);
        }
    }

    fn client_id(&mut self, line: &Line<'_>, id: String, reading: &mut Reading<'_>) {
        if line.message.contains("New user data") {
            let mut record = start(line.at, "own_id", reading);
            record.set("own_id", id);
            reading.push(record);
            return;
        }
        // Either of the two lines may come first.
        if let Some((_, _, mut record)) = self.login.take_if(|it| it.1 == line.stretch) {
            record.set("peer_id", id);
            reading.push(record);
            return;
        }
        self.id = Some((line.at, line.stretch.clone(), id));
    }

    fn logged_in(&mut self, line: &Line<'_>, ip: String, reading: &mut Reading<'_>) {
        let mut record = start(line.at, "login", reading);
        record.set("direction", "in");
        record.set("peer_ip", ip);
        if let Some((_, _, id)) = self.id.take_if(|it| it.1 == line.stretch) {
            record.set("peer_id", id);
            reading.push(record);
            return;
        }
        if let Some((_, _, earlier)) = self.login.replace((line.at, line.stretch.clone(), record)) {
            reading.push(earlier);
        }
    }

    fn request(&mut self, line: &Line<'_>, name: &str, id: &str, reading: &mut Reading<'_>) {
        let mut record = start(line.at, "request", reading);
        record.set("direction", "in");
        record.set("peer_name", name);
        record.set("peer_id", id);
        if let Some((_, earlier)) = self.request.replace((line.at, record)) {
            reading.push(earlier);
        }
    }
}

/// How a request was answered, as far as a line says it.
fn how(message: &str) -> Option<&'static str> {
    let message = message.to_ascii_lowercase();
    if message.contains("authenticated") && message.contains("token") {
        Some("token")
    } else if message.contains("authenticated")
        && (message.contains("passw") || message.contains("passphrase"))
    {
        Some("password")
    } else if message.contains("session") && message.contains("rejected") {
        Some("rejected")
    } else if message.contains("session") && message.contains("accepted by") {
        Some("user")
    } else {
        None
    }
}

/// A record of this tool at that time. The product's own file names say nothing of the device.
pub(crate) fn start(at: Timestamp, kind: &str, reading: &Reading<'_>) -> Record {
    let own = ["ad", "ad_svc", "connection_trace", "file_transfer_trace"];
    let hints = reading.hints();
    let hints = hints.into_iter().filter(|it| !own.contains(&it.to_ascii_lowercase().as_str()));
    let mut res = reading.record(&tables::REMOTE_SESSIONS);
    res.set("happened_at", at);
    res.set("tool", "anydesk");
    res.set("kind", kind);
    res.set("hints", value::join_list(hints));
    res
}
