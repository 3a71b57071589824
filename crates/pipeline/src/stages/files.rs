//! The files of the input: which there are, and their bytes.
//!
//! In: what the operator named. Out: files in the order of their names, whatever order the file system lists
//! them in, and their contents as sources want them.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use model::{Level, Place, Problem};
use sources::{Content, ReadSeek, Spool};
use store::Folder;

/// One file of the input: its path below the input folder, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    pub name: String,
    pub path: PathBuf,
}

/// All files below the inputs, by name. With several inputs, a name begins with the input's base name, made
/// unique by order. A data folder of ours is never input.
pub fn walk(inputs: &[PathBuf]) -> io::Result<(Vec<InputFile>, Vec<Problem>)> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let mut bases = HashSet::new();
    for input in inputs {
        let base =
            input.canonicalize()?.file_name().map_or("input".into(), |it| it.to_string_lossy().into_owned());
        let mut unique = base.clone();
        let mut number = 2;
        while !bases.insert(unique.clone()) {
            unique = format!("{base}-{number}");
            number += 1;
        }
        let prefix = if inputs.len() > 1 { format!("{unique}/") } else { String::new() };
        if input.is_file() {
            let name = if inputs.len() > 1 { unique } else { base };
            files.push(InputFile { name, path: input.clone() });
            continue;
        }
        let ours =
            |it: &walkdir::DirEntry| it.file_type().is_dir() && it.depth() > 0 && Folder::is_ours(it.path());
        for entry in walkdir::WalkDir::new(input).into_iter().filter_entry(|it| !ours(it)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let below = entry.path().strip_prefix(input).unwrap_or(entry.path());
                    let parts: Vec<_> =
                        below.components().map(|it| it.as_os_str().to_string_lossy()).collect();
                    files.push(InputFile {
                        name: format!("{prefix}{}", parts.join("/")),
                        path: entry.into_path(),
                    });
                }
                Ok(_) => {}
                Err(it) => problems.push(Problem {
                    file: it.path().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default().into(),
                    place: Place::Whole,
                    level: Level::Problem,
                    cause: format!(
                        "cannot be listed: {}",
                        it.io_error().map_or("a loop of links".into(), |it| it.to_string())
                    ),
                }),
            }
        }
    }
    files.sort();
    Ok((files, problems))
}

/// A file of the input.
pub(crate) struct OnDisk {
    pub(crate) path: PathBuf,
    /// Only so many of its bytes, where the rest is still being written.
    pub(crate) bytes: Option<u64>,
}

impl Content for OnDisk {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        let file = File::open(&self.path)?;
        Ok(match self.bytes {
            None => Box::new(io::BufReader::with_capacity(256 << 10, file)),
            Some(bytes) => Box::new(io::BufReader::with_capacity(256 << 10, UpTo { file, at: 0, bytes })),
        })
    }

    fn size(&self) -> u64 {
        self.bytes.unwrap_or_else(|| std::fs::metadata(&self.path).map_or(0, |it| it.len()))
    }
}

/// The beginning of a file.
struct UpTo {
    file: File,
    at: u64,
    bytes: u64,
}

impl Read for UpTo {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.bytes.saturating_sub(self.at);
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let got = self.file.read(&mut buffer[..most])?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for UpTo {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::End(from_end) => SeekFrom::Start(self.bytes.saturating_add_signed(from_end)),
            other => other,
        };
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

/// Keeps members of archives: small ones in memory, others in the data folder's `tmp/`.
pub(crate) struct TemporarySpool {
    pub(crate) dir: PathBuf,
}

/// Members up to this size stay in memory.
const IN_MEMORY_BYTES: u64 = 16 << 20;

impl Spool for TemporarySpool {
    fn keep(&self, bytes: &mut dyn Read) -> io::Result<Box<dyn Content>> {
        let mut first = Vec::new();
        bytes.take(IN_MEMORY_BYTES).read_to_end(&mut first)?;
        if (first.len() as u64) < IN_MEMORY_BYTES {
            return Ok(Box::new(sources::InMemory(first.into())));
        }
        let mut file = tempfile::tempfile_in(&self.dir)?;
        io::Write::write_all(&mut file, &first)?;
        let size = first.len() as u64 + io::copy(bytes, &mut file)?;
        Ok(Box::new(Spooled { file, size }))
    }
}

/// A large member in a file that has no name and is gone when it is closed.
struct Spooled {
    file: File,
    size: u64,
}

impl Content for Spooled {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Box::new(io::BufReader::with_capacity(256 << 10, file)))
    }

    fn size(&self) -> u64 {
        self.size
    }
}
