//! The text of one page, in lines as the eye reads them.
//!
//! In: a page's drawing commands. Out: its lines from top to bottom. Pieces at one height are one line, with a
//! tab across a wide gap; a column of its own is read after the one left of it; a wide distance between lines
//! is a blank line.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::STREAM_BYTES_MAX;
use super::glyphs::Font;
use crate::resume::Line;

/// Deepest nesting of drawings within drawings.
const FORMS_DEPTH_MAX: usize = 4;
/// Most pieces of text that are kept of one page.
const PIECES_MAX: usize = 20_000;
/// Most drawings within drawings that are followed on one page.
const DRAWINGS_MAX: usize = 500;

/// A stretch of text at one place of the page, in points from the lower left.
#[derive(Clone, Debug)]
struct Piece {
    x: f32,
    y: f32,
    width: f32,
    size: f32,
    is_bold: bool,
    text: String,
}

/// What was found on a page so far.
#[derive(Default)]
struct Sheet {
    pieces: Vec<Piece>,
    n_drawings: usize,
}

/// Rows of `[a b c d e f]`.
type Matrix = [f32; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(left: Matrix, right: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = left;
    let [g, h, i, j, k, l] = right;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

pub(super) fn lines(document: &Document, page: ObjectId) -> lopdf::Result<Vec<Line>> {
    let bytes = document.get_page_content_with_limit(page, STREAM_BYTES_MAX)?;
    let content = Content::decode(&bytes)?;
    let mut fonts: HashMap<Vec<u8>, Font<'_>> = HashMap::new();
    let mut drawings: BTreeMap<Vec<u8>, &Object> = BTreeMap::new();
    for (name, font) in document.get_page_fonts(page).unwrap_or_default() {
        fonts.insert(name, Font::new(document, font));
    }
    if let Ok((own, inherited)) = document.get_page_resources(page) {
        let inherited = inherited.into_iter().filter_map(|it| document.get_dictionary(it).ok());
        for resources in own.into_iter().chain(inherited) {
            collect_drawings(document, resources, &mut drawings);
        }
    }
    let mut sheet = Sheet::default();
    walk(document, &content.operations, &fonts, &drawings, SAME, 0, &mut sheet);
    Ok(arrange(sheet.pieces))
}

fn collect_drawings<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    into: &mut BTreeMap<Vec<u8>, &'a Object>,
) {
    if let Ok(objects) = resources.get_deref(b"XObject", document).and_then(Object::as_dict) {
        for (name, object) in objects {
            if let Ok((_, object)) = document.dereference(object) {
                into.insert(name.clone(), object);
            }
        }
    }
}

/// Where the next text stands.
#[derive(Clone)]
struct Pen<'f, 'a> {
    page: Matrix,
    font: Option<&'f Font<'a>>,
    size: f32,
    between_letters: f32,
    between_words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

fn walk<'a>(
    document: &'a Document,
    operations: &[Operation],
    fonts: &HashMap<Vec<u8>, Font<'a>>,
    drawings: &BTreeMap<Vec<u8>, &'a Object>,
    page: Matrix,
    depth: usize,
    sheet: &mut Sheet,
) {
    let mut pen = Pen {
        page,
        font: None,
        size: 10.0,
        between_letters: 0.0,
        between_words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut kept: Vec<Pen<'_, 'a>> = Vec::new();
    let mut line = SAME;
    let mut text = SAME;
    for operation in operations {
        if sheet.pieces.len() >= PIECES_MAX {
            return;
        }
        let operands = &operation.operands;
        let number = |at: usize| operands.get(at).and_then(|it| it.as_float().ok()).unwrap_or(0.0);
        let numbers = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        match operation.operator.as_str() {
            "q" if kept.len() < 256 => kept.push(pen.clone()),
            "Q" => {
                if let Some(it) = kept.pop() {
                    pen = it;
                }
            }
            "cm" => pen.page = times(numbers(), pen.page),
            "BT" => (line, text) = (SAME, SAME),
            "Tf" => {
                pen.font = operands.first().and_then(|it| it.as_name().ok()).and_then(|it| fonts.get(it));
                pen.size = number(1);
            }
            "Tc" => pen.between_letters = number(0),
            "Tw" => pen.between_words = number(0),
            "Tz" => pen.stretch = number(0) / 100.0,
            "TL" => pen.leading = number(0),
            "Ts" => pen.rise = number(0),
            "Td" | "TD" => {
                if operation.operator == "TD" {
                    pen.leading = -number(1);
                }
                line = times([1.0, 0.0, 0.0, 1.0, number(0), number(1)], line);
                text = line;
            }
            "Tm" => (line, text) = (numbers(), numbers()),
            "T*" => {
                line = times([1.0, 0.0, 0.0, 1.0, 0.0, -pen.leading], line);
                text = line;
            }
            "Tj" => show(operands.first().into_iter(), &pen, &mut text, &mut sheet.pieces),
            "TJ" => {
                if let Some(Ok(parts)) = operands.first().map(Object::as_array) {
                    show(parts.iter(), &pen, &mut text, &mut sheet.pieces);
                }
            }
            "'" | "\"" => {
                if operation.operator == "\"" {
                    pen.between_words = number(0);
                    pen.between_letters = number(1);
                }
                line = times([1.0, 0.0, 0.0, 1.0, 0.0, -pen.leading], line);
                text = line;
                show(operands.last().into_iter(), &pen, &mut text, &mut sheet.pieces);
            }
            "Do" if depth < FORMS_DEPTH_MAX => {
                let name = operands.first().and_then(|it| it.as_name().ok());
                if let Some(object) = name.and_then(|it| drawings.get(it)) {
                    draw(document, object, fonts, drawings, pen.page, depth, sheet);
                }
            }
            _ => {}
        }
    }
}

/// A drawing that is kept as an object of its own, with fonts of its own.
fn draw<'a>(
    document: &'a Document,
    object: &'a Object,
    fonts: &HashMap<Vec<u8>, Font<'a>>,
    drawings: &BTreeMap<Vec<u8>, &'a Object>,
    page: Matrix,
    depth: usize,
    sheet: &mut Sheet,
) {
    sheet.n_drawings += 1;
    if sheet.n_drawings > DRAWINGS_MAX {
        return;
    }
    let Ok(stream) = object.as_stream() else { return };
    if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Form") {
        return;
    }
    let plain = stream.get_plain_content_with_limit(STREAM_BYTES_MAX);
    let Some(content) = plain.ok().and_then(|it| Content::decode(&it).ok()) else { return };
    let mut matrix = SAME;
    if let Ok(numbers) = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
        for (place, it) in matrix.iter_mut().zip(numbers) {
            *place = it.as_float().unwrap_or(*place);
        }
    }
    let page = times(matrix, page);
    let Ok(resources) = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict) else {
        walk(document, &content.operations, fonts, drawings, page, depth + 1, sheet);
        return;
    };
    let mut own_fonts: HashMap<Vec<u8>, Font<'a>> = HashMap::new();
    if let Ok(entries) = resources.get_deref(b"Font", document).and_then(Object::as_dict) {
        for (name, font) in entries {
            if let Ok(font) = document.dereference(font).and_then(|(_, it)| it.as_dict()) {
                own_fonts.insert(name.clone(), Font::new(document, font));
            }
        }
    }
    let mut own_drawings = BTreeMap::new();
    collect_drawings(document, resources, &mut own_drawings);
    walk(document, &content.operations, &own_fonts, &own_drawings, page, depth + 1, sheet);
}

