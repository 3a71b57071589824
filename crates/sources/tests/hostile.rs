//! The adversary writes some of the files. None of them may stop a run, fill the memory, or vanish unseen.

#![expect(clippy::disallowed_methods, reason = "a hostile file must not take long")]

mod collected;

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

use collected::{Collected, read};
use model::{Level, Place, limits};
use proptest::prelude::*;
use sources::{Content, Context, InMemory, ReadSeek, read_file};
use zip::write::SimpleFileOptions;

const TABLE: &str = "worker_id,household_id\nW-1,HH-1\n";

fn problems(found: &Collected) -> Vec<(Place, &str)> {
    found
        .problems
        .iter()
        .filter(|it| it.level == Level::Problem)
        .map(|it| (it.place, it.cause.as_str()))
        .collect()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        // Written by hand, since the library refuses names that climb.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn a_table_is_read_through_every_wrapping() {
    let zstd = zstd::encode_all(TABLE.as_bytes(), 1).unwrap();
    for (bytes, file) in [
        (TABLE.as_bytes().to_vec(), "x"),
        (gzip_of(TABLE.as_bytes()), "x"),
        (zstd, "x"),
        (zip_of(&[("a/homes.csv", TABLE.as_bytes())]), "x!a/homes.csv"),
        (tar_of(&[("homes.csv", TABLE.as_bytes())]), "x!homes.csv"),
        (gzip_of(&tar_of(&[("homes.csv", TABLE.as_bytes())])), "x!homes.csv"),
        (gzip_of(&zip_of(&[("homes.csv", TABLE.as_bytes())])), "x!homes.csv"),
        (zip_of(&[("b.zip", &zip_of(&[("c.csv.gz", &gzip_of(TABLE.as_bytes()))]))]), "x!b.zip!c.csv.gz"),
    ] {
        let found = read("x", bytes, &Context::default());
        assert_eq!(found.problems, [], "{file}");
        assert_eq!(found.records.len(), 1, "{file}");
        assert_eq!(found.records[0].origin.file.as_ref(), file);
        assert_eq!(found.records[0].origin.place, Place::Line(2));
        let report = found.reports.last().unwrap();
        assert_eq!((report.kind, report.file.as_ref()), (Some("table_households"), file));
    }
}

#[test]
fn the_digest_of_a_member_is_the_member_s_own() {
    let packed = gzip_of(TABLE.as_bytes());
    let found = read("x.zip", zip_of(&[("homes.csv.gz", &packed)]), &Context::default());
    assert_eq!(found.records[0].origin.sha256.as_ref(), InMemory::new(packed).sha256());
}

