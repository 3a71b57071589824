//! Names of files in a text.
//!
//! In: a text. Out: the names, without folders. A name is known by its ending; names with blanks only within quotation marks.
//! Host names are not file names.

use regex::Regex;
use std::sync::LazyLock;

/// A file name in a text. `start` and `end` are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    pub name: String,
    pub start: usize,
    pub end: usize,
}

/// The most names that are taken from one text.
const MOST: usize = 5_000;

const ENDINGS: &str = "pdf|docx?|docm|dotx|odt|rtf|txt|md|pages|xlsx?|xlsm|xlsb|ods|csv|tsv|numbers|pptx?|pptm|odp|key|vsdx|msg|eml|pst|ost|mbox|zip|7z|rar|tar|tgz|gz|bz2|xz|zst|tar\\.gz|tar\\.xz|sql|sqlite3?|db|mdb|accdb|bak|dump|parquet|jsonl?|ndjson|ya?ml|toml|ini|cfg|conf|env|log|xml|html?|js|ts|jsx|tsx|py|ipynb|java|kt|go|rs|c|cc|cpp|h|hpp|cs|rb|php|swift|sh|ps1|bat|tf|tfstate|pem|pfx|p12|crt|cer|kdbx|ovpn|rdp|jpe?g|png|gif|heic|svg|tiff?|psd|ai|dwg|dxf|step|stl|mp3|wav|m4a|mp4|mov|avi|mkv|iso|img|vhdx?|vmdk|ova|exe|msi|dmg|pkg|apk|jar|war|dll|epub|vcf|ics";

static PLAIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)[\w][\w.()@+%&~-]{{0,150}}\.(?:{ENDINGS})\b")).ok());
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r#"(?i)["'“‘«„]([^"'“”‘’«»„\n/\\:*?<>|]{{1,150}}\.(?:{ENDINGS}))["'”’»“]"#)).ok()
});

/// All file names in `text`, in their order.
pub fn file_names(text: &str) -> Vec<FileName> {
    let mut found: Vec<FileName> = Vec::new();
    if let Some(pattern) = QUOTED.as_ref() {
        for captures in pattern.captures_iter(text).take(MOST) {
            if let Some(name) = captures.get(1) {
                found.push(FileName {
                    name: name.as_str().trim().to_string(),
                    start: name.start(),
                    end: name.end(),
                });
            }
        }
    }
    if let Some(pattern) = PLAIN.as_ref() {
        for name in pattern.find_iter(text).take(MOST) {
            let inside = found.iter().any(|known| known.start < name.end() && name.start() < known.end);
            if !inside && !is_host(text, name.start(), name.end()) {
                found.push(FileName {
                    name: name.as_str().to_string(),
                    start: name.start(),
                    end: name.end(),
                });
            }
        }
    }
    found.sort_by_key(|name| name.start);
    found
}

/// Whether the name is the host of a URL, part of a mail address, or goes on as a host name (`build.sh.example.org`).
fn is_host(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let name = text.get(start..end).unwrap_or("");
    let goes_on = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    before.ends_with("://")
        || before.ends_with('@')
        || name.contains('@')
        || after.starts_with('@')
        || goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        file_names(text).into_iter().map(|name| name.name).collect()
    }

    #[test]
    fn names_are_found_in_prose_paths_and_lists() {
        assert_eq!(read("see budget-2026_v2.xlsx and notes.txt."), ["budget-2026_v2.xlsx", "notes.txt"]);
        assert_eq!(read(r"C:\Users\a\Desktop\plan.docx"), ["plan.docx"]);
        assert_eq!(read("https://files.example.org/a/backup.tar.gz?x=1"), ["backup.tar.gz"]);
        assert_eq!(read("attached: “customer list 2026.csv”"), ["customer list 2026.csv"]);
        assert_eq!(read("- proof.zip\n- keys.PEM\n"), ["proof.zip", "keys.PEM"]);
    }

    #[test]
    fn hosts_addresses_and_numbers_are_no_files() {
        for text in [
            "www.example.com",
            "https://transfer.sh/",
            "mail sam.js@example.org",
            "version 1.2.3",
            "e.g. this",
            "build.sh.example.org",
            "a.zipper",
            "",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked(text in "(?s).{0,200}") {
            for name in file_names(&text) {
                prop_assert!(text.get(name.start..name.end).is_some());
            }
        }
    }
}
