//! The repository as files: where it is, what is in it, and the programs that are run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Folders that hold nothing of ours.
const PASSED_OVER: &[&str] = &["target", ".git", "out", "bonafide-demo", "corpus", "artifacts"];

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// One text file: its path from the root, with `/`, and what stands in it.
pub struct TextFile {
    pub path: String,
    pub text: String,
}

impl TextFile {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    pub fn has_ending(&self, ending: &str) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, it)| it == ending)
    }
}

/// Every text file of the repository, sorted by path. What is not UTF-8 is no text.
pub fn text_files(root: &Path) -> Result<Vec<TextFile>> {
    let mut res = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot list `{}`", dir.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if kind.is_dir() && !PASSED_OVER.contains(&name.as_str()) {
                open.push(entry.path());
            } else if kind.is_file()
                && name != ".git"
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                let path = entry.path();
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                res.push(TextFile { path, text });
            }
        }
    }
    res.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(res)
}

/// Names of the folders below `dir`, sorted.
pub fn folders(dir: &Path) -> Result<Vec<String>> {
    let mut res = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list `{}`", dir.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            res.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    res.sort();
    Ok(res)
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program as built last.
pub fn binary(release: bool) -> PathBuf {
    target()
        .join(if release { "release" } else { "debug" })
        .join(format!("bonafide{}", std::env::consts::EXE_SUFFIX))
}

/// Cargo, in the root of the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut res = Command::new(cargo);
    res.current_dir(root()).args(arguments);
    res
}

/// Runs a command to its end; anything but success is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let said = spoken(command);
    eprintln!("$ {said}");
    let status = command.status().with_context(|| format!("cannot start `{said}`"))?;
    if !status.success() {
        bail!("`{said}` ended with {status}");
    }
    Ok(())
}

fn spoken(command: &Command) -> String {
    let program =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|it| it.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}
