//! The text as a whole; JSON and page for what must be in them.

use evaluation::{Evaluation, Settings, Truth};

use super::{TRUTH, outputs, truth};

fn evaluated() -> Evaluation {
    Evaluation::of(&[(truth(), outputs())], &Settings::default())
}

#[test]
fn the_text_says_all_of_it() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("evaluation", evaluated().text());
    });
}

#[test]
fn the_json_has_the_same_figures() {
    let value: serde_json::Value = serde_json::from_str(&evaluated().json()).unwrap();
    assert_eq!(value["tiers"][1]["recall"]["hits"], 2);
    assert_eq!(value["tiers"][1]["honest_per_thousand"], 500.0);
    assert_eq!(value["timing"]["before_loss_days"]["median"], 2.5);
    assert_eq!(value["ring_pairs"]["f1"], 0.0);
    assert_eq!(value["look_alikes"].as_array().unwrap().len(), 2);
    assert_eq!(value["look_alikes"][0]["reasons"][0], "net-y");
    assert_eq!(value["absent"][0]["tier"], "none");
}

#[test]
fn the_page_needs_nothing_else() {
    let page = evaluated().html();
    assert_eq!(page.matches("<svg").count(), 3);
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    for refused in ["<script", "http:", "https:", "url(", "@import", "NaN", "inf"] {
        assert!(!page.contains(refused), "{refused}");
    }
}

#[test]
fn what_stands_in_the_files_is_shown_and_never_run() {
    let evil = TRUTH
        .replace("\"key\": \"L1\"", "\"key\": \"<script>alert(1)</script>\"")
        .replace("Fernhollow Looms", "\\\"><img src=x onerror=alert(1)>\\u001b[2J")
        .replace("\"B01\"", "\"</td></table><b>\"");
    let found = Evaluation::of(&[(Truth::parse(evil.as_bytes()).unwrap(), outputs())], &Settings::default());
    let page = found.html();
    for refused in ["<script", "<img", "</td></table><b>", "\u{1b}"] {
        assert!(!page.contains(refused), "{refused}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!found.text().contains('\u{1b}'));
}

#[test]
fn the_same_in_gives_the_same_out() {
    assert_eq!(evaluated().html(), evaluated().html());
    assert_eq!(evaluated().json(), evaluated().json());
}
