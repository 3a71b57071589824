//! Archives: the members of a ZIP or a tar, each kept where it can be read, within limits.
//!
//! In: an archive's bytes and a spool. Out: members with their own digests and troubles, and what is wrong
//! with the archive as a whole. Names inside archives are hostile: they are shown, never used.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use model::limits;
use sha2::{Digest, Sha256};

use crate::formats::text;
use crate::formats::unpack::{Bounded, Budget, Content, ReadSeek, Spool, Troubles, hex};

/// A member of an archive, kept where it can be read.
pub struct Member {
    /// As it may be shown, with `/` between its parts.
    pub name: String,
    /// Nothing if it could not be kept; the reason stands in `troubles`.
    pub content: Option<Box<dyn Content>>,
    pub sha256: String,
    pub troubles: Vec<String>,
}

/// Keeps a stream and its digest.
pub fn keep(stream: &mut dyn Read, spool: &dyn Spool) -> io::Result<(Box<dyn Content>, String)> {
    struct Hashed<'s> {
        stream: &'s mut dyn Read,
        hasher: Sha256,
    }
    impl Read for Hashed<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let got = self.stream.read(buffer)?;
            self.hasher.update(&buffer[..got]);
            Ok(got)
        }
    }
    let mut hashed = Hashed { stream, hasher: Sha256::new() };
    let content = spool.keep(&mut hashed)?;
    Ok((content, hex(&hashed.hasher.finalize())))
}

fn keep_member(name: String, stream: &mut dyn Read, spool: &dyn Spool, troubles: &Troubles) -> Member {
    let kept = keep(stream, spool);
    let mut troubles = troubles.take();
    match kept {
        Ok((content, sha256)) => Member { name, content: Some(content), sha256, troubles },
        Err(error) => {
            troubles.push(format!("cannot be kept: {error}"));
            Member { name, content: None, sha256: String::new(), troubles }
        }
    }
}

fn closed_member(name: String, cause: impl Into<String>) -> Member {
    Member { name, content: None, sha256: String::new(), troubles: vec![cause.into()] }
}

/// A ZIP archive.
pub struct Zip {
    archive: zip::ZipArchive<BufReader<Box<dyn ReadSeek>>>,
}

impl Zip {
    pub fn open(content: &dyn Content) -> Result<Zip, String> {
        let stream = content.open().map_err(|it| format!("cannot be read: {it}"))?;
        match zip::ZipArchive::new(BufReader::new(stream)) {
            Ok(archive) => Ok(Zip { archive }),
            Err(error) => {
                Err(format!("ZIP archive cut off or damaged: {}", text::shown(&error.to_string(), 120)))
            }
        }
    }

    /// Whether it is a document that only uses ZIP as its container.
    pub fn is_document(&self) -> bool {
        self.archive.file_names_raw().any(|it| {
            matches!(
                it,
                b"[Content_Types].xml" | b"mimetype" | b"META-INF/MANIFEST.MF" | b"word/document.xml"
            )
        })
    }

    /// Each member in the archive's order, and what is wrong with the archive as a whole.
    pub fn members(
        &mut self,
        spool: &dyn Spool,
        budget: &Budget,
        take: &mut dyn FnMut(Member),
    ) -> Vec<String> {
        let mut troubles = Vec::new();
        if self.archive.has_duplicate_names() {
            troubles.push("several members have the same name; the last of each is read".to_owned());
        }
        // No honest writer makes them, and one block of bytes shared by all is how a bomb gets past ratios.
        if self.archive.has_overlapping_entries().unwrap_or(false) {
            troubles.push("members overlap; none is read".to_owned());
            return troubles;
        }
        let metadata = self.archive.metadata();
        for idx in 0..metadata.len() {
            if idx == limits::ARCHIVE_MEMBERS_MAX {
                troubles
                    .push(format!("more than {} members; the rest is not read", limits::ARCHIVE_MEMBERS_MAX));
                break;
            }
            let Ok(entry) = metadata.entry(idx) else { continue };
            let name = match std::str::from_utf8(entry.name_raw()) {
                Ok(name) => member_name(name),
                Err(_) => member_name(&entry.name().unwrap_or_default()),
            };
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() {
                take(closed_member(name, "a link, not a file"));
                continue;
            }
            if entry.encrypted() {
                take(closed_member(name, "encrypted"));
                continue;
            }
            let taken = Rc::new(Cell::new(entry.compressed_size()));
            let member = match self.archive.by_index(idx) {
                Ok(stream) => {
                    let own = Troubles::default();
                    let mut stream =
                        Bounded::new(stream, taken, budget.clone(), own.clone(), "cut off or damaged");
                    keep_member(name, &mut stream, spool, &own)
                }
                Err(error) => {
                    closed_member(name, format!("cannot be opened: {}", text::shown(&error.to_string(), 120)))
                }
            };
            take(member);
        }
        troubles
    }
}

