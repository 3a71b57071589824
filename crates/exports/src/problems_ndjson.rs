//! `problems.ndjson`: what could not be read, and what was assumed.
//!
//! In: `dossier.problems`. Out: one object a line. A problem of the file as a whole has neither `line`
//! nor `record`.

use std::io::{self, Write};

use model::Place;
use model::dossier::Dossier;

use crate::json::Object;
use crate::{Options, evidence_ndjson, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    for it in &dossier.problems {
        let mut line = Object::new();
        line.text("file", &it.file);
        if it.place != Place::Whole {
            evidence_ndjson::place(&mut line, it.place);
        }
        line.text("level", it.level.id()).text("cause", &it.cause);
        writeln!(out, "{}", line.end())?;
    }
    Ok(())
}
