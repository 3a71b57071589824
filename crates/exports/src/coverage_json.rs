//! `coverage.json`: what each indicator did. Silence has three names, and they are never shown as one another.
//!
//! In: `dossier.coverage`. Out: one object, an indicator a line.

use std::io::{self, Write};

use model::dossier::Dossier;

use crate::json::{self, Object};
use crate::{Options, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    out.write_all(b"{\"indicators\":{")?;
    for (idx, (indicator, it)) in dossier.coverage.iter().enumerate() {
        let mut line = String::from(if idx > 0 { ",\n" } else { "\n" });
        json::push_text(&mut line, indicator);
        line.push(':');
        let mut entry = Object::new();
        entry
            .text("outcome", it.outcome.id())
            .plain("count", it.count)
            .texts("missing", it.missing.iter().map(String::as_str))
            .text_or_null("message", it.message.as_deref());
        line.push_str(&entry.end());
        out.write_all(line.as_bytes())?;
    }
    out.write_all(b"\n}}\n")
}
