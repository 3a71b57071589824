//! The map is true: every crate has its paragraph in ARCHITECTURE.md, and every path that the pages name exists.

use std::path::Path;

use crate::tree::TextFile;

use super::at;

/// What a path of ours begins with.
const TOP: &[&str] = &["crates/", "xtask/", "docs/", "fuzz/", "bench/", "changelog.d/", ".ci/", ".cargo/"];

pub fn check(root: &Path, files: &[TextFile], crates: &[String], wrong: &mut Vec<String>) {
    match at(files, "ARCHITECTURE.md") {
        Some(map) => {
            for name in crates {
                if !map.text.lines().any(|it| it.starts_with(&format!("**`{name}`**"))) {
                    wrong.push(format!("ARCHITECTURE.md: has no paragraph that begins with **`{name}`**"));
                }
            }
        }
        None => wrong.push("ARCHITECTURE.md: is not there".to_owned()),
    }
    for page in files.iter().filter(|it| is_page(it)) {
        for path in named_paths(&page.text) {
            if !root.join(path).exists() {
                wrong.push(format!("{}: names `{path}`, which is not there", page.path));
            }
        }
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&page.text) {
            if !root.join(folder).join(link).exists() {
                wrong.push(format!("{}: leads to `{link}`, which is not there", page.path));
            }
        }
    }
}

/// Pages for people: those at the root, in `docs/` and `bench/`.
fn is_page(file: &TextFile) -> bool {
    file.has_ending("md")
        && (!file.path.contains('/') || file.path.starts_with("docs/") || file.path.starts_with("bench/"))
}

/// Paths in backticks that begin at the root. One with a placeholder (`<name>`, `*`, `…`) names no single file.
fn named_paths(text: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (place, token) in line.split('`').enumerate() {
            let is_path =
                TOP.iter().any(|it| token.starts_with(it)) && !token.contains(['<', '*', '…', '{', ' ']);
            if place % 2 == 1 && is_path {
                res.push(token);
            }
        }
    }
    res
}

/// Where Markdown links lead within the repository, without their anchors.
fn links(text: &str) -> Vec<&str> {
    let mut res = Vec::new();
    for part in text.split("](").skip(1) {
        let target = part.split(')').next().unwrap_or("");
        let target = target.split('#').next().unwrap_or("");
        if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
            res.push(target);
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_are_found_and_placeholders_are_not() {
        let text = "See `crates/model/src/lib.rs` and `crates/<name>`.\n```\n`xtask/none`\n```\n[a](docs/x.md#y) [b](https://example.org)\n";
        assert_eq!(named_paths(text), ["crates/model/src/lib.rs"]);
        assert_eq!(links(text), ["docs/x.md"]);
    }
}