/// Puts strings and the gaps between them on the page, and moves on behind them.
fn show<'o>(
    parts: impl Iterator<Item = &'o Object>,
    pen: &Pen<'_, '_>,
    text: &mut Matrix,
    pieces: &mut Vec<Piece>,
) {
    let Some(font) = pen.font else { return };
    let start = times([1.0, 0.0, 0.0, 1.0, 0.0, pen.rise], times(*text, pen.page));
    let mut written = String::new();
    for part in parts {
        let moved = match part {
            Object::String(bytes, _) => {
                written.push_str(&font.text(bytes));
                let (width, n_codes, n_blanks) = font.measure(bytes);
                width * pen.size + n_codes as f32 * pen.between_letters + n_blanks as f32 * pen.between_words
            }
            other => {
                let back = other.as_float().unwrap_or(0.0);
                // A gap of a fifth of the size is a blank that was not written.
                if back < -180.0 && !written.ends_with(' ') && !written.is_empty() {
                    written.push(if back < -2500.0 { '\t' } else { ' ' });
                }
                -back / 1000.0 * pen.size
            }
        };
        *text = times([1.0, 0.0, 0.0, 1.0, moved * pen.stretch, 0.0], *text);
    }
    let end = times(*text, pen.page);
    let written = written.replace(['\u{0}', '\u{ad}'], "").replace('\u{a0}', " ");
    if written.trim().is_empty() {
        return;
    }
    let size = (pen.size * (start[2].hypot(start[3]))).abs();
    pieces.push(Piece {
        x: start[4],
        y: start[5],
        width: (end[4] - start[4]).max(0.0),
        size: if size.is_finite() && size > 0.1 { size } else { 10.0 },
        is_bold: font.is_bold,
        text: written,
    });
}