/// Each member of a tar, in its order, and what is wrong with the archive as a whole.
pub fn untar(
    stream: &mut dyn Read,
    spool: &dyn Spool,
    budget: &Budget,
    take: &mut dyn FnMut(Member),
) -> Vec<String> {
    const LONG_NAME_BYTES_MAX: u64 = 64 << 10;
    let mut troubles = Vec::new();
    let mut archive = tar::Archive::new(stream);
    // Raw, since the long names of the extensions would else be read whole, whatever size they claim.
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return vec![format!("tar archive damaged: {error}")],
    };
    let mut long_name: Option<Vec<u8>> = None;
    let mut count = 0;
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                troubles.push(format!(
                    "tar archive cut off or damaged: {}",
                    text::shown(&error.to_string(), 120)
                ));
                break;
            }
        };
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() {
            let mut name = Vec::new();
            let _ = entry.by_ref().take(LONG_NAME_BYTES_MAX).read_to_end(&mut name);
            name.retain(|it| *it != 0);
            long_name = Some(name);
            continue;
        }
        if kind.is_pax_local_extensions() {
            let mut extensions = Vec::new();
            let _ = entry.by_ref().take(LONG_NAME_BYTES_MAX).read_to_end(&mut extensions);
            for extension in tar::PaxExtensions::new(&extensions).flatten() {
                if extension.key_bytes() == b"path" {
                    long_name = Some(extension.value_bytes().to_vec());
                }
            }
            continue;
        }
        if kind.is_gnu_longlink() || kind.is_pax_global_extensions() {
            continue;
        }
        let name = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
        let name = member_name(&String::from_utf8_lossy(&name));
        if kind.is_dir() {
            continue;
        }
        count += 1;
        if count > limits::ARCHIVE_MEMBERS_MAX {
            troubles.push(format!("more than {} members; the rest is not read", limits::ARCHIVE_MEMBERS_MAX));
            break;
        }
        if !kind.is_file() && !kind.is_contiguous() {
            take(closed_member(name, "a link or device, not a file"));
            continue;
        }
        let told = entry.header().entry_size().unwrap_or(0);
        let own = Troubles::default();
        // The tar itself is not compressed: what comes out went in.
        let taken = Rc::new(Cell::new(u64::MAX));
        let mut bounded = Bounded::new(&mut entry, taken, budget.clone(), own.clone(), "cut off or damaged");
        let mut member = keep_member(name, &mut bounded, spool, &own);
        let given = bounded.given;
        if given < told && member.troubles.is_empty() {
            member.troubles.push(format!("cut off after {given} of {told} bytes"));
        }
        take(member);
    }
    troubles
}

/// A member's name as it may be shown and compared: `/` between the parts, nothing that climbs, nothing
/// that moves the cursor or turns the text round.
pub fn member_name(name: &str) -> String {
    const PARTS_MAX: usize = 64;
    let mut res = String::new();
    for (idx, part) in model::value::cut(name, 1024).split(['/', '\\']).enumerate() {
        if idx == PARTS_MAX {
            break;
        }
        if idx > 0 {
            res.push('/');
        }
        match part {
            "" if idx == 0 && name.len() > 1 => res.push_str("%2f"),
            "." if idx == 0 => res.push('.'),
            ".." => res.push_str("%2e%2e"),
            _ => {
                for it in part.chars() {
                    if text::moves_text(it) {
                        let mut bytes = [0; 4];
                        for byte in it.encode_utf8(&mut bytes).bytes() {
                            res.push_str(&format!("%{byte:02x}"));
                        }
                    } else {
                        res.push(it);
                    }
                }
            }
        }
    }
    if let Some(plain) = res.strip_prefix("./") {
        return plain.to_owned();
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_climb_or_turn_round() {
        assert_eq!(member_name("../../etc/passwd"), "%2e%2e/%2e%2e/etc/passwd");
        assert_eq!(member_name("/etc/passwd"), "%2f/etc/passwd");
        assert_eq!(member_name("a\\b\\c.csv"), "a/b/c.csv");
        assert_eq!(member_name("./a/b.csv"), "a/b.csv");
        assert_eq!(member_name("x\u{202e}gpj.exe\n"), "x%e2%80%aegpj.exe%0a");
    }
}
