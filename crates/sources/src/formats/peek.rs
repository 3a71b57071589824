//! A stream whose beginning can be looked at before it is read: recognition reads no file twice.
//!
//! In: any stream. Out: the same bytes, with its first ones also as a slice.

use std::io::{self, Read};

/// A stream and the bytes of its beginning that were looked at already.
pub struct Peeked<'a> {
    head: Vec<u8>,
    /// How much of the head has been handed on.
    at: usize,
    rest: Box<dyn Read + 'a>,
    ended: bool,
}

impl<'a> Peeked<'a> {
    pub fn new(rest: Box<dyn Read + 'a>) -> Peeked<'a> {
        Peeked { head: Vec::new(), at: 0, rest, ended: false }
    }

    /// The first `bytes` bytes, or fewer when the stream is shorter. Only before anything was read.
    pub fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        while self.head.len() < bytes && !self.ended {
            let wanted = bytes - self.head.len();
            let got = self.rest.by_ref().take(wanted as u64).read_to_end(&mut self.head)?;
            if got < wanted {
                self.ended = true;
            }
        }
        Ok(&self.head[..self.head.len().min(bytes)])
    }

    /// Everything that was looked at so far.
    pub fn seen(&self) -> &[u8] {
        &self.head
    }

    /// Whether what was looked at is all there is.
    pub fn ended(&self) -> bool {
        self.ended
    }
}

impl Read for Peeked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at < self.head.len() {
            let part = &self.head[self.at..];
            let len = part.len().min(buffer.len());
            buffer[..len].copy_from_slice(&part[..len]);
            self.at += len;
            if self.at == self.head.len() {
                // Up to 16 MiB were looked at; nobody needs them any more.
                self.head = Vec::new();
                self.at = 0;
            }
            return Ok(len);
        }
        self.rest.read(buffer)
    }
}
