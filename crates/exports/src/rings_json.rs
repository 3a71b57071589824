//! `rings.json`: groups of linked people, with the artefacts they share.
//!
//! In: `dossier.rings`. Out: a list of objects, one a line.

use std::io::{self, Write};

use model::dossier::{Dossier, Ring};

use crate::json::{self, Object};
use crate::{Options, redact};

pub fn write(dossier: &Dossier, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let dossier = redact::view(dossier, options);
    json::write_list(out, dossier.rings.iter().map(ring))
}

fn ring(it: &Ring) -> Object {
    let mut roles = Object::new();
    for (person, role) in &it.roles {
        roles.text(person.as_str(), role);
    }
    let shared = it.shared.iter().map(|it| {
        let mut res = Object::new();
        res.text("kind", &it.kind)
            .text("value", &it.value)
            .texts("members", it.members.iter().map(|it| it.as_str()));
        res
    });
    let mut res = Object::new();
    res.text("id", &it.id)
        .texts("members", it.members.iter().map(|it| it.as_str()))
        .objects("shared", shared)
        .object("roles", roles)
        .text("sentence", &it.sentence);
    res
}
