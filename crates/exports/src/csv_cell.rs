//! Text cells that a spreadsheet will not run.
//!
//! In: text from outside. Out: the same, with a leading `'` where a spreadsheet would take it for a formula.
//! Numbers never pass through here.

use std::borrow::Cow;
use std::io::{self, Write};

/// Guards against a formula: `=`, `+`, `-`, `@`, tab or return at the beginning.
pub fn text(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A list in one cell, joined by `;`. A `;` inside an entry becomes `,`.
pub fn list<'a>(entries: impl IntoIterator<Item = &'a str>) -> String {
    text(&model::value::join_list(entries)).into_owned()
}

pub fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::Writer::from_writer(out)
}

/// The one error that is not the file's own, a row of another length, would be our mistake.
pub fn row<'a>(
    writer: &mut csv::Writer<&mut dyn Write>,
    cells: impl IntoIterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for cell in cells {
        writer.write_field(cell.as_bytes()).map_err(io::Error::from)?;
    }
    writer.write_record(None::<&[u8]>).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_disarmed_and_other_text_is_left_alone() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for harmless in ["", "worker:W1", "a=b", "'=1", " =1"] {
            assert_eq!(text(harmless), harmless);
        }
    }

    #[test]
    fn a_separator_inside_an_entry_does_not_make_two() {
        assert_eq!(list(["a;b", "c"]), "a,b;c");
        assert_eq!(list(["=x", "c"]), "'=x;c");
    }
}
