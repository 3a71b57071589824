//! Everything has a limit, and all limits stand here.
//!
//! Each says what happens when it is reached: a `Problem` with file, place and cause; the rest is read.

/// Longest line or single text record that is read, in bytes. A longer one is skipped to its end.
pub const LINE_BYTES_MAX: usize = 16 << 20;
/// Largest document that must be held in memory whole (PDF, DOCX, mail), in bytes.
pub const DOCUMENT_BYTES_MAX: u64 = 64 << 20;
/// Largest data set that is held in memory to look things up in (an MMDB file), in bytes.
pub const DATASET_BYTES_MAX: u64 = 512 << 20;
/// Largest SQLite database that is read, in bytes; it is held in memory while it is.
pub const SQLITE_BYTES_MAX: u64 = 256 << 20;
/// Most rows that are read of one table of an SQLite database.
pub const SQLITE_ROWS_MAX: usize = 5_000_000;
/// Most steps of SQLite's own machine that one database may take: a million visits take some fifty million.
pub const SQLITE_STEPS_MAX: u64 = 1_000_000_000;
/// Most bytes that one archive or compressed file may give in total.
pub const UNPACKED_BYTES_MAX: u64 = 64 << 30;
/// Most bytes that one byte of a compressed member may turn into.
pub const COMPRESSION_RATIO_MAX: u64 = 1_000;
/// Ratio is judged only after this many bytes have come out: small files of zeros are harmless.
pub const COMPRESSION_RATIO_FROM_BYTES: u64 = 64 << 20;
/// Deepest nesting of archives.
pub const ARCHIVE_DEPTH_MAX: usize = 4;
/// Most members of one archive that are opened.
pub const ARCHIVE_MEMBERS_MAX: usize = 100_000;
/// Member names of one mail attachment that are kept.
pub const ATTACHMENT_MEMBERS_MAX: usize = 10_000;
/// Longest text kept in one cell, in bytes; longer text is cut at a character.
pub const CELL_BYTES_MAX: usize = 64 << 10;
/// Longest free text (ticket body, note) kept in a record, in bytes.
pub const FREE_TEXT_BYTES_MAX: usize = 8 << 10;
/// Most entries kept of one list cell.
pub const LIST_ENTRIES_MAX: usize = 10_000;
/// Deepest nesting of JSON that is read.
pub const JSON_DEPTH_MAX: usize = 128;
/// Most problems kept for one file; the rest is counted.
pub const PROBLEMS_PER_FILE_MAX: usize = 1_000;
/// Records handed on at once.
pub const BATCH_RECORDS: usize = 8_192;
/// Most passages kept of one resume.
pub const PASSAGES_PER_RESUME_MAX: usize = 2_000;
/// Most attachments looked at in one mail.
pub const ATTACHMENTS_PER_MAIL_MAX: usize = 200;
/// Fewest own words of a mail from which a sketch of its style is made; a shorter one has none.
pub const STYLE_WORDS_MIN: u32 = 20;
/// Most people on one handle before it counts as a hub and links nobody.
pub const HUB_PEOPLE_MIN: usize = 25;
/// Most pairs compared in one block; beyond it a problem is reported.
pub const PAIRS_PER_BLOCK_MAX: usize = 50_000;
/// Most records named under one piece of evidence; the sentence still counts all.
pub const REFS_PER_EVIDENCE_MAX: usize = 200;
/// Memory the query engine may hold before it spills, in bytes.
pub const ENGINE_MEMORY_BYTES: usize = 192 << 20;
/// Most rows that one indicator's query may hand to its judge.
pub const ROWS_PER_QUERY_MAX: usize = 2_000_000;
/// Most members of a ring whose pairs are counted when an answer is compared with the truth; a larger one is left out.
pub const RING_MEMBERS_MAX: usize = 2_000;
