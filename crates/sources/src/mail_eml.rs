//! Single mails: `.eml` files and the files of a Maildir.

use crate::{Reading, Shape, Source, mail};

pub static SOURCE: Source = Source {
    id: "mail_eml",
    title: "Mail, single message",
    feeds: &["mails"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("mail_eml.md"),
};

/// Begins with header lines, some of which only mail has.
fn sniff(bytes: &[u8]) -> bool {
    mail::headers::begins_as_mail(bytes)
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    reading.stand_at(model::Place::Line(1));
    mail::read(bytes, mail::Kept::Alone, reading);
}
