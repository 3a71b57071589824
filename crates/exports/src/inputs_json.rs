//! `inputs.json`: every file read.
//!
//! In: `dossier.inputs`. Out: a list of objects, one a line; `kind` is null where the file was not
//! recognised, and `reason` says why.

use std::io::{self, Write};

use model::dossier::Dossier;

use crate::json::{self, Object};
use crate::{Options, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    json::write_list(
        out,
        dossier.inputs.iter().map(|it| {
            let mut res = Object::new();
            res.text("file", &it.file)
                .text("sha256", &it.sha256)
                .text_or_null("kind", it.kind)
                .plain("records", it.records)
                .plain("problems", it.problems);
            if let Some(reason) = &it.reason {
                res.text("reason", reason);
            }
            res
        }),
    )
}
