//! Versions stand in the root manifest only, and each dependency there says what it is for.

use crate::tree::TextFile;

use super::at;

pub fn check(files: &[TextFile], wrong: &mut Vec<String>) {
    if let Some(root) = at(files, "Cargo.toml") {
        wrong.extend(without_reason(&root.text).into_iter().map(|it| format!("Cargo.toml: {it}")));
    }
    for file in files
        .iter()
        .filter(|it| it.name() == "Cargo.toml" && !it.path.starts_with("fuzz/") && it.path != "Cargo.toml")
    {
        wrong.extend(own_versions(&file.text).into_iter().map(|it| format!("{}: {it}", file.path)));
        if !file.text.contains("[lints]\nworkspace = true") {
            wrong.push(format!("{}: does not take the lints of the workspace", file.path));
        }
    }
}

/// Dependencies of the root manifest without a comment in the line above.
fn without_reason(manifest: &str) -> Vec<String> {
    let mut res = Vec::new();
    let mut inside = false;
    let mut before = "";
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            let ours = line.contains("path = \"crates/");
            if !ours && (!before.starts_with('#') || before.starts_with("# ---")) {
                let name = line.split([' ', '=']).next().unwrap_or(line);
                res.push(format!("`{name}` does not say what it is for"));
            }
        }
        before = line;
    }
    res
}

/// Dependencies of a crate that do not take their version from the workspace.
fn own_versions(manifest: &str) -> Vec<String> {
    let mut res = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && !line.is_empty() && !line.starts_with('#') && !line.contains("workspace = true") {
            let name = line.split([' ', '=']).next().unwrap_or(line);
            res.push(format!("`{name}` has a version of its own; versions stand in the root manifest"));
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_in_a_crate_is_named() {
        assert_eq!(own_versions("[dependencies]\na.workspace = true\nb = \"1\"\n").len(), 1);
    }

    #[test]
    fn a_dependency_without_a_reason_is_named() {
        let manifest = "[workspace.dependencies]\n# --- reading ---\na = \"1\"\n# Reads.\nb = \"1\"\nmodel = { path = \"crates/model\" }\n";
        assert_eq!(without_reason(manifest), ["`a` does not say what it is for"]);
    }
}
