//! A résumé as PDF: one page, text set in a standard font, an uncompressed content stream, a correct
//! cross-reference table. In: a `Resume`. Out: the bytes.

use super::{Resume, Set};

/// The document. Lines that would run below the page are set smaller rather than lost.
pub(crate) fn bytes(resume: &Resume) -> Vec<u8> {
    let layout = &resume.layout;
    let (width, height) = if layout.letter_paper { (612, 792) } else { (595, 842) };
    let mut size = layout.size;
    let mut rows = rows(resume, width, size);
    while size > 6 && (rows.len() as i64) * (size + 3) > height - 80 {
        size -= 1;
        rows = self::rows(resume, width, size);
    }
    let mut content = format!("BT\n{} {} Td\n{} TL\n", layout.left, height - 46, size + 3);
    for (font, row) in &rows {
        content.push_str(&format!(
            "/{font} {} Tf\n({}) Tj T*\n",
            if *font == "F2" && row == &resume.name { size + 3 } else { size },
            escape(row)
        ));
    }
    content.push_str("ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>", layout.font),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>", layout.bold),
        format!(
            "<< /Producer ({}) /Creator ({}) /Author ({}) /Title ({}) >>",
            layout.producer,
            layout.producer,
            escape(&layout.author),
            escape(&resume.name)
        ),
    ];
    let mut document = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (position, object) in objects.iter().enumerate() {
        offsets.push(document.len());
        document.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", position + 1).as_bytes());
    }
    let start = document.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in &offsets {
        table.push_str(&format!("{offset:010} 00000 n \n"));
    }
    table.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    document.extend_from_slice(table.as_bytes());
    document
}

/// The lines of the page with the font each is set in, wrapped to the width of the page.
fn rows(resume: &Resume, width: i64, size: i64) -> Vec<(&'static str, String)> {
    let mean_width = if resume.layout.font == "Courier" { 62 } else { 50 };
    let columns = ((width - 2 * resume.layout.left) * 100 / (size * mean_width)).max(30) as usize;
    let mut rows = Vec::new();
    for line in resume.lines() {
        match line {
            Set::Title(line) | Set::Heading(line) | Set::Strong(line) => rows.push(("F2", line)),
            Set::Plain(line) => wrap(&mut rows, &line, "", columns),
            Set::Bullet(line) => wrap(&mut rows, &format!("{} {line}", resume.layout.bullet), "  ", columns),
            Set::Gap => rows.push(("F1", String::new())),
        }
    }
    rows
}

fn wrap(rows: &mut Vec<(&'static str, String)>, text: &str, indent: &str, columns: usize) {
    let mut row = String::new();
    for word in text.split(' ') {
        if !row.trim().is_empty() && row.len() + word.len() + 1 > columns {
            rows.push(("F1", row));
            row = indent.to_owned();
            row.push_str(word);
        } else {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
    }
    rows.push(("F1", row));
}

/// Text inside parentheses, as PDF wants it; what lies outside ASCII is not in our word lists.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '(' | ')' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            ' '..='~' => escaped.push(character),
            _ => escaped.push('?'),
        }
    }
    escaped
}
