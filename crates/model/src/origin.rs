//! Where a record comes from: the file, its digest, and the place in it.

use std::sync::Arc;

/// Where one record stands. Never missing: without an origin nobody could open what a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Path below the input folder, with `/`; a member of an archive is `archive.zip!member`.
    pub file: Arc<str>,
    /// Hex SHA-256 of the file as stored; for a member, of the member.
    pub sha256: Arc<str>,
    pub place: Place,
    /// The `Message-ID` of a mail.
    pub message_id: Option<Arc<str>>,
}

/// The place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// Text: the first physical line of the record, counted from 1.
    Line(u64),
    /// Anything else: the position of the record, counted from 1, or the EVTX record id.
    Record(u64),
}
