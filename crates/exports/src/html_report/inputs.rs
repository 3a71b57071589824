//! The state of the data: problems and notices by file, and every file that was read.

use std::io::{self, Write};
use std::sync::Arc;

use model::{Level, Place, Problem};

use super::escape::{counted, grouped, label, short, text};
use super::people::more;
use super::{INPUT_ROWS_MAX, PROBLEM_FILES_MAX, PROBLEMS_SHOWN_MAX};
use crate::reading::Reading;

pub fn problems(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"problems\" aria-labelledby=\"problems-title\">")?;
    writeln!(out, "<h2 id=\"problems-title\">Problems and notices</h2>")?;
    let mut files: Vec<(&Arc<str>, Vec<&Problem>)> = Vec::new();
    let mut sorted: Vec<&Problem> = reading.dossier.problems.iter().collect();
    sorted.sort_by_key(|it| (&it.file, it.level, it.place));
    for it in sorted {
        match files.last_mut() {
            Some((file, entries)) if **file == it.file => entries.push(it),
            _ => files.push((&it.file, vec![it])),
        }
    }
    if files.is_empty() {
        return writeln!(
            out,
            "<p>Everything that was given could be read, and nothing had to be assumed.</p></section>"
        );
    }
    writeln!(
        out,
        "<p>A problem is something that could not be read; the rest of its file was. A notice is an assumption \
         that was made.</p>"
    )?;
    for (file, entries) in files.iter().take(PROBLEM_FILES_MAX) {
        of_file(file, entries, out)?;
    }
    more(files.len(), PROBLEM_FILES_MAX, "problems.ndjson", out)?;
    writeln!(out, "</section>")
}

fn of_file(file: &str, entries: &[&Problem], out: &mut dyn Write) -> io::Result<()> {
    let n_problems = entries.iter().filter(|it| it.level == Level::Problem).count() as u64;
    let n_notices = entries.len() as u64 - n_problems;
    let mut counts = Vec::new();
    if n_problems > 0 {
        counts.push(counted(n_problems, "problem", "problems"));
    }
    if n_notices > 0 {
        counts.push(counted(n_notices, "notice", "notices"));
    }
    writeln!(
        out,
        "<details class=\"file\"><summary><code>{}</code> <span class=\"counts\">{}</span></summary><ul class=\"plain\">",
        short(file, 300),
        counts.join(", ")
    )?;
    for it in entries.iter().take(PROBLEMS_SHOWN_MAX) {
        let place = match it.place {
            Place::Whole => String::new(),
            Place::Line(number) => format!("line {number}: "),
            Place::Record(number) => format!("record {number}: "),
        };
        writeln!(
            out,
            "<li><span class=\"level l-{0}\">{0}</span> {place}<bdi>{1}</bdi></li>",
            it.level.id(),
            text(&it.cause)
        )?;
    }
    writeln!(out, "</ul>")?;
    more(entries.len(), PROBLEMS_SHOWN_MAX, "problems.ndjson", out)?;
    writeln!(out, "</details>")
}

pub fn files(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let inputs = &reading.dossier.inputs;
    writeln!(out, "<section id=\"inputs\" aria-labelledby=\"inputs-title\">")?;
    writeln!(out, "<h2 id=\"inputs-title\">What was read</h2>")?;
    writeln!(
        out,
        "<details><summary>{}</summary><div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">File</th>\
         <th scope=\"col\">Kind</th><th scope=\"col\" class=\"n\">Records</th><th scope=\"col\" class=\"n\">Problems</th>\
         <th scope=\"col\">SHA-256</th></tr></thead><tbody>",
        counted(inputs.len() as u64, "file", "files")
    )?;
    // Those that nobody could read come first: they are the ones to do something about.
    let mut sorted: Vec<_> = inputs.iter().collect();
    sorted.sort_by_key(|it| it.kind.is_some());
    for it in sorted.iter().take(INPUT_ROWS_MAX) {
        let kind = match (it.kind, &it.reason) {
            (Some(kind), _) => format!("<code>{}</code>", short(kind, 60)),
            (None, Some(reason)) => format!("<b>not recognised</b>: <bdi>{}</bdi>", text(reason)),
            (None, None) => "<b>not recognised</b>".to_owned(),
        };
        writeln!(
            out,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>\
             <td><code class=\"hash\">{}</code></td></tr>",
            short(&it.file, 300),
            grouped(it.records),
            grouped(it.problems),
            label(&it.sha256, 16)
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(inputs.len(), INPUT_ROWS_MAX, "inputs.json", out)?;
    writeln!(out, "</details></section>")
}
