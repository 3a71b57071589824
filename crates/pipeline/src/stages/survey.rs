//! One look at a file from end to end: its digest, where its last whole line ends, and whether its beginning
//! is a file that was read before.
//!
//! In: a file, and what is known of earlier ones. Out: a [`Survey`]. A log that was renamed, copied or written
//! on is told by its bytes: the digest of its first so many bytes is that of what was read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use sha2::{Digest, Sha256};
use sources::ReadTo;

/// A beginning that was read before.
#[derive(Clone, Debug, PartialEq)]
pub struct Beginning {
    /// The file it was read from.
    pub file: String,
    pub to: ReadTo,
    /// Hex SHA-256 of those bytes.
    pub sha256: String,
}

/// What one look at a file told.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// Of all its bytes.
    pub sha256: String,
    pub bytes: u64,
    /// Where its last whole line ends, with the digest up to there; nothing if it has no whole line or is
    /// no text.
    pub whole_lines: Option<(ReadTo, String)>,
    /// The longest of the given beginnings that it begins with.
    pub begins: Option<Beginning>,
}

impl Survey {
    pub fn ends_with_a_line(&self) -> bool {
        self.whole_lines.as_ref().is_some_and(|it| it.0.bytes == self.bytes)
    }
}

/// Reads the file once.
pub fn survey(path: &Path, known: &[&Beginning]) -> io::Result<Survey> {
    let mut known: Vec<&Beginning> = known.to_vec();
    known.sort_by_key(|it| it.to.bytes);
    let mut known = known.into_iter().peekable();
    let mut begins = None;

    let mut hasher = Sha256::new();
    let mut at = 0;
    let mut lines = 0;
    let mut is_text = true;
    // The hasher where the last whole line ends.
    let mut last_line: Option<(Sha256, ReadTo)> = None;
    each_piece(File::open(path)?, |piece| {
        let len = piece.len() as u64;
        if at == 0 {
            is_text = !piece[..piece.len().min(1024)].contains(&0);
        }
        while let Some(beginning) = known.next_if(|it| it.to.bytes <= at + len) {
            let mut up_to = hasher.clone();
            up_to.update(&piece[..(beginning.to.bytes - at) as usize]);
            if hex(&up_to.finalize()) == beginning.sha256 {
                begins = Some(beginning.clone());
            }
        }
        let last_end = if is_text { memchr::memrchr(b'\n', piece) } else { None };
        let (whole, rest) = piece.split_at(last_end.map_or(0, |it| it + 1));
        if !whole.is_empty() {
            lines += memchr::memchr_iter(b'\n', whole).count() as u64;
            hasher.update(whole);
            last_line = Some((hasher.clone(), ReadTo { bytes: at + whole.len() as u64, lines }));
        }
        hasher.update(rest);
        at += len;
    })?;
    let whole_lines = last_line.map(|(hasher, to)| (to, hex(&hasher.finalize())));
    Ok(Survey { sha256: hex(&hasher.finalize()), bytes: at, whole_lines, begins })
}

/// So many bytes are looked at in one piece.
const PIECE_BYTES: usize = 256 << 10;
/// A file longer than this is worth a thread.
const LONG_BYTES: u64 = 4 << 20;

/// Shows a file piece by piece. A long one is read on a thread of its own, so that its digest, which can only be
/// made from the beginning to the end, does not wait for the disk.
fn each_piece(mut file: File, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    if file.metadata()?.len() <= LONG_BYTES {
        let mut buffer = vec![0; PIECE_BYTES];
        loop {
            let len = file.read(&mut buffer)?;
            if len == 0 {
                return Ok(());
            }
            take(&buffer[..len]);
        }
    }
    thread::scope(|scope| {
        let (give, empty) = channel::<Vec<u8>>();
        let (fill, filled) = sync_channel(2);
        for _ in 0..3 {
            let _ = give.send(vec![0; PIECE_BYTES]);
        }
        scope.spawn(move || {
            for mut buffer in empty {
                let len = file.read(&mut buffer);
                let is_last = !matches!(len, Ok(1..));
                if fill.send((buffer, len)).is_err() || is_last {
                    return;
                }
            }
        });
        for (buffer, len) in filled {
            take(&buffer[..len?]);
            // After the last piece nobody wants the buffer.
            let _ = give.send(buffer);
        }
        Ok(())
    })
}

/// Hex SHA-256.
pub fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|it| format!("{it:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn of(bytes: &[u8], known: &[&Beginning]) -> Survey {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        survey(file.path(), known).unwrap()
    }

    #[test]
    fn a_line_that_is_still_being_written_is_not_whole() {
        let found = of(b"one\ntwo\nthr", &[]);
        let (to, digest) = found.whole_lines.clone().unwrap();
        assert_eq!(to, ReadTo { bytes: 8, lines: 2 });
        assert_eq!(digest, hex_digest(b"one\ntwo\n"));
        assert!(!found.ends_with_a_line());
        assert!(of(b"one\n", &[]).ends_with_a_line());
    }

    #[test]
    fn a_long_file_is_told_as_exactly_as_a_short_one() {
        let lines = LONG_BYTES as usize / 16 + 5;
        let whole = b"sixteen bytes !\n".repeat(lines);
        let mut long = whole.clone();
        long.extend_from_slice(b"cut o");
        let to = ReadTo { bytes: whole.len() as u64, lines: lines as u64 };
        let known = Beginning { file: "a.log".to_owned(), to, sha256: hex_digest(&whole) };
        let found = of(&long, &[&known]);
        assert_eq!(found.sha256, hex_digest(&long));
        assert_eq!(found.bytes, long.len() as u64);
        assert_eq!(found.whole_lines, Some((to, hex_digest(&whole))));
        assert_eq!(found.begins, Some(known));
    }

    #[test]
    fn a_file_that_was_written_on_is_told_by_its_beginning_also_far_in() {
        let long = b"some line of text\n".repeat(40_000);
        let to = ReadTo { bytes: long.len() as u64, lines: 40_000 };
        let known = Beginning { file: "a.log".to_owned(), to, sha256: hex_digest(&long) };
        let mut grown = long.clone();
        grown.extend_from_slice(b"more\n");
        assert_eq!(of(&grown, &[&known]).begins, Some(known.clone()));
        grown[5] = b'X';
        assert_eq!(of(&grown, &[&known]).begins, None);
        assert_eq!(of(&long[..100], &[&known]).begins, None);
    }
}
