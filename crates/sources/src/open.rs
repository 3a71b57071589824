//! Opens one file of the input, whatever it is wrapped in, and has it read.
//!
//! In: a file's bytes, its path below the input folder, its digest. Out: one report for the file and one
//! for each member of an archive; records and problems go to the sink. Does no I/O of its own: bytes come
//! from a [`Content`], members are kept by a [`Spool`].

use std::io::Read;
use std::sync::Arc;

use model::dossier::InputReport;
use model::{Place, limits};

use crate::deliver::deliver;
use crate::formats::archive::{Member, Zip, untar};
use crate::formats::peek::Peeked;
use crate::formats::text;
use crate::formats::unpack::{self, Budget, Content, Spool, Troubles, Wrapper};
use crate::recognise::{self, Claim};
use crate::{Context, Reading, Sink};

/// Kinds of files that are opened but hold no records themselves.
pub const CONTAINER_KINDS: &[&str] = &["archive_zip", "archive_tar", "policy"];

/// Reads one file. `file` is its path below the input folder, with `/`; `sha256` the hex digest of its
/// bytes as stored. Never fails: what cannot be read is told in the reports and to the sink.
pub fn read_file(
    file: &str,
    sha256: &str,
    content: &dyn Content,
    spool: &dyn Spool,
    context: &Context,
    sink: &mut dyn Sink,
) -> Vec<InputReport> {
    let mut opening = Opening { spool, context, sink, budget: Budget::default(), reports: Vec::new() };
    opening.file(Arc::from(file), Arc::from(sha256), content, 0, Vec::new());
    opening.reports
}

/// The ids of all sources that would read these bytes; more than one is a mistake of ours.
pub fn claimed_by(file: &str, bytes: &[u8], context: &Context) -> Vec<&'static str> {
    let mut stream = Peeked::new(Box::new(bytes));
    recognise::claims(&mut stream, file, context)
        .map(|all| all.iter().map(|it| it.source.id).collect())
        .unwrap_or_default()
}

struct Opening<'o> {
    spool: &'o dyn Spool,
    context: &'o Context,
    sink: &'o mut dyn Sink,
    budget: Budget,
    reports: Vec<InputReport>,
}

