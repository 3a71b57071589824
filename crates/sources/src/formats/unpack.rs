//! What files come wrapped in, and the bytes below: contents, compression, limits. Archives stand in
//! `archive`.
//!
//! In: contents that the pipeline opens, and a place to keep members. Out: streams within limits. A limit
//! that is reached, and data that is damaged, end the stream and leave a trouble; what came before is read.

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
    /// Bytes that came out so far.
    pub(crate) given: u64,
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
