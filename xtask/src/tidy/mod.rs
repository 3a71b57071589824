//! `cargo xtask tidy`: does the house hold together?
//!
//! In: the text files of the repository. Out: what is wrong, one line each with its file; nothing when all is well.
//! Checked are the floors, the manifests, the lists against the folders, the map and its paths, and each file by itself.

mod files;
mod floors;
mod lists;
mod manifests;
mod map;

use std::path::Path;

use anyhow::{Result, bail};

use crate::tree::{self, TextFile};

pub fn run() -> Result<()> {
    let wrong = check(&tree::root())?;
    for it in &wrong {
        eprintln!("tidy: {it}");
    }
    match wrong.len() {
        0 => Ok(()),
        1 => bail!("one thing is not tidy"),
        n => bail!("{n} things are not tidy"),
    }
}

/// Everything that is wrong, sorted.
fn check(root: &Path) -> Result<Vec<String>> {
    let files = tree::text_files(root)?;
    let crates = tree::folders(&root.join("crates"))?;
    let mut res = Vec::new();
    floors::check(&files, &crates, &mut res);
    manifests::check(&files, &mut res);
    lists::check(&files, &mut res);
    map::check(root, &files, &crates, &mut res);
    files::check(&files, &mut res);
    res.sort();
    Ok(res)
}

/// The file at that path.
fn at<'a>(files: &'a [TextFile], path: &str) -> Option<&'a TextFile> {
    files.iter().find(|it| it.path == path)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        let wrong = super::check(&crate::tree::root()).unwrap();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
