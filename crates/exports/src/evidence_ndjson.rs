//! `evidence.ndjson`: one line per piece of evidence and person, whatever it weighs.
//!
//! In: `dossier.evidence`, with the innocent explanations and checks of its indicator. Out: one object a
//! line, keys in the order of the contract.

use std::collections::BTreeSet;
use std::io::{self, Write};

use model::dossier::Dossier;
use model::evidence::{Evidence, Reference};
use model::{Origin, Place};

use crate::json::Object;
use crate::{Options, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    for it in &dossier.evidence {
        writeln!(out, "{}", line(&dossier, it).end())?;
    }
    Ok(())
}

fn line(dossier: &Dossier, it: &Evidence) -> Object {
    let card = dossier.indicators.get(&it.indicator);
    let subject = it.subject.to_string();
    let mut res = Object::new();
    res.text("id", &it.id)
        .text("indicator", &it.indicator)
        .text("version", &it.version)
        .text("status", it.status.id())
        .texts("subjects", [subject.as_str()])
        .texts("with", it.with.iter().map(|it| it.as_str()))
        .text("from", &it.from.to_string())
        .text("to", &it.to.to_string())
        .text("known_at", &it.known_at.to_string())
        .text("level", &it.level)
        .plain("bits", it.bits)
        .plain("counted", it.counted)
        .text("category", it.category.id())
        .text("cause", &it.cause)
        .plain("exempt", it.exempt)
        .text("sentence", &it.sentence)
        .objects("records", places(&it.records).map(reference));
    let innocent = card.map_or(&[][..], |it| &it.innocent);
    let check = card.map_or(&[][..], |it| &it.check);
    res.texts("innocent", innocent.iter().map(String::as_str));
    res.texts("check", check.iter().map(String::as_str));
    res
}

/// Each place once: several records of one document (passages, jobs) stand in the same.
pub fn places(records: &[Reference]) -> impl Iterator<Item = &Reference> {
    let mut seen = BTreeSet::new();
    records.iter().filter(move |it| seen.insert(&it.origin))
}

/// Where a record stands, and where else the same record stands.
pub fn reference(it: &Reference) -> Object {
    let mut res = origin(&it.origin);
    if !it.also.is_empty() {
        res.objects("also", it.also.iter().map(origin));
    }
    res
}

fn origin(it: &Origin) -> Object {
    let mut res = Object::new();
    res.text("file", &it.file).text("sha256", &it.sha256);
    place(&mut res, it.place);
    if let Some(id) = &it.message_id {
        res.text("message_id", id);
    }
    res
}

/// A file that is one record as a whole is its first.
pub fn place(res: &mut Object, place: Place) {
    match place {
        Place::Line(number) => res.plain("line", number),
        Place::Record(number) => res.plain("record", number),
        Place::Whole => res.plain("record", 1),
    };
}
