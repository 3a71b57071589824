//! The names inside archives that are attached to a mail.
//!
//! In: the bytes of an attachment. Out: the names of its members; nested ones as `inner.zip!name`. Only
//! directories are read, but for archives in archives, which are unpacked in memory within a limit.

use std::io::{Cursor, Read};

use flate2::read::GzDecoder;
use model::limits;
use zip::ZipArchive;

/// Most bytes that the archives of one mail may unpack to.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;

/// What may still be unpacked for this mail.
pub(crate) struct Budget {
    bytes: u64,
    /// What stopped the reading.
    pub trouble: Option<String>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { bytes: UNPACKED_BYTES_MAX, trouble: None }
    }
}

/// Adds the names in an archive; does nothing for bytes that are none.
pub(crate) fn names(bytes: &[u8], prefix: &str, depth: usize, into: &mut Vec<String>, budget: &mut Budget) {
    let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    let is_gzip = bytes.starts_with(b"\x1f\x8b");
    let is_tar = bytes.get(257..262) == Some(b"ustar");
    if !is_zip && !is_gzip && !is_tar {
        return;
    }
    if depth >= limits::ARCHIVE_DEPTH_MAX {
        budget.trouble = Some("archives nested deeper than is opened".to_owned());
        return;
    }
    if is_zip {
        of_zip(bytes, prefix, depth, into, budget);
    } else if is_tar {
        of_tar(bytes, prefix, depth, into, budget);
    } else {
        let mut plain = Vec::new();
        let limit = budget.bytes;
        let read = GzDecoder::new(bytes).take(limit).read_to_end(&mut plain);
        budget.bytes = limit.saturating_sub(plain.len() as u64);
        if read.is_err() {
            budget.trouble = Some("attached gzip that breaks off".to_owned());
        } else if budget.bytes == 0 {
            budget.trouble = Some("attached archives unpack to more than is read".to_owned());
        }
        names(&plain, prefix, depth + 1, into, budget);
    }
}

fn add(into: &mut Vec<String>, budget: &mut Budget, name: String) -> bool {
    if into.len() >= limits::ATTACHMENT_MEMBERS_MAX {
        budget.trouble = Some("attached archive with more members than are kept".to_owned());
        return false;
    }
    into.push(name);
    true
}

fn may_hold_names(name: &str) -> bool {
    let name = name.to_lowercase();
    [".zip", ".gz", ".tgz", ".tar"].iter().any(|it| name.ends_with(it))
}

fn of_zip(bytes: &[u8], prefix: &str, depth: usize, into: &mut Vec<String>, budget: &mut Budget) {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(it) => it,
        Err(_) => {
            budget.trouble = Some("attached ZIP that cannot be opened".to_owned());
            return;
        }
    };
    for index in 0..archive.len() {
        let name = match archive.name_for_index(index) {
            Some(Ok(it)) => it.into_owned(),
            _ => continue,
        };
        let name = format!("{prefix}{name}");
        if name.ends_with('/') {
            continue;
        }
        if !add(into, budget, name.clone()) {
            return;
        }
        if !may_hold_names(&name) || budget.bytes == 0 {
            continue;
        }
        // What is encrypted cannot be opened; its own name is known all the same.
        let Ok(member) = archive.by_index(index) else { continue };
        if member.size() > budget.bytes {
            budget.trouble = Some("attached archives unpack to more than is read".to_owned());
            continue;
        }
        let mut inner = Vec::new();
        let read = member.take(budget.bytes).read_to_end(&mut inner);
        budget.bytes = budget.bytes.saturating_sub(inner.len() as u64);
        if read.is_ok() {
            names(&inner, &format!("{name}!"), depth + 1, into, budget);
        }
    }
}

fn of_tar(bytes: &[u8], prefix: &str, depth: usize, into: &mut Vec<String>, budget: &mut Budget) {
    let mut archive = tar::Archive::new(Cursor::new(bytes));
    let Ok(entries) = archive.entries() else { return };
    for entry in entries {
        let Ok(entry) = entry else {
            budget.trouble = Some("attached tar that breaks off".to_owned());
            return;
        };
        let name = format!("{prefix}{}", String::from_utf8_lossy(&entry.path_bytes()));
        if name.ends_with('/') {
            continue;
        }
        if !add(into, budget, name.clone()) {
            return;
        }
        if may_hold_names(&name) && entry.size() <= budget.bytes {
            let mut inner = Vec::new();
            let read = entry.take(budget.bytes).read_to_end(&mut inner);
            budget.bytes = budget.bytes.saturating_sub(inner.len() as u64);
            if read.is_ok() {
                names(&inner, &format!("{name}!"), depth + 1, into, budget);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn all(bytes: &[u8]) -> (Vec<String>, Option<String>) {
        let mut into = Vec::new();
        let mut budget = Budget::default();
        names(bytes, "", 0, &mut into, &mut budget);
        (into, budget.trouble)
    }

    #[test]
    fn names_are_read_through_nested_archives() {
        let inner = zipped(&[("rates.csv", b"a"), ("models/m.bin", b"b")]);
        let outer = zipped(&[("readme.txt", b"c"), ("proof.zip", &inner)]);
        let (names, trouble) = all(&outer);
        assert_eq!(names, ["readme.txt", "proof.zip", "proof.zip!rates.csv", "proof.zip!models/m.bin"]);
        assert_eq!(trouble, None);
    }

    #[test]
    fn a_bomb_is_named_and_not_opened() {
        let zeros = vec![0; (UNPACKED_BYTES_MAX + 1) as usize];
        let (names, trouble) = all(&zipped(&[("bomb.zip", &zeros), ("b.txt", b"")]));
        assert_eq!(names, ["bomb.zip", "b.txt"]);
        assert!(trouble.is_some());
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let mut bytes = zipped(&[("a.txt", b"x")]);
        for _ in 0..6 {
            bytes = zipped(&[("n.zip", &bytes)]);
        }
        let (names, trouble) = all(&bytes);
        assert_eq!(names.len(), limits::ARCHIVE_DEPTH_MAX);
        assert!(trouble.is_some());
    }

    #[test]
    fn other_bytes_have_no_names() {
        assert_eq!(all(b"%PDF-1.7"), (Vec::new(), None));
        assert_eq!(all(b"PK\x03\x04 and then nothing").0, Vec::<String>::new());
    }
}
