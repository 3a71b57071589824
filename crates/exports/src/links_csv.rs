//! `links.csv`: one row per pair of people.
//!
//! In: `dossier.links`. Out: `person_a,person_b,kinds,bits,sentence`.

use std::borrow::Cow;
use std::io::{self, Write};

use model::dossier::Dossier;

use crate::{Options, csv_cell, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    let mut writer = csv_cell::writer(out);
    csv_cell::row(&mut writer, ["person_a", "person_b", "kinds", "bits", "sentence"].map(Cow::Borrowed))?;
    for it in &dossier.links {
        let cells: [Cow<'_, str>; 5] = [
            csv_cell::text(it.a.as_str()),
            csv_cell::text(it.b.as_str()),
            csv_cell::list(it.kinds.iter().map(|it| &**it)).into(),
            it.bits.to_string().into(),
            csv_cell::text(&it.sentence),
        ];
        csv_cell::row(&mut writer, cells)?;
    }
    writer.flush()
}
