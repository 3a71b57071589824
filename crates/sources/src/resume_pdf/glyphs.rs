//! A font of a PDF: which characters its codes are, and how wide they stand.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::STREAM_BYTES_MAX;

pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    /// Codes are two bytes.
    is_wide: bool,
    widths: HashMap<u32, f32>,
    /// Width of a code that the font does not state, in thousandths of the size.
    usual_width: f32,
    pub is_bold: bool,
}

impl<'a> Font<'a> {
    pub fn new(document: &'a Document, font: &'a Dictionary) -> Font<'a> {
        let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let is_wide =
            font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|it| it == b"Type0");
        let mut res = Font {
            encoding: font.get_font_encoding_with_limit(document, STREAM_BYTES_MAX).ok(),
            is_wide,
            widths: HashMap::new(),
            usual_width: if name.contains("courier") || name.contains("mono") { 600.0 } else { 500.0 },
            is_bold: ["bold", "black", "heavy", "semibold"].iter().any(|it| name.contains(it)),
        };
        if is_wide {
            res.read_wide(document, font);
        } else {
            let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
            let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
            for (index, width) in widths.into_iter().flatten().enumerate().take(256) {
                let code = u32::try_from(first).unwrap_or(0) + index as u32;
                let width = document.dereference(width).ok().and_then(|(_, it)| it.as_float().ok());
                if let Some(width) = width.filter(|it| *it > 0.0) {
                    res.widths.insert(code, width);
                }
            }
        }
        res
    }

    fn read_wide(&mut self, document: &Document, font: &Dictionary) {
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let Some(Ok((_, below))) = below.ok().and_then(|it| it.first()).map(|it| document.dereference(it))
        else {
            return;
        };
        let Ok(below) = below.as_dict() else { return };
        if let Ok(width) = below.get_deref(b"DW", document).and_then(Object::as_float) {
            self.usual_width = width;
        }
        let Ok(entries) = below.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut at = 0;
        // `c [w w w]` or `from to w`
        while let Some(from) =
            entries.get(at).and_then(|it| it.as_i64().ok()).and_then(|it| u32::try_from(it).ok())
        {
            let second = entries.get(at + 1).and_then(|it| document.dereference(it).ok()).map(|(_, it)| it);
            match second {
                Some(Object::Array(widths)) => {
                    for (index, width) in widths.iter().enumerate().take(65_536) {
                        if let Ok(width) = width.as_float() {
                            self.widths.insert(from.saturating_add(index as u32), width);
                        }
                    }
                    at += 2;
                }
                Some(to) => {
                    let to =
                        to.as_i64().ok().and_then(|it| u32::try_from(it).ok()).unwrap_or(from).min(65_535);
                    if let Some(Ok(width)) = entries.get(at + 2).map(Object::as_float) {
                        for code in from..=to {
                            self.widths.insert(code, width);
                        }
                    }
                    at += 3;
                }
                None => break,
            }
        }
    }

    pub fn text(&self, bytes: &[u8]) -> String {
        let mut res = String::new();
        if let Some(encoding) = &self.encoding
            && encoding.write_to_string(bytes, &mut res).is_err()
        {
            res.clear();
        }
        res
    }

    /// How wide a text stands in units of its size, and how many codes and blanks it has.
    pub fn measure(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let mut width = 0.0;
        let mut n_codes = 0;
        let mut n_blanks = 0;
        let size = if self.is_wide { 2 } else { 1 };
        for code in bytes.chunks(size) {
            let code = code.iter().fold(0_u32, |sum, it| sum << 8 | u32::from(*it));
            width += self.widths.get(&code).copied().unwrap_or(self.usual_width) / 1000.0;
            n_codes += 1;
            if code == 32 && !self.is_wide {
                n_blanks += 1;
            }
        }
        (width, n_codes, n_blanks)
    }
}
