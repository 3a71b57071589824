//! `people.csv`: one row per worker and applicant.
//!
//! In: `dossier.people`, which stand by bits falling, then person. Out: the columns of the contract.
//! Empty means none.

use std::borrow::Cow;
use std::io::{self, Write};

use model::Timestamp;
use model::dossier::Dossier;

use crate::{Options, csv_cell, redact};

const COLUMNS: [&str; 13] = [
    "rank",
    "person",
    "tier",
    "bits",
    "categories",
    "worker_ids",
    "applicant_ids",
    "names",
    "emails",
    "ring",
    "first_evidence_at",
    "raised_at",
    "reasons",
];

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    let mut writer = csv_cell::writer(out);
    csv_cell::row(&mut writer, COLUMNS.map(Cow::Borrowed))?;
    for (idx, it) in dossier.people.iter().enumerate() {
        let cells: [Cow<'_, str>; COLUMNS.len()] = [
            (idx + 1).to_string().into(),
            csv_cell::text(it.person.as_str()),
            it.tier.id().into(),
            it.bits.to_string().into(),
            csv_cell::list(it.categories.iter().map(|it| it.id())).into(),
            csv_cell::list(it.worker_ids.iter().map(String::as_str)).into(),
            csv_cell::list(it.applicant_ids.iter().map(String::as_str)).into(),
            csv_cell::list(it.names.iter().map(String::as_str)).into(),
            csv_cell::list(it.emails.iter().map(String::as_str)).into(),
            csv_cell::text(it.ring.as_deref().unwrap_or("")),
            time(it.first_evidence_at),
            time(it.raised_at),
            csv_cell::list(it.reasons.iter().map(|it| &**it)).into(),
        ];
        csv_cell::row(&mut writer, cells)?;
    }
    writer.flush()
}

fn time(it: Option<Timestamp>) -> Cow<'static, str> {
    it.map_or(Cow::Borrowed(""), |it| it.to_string().into())
}
