//! What files come wrapped in: gzip, zstd, tar and ZIP, one in another.
//!
//! In: contents that the pipeline opens, and a place to keep members. Out: streams within limits. A limit
//! that is reached, and data that is damaged, end the stream and leave a trouble; what came before is read.
//! Names inside archives are hostile: they are shown, never used.

use std::cell::{Cell, RefCell};
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::rc::Rc;
use std::sync::Arc;

use model::limits;
use sha2::{Digest, Sha256};

use crate::formats::text;

/// A stream that can go back.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of one file, as often as needed.
pub trait Content {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>>;
    /// In bytes.
    fn size(&self) -> u64;
}

/// A place for members of archives, which cannot be read where they stand.
pub trait Spool {
    fn keep(&self, bytes: &mut dyn Read) -> io::Result<Box<dyn Content>>;
}

/// Contents in memory, and a spool that keeps them there: for tests and fuzzers.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub Arc<[u8]>);

impl InMemory {
    pub fn new(bytes: impl Into<Vec<u8>>) -> InMemory {
        InMemory(Arc::from(bytes.into()))
    }

    /// Hex SHA-256 of the bytes.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.0))
    }
}

impl Content for InMemory {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(Cursor::new(self.0.clone())))
    }

    fn size(&self) -> u64 {
        self.0.len() as u64
    }
}

impl Spool for InMemory {
    fn keep(&self, bytes: &mut dyn Read) -> io::Result<Box<dyn Content>> {
        let mut kept = Vec::new();
        bytes.read_to_end(&mut kept)?;
        Ok(Box::new(InMemory::new(kept)))
    }
}

/// What the first bytes of a file say about its wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    Gzip,
    Zstd,
    Tar,
    Zip,
}

/// How many bytes [`wrapper`] wants to see.
pub const MAGIC_BYTES: usize = 512;

pub fn wrapper(head: &[u8]) -> Option<Wrapper> {
    match head {
        [0x1f, 0x8b, 8, ..] => Some(Wrapper::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Wrapper::Zstd),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Wrapper::Zip),
        _ if is_tar(head) => Some(Wrapper::Tar),
        _ => None,
    }
}

/// A tar begins with a header whose checksum holds; older ones carry no other mark.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    if header[0] == 0 {
        return false;
    }
    let Ok(told) = std::str::from_utf8(&header[148..156]) else { return false };
    let told = told.trim_matches(|it: char| it == '\0' || it == ' ');
    let Ok(told) = u32::from_str_radix(told, 8) else { return false };
    let mut sum = 0;
    for (idx, byte) in header.iter().enumerate() {
        sum += u32::from(if (148..156).contains(&idx) { b' ' } else { *byte });
    }
    sum == told
}

/// What went wrong below a stream, for whoever reads it to report afterwards.
#[derive(Clone, Debug, Default)]
pub struct Troubles(Rc<RefCell<Vec<String>>>);

impl Troubles {
    pub fn add(&self, cause: impl Into<String>) {
        let cause = cause.into();
        let mut all = self.0.borrow_mut();
        if !all.contains(&cause) && all.len() < limits::PROBLEMS_PER_FILE_MAX {
            all.push(cause);
        }
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.borrow_mut())
    }

    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}

/// Bytes that one file of the input may still give.
#[derive(Clone, Debug)]
pub struct Budget(Rc<Cell<u64>>);

impl Default for Budget {
    fn default() -> Budget {
        Budget(Rc::new(Cell::new(limits::UNPACKED_BYTES_MAX)))
    }
}

/// Counts what is taken from a compressed stream.
struct Counted<R> {
    stream: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.stream.read(buffer)?;
        self.taken.set(self.taken.get() + got as u64);
        Ok(got)
    }
}

/// A stream that ends, instead of failing, where it is damaged or gives too much.
pub struct Bounded<R> {
    stream: R,
    given: u64,
    /// How many bytes went in to give that.
    taken: Rc<Cell<u64>>,
    budget: Budget,
    troubles: Troubles,
    damaged: &'static str,
    ended: bool,
}

impl<R: Read> Bounded<R> {
    /// `taken` is what the stream is made of, in bytes, so far.
    pub fn new(
        stream: R,
        taken: Rc<Cell<u64>>,
        budget: Budget,
        troubles: Troubles,
        damaged: &'static str,
    ) -> Bounded<R> {
        Bounded { stream, given: 0, taken, budget, troubles, damaged, ended: false }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let got = match self.stream.read(buffer) {
            Ok(got) => got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                self.ended = true;
                self.troubles.add(format!("{}: {}", self.damaged, text::shown(&error.to_string(), 120)));
                return Ok(0);
            }
        };
        if got == 0 {
            self.ended = true;
            return Ok(0);
        }
        self.given += got as u64;
        let left = self.budget.0.get();
        if got as u64 > left {
            self.ended = true;
            self.troubles.add(format!(
                "gives more than {} GiB; the rest is not read",
                limits::UNPACKED_BYTES_MAX >> 30
            ));
            return Ok(0);
        }
        self.budget.0.set(left - got as u64);
        let taken = self.taken.get().max(1);
        if self.given > limits::COMPRESSION_RATIO_FROM_BYTES
            && self.given / taken > limits::COMPRESSION_RATIO_MAX
        {
            self.ended = true;
            self.troubles.add(format!(
                "gives more than {} bytes for each of its own; the rest is not read",
                limits::COMPRESSION_RATIO_MAX
            ));
            return Ok(0);
        }
        Ok(got)
    }
}

/// A stream that ends where reading fails.
pub fn plain<'a>(stream: Box<dyn Read + 'a>, troubles: &Troubles) -> Box<dyn Read + 'a> {
    // Nothing is unpacked here: neither ratio nor budget can be reached.
    let taken = Rc::new(Cell::new(u64::MAX));
    let budget = Budget(Rc::new(Cell::new(u64::MAX)));
    Box::new(Bounded::new(stream, taken, budget, troubles.clone(), "cannot be read further"))
}

pub fn gunzip<'a>(stream: Box<dyn Read + 'a>, budget: &Budget, troubles: &Troubles) -> Box<dyn Read + 'a> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { stream, taken: taken.clone() };
    let decoder = flate2::read::MultiGzDecoder::new(BufReader::new(counted));
    Box::new(Bounded::new(decoder, taken, budget.clone(), troubles.clone(), "gzip data cut off or damaged"))
}

pub fn unzstd<'a>(
    stream: Box<dyn Read + 'a>,
    budget: &Budget,
    troubles: &Troubles,
) -> io::Result<Box<dyn Read + 'a>> {
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { stream, taken: taken.clone() };
    let decoder = zstd::stream::read::Decoder::new(counted)?;
    Ok(Box::new(Bounded::new(
        decoder,
        taken,
        budget.clone(),
        troubles.clone(),
        "zstd data cut off or damaged",
    )))
}

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

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut res = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(res, "{byte:02x}");
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

    #[test]
    fn a_cut_off_gzip_gives_what_came_and_a_trouble() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for idx in 0..20_000 {
            writeln!(packer, "line {idx}").unwrap();
        }
        let whole = packer.finish().unwrap();
        let troubles = Troubles::default();
        let mut out = Vec::new();
        let half = Box::new(Cursor::new(whole[..whole.len() / 2].to_vec()));
        gunzip(half, &Budget::default(), &troubles).read_to_end(&mut out).unwrap();
        assert!(out.starts_with(b"line 0\n"));
        assert_eq!(troubles.take().len(), 1);
    }
}
