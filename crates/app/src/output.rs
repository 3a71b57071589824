//! Data to stdout, everything else to stderr.

use std::io::{self, Write};

/// Writes data.
pub fn data(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says something to the person at the terminal.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says what went wrong, and why.
pub fn error(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    say(&format!("bonafide: {}", causes.join(": ")));
}

/// Columns of the terminal, where they can be told; a readable width else.
pub fn columns() -> usize {
    std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok()).unwrap_or(100)
}

/// A name from outside, without what a terminal would obey.
pub fn visible(name: &str) -> String {
    name.chars().filter(|it| !it.is_control()).take(200).collect()
}
