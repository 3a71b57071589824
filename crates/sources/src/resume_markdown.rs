//! Resumes in Markdown.

use model::Place;

use crate::resume::{self, FileFacts, plain};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "resume_markdown",
    title: "Resume, Markdown",
    feeds: &["resumes", "resume_passages", "resume_jobs"],
    shape: Shape::Document { sniff, read },
    proof: include_str!("resume_markdown.md"),
};

fn sniff(bytes: &[u8]) -> bool {
    plain::looks_like_resume(bytes) && plain::is_markdown(&plain::decode(bytes).0)
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    reading.stand_at(Place::Line(1));
    let (text, guessed) = plain::decode(bytes);
    if guessed {
        reading.notice("not UTF-8; read as Windows-1252");
    }
    let (lines, links) = plain::markdown_lines(&text);
    let facts = FileFacts { format: "markdown", links, ..FileFacts::default() };
    let resume = resume::parse(&lines, &facts);
    resume::push(&resume, &facts, reading);
}
