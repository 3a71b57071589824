//! Zeek: connections, name look-ups, TLS handshakes and web requests as a network sensor saw them.
//!
//! In: one record of one log, as JSON or as a row of a table that was made into JSON (`tsv`). Out:
//! `network_events`. A source for each log and framing; since sensors write their logs into one stream, whichever
//! of them claims a file reads all four logs in it, by one mapping.

mod tsv;

use std::borrow::Cow;

use model::Json;
use model::{LogSource, Record, tables::NETWORK_EVENTS};

use crate::formats::json_fields::Fields;
use crate::formats::raw_events::push_with_raw;
use crate::{Reading, Shape, Source, workspace_chrome};

/// The logs that are read; a sensor writes some sixty others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Log {
    Conn,
    Dns,
    Ssl,
    Http,
}

macro_rules! sources {
    ($($json:ident $table:ident = $log:ident, $id:literal, $table_id:literal, $title:literal, $page:literal;)*) => {
        $(
            pub static $json: Source = Source {
                id: $id,
                title: concat!($title, " (JSON)"),
                feeds: &["network_events"],
                shape: Shape::Json { sniff: |value| log_of(Fields::new(value)) == Some(Log::$log), read },
                proof: include_str!($page),
            };
            pub static $table: Source = Source {
                id: $table_id,
                title: concat!($title, " (TSV)"),
                feeds: &["network_events"],
                shape: Shape::Lines { sniff: |lines| tsv::log_of_head(lines) == Some(Log::$log), read: tsv::read },
                proof: include_str!($page),
            };
        )*
    };
}

sources! {
    CONN CONN_TSV = Conn, "zeek_conn", "zeek_conn_tsv", "Zeek connections", "conn.md";
    DNS DNS_TSV = Dns, "zeek_dns", "zeek_dns_tsv", "Zeek name look-ups", "dns.md";
    SSL SSL_TSV = Ssl, "zeek_ssl", "zeek_ssl_tsv", "Zeek TLS handshakes", "ssl.md";
    HTTP HTTP_TSV = Http, "zeek_http", "zeek_http_tsv", "Zeek web requests", "http.md";
}

impl Log {
    /// The log of that name; sensors shorten (`conn_red`) and repeat (`conn_long`) some of them.
    fn named(path: &str) -> Option<Log> {
        let path = path.to_ascii_lowercase();
        let path = path.strip_suffix("_red").or_else(|| path.strip_suffix("_long")).unwrap_or(&path);
        match path {
            "conn" => Some(Log::Conn),
            "dns" => Some(Log::Dns),
            "ssl" => Some(Log::Ssl),
            "http" => Some(Log::Http),
            _ => None,
        }
    }

    /// The log that has such fields, where nobody says its name. Unset fields are left out of JSON, so each
    /// log is told by the fields that are always set in it.
    fn with_fields(has: impl Fn(&str) -> bool) -> Option<Log> {
        if !has("uid") || !(has("id.orig_h") || has("id_orig_h")) {
            return None;
        }
        if has("trans_depth") && (has("request_body_len") || has("method")) && !has("helo") {
            Some(Log::Http)
        } else if has("established") && (has("resumed") || has("cipher") || has("server_name")) {
            Some(Log::Ssl)
        } else if has("trans_id") && (has("rejected") || has("query") || has("rcode")) {
            Some(Log::Dns)
        } else if has("conn_state") || (has("missed_bytes") && has("orig_pkts")) {
            Some(Log::Conn)
        } else {
            None
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Log::Conn => "connection",
            Log::Dns => "dns",
            Log::Ssl => "tls",
            Log::Http => "http",
        }
    }

    /// As Sigma rules name it. Rules for name look-ups of whatever sensor use Zeek's own names of fields.
    fn source(self) -> LogSource {
        let (service, category) = match self {
            Log::Conn => ("conn", None),
            Log::Dns => ("dns", Some("dns")),
            Log::Ssl => ("ssl", None),
            Log::Http => ("http", None),
        };
        LogSource { product: Some("zeek"), category, service: Some(service) }
    }
}

fn log_of(event: Fields<'_>) -> Option<Log> {
    match event.text("_path") {
        // `_path` alone could be anybody's.
        Some(path) if event.has("ts") && event.has("uid") => Log::named(&path),
        Some(_) => None,
        None => Log::with_fields(|name| event.has(name)),
    }
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let named = event.text("_path").map(|it| Log::named(&it));
    match named.unwrap_or_else(|| log_of(event)) {
        Some(log) => read_event(log, value, reading),
        // A sensor's other logs stand in the same stream.
        None => reading.notice("records of other Zeek logs than conn, dns, ssl and http are left out"),
    }
}

