//! The truths of the shared samples are read whole.

#![expect(clippy::print_stderr, reason = "a test that was left out says so")]
#![expect(clippy::disallowed_methods, reason = "reads samples that stand beside the repository")]

use std::path::PathBuf;

use evaluation::{Standing, Truth};

#[test]
fn truths_of_the_shared_samples_are_read() {
    let shared = std::env::var("BONAFIDE_SHARED")
        .map_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    if !shared.join("samples").is_dir() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "there are no samples in {}", shared.display());
        eprintln!("left out: there are no samples in {}", shared.display());
        return;
    }
    for sample in ["tiny", "harbor"] {
        let bytes = std::fs::read(shared.join("samples").join(sample).join("truth.json")).unwrap();
        let truth = Truth::parse(&bytes).unwrap();
        assert!(truth.window.is_some() && truth.everyone_else_is_honest, "{sample}");
        assert!(!truth.rings.is_empty() && !truth.planted.is_empty(), "{sample}");
        assert!(
            truth.people.iter().all(|it| !it.ids.is_empty() && it.standing != Standing::Untold),
            "{sample}"
        );
        let guilty = truth.people.iter().filter(|it| it.standing == Standing::Guilty);
        assert!(guilty.clone().count() > 0 && guilty.clone().all(|it| it.prevent_by.is_some()), "{sample}");
    }
}
