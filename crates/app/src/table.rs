//! Columns of plain text, as wide as what stands in them.

/// Rows below a heading. A column whose number stands in `right` ends at its right edge.
pub fn table(heading: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let mut widths: Vec<usize> = heading.iter().map(|it| it.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let heading: Vec<String> = heading.iter().map(|it| (*it).to_owned()).collect();
    let mut res = String::new();
    for row in std::iter::once(&heading).chain(rows) {
        let mut line = String::new();
        for (idx, (cell, width)) in row.iter().zip(&widths).enumerate() {
            if idx > 0 {
                line.push_str("  ");
            }
            let gap = " ".repeat(width - cell.chars().count());
            let (before, after) = if right.contains(&idx) { (gap.as_str(), "") } else { ("", gap.as_str()) };
            line.push_str(before);
            line.push_str(cell);
            line.push_str(after);
        }
        res.push_str(line.trim_end());
        res.push('\n');
    }
    res
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_stand_below_each_other() {
        let rows = [vec!["ä".to_owned(), "1.00".to_owned()], vec!["long".to_owned(), "-12.00".to_owned()]];
        assert_eq!(super::table(&["who", "bits"], &rows, &[1]), "who     bits\nä       1.00\nlong  -12.00\n");
    }
}
