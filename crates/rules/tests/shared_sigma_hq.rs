//! All rules of a public collection can be loaded. The collection lies outside the repository
//! (`BONAFIDE_SHARED`, default `../shared` beside it).

#![expect(clippy::disallowed_methods, reason = "reads shared rules and tells how long it took")]

use std::io::Read as _;
use std::path::{Path, PathBuf};

use rules::RuleSet;

fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BONAFIDE_SHARED").map_or_else(beside, PathBuf::from);
    if folder.join("data/sigma").is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", folder.display());
    say(format!("left out: {} is not there", folder.display()));
    None
}

#[expect(clippy::print_stderr)]
fn say(text: String) {
    eprintln!("{text}");
}

#[test]
fn all_rules_of_sigma_hq_load() {
    let Some(shared) = shared() else { return };
    let packed = std::fs::File::open(shared.join("data/sigma/rules-all.tar.zst")).unwrap();
    let mut archive = tar::Archive::new(zstd::Decoder::new(packed).unwrap());
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        if path.ends_with(".yml") {
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            files.push((path, text));
        }
    }
    let borrowed: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let begun = std::time::Instant::now();
    let (rules, problems) = RuleSet::parse(&borrowed);
    say(format!("{} rules of {} files in {:?}; {problems:#?}", rules.len(), files.len(), begun.elapsed()));
    assert_eq!(files.len(), 3141);
    assert_eq!(rules.len(), 3141);
    assert_eq!(problems, Vec::<String>::new());
    assert!(rules.rules().all(|it| it.author.is_some()), "a hit must name the rule's author");
}