#[test]
fn a_bomb_is_a_problem_and_the_rest_is_read() {
    let mut zeros = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zeros.start_file("bomb.csv", SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..200 {
        zeros.write_all(&block).unwrap();
    }
    zeros.start_file("homes.csv", SimpleFileOptions::default()).unwrap();
    zeros.write_all(TABLE.as_bytes()).unwrap();
    let found = read("x.zip", zeros.finish().unwrap().into_inner(), &Context::default());
    assert_eq!(found.records.len(), 1);
    let told = problems(&found);
    assert!(told.iter().any(|it| it.1.contains("bytes for each of its own")), "{told:?}");
}

#[test]
fn a_gzip_cut_off_in_the_middle_gives_what_came() {
    let mut text = String::from("worker_id,household_id\n");
    for idx in 0..50_000 {
        text.push_str(&format!("W-{idx},HH-{}\n", idx * 7919 % 10_007));
    }
    let whole = gzip_of(text.as_bytes());
    let found = read("homes.csv.gz", &whole[..whole.len() / 2], &Context::default());
    assert!(found.records.len() > 1_000);
    let told = problems(&found);
    assert!(told.iter().any(|it| it.0 == Place::Whole && it.1.contains("gzip data cut off")), "{told:?}");
}

#[test]
fn archives_within_archives_end_somewhere() {
    let mut bytes = TABLE.as_bytes().to_vec();
    for _ in 0..limits::ARCHIVE_DEPTH_MAX + 2 {
        bytes = zip_of(&[("a.zip", &bytes)]);
    }
    let found = read("x.zip", bytes, &Context::default());
    assert_eq!(found.records.len(), 0);
    assert!(problems(&found).iter().any(|it| it.1.contains("wrapped deeper")));
    assert!(found.reports.last().unwrap().reason.is_some());
}

#[test]
fn names_in_archives_cannot_climb_or_turn_round() {
    let members: &[(&str, &[u8])] = &[
        ("../../etc/homes.csv", TABLE.as_bytes()),
        ("/abs.csv", TABLE.as_bytes()),
        ("x\u{202e}vsc.exe", b"?"),
    ];
    for bytes in [zip_of(members), tar_of(members)] {
        let found = read("x", bytes, &Context::default());
        let names: Vec<&str> = found.reports.iter().skip(1).map(|it| it.file.as_ref()).collect();
        assert_eq!(names, ["x!%2e%2e/%2e%2e/etc/homes.csv", "x!%2f/abs.csv", "x!x%e2%80%aevsc.exe"]);
        assert_eq!(found.records.len(), 2);
    }
}

#[test]
fn a_tar_that_claims_more_than_it_has_is_told() {
    let mut header = tar::Header::new_gnu();
    header.set_path("huge.csv").unwrap();
    header.set_size(1 << 40);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(TABLE.as_bytes());
    let found = read("x.tar", bytes, &Context::default());
    assert!(!problems(&found).is_empty());
    assert!(found.reports.iter().any(|it| it.file.as_ref() == "x.tar!huge.csv"), "{:?}", found.reports);
}

#[test]
fn a_tar_with_a_huge_long_name_holds_only_its_beginning() {
    let mut bytes = Vec::new();
    let mut header = tar::Header::new_gnu();
    header.set_path("././@LongLink").unwrap();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(8 << 20);
    header.set_cksum();
    bytes.extend(header.as_bytes());
    bytes.extend(vec![b'n'; 8 << 20]);
    bytes.extend(tar_of(&[("short", TABLE.as_bytes())]));
    let found = read("x.tar", bytes, &Context::default());
    assert_eq!(found.records.len(), 1);
    assert!(found.records[0].origin.file.len() < 2_000);
}

#[test]
fn a_document_in_a_zip_container_is_not_walked() {
    let bytes = zip_of(&[("[Content_Types].xml", b"<Types/>"), ("xl/homes.csv", TABLE.as_bytes())]);
    let found = read("book.xlsx", bytes, &Context::default());
    assert_eq!(found.reports.len(), 1);
    assert_eq!(found.records.len(), 0);
}

/// Bytes that are made while they are read.
struct Endless {
    head: &'static [u8],
    middle: u64,
    tail: &'static [u8],
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (head, tail) = (self.head.len() as u64, self.tail.len() as u64);
        let len = if self.at < head {
            let part = &self.head[self.at as usize..];
            let len = part.len().min(buffer.len());
            buffer[..len].copy_from_slice(&part[..len]);
            len
        } else if self.at < head + self.middle {
            let len = buffer.len().min((head + self.middle - self.at) as usize);
            buffer[..len].fill(b'a');
            len
        } else if self.at < head + self.middle + tail {
            let part = &self.tail[(self.at - head - self.middle) as usize..];
            let len = part.len().min(buffer.len());
            buffer[..len].copy_from_slice(&part[..len]);
            len
        } else {
            0
        };
        self.at += len as u64;
        Ok(len)
    }
}

impl Seek for Endless {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::Error::other("not here"))
    }
}

struct Generated {
    head: &'static [u8],
    middle: u64,
    tail: &'static [u8],
}

impl Content for Generated {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(Endless { head: self.head, middle: self.middle, tail: self.tail, at: 0 }))
    }

    fn size(&self) -> u64 {
        self.head.len() as u64 + self.middle + self.tail.len() as u64
    }
}

#[test]
fn a_line_of_two_gigabytes_is_skipped_without_being_held() {
    let begun = Instant::now();
    for (head, tail) in [
        (&b"worker_id,household_id\nW-1,"[..], &b"\nW-2,HH-1\n"[..]),
        (b"192.0.2.0/24\n# label: vpn\n", b"\n198.51.100.0/24\n"),
    ] {
        let content = Generated { head, middle: 2 << 30, tail };
        let mut found = Collected::default();
        let reports =
            read_file("long", "00", &content, &InMemory::default(), &Context::default(), &mut found);
        assert!(reports[0].kind.is_some(), "{reports:?}");
        let last = found.records.last().unwrap();
        assert!(matches!(last.origin.place, Place::Line(3) | Place::Line(4)));
        assert!(
            problems(&found).iter().any(|it| it.1.contains("longer than 16 MiB")),
            "{:?}",
            found.problems
        );
    }
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
}

#[test]
fn json_nested_without_end_is_told_and_not_followed() {
    for bytes in ["[".repeat(100_000), "{\"a\":".repeat(100_000), format!("[{}", "[".repeat(100_000))] {
        let found = read("deep.json", bytes, &Context::default());
        assert_eq!(found.reports.len(), 1);
        assert!(found.reports[0].reason.is_some());
    }
}

