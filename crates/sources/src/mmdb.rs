//! MaxMind databases: places and networks by address.
//!
//! They are looked things up in, not read record by record, so the bytes are handed on as a data set. Both
//! schemas are known: MaxMind's own nested one and the flat one of `@ip-location-db`. What a database holds
//! is told by its metadata's `database_type`, else by the first entry.

use std::io::Read;

use maxminddb::Reader;
use model::limits;

use crate::formats::text;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "mmdb",
    title: "MaxMind database",
    feeds: &[],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("mmdb.md"),
};

/// The mark before the metadata, within the last 128 KiB of the file.
const MARK: &[u8] = b"\xab\xcd\xefMaxMind.com";

fn sniff(bytes: &[u8]) -> bool {
    bytes.windows(MARK.len()).any(|it| it == MARK)
}

fn read(stream: &mut dyn Read, reading: &mut Reading<'_>) {
    let mut bytes = Vec::new();
    let _ = stream.take(limits::DATASET_BYTES_MAX + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limits::DATASET_BYTES_MAX {
        reading.problem(format!("database larger than {} MiB", limits::DATASET_BYTES_MAX >> 20));
        return;
    }
    let found = match Reader::from_source(&bytes[..]) {
        Ok(database) => kind(&database),
        Err(error) => Err(format!("database damaged: {}", text::shown(&error.to_string(), 120))),
    };
    match found {
        Ok(kind) => reading.dataset(kind, &bytes),
        Err(cause) => reading.problem(cause),
    }
}

/// `mmdb_city`, `mmdb_asn` or `mmdb_country`.
fn kind(database: &Reader<&[u8]>) -> Result<&'static str, String> {
    let told = database.metadata().database_type.to_ascii_lowercase();
    for (word, kind) in
        [("asn", "mmdb_asn"), ("isp", "mmdb_asn"), ("city", "mmdb_city"), ("country", "mmdb_country")]
    {
        if told.contains(word) {
            return Ok(kind);
        }
    }
    let first = database.networks(Default::default()).ok().and_then(|mut it| it.next());
    if let Some(Ok(entry)) = first
        && let Ok(Some(entry)) = entry.decode::<serde_json::Value>()
    {
        for (key, kind) in [
            ("autonomous_system_number", "mmdb_asn"),
            ("city", "mmdb_city"),
            ("location", "mmdb_city"),
            ("country", "mmdb_country"),
            ("country_code", "mmdb_country"),
        ] {
            if entry.get(key).is_some() {
                return Ok(kind);
            }
        }
    }
    Err(format!("database of a kind that nobody knows: `{}`", text::shown(&told, 60)))
}
