//! Which sort of sound file is it?
//!
//! In: its first bytes. Out: the sort, told by what only that sort begins with.

/// How sound lies in a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Container {
    Wave,
    Flac,
    Ogg,
    Mpeg,
    /// A tag of this many bytes stands before what is told only after it.
    Tagged(u64),
    /// Known, but not decoded here; the reason.
    Foreign(&'static str),
}

/// Frames of MP3 that must follow one another before bytes are taken for it.
const FRAMES_MIN: usize = 3;

pub(super) fn of(start: &[u8]) -> Option<Container> {
    let at = |from: usize, text: &[u8]| start.get(from..).is_some_and(|it| it.starts_with(text));
    if at(0, b"RIFF") && at(8, b"WAVE") {
        return Some(Container::Wave);
    }
    if (at(0, b"RF64") || at(0, b"BW64")) && at(8, b"WAVE") {
        return Some(Container::Foreign("sound in RF64 is not decoded"));
    }
    if at(0, b"fLaC") {
        return Some(Container::Flac);
    }
    if at(0, b"OggS\0") {
        return Some(Container::Ogg);
    }
    if at(0, b"ID3") {
        return tag_bytes(start).map(Container::Tagged);
    }
    if at(4, b"ftyp") {
        const BRANDS: &[&[u8]] = &[
            b"M4A ", b"M4B ", b"M4V ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"avc1", b"qt  ",
        ];
        return BRANDS
            .iter()
            .any(|it| at(8, it))
            .then_some(Container::Foreign("sound in MP4 or M4A (AAC) is not decoded"));
    }
    begins_with_mpeg(start).then_some(Container::Mpeg)
}

/// The length of an ID3v2 tag with its header: versions 2 to 4, sizes in sevens of bits.
fn tag_bytes(start: &[u8]) -> Option<u64> {
    let header = start.get(..10)?;
    let is_version = (2..=4).contains(&header[3]) && header[4] != 0xff;
    let size = &header[6..10];
    if !is_version || size.iter().any(|it| *it >= 0x80) {
        return None;
    }
    let footer = if header[3] == 4 && header[5] & 0x10 != 0 { 10 } else { 0 };
    Some(10 + footer + size.iter().fold(0, |sum, it| sum << 7 | u64::from(*it)))
}

/// Whether several frames of layer III stand one after the other, of the same version and rate.
fn begins_with_mpeg(start: &[u8]) -> bool {
    let mut at = 0;
    let mut sort = None;
    for _ in 0..FRAMES_MIN {
        let Some(header) = start.get(at..at + 4) else { return false };
        let Some((bytes, found)) = mpeg_frame([header[0], header[1], header[2], header[3]]) else {
            return false;
        };
        if *sort.get_or_insert(found) != found {
            return false;
        }
        at += bytes;
    }
    true
}

/// The length of a frame of layer III, and its version and rate: ISO/IEC 11172-3 and 13818-3, 2.4.2.3.
fn mpeg_frame(header: [u8; 4]) -> Option<(usize, (u8, u8))> {
    const RATES: [usize; 3] = [44_100, 48_000, 32_000];
    const KILOBITS_1: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const KILOBITS_2: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let (version, layer) = (header[1] >> 3 & 3, header[1] >> 1 & 3);
    if header[0] != 0xff || header[1] >> 5 != 7 || version == 1 || layer != 1 {
        return None;
    }
    let (kilobits, frame) = if version == 3 { (KILOBITS_1, 144_000) } else { (KILOBITS_2, 72_000) };
    let kilobits = kilobits.get(usize::from(header[2] >> 4)).copied().filter(|it| *it > 0)?;
    let halvings = match version {
        3 => 1,
        2 => 2,
        _ => 4,
    };
    let rate_code = header[2] >> 2 & 3;
    let rate = RATES.get(usize::from(rate_code))? / halvings;
    let padding = usize::from(header[2] >> 1 & 1);
    Some((frame * kilobits / rate + padding, (version, rate_code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_told_by_their_first_bytes() {
        assert_eq!(of(b"RIFF\x24\0\0\0WAVEfmt "), Some(Container::Wave));
        assert_eq!(of(b"RIFF\x24\0\0\0AVI LIST"), None);
        assert_eq!(of(b"fLaC\0\0\0\x22"), Some(Container::Flac));
        assert_eq!(of(b"ID3\x04\0\0\0\0\x02\x01rest"), Some(Container::Tagged(267)));
        assert_eq!(of(b"ID3 is a tag"), None);
        assert!(matches!(of(b"\0\0\0\x20ftypM4A \0\0"), Some(Container::Foreign(_))));
        assert_eq!(of(b"\0\0\0\x20ftypheic\0\0"), None);
        assert_eq!(of(b"\xff\xfew\0o\0r\0k\0"), None, "UTF-16");
        assert_eq!(of(b"\xff\xfb\x90\x44 and nothing more"), None);
        let mut frames = Vec::new();
        for _ in 0..3 {
            frames.extend_from_slice(b"\xff\xfb\x90\x44");
            frames.resize(frames.len() + 413, 0);
        }
        assert_eq!(of(&frames), Some(Container::Mpeg));
    }
}