#[test]
fn a_table_with_half_its_columns_says_which_are_missing() {
    let found = read("x.csv", "worker_id,field,old_value,new_value\nW-1,phone,a,b\n", &Context::default());
    assert_eq!(found.reports[0].kind, None);
    let reason = found.reports[0].reason.as_deref().unwrap();
    assert_eq!(reason, "looks like the table changes, but without change_id, changed_at");
}

#[test]
fn a_formula_in_a_cell_is_kept_as_it_stands() {
    let found = read("x.csv", "worker_id,household_id\n=1+1,\"=cmd|' /C calc'!A0\"\n", &Context::default());
    assert_eq!(found.records[0].text("worker_id"), Some("=1+1"));
    assert_eq!(found.records[0].text("household_id"), Some("=cmd|' /C calc'!A0"));
}

#[test]
fn every_encoding_gives_the_same_rows_and_lines() {
    let text = "worker_id;household_id\r\n\"W\r\n1\";HH-ü\r\nW-2;HH-2\r\n";
    let utf16le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16le.clone()).collect();
    let big: Vec<u8> =
        [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), with_mark, marked, big, utf16le] {
        let found = read("x", bytes, &Context::default());
        let rows: Vec<_> =
            found.records.iter().map(|it| (it.origin.place, it.text("household_id"))).collect();
        assert_eq!(rows, [(Place::Line(2), Some("HH-ü")), (Place::Line(4), Some("HH-2"))]);
    }
}

#[test]
fn an_encrypted_member_is_told_and_the_rest_is_read() {
    let mut bytes = zip_of(&[("secret.csv", TABLE.as_bytes()), ("homes.csv", TABLE.as_bytes())]);
    // The flag of encryption, in the local header and in the directory.
    bytes[6] |= 1;
    let directory = bytes.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    bytes[directory + 8] |= 1;
    let found = read("x.zip", bytes, &Context::default());
    assert_eq!(found.records.len(), 1);
    let secret = found.reports.iter().find(|it| it.file.as_ref() == "x.zip!secret.csv").unwrap();
    assert_eq!((secret.kind, secret.reason.as_deref(), secret.problems), (None, Some("encrypted"), 1));
}

/// Bytes that are likelier to reach deep than random ones.
fn likely_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"worker_id,household_id\n"[..],
        b"W-1,HH-1\n",
        b"\"",
        b"\r",
        b"{\"a\":",
        b"{\"items\":[{",
        b"}]}",
        b"[",
        b"\xff\xfe",
        b"\0",
        b"192.0.2.0/24\n",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
        b"\x28\xb5\x2f\xfd",
        b"ElfFile\0",
        b"%PDF-1.4\n",
        b"From a@b\n",
        b"WEBVTT\n",
        b"\xab\xcd\xefMaxMind.com",
        b"2026-02-30T10:00:00Z,",
    ]);
    prop::collection::vec(
        prop_oneof![pieces.prop_map(<[u8]>::to_vec), prop::collection::vec(any::<u8>(), 0..40)],
        0..12,
    )
    .prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_bytes_are_accounted_for(bytes in likely_bytes(), wrap in 0..4) {
        let bytes = match wrap {
            0 => gzip_of(&bytes),
            1 => zip_of(&[("a", &bytes), ("b", &bytes)]),
            2 => tar_of(&[("a", &bytes)]),
            _ => bytes,
        };
        let found = read("x", bytes, &Context::default());
        prop_assert!(!found.reports.is_empty());
        for report in &found.reports {
            prop_assert!(report.kind.is_some() != report.reason.is_some());
            let told = found.problems.iter().filter(|it| it.level == Level::Problem && it.file == report.file).count();
            prop_assert_eq!(told as u64, report.problems);
            let records = found.records.iter().filter(|it| it.origin.file == report.file).count();
            prop_assert_eq!(records as u64, report.records);
        }
        prop_assert!(!found.problems.iter().any(|it| it.cause.contains("reader broke")), "{:?}", found.problems);
    }

    #[test]
    fn an_archive_damaged_anywhere_is_survived(at in 0usize..2_000, byte in any::<u8>(), cut in 0usize..2_000) {
        let inner = gzip_of(TABLE.as_bytes());
        for mut bytes in [zip_of(&[("a.gz", &inner), ("b.csv", TABLE.as_bytes())]), tar_of(&[("a.gz", &inner)]), inner.clone()] {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            bytes.truncate(cut.max(4));
            let found = read("x", bytes, &Context::default());
            prop_assert!(!found.reports.is_empty());
        }
    }
}
