//! Each file by itself: its front door, its length, its name, and words that must not stand in it.

use crate::tree::TextFile;

/// Longer files are split by topic.
const LINES_MAX: usize = 700;

/// What cannot be named has not been understood.
const REFUSED_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager"];

/// Put together here, so that this file does not name them either.
const REFUSED_WORDS: &[(&str, &str)] = &[
    (concat!("todo", "!("), "what is not done is not called done"),
    (concat!("unimplemented", "!("), "what is not done is not called done"),
    (concat!("dbg", "!("), "left over from a search"),
    (concat!("#[ig", "nore"), "assert what happens today and say why it is wrong"),
];

/// Folders of single machines have no place in a repository.
const MACHINE_PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/home/", "runner")];

/// Crates that may touch the world open with an `expect` that says so; in their `src` nobody else does.
const WORLDLY: &[&str] = &["crates/store/", "crates/pipeline/", "crates/app/", "xtask/"];

pub fn check(files: &[TextFile], wrong: &mut Vec<String>) {
    for file in files {
        if file.has_ending("rs") {
            wrong.extend(rust(file));
        }
        if REFUSED_NAMES.contains(&file.stem()) || file.path.split('/').any(|it| REFUSED_NAMES.contains(&it))
        {
            wrong.push(format!("{}: the name says nothing about what is in it", file.path));
        }
        for (idx, line) in file.text.lines().enumerate() {
            for path in MACHINE_PATHS.iter().filter(|it| line.contains(**it)) {
                wrong.push(format!("{}:{}: names a folder of one machine, `{path}`", file.path, idx + 1));
            }
        }
    }
}

fn rust(file: &TextFile) -> Vec<String> {
    let mut res = Vec::new();
    if !file.text.starts_with("//!") {
        res.push(format!("{}: does not begin with `//!` and what it is for", file.path));
    }
    let lines = file.text.lines().count();
    if file.path.contains("/src/") && lines > LINES_MAX {
        res.push(format!("{}: has {lines} lines; split it by topic", file.path));
    }
    for (idx, line) in file.text.lines().enumerate() {
        for (word, why) in REFUSED_WORDS {
            if line.contains(word) {
                res.push(format!("{}:{}: `{word}`: {why}", file.path, idx + 1));
            }
        }
    }
    if file.path.contains("/src/") && !WORLDLY.iter().any(|it| file.path.starts_with(it)) {
        let before_tests = file.text.split("#[cfg(test)]").next().unwrap_or("");
        if before_tests.contains(concat!("clippy::", "disallowed_methods")) {
            res.push(format!("{}: a room does no I/O and reads no clock", file.path));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, text: &str) -> usize {
        let mut wrong = Vec::new();
        check(&[TextFile { path: path.to_owned(), text: text.to_owned() }], &mut wrong);
        wrong.len()
    }

    #[test]
    fn a_tidy_file_is_left_alone() {
        assert_eq!(said("crates/score/src/weigh.rs", "//! Weighs.\nfn x() {}\n"), 0);
    }

    #[test]
    fn what_is_untidy_is_named() {
        assert_eq!(said("crates/score/src/weigh.rs", "fn x() {}\n"), 1, "no front door");
        assert_eq!(said("crates/score/src/helpers.rs", "//! X.\n"), 1, "a name that says nothing");
        assert_eq!(said("crates/score/src/a.rs", concat!("//! X.\nfn x() { todo", "!() }\n")), 1, "not done");
        assert_eq!(said("docs/a.md", concat!("see /wo", "rk/here\n")), 1, "a machine's folder");
        assert_eq!(
            said("crates/score/src/a.rs", &format!("//! X.\n{}", "\n".repeat(LINES_MAX))),
            1,
            "too long"
        );
        let lifted = concat!("//! X.\n#![allow(clippy::", "disallowed_methods)]\n");
        assert_eq!(said("crates/score/src/a.rs", lifted), 1, "a room that touches the world");
        assert_eq!(said("crates/store/src/a.rs", lifted), 0);
    }
}
