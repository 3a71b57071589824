//! No arrow points up or sideways. Development and build dependencies count.

use crate::tree::TextFile;

use super::at;

/// The floors of the house, ground floor first. A crate may use crates of lower floors only.
pub const FLOORS: &[&[&str]] = &[
    &["model", "measures", "proofs"],
    &[
        "sources",
        "enrichment",
        "rules",
        "indicators",
        "score",
        "personas",
        "exports",
        "store",
        "company",
        "evaluation",
    ],
    &["pipeline"],
    &["app"],
];

/// Crates from outside that only these crates may know.
const KNOWN_BY_FEW: &[(&str, &[&str])] = &[
    ("datafusion", &["store"]),
    ("tokio", &["store"]),
    ("futures", &["store"]),
    ("rsigma-parser", &["rules"]),
    ("rsigma-eval", &["rules"]),
    ("clap", &["app", "xtask"]),
    ("anyhow", &["app", "xtask"]),
];

pub fn check(files: &[TextFile], crates: &[String], wrong: &mut Vec<String>) {
    for name in crates {
        if floor(name).is_none() {
            wrong
                .push(format!("crates/{name}: stands on no floor; the table is in xtask/src/tidy/floors.rs"));
        }
    }
    for name in FLOORS.iter().flat_map(|it| it.iter()) {
        if !crates.iter().any(|it| it == name) {
            wrong.push(format!("xtask/src/tidy/floors.rs: no crate is named `{name}`"));
        }
    }
    for name in crates {
        match at(files, &format!("crates/{name}/Cargo.toml")) {
            Some(manifest) => wrong.extend(arrows(name, &manifest.text)),
            None => wrong.push(format!("crates/{name}: has no Cargo.toml")),
        }
    }
    if let Some(manifest) = at(files, "xtask/Cargo.toml") {
        for used in dependencies(&manifest.text) {
            if floor(used).is_some() {
                wrong.push(format!("xtask -> {used}: the workshop uses no crate of ours"));
            }
        }
    }
}

/// The arrows of one crate that point where they must not.
fn arrows(name: &str, manifest: &str) -> Vec<String> {
    let mut res = Vec::new();
    for used in dependencies(manifest) {
        if floor(used).is_some() && floor(name) <= floor(used) {
            res.push(format!("{name} -> {used}: a crate uses crates of lower floors only"));
        }
        let few = KNOWN_BY_FEW.iter().find(|(it, _)| *it == used);
        if few.is_some_and(|(_, by)| !by.contains(&name)) {
            res.push(format!(
                "{name} -> {used}: only a few crates may know it, see xtask/src/tidy/floors.rs"
            ));
        }
    }
    res
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|it| it.contains(&name))
}

/// Names of everything a manifest depends on, in whatever section and whatever spelling.
pub fn dependencies(manifest: &str) -> Vec<&str> {
    let mut res = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            // `[dependencies.name]` is a dependency by itself.
            if let Some((before, name)) = section.rsplit_once('.')
                && before.ends_with("dependencies")
            {
                res.push(name);
            }
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            res.extend(line.split([' ', '.', '=']).next());
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::arrows;

    #[test]
    fn an_arrow_up_or_sideways_is_named() {
        let up = "[dependencies]\nmodel.workspace = true\npipeline = { path = \"../pipeline\" }\n";
        assert_eq!(arrows("score", up).len(), 1);
        let sideways =
            "[dependencies]\nmodel.workspace = true\n[dev-dependencies]\nsources = { workspace = true }\n";
        assert_eq!(arrows("score", sideways), ["score -> sources: a crate uses crates of lower floors only"]);
        let in_a_table = "[target.'cfg(unix)'.build-dependencies.exports]\nworkspace = true\n";
        assert_eq!(arrows("store", in_a_table).len(), 1);
    }

    #[test]
    fn arrows_down_are_fine() {
        assert!(
            arrows("pipeline", "[dependencies]\nmodel.workspace = true\nscore.workspace = true\n").is_empty()
        );
    }

    #[test]
    fn the_query_engine_is_known_by_the_store_alone() {
        assert_eq!(arrows("pipeline", "[dependencies]\ndatafusion.workspace = true\n").len(), 1);
        assert!(arrows("store", "[dependencies]\ndatafusion.workspace = true\n").is_empty());
    }
}
