//! Plain tables on stdout: columns as wide as their widest cell, the first row is the heading.

/// Prints a table; one without rows says so.
pub fn print(heading: &[&str], rows: &[Vec<String>]) {
    if rows.is_empty() {
        println!("  (none)");
        return;
    }
    let mut widths: Vec<usize> = heading.iter().map(|it| it.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    line(&widths, heading.iter().copied());
    for row in rows {
        line(&widths, row.iter().map(String::as_str));
    }
}

fn line<'a>(widths: &[usize], cells: impl Iterator<Item = &'a str>) {
    let mut text = String::new();
    for (width, cell) in widths.iter().zip(cells) {
        text.push_str(&format!("  {cell:<width$}"));
    }
    println!("{}", text.trim_end());
}

/// The rows of a CSV file (RFC 4180: quotes, doubled quotes, line breaks in quotes), heading first.
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(char),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn quotes_and_line_breaks_stay_in_their_cell() {
        let rows = csv("a,b\r\n\"x, \"\"y\"\"\nz\",2\n,\n");
        assert_eq!(rows, [vec!["a", "b"], vec!["x, \"y\"\nz", "2"], vec!["", ""]]);
    }
}
