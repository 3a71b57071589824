//! The lists agree with the folders: nothing stands in a folder that no list knows, and no list names what is not there.

use crate::tree::TextFile;

use super::at;

pub fn check(files: &[TextFile], wrong: &mut Vec<String>) {
    indicators(files, wrong);
    pages(files, "crates/sources/src", |stem, list| list.contains(&format!("&{stem}::")), wrong);
    pages(files, "crates/exports/src", |stem, list| list.contains(&format!("write: {stem}::write")), wrong);
    pages(files, "crates/enrichment/src", |stem, list| list.contains(&format!("pub mod {stem};")), wrong);
    data_sets(files, wrong);
    decisions(files, wrong);
}

/// Each `.sql` has its `.rs` and its `.md`, and stands in its theme's list.
fn indicators(files: &[TextFile], wrong: &mut Vec<String>) {
    let mut ids: Vec<(String, &str)> = Vec::new();
    for sql in files.iter().filter(|it| it.path.starts_with("crates/indicators/src/") && it.has_ending("sql"))
    {
        let Some((folder, name)) = sql.path.rsplit_once('/') else { continue };
        let theme = folder.rsplit('/').next().unwrap_or(folder);
        let stem = name.trim_end_matches(".sql");
        for ending in ["rs", "md"] {
            if at(files, &format!("{folder}/{stem}.{ending}")).is_none() {
                wrong.push(format!("{}: has no `{stem}.{ending}` beside it", sql.path));
            }
        }
        let list = at(files, &format!("{folder}/mod.rs")).map_or("", |it| it.text.as_str());
        if !list.contains(&format!("\"{theme}/{stem}\"")) {
            wrong.push(format!("{}: does not stand in the list of `{folder}/mod.rs`", sql.path));
        }
        if let Some(id) = sql.text.lines().find_map(|it| it.strip_prefix("-- id:")) {
            ids.push((id.trim().to_owned(), &sql.path));
        }
    }
    ids.sort();
    for pair in ids.windows(2) {
        if pair[0].0 == pair[1].0 {
            wrong.push(format!("{}: has the id `{}` of {}", pair[1].1, pair[1].0, pair[0].1));
        }
    }
    for page in files.iter().filter(|it| it.path.starts_with("crates/indicators/src/") && it.has_ending("md"))
    {
        if at(files, &page.path.replace(".md", ".sql")).is_none() {
            wrong.push(format!("{}: is the page of nothing", page.path));
            continue;
        }
        for heading in ["## Innocent explanations", "## Check next", "## Blind spots", "```evidence"] {
            if !page.text.contains(heading) {
                wrong.push(format!("{}: has no `{heading}`", page.path));
            }
        }
    }
}

/// Each page of a room belongs to a file beside it, which the room's list knows; or several files share it.
fn pages(files: &[TextFile], folder: &str, is_listed: fn(&str, &str) -> bool, wrong: &mut Vec<String>) {
    let list = at(files, &format!("{folder}/lib.rs")).map_or("", |it| it.text.as_str());
    let below = format!("{folder}/");
    for page in files.iter().filter(|it| it.has_ending("md")) {
        let Some(name) = page.path.strip_prefix(&below).filter(|it| !it.contains('/')) else { continue };
        let stem = name.trim_end_matches(".md");
        let code = [format!("{folder}/{stem}.rs"), format!("{folder}/{stem}/mod.rs")];
        if code.iter().all(|it| at(files, it).is_none()) {
            let included = [format!("include_str!(\"{name}\")"), format!("include_str!(\"../{name}\")")];
            let is_shared = files.iter().any(|it| {
                it.path.starts_with(&below) && included.iter().any(|included| it.text.contains(included))
            });
            if !is_shared {
                wrong.push(format!("{}: is the page of nothing", page.path));
            }
        } else if !is_listed(stem, list) {
            wrong.push(format!("{}: `{stem}` does not stand in the list of `{folder}/lib.rs`", page.path));
        }
    }
}

/// Each data set says where it comes from.
fn data_sets(files: &[TextFile], wrong: &mut Vec<String>) {
    for file in files {
        let Some(rest) = file.path.strip_prefix("crates/enrichment/data/") else { continue };
        let Some((name, _)) = rest.split_once('/') else { continue };
        if at(files, &format!("crates/enrichment/data/{name}/ORIGIN.md")).is_none() {
            wrong.push(format!("{}: there is no ORIGIN.md beside it", file.path));
        }
    }
}

/// Decisions are numbered, and no number is given twice.
fn decisions(files: &[TextFile], wrong: &mut Vec<String>) {
    let mut numbers: Vec<(&str, &str)> = Vec::new();
    for file in files.iter().filter(|it| it.path.starts_with("docs/decisions/")) {
        match file.name().split_once('-') {
            Some((number, _)) if number.len() == 4 && number.bytes().all(|it| it.is_ascii_digit()) => {
                numbers.push((number, &file.path))
            }
            _ => wrong.push(format!("{}: a decision is named `NNNN-<slug>.md`", file.path)),
        }
    }
    numbers.sort_unstable();
    for pair in numbers.windows(2) {
        if pair[0].0 == pair[1].0 {
            wrong.push(format!("{}: has the number of {}", pair[1].1, pair[0].1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn an_indicator_that_no_list_knows_is_named() {
        let page = "## Innocent explanations\n## Check next\n## Blind spots\n```evidence\n```\n";
        let mut files = vec![
            file("crates/indicators/src/payroll/pay_x.md", page),
            file("crates/indicators/src/payroll/pay_x.rs", "//! X.\n"),
            file("crates/indicators/src/payroll/pay_x.sql", "-- id: pay-x\n"),
            file("crates/indicators/src/payroll/mod.rs", "indicator!(\"payroll/pay_x\", pay_x)"),
        ];
        let mut wrong = Vec::new();
        indicators(&files, &mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}");
        files[3].text.clear();
        files.remove(1);
        indicators(&files, &mut wrong);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
    }

    #[test]
    fn a_page_without_its_file_is_named() {
        let mut wrong = Vec::new();
        let files =
            [file("crates/sources/src/okta.md", ""), file("crates/sources/src/lib.rs", "&okta::SOURCE,")];
        pages(&files, "crates/sources/src", |_, _| true, &mut wrong);
        assert_eq!(wrong, ["crates/sources/src/okta.md: is the page of nothing"]);
    }
}
