//! Every page of every indicator, in one binary: what it says must come out, comes out.
//!
//! `BLESS=1 cargo test -p pipeline --test proofs` writes the answers into the pages; then read them.
//! `PROVE=payroll/,early/ear_crd` runs only the pages whose path begins so.

#![expect(clippy::disallowed_methods, reason = "bless writes pages")]

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use pipeline::proving;

#[test]
fn every_page_still_holds() {
    let only = std::env::var("PROVE").unwrap_or_default();
    let bless = std::env::var_os("BLESS").is_some();
    let asked = |path: &str| only.split(',').any(|it| path.starts_with(it));
    let pages: Vec<_> = indicators::all().into_iter().filter(|it| asked(it.path)).collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    let prove = || {
        while let Some(indicator) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            match proving::check(indicator) {
                Ok((_, true)) => {}
                Ok((page, false)) if bless => {
                    let path =
                        Path::new(env!("CARGO_MANIFEST_DIR")).join("../indicators/src").join(indicator.path);
                    std::fs::write(path.with_extension("md"), page).unwrap();
                }
                Ok((page, false)) => wrong.lock().unwrap().push(format!(
                    "{}\n{}",
                    indicator.path,
                    difference(indicator.proof, &page)
                )),
                Err(cause) => wrong.lock().unwrap().push(format!("{}: {cause}", indicator.path)),
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, |it| it.get()) {
            scope.spawn(prove);
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(said: &str, found: &str) -> String {
    let said: Vec<&str> = said.lines().collect();
    let found_lines: Vec<&str> = found.lines().collect();
    let mut res = String::new();
    for line in &found_lines {
        if !said.contains(line) {
            res.push_str(&format!("  found:    {line}\n"));
        }
    }
    for line in &said {
        if !found_lines.contains(line) {
            res.push_str(&format!("  expected: {line}\n"));
        }
    }
    res
}