fn arrange(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.retain(|it| it.x.is_finite() && it.y.is_finite());
    let mut res = Vec::new();
    let gutter = gutter(&pieces);
    let Some((x, top)) = gutter else {
        lines_of(pieces, &mut res);
        return res;
    };
    // What stands above the columns goes over the whole page.
    let (above, columns): (Vec<Piece>, Vec<Piece>) =
        pieces.into_iter().partition(|it| it.y > top + it.size * 0.5);
    let (right, left): (Vec<Piece>, Vec<Piece>) = columns.into_iter().partition(|it| it.x >= x - 2.0);
    for part in [above, left, right] {
        lines_of(part, &mut res);
        res.push(Line::default());
    }
    res
}

/// Where a second column begins, and the height of its first line. Dates set to the right margin begin at
/// different places and are no column; nor is a place that text runs across.
fn gutter(pieces: &[Piece]) -> Option<(f32, f32)> {
    let left = pieces.iter().map(|it| it.x).reduce(f32::min)?;
    let right = pieces.iter().map(|it| it.x + it.width).reduce(f32::max)?;
    let mut starts: BTreeMap<i64, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces {
        starts.entry((piece.x / 3.0).round() as i64).or_default().push(piece);
    }
    let mut best: Option<(f32, f32, usize)> = None;
    for found in starts.values() {
        if found.len() < 6 {
            continue;
        }
        let Some(x) = found.iter().map(|it| it.x).reduce(f32::min) else { continue };
        let is_inside = x > left + (right - left) * 0.22 && x < left + (right - left) * 0.8;
        let Some(top) = found.iter().map(|it| it.y).reduce(f32::max) else { continue };
        let Some(bottom) = found.iter().map(|it| it.y).reduce(f32::min) else { continue };
        let beside = pieces.iter().filter(|it| it.y <= top + 1.0 && it.y >= bottom - 1.0);
        let mut n_left = 0;
        let mut n_across = 0;
        for piece in beside {
            if piece.x < x - 3.0 {
                n_left += 1;
                n_across += usize::from(piece.x + piece.width > x + 3.0);
            }
        }
        let n = found.len();
        if is_inside && n_left >= 4 && n_across * 10 < n && best.is_none_or(|(_, _, most)| n > most) {
            best = Some((x, top, n));
        }
    }
    best.map(|(x, top, _)| (x, top))
}

fn lines_of(mut pieces: Vec<Piece>, res: &mut Vec<Line>) {
    pieces.sort_by(|one, two| two.y.total_cmp(&one.y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|it| (it.y - piece.y).abs() <= it.size.max(piece.size) * 0.4) =>
            {
                row.push(piece);
            }
            _ => rows.push(vec![piece]),
        }
    }
    let n_letters: usize = rows.iter().flatten().map(|it| it.text.len()).sum();
    let mut sizes: Vec<(f32, usize)> = rows.iter().flatten().map(|it| (it.size, it.text.len())).collect();
    sizes.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut seen = 0;
    let mut usual_size = 10.0;
    for (size, letters) in sizes {
        seen += letters;
        usual_size = size;
        if seen * 2 >= n_letters {
            break;
        }
    }

    let mut steps: Vec<f32> = Vec::new();
    for pair in rows.windows(2) {
        if let [one, two] = pair
            && let (Some(one), Some(two)) = (one.first(), two.first())
        {
            steps.push(one.y - two.y);
        }
    }
    steps.sort_by(f32::total_cmp);
    let usual_step = steps.get(steps.len() / 2).copied().unwrap_or(12.0);

    let mut before: Option<f32> = None;
    for mut row in rows {
        row.sort_by(|one, two| one.x.total_cmp(&two.x));
        let Some(y) = row.first().map(|it| it.y) else { continue };
        if before.is_some_and(|it| it - y > usual_step * 1.4) {
            res.push(Line::default());
        }
        before = Some(y);
        res.push(line_of(&row, usual_size));
    }
}

fn line_of(row: &[Piece], usual_size: f32) -> Line {
    let mut res = Line { strong: true, ..Line::default() };
    let mut end: Option<f32> = None;
    for piece in row {
        if let Some(end) = end {
            let gap = piece.x - end;
            let parted =
                res.text.ends_with(char::is_whitespace) || piece.text.starts_with(char::is_whitespace);
            if gap > piece.size * 2.2 {
                res.text.push('\t');
            } else if gap > piece.size * 0.15 && !parted {
                res.text.push(' ');
            }
        }
        res.text.push_str(&piece.text);
        res.strong &= piece.is_bold || piece.size > usual_size * 1.15;
        end = Some(piece.x + piece.width);
    }
    res.text = res.text.trim().to_owned();
    res
}