impl Opening<'_> {
    /// `depth` counts what the file is wrapped in; `earlier` is what unpacking it has left to say.
    fn file(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        content: &dyn Content,
        depth: usize,
        earlier: Vec<String>,
    ) {
        let troubles = Troubles::default();
        for cause in earlier {
            troubles.add(cause);
        }
        let stream = match content.open() {
            Ok(stream) => stream,
            Err(error) => {
                troubles.add(format!("cannot be read: {error}"));
                return self.closed(file, sha256, "cannot be read".to_owned(), &troubles);
            }
        };
        let mut stream = Peeked::new(unpack::plain(stream, &troubles));
        let mut depth = depth;
        let mut is_stored = true;
        loop {
            let Some(wrapper) = unpack::wrapper(stream.peek(unpack::MAGIC_BYTES).unwrap_or_default()) else {
                return self.contents(file, sha256, stream, is_stored.then_some(content), &troubles);
            };
            if depth == limits::ARCHIVE_DEPTH_MAX {
                let reason = format!("wrapped deeper than {} times", limits::ARCHIVE_DEPTH_MAX);
                troubles.add(reason.clone());
                return self.closed(file, sha256, reason, &troubles);
            }
            depth += 1;
            match wrapper {
                Wrapper::Gzip => {
                    stream = Peeked::new(unpack::gunzip(Box::new(stream), &self.budget, &troubles));
                }
                Wrapper::Zstd => match unpack::unzstd(Box::new(stream), &self.budget, &troubles) {
                    Ok(unpacked) => stream = Peeked::new(unpacked),
                    Err(error) => {
                        troubles.add(format!("zstd data damaged: {error}"));
                        return self.closed(file, sha256, "zstd data damaged".to_owned(), &troubles);
                    }
                },
                Wrapper::Tar => return self.tar(file, sha256, stream, depth, &troubles),
                Wrapper::Zip if is_stored => {
                    drop(stream);
                    return self.zip(file, sha256, content, depth, &troubles);
                }
                // A ZIP is read from its end: what was compressed must be kept first.
                Wrapper::Zip => match self.spool.keep(&mut stream) {
                    Ok(kept) => return self.zip(file, sha256, kept.as_ref(), depth, &troubles),
                    Err(error) => {
                        troubles.add(format!("cannot be kept: {error}"));
                        return self.closed(file, sha256, "cannot be kept".to_owned(), &troubles);
                    }
                },
            }
            is_stored = false;
        }
    }

    /// A file without any wrapping left. `content` is given where it can be looked at from its end.
    fn contents(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        mut stream: Peeked<'_>,
        content: Option<&dyn Content>,
        troubles: &Troubles,
    ) {
        let head = stream.peek(recognise::HEAD_BYTES).unwrap_or_default();
        if file.rsplit(['/', '!']).next() == Some("bonafide.toml") && text::decode_head(head).is_some() {
            return self.report(file, sha256, Ok("policy"), troubles, |_| {});
        }
        let is_binary = text::decode_head(head).is_none();
        let mut found = recognise::claims(&mut stream, &file, self.context);
        if found.is_err() && is_binary {
            match content {
                Some(content) => {
                    if let Some(all) = content
                        .open()
                        .ok()
                        .and_then(|mut it| recognise::tail_claims(&recognise::tail(&mut it, content.size())))
                    {
                        found = Ok(all);
                    }
                }
                None => {
                    if let Ok(kept) = self.spool.keep(&mut stream) {
                        return self.kept_contents(file, sha256, kept.as_ref(), troubles, found);
                    }
                }
            }
        }
        self.claimed(file, sha256, stream, found, troubles);
    }

    /// A binary file that came compressed and shows at its beginning nothing that anyone knows.
    fn kept_contents(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        kept: &dyn Content,
        troubles: &Troubles,
        found: Result<Vec<Claim>, String>,
    ) {
        let (Ok(mut from_end), Ok(stream)) = (kept.open(), kept.open()) else {
            return self.closed(file, sha256, "cannot be read".to_owned(), troubles);
        };
        let found = recognise::tail_claims(&recognise::tail(&mut from_end, kept.size())).ok_or(()).or(found);
        self.claimed(file, sha256, Peeked::new(unpack::plain(stream, troubles)), found, troubles);
    }

    fn claimed(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        stream: Peeked<'_>,
        found: Result<Vec<Claim>, String>,
        troubles: &Troubles,
    ) {
        match found.map(|it| it.first().copied()) {
            Ok(Some(claim)) => {
                self.report(file, sha256, Ok(claim.source.id), troubles, |reading| {
                    deliver(&claim, stream, reading);
                });
            }
            Ok(None) => self.closed(file, sha256, "nobody reads this".to_owned(), troubles),
            Err(reason) => self.closed(file, sha256, reason, troubles),
        }
    }

    fn zip(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        content: &dyn Content,
        depth: usize,
        troubles: &Troubles,
    ) {
        let mut archive = match Zip::open(content) {
            Ok(archive) => archive,
            Err(cause) => {
                troubles.add(cause.clone());
                return self.closed(file, sha256, cause, troubles);
            }
        };
        if archive.is_document() {
            return self.document(file, sha256, content, troubles);
        }
        let (spool, budget) = (self.spool, self.budget.clone());
        self.archive(file, sha256, "archive_zip", depth, troubles, |take| {
            archive.members(spool, &budget, take)
        });
    }

    fn tar(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        mut stream: Peeked<'_>,
        depth: usize,
        troubles: &Troubles,
    ) {
        let (spool, budget) = (self.spool, self.budget.clone());
        self.archive(file, sha256, "archive_tar", depth, troubles, |take| {
            untar(&mut stream, spool, &budget, take)
        });
    }

    fn archive(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        kind: &'static str,
        depth: usize,
        troubles: &Troubles,
        walk: impl FnOnce(&mut dyn FnMut(Member)) -> Vec<String>,
    ) {
        let own = self.reports.len();
        self.report(file.clone(), sha256.clone(), Ok(kind), &Troubles::default(), |_| {});
        let causes = walk(&mut |member: Member| {
            let name: Arc<str> = Arc::from(format!("{file}!{}", member.name));
            match member.content {
                Some(content) => {
                    self.file(name, Arc::from(member.sha256), content.as_ref(), depth, member.troubles);
                }
                None => {
                    let reason = member.troubles.first().cloned().unwrap_or_default();
                    let troubles = Troubles::default();
                    for cause in member.troubles {
                        troubles.add(cause);
                    }
                    self.closed(name, Arc::from(member.sha256), reason, &troubles);
                }
            }
        });
        for cause in causes {
            troubles.add(cause);
        }
        if !troubles.is_empty() {
            // What went wrong with the archive itself is known only now; its report stands before its members'.
            let last = self.reports.len();
            self.report(file, sha256, Ok(kind), troubles, |_| {});
            self.reports.swap_remove(own);
            debug_assert!(self.reports.len() == last);
        }
    }

    /// A document in a ZIP container, such as DOCX: shown whole, never walked.
    fn document(&mut self, file: Arc<str>, sha256: Arc<str>, content: &dyn Content, troubles: &Troubles) {
        let mut bytes = Vec::new();
        if let Ok(stream) = content.open() {
            let _ =
                unpack::plain(stream, troubles).take(limits::DOCUMENT_BYTES_MAX + 1).read_to_end(&mut bytes);
        }
        if bytes.len() as u64 > limits::DOCUMENT_BYTES_MAX {
            let reason = format!("document larger than {} MiB", limits::DOCUMENT_BYTES_MAX >> 20);
            troubles.add(reason.clone());
            return self.closed(file, sha256, reason, troubles);
        }
        let found = recognise::document_claims(&bytes)
            .ok_or_else(|| "a document in a ZIP container that nobody reads".to_owned());
        self.claimed(file, sha256, Peeked::new(Box::new(&bytes[..])), found, troubles);
    }

    fn closed(&mut self, file: Arc<str>, sha256: Arc<str>, reason: String, troubles: &Troubles) {
        self.report(file, sha256, Err(reason), troubles, |_| {});
    }

    /// Has a file read and reports on it; what went wrong below its stream is told last.
    fn report(
        &mut self,
        file: Arc<str>,
        sha256: Arc<str>,
        kind: Result<&'static str, String>,
        troubles: &Troubles,
        read: impl FnOnce(&mut Reading<'_>),
    ) {
        if let Ok(kind) = kind {
            self.sink.begin(kind);
        }
        let mut reading = Reading::new(self.context, file.clone(), sha256.clone(), &mut *self.sink);
        read(&mut reading);
        for cause in troubles.take() {
            reading.problem_at(Place::Whole, cause);
        }
        let (records, problems) = (reading.records, reading.problems);
        let (kind, reason) = match kind {
            Ok(kind) => (Some(kind), None),
            Err(reason) => (None, Some(reason)),
        };
        self.reports.push(InputReport { file, sha256, kind, records, problems, reason });
    }
}