fn read_event(log: Log, value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["ts"], reading) else { return };
    let mut record = reading.record(&NETWORK_EVENTS);
    record.set("happened_at", at);
    record.set("kind", log.kind());
    record.set("connection_id", event.text("uid").as_deref());
    record.set("local_ip", event.address(&["id.orig_h", "id_orig_h"]));
    record.set("local_mac", event.text("orig_l2_addr").map(|it| it.to_ascii_lowercase()));
    record.set("remote_ip", event.address(&["id.resp_h", "id_resp_h"]));
    record.set("remote_port", event.int("id.resp_p").or_else(|| event.int("id_resp_p")));
    record.set("protocol", event.text("proto").as_deref());
    record.set("product", "zeek");
    match log {
        Log::Conn => set_connection(&mut record, event),
        Log::Dns => set_look_up(&mut record, event),
        Log::Ssl => set_handshake(&mut record, event),
        Log::Http => set_request(&mut record, event),
    }
    push_with_raw(reading, record, log.source(), value);
}

fn set_connection(record: &mut Record, event: Fields<'_>) {
    record.set("service", event.text("service").as_deref());
    record.set("bytes_out", event.int("orig_bytes"));
    record.set("bytes_in", event.int("resp_bytes"));
    record.set("duration_seconds", event.number("duration"));
    set_detail(record, event, &["conn_state", "history"]);
}

fn set_look_up(record: &mut Record, event: Fields<'_>) {
    record.set("service", "dns");
    record.set("host", said(event, "query").and_then(|it| name(&it)));
    record.set("duration_seconds", event.number("rtt"));
    set_detail(record, event, &["qtype_name", "rcode_name", "answers"]);
}

fn set_handshake(record: &mut Record, event: Fields<'_>) {
    record.set("service", "ssl");
    record.set("host", said(event, "server_name").and_then(|it| name(&it)));
    let fields =
        ["version", "established", "ja3", "ja3s", "ja4", "ja4s", "subject", "issuer", "validation_status"];
    set_detail(record, event, &fields);
}

fn set_request(record: &mut Record, event: Fields<'_>) {
    record.set("service", "http");
    let host = said(event, "host");
    let uri = said(event, "uri");
    let method = event.text("method");
    let is_tunnel = method.as_deref() == Some("CONNECT");
    let is_whole = uri.as_deref().is_some_and(|it| it.contains("://"));
    let url = match (&host, &uri) {
        // What is asked of a proxy names the host itself.
        (_, Some(uri)) if is_tunnel || is_whole => Some(uri.clone()),
        (Some(host), Some(uri)) => Some(format!("http://{host}{uri}")),
        _ => None,
    };
    // The host that was asked for, not the proxy that the header may name.
    let asked = if is_tunnel || is_whole { url.clone() } else { host };
    record.set("host", asked.and_then(|it| workspace_chrome::host(&it)).and_then(|it| name(&it)));
    record.set("url", url);
    record.set("method", method.as_deref());
    record.set("user_agent", said(event, "user_agent"));
    record.set("bytes_out", event.int("request_body_len"));
    record.set("bytes_in", event.int("response_body_len"));
    let fields = [
        "status_code",
        "referrer",
        "username",
        "proxied",
        "orig_filenames",
        "orig_mime_types",
        "resp_mime_types",
    ];
    set_detail(record, event, &fields);
}

/// What the log says beside: `name=value` for each field that is set.
fn set_detail(record: &mut Record, event: Fields<'_>, names: &[&str]) {
    let mut res: Vec<String> = Vec::new();
    for name in names {
        if let Some(value) = event.list(name) {
            res.push(format!("{name}={}", unescaped(&value)));
        }
    }
    if !res.is_empty() {
        record.set_free_text("detail", &res.join("; "));
    }
}

fn said(event: Fields<'_>, name: &str) -> Option<String> {
    event.text(name).map(|it| unescaped(&it).into_owned())
}

/// A host name as others write it: lower case, without the dot of the root.
fn name(text: &str) -> Option<String> {
    let res = text.trim_end_matches('.').to_ascii_lowercase();
    (!res.is_empty()).then_some(res)
}

/// Zeek writes bytes that are no text, and its own separators, as `\x2c`; in both framings.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("\\x") {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after
            .strip_prefix(b"x")
            .filter(|_| *first == b'\\')
            .and_then(|it| it.get(..2))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_bytes_are_text_again() {
        assert_eq!(unescaped(r"caf\xc3\xa9\x2c two"), "café, two");
        assert_eq!(unescaped(r"C:\xylophone \x4"), r"C:\xylophone \x4");
        assert_eq!(unescaped(r"\xff"), "\u{fffd}");
        assert_eq!(unescaped(r"a\x5cx41"), r"a\x41");
    }

    #[test]
    fn a_log_is_told_by_what_is_always_set_in_it() {
        let log =
            |names: &[&str]| Log::with_fields(|it| it == "uid" || it == "id.orig_h" || names.contains(&it));
        assert_eq!(log(&["conn_state"]), Some(Log::Conn));
        assert_eq!(log(&["trans_id", "rejected"]), Some(Log::Dns));
        assert_eq!(log(&["trans_depth", "request_body_len"]), Some(Log::Http));
        assert_eq!(log(&["trans_depth", "helo"]), None);
        assert_eq!(log(&["established", "resumed"]), Some(Log::Ssl));
        assert_eq!(Log::with_fields(|it| it == "conn_state"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_unescaped_without_panic(text in "[\\\\x0-9a-fé]{0,20}") {
            let _ = unescaped(&text);
        }
    }
}
