//! Resumes in plain text.

use model::Place;

use crate::resume::{self, FileFacts, plain};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "resume_text",
    title: "Resume, plain text",
    feeds: &["resumes", "resume_passages", "resume_jobs"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("resume_text.md"),
};

fn sniff(bytes: &[u8]) -> bool {
    plain::looks_like_resume(bytes) && !plain::is_markdown(&plain::decode(bytes).0)
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    reading.stand_at(Place::Line(1));
    let (text, guessed) = plain::decode(bytes);
    if guessed {
        reading.notice("not UTF-8; read as Windows-1252");
    }
    let facts = FileFacts { format: "text", ..FileFacts::default() };
    let resume = resume::parse(&plain::text_lines(&text), &facts);
    resume::push(&resume, &facts, reading);
}
