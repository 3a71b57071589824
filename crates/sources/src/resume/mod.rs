//! What does this resume say? Shared by all kinds of files that hold one.
//!
//! In: lines of text with how they are set, and what the file says about itself. Out: one `resumes` record,
//! its passages and its jobs. Nothing here weighs anything, and a name is read only to tie and to compare.

pub(crate) mod contacts;
pub(crate) mod dates;
pub(crate) mod jobs;
pub(crate) mod layout;
pub(crate) mod passages;
pub(crate) mod plain;
pub(crate) mod sections;
mod who;

use std::sync::LazyLock;

use model::value::join_list;
use model::{Place, Timestamp, limits, tables};
use regex::Regex;

use crate::Reading;
use jobs::Job;
use passages::Passage;
use sections::Section;

/// One line of a resume as it is read off the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub text: String,
    /// The file itself says that it is a heading.
    pub marked: bool,
    /// Bold, or larger than the text around it.
    pub strong: bool,
    /// Underlined, by a line below or by the font.
    pub underlined: bool,
    /// Where it stands in a text, from 1; 0 in files that have no lines.
    pub number: u64,
}

impl Line {
    pub fn plain(text: &str) -> Line {
        Line { text: text.to_owned(), ..Line::default() }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What a file says about itself, beside its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileFacts {
    /// pdf, docx, text, markdown, json.
    pub format: &'static str,
    pub fonts: Vec<String>,
    pub producer: String,
    pub creator: String,
    pub author: String,
    pub document_id: String,
    pub created_at: Option<Timestamp>,
    pub page_box: String,
    /// Targets of links that are not in the text.
    pub links: Vec<String>,
    /// Text that is in the file but not on the page: comments, deleted text.
    pub hidden: Vec<String>,
}

/// A resume, taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resume {
    pub name: String,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub links: Vec<String>,
    pub jobs: Vec<Job>,
    pub passages: Vec<Passage>,
    /// In the order of the page, each once.
    pub sections: Vec<&'static str>,
    pub years_stated: Option<f64>,
    pub n_words: usize,
    pub layout: String,
}

/// Lines that belong to one section.
pub(crate) struct Stretch<'a> {
    pub section: Section,
    pub heading: Option<&'a Line>,
    pub lines: Vec<Line>,
}

/// Most lines that are read of one resume.
const LINES_MAX: usize = 20_000;

/// Takes a resume apart.
pub(crate) fn parse(lines: &[Line], facts: &FileFacts) -> Resume {
    let stretches = cut_into_sections(lines);
    let mut res = Resume::default();
    let has_experience = stretches.iter().any(|it| it.section == Section::Experience);
    let mut style = layout::Style::default();
    for stretch in &stretches {
        if !stretch.lines.is_empty() && !res.sections.contains(&stretch.section.name()) {
            res.sections.push(stretch.section.name());
        }
        // Without a known heading the jobs may stand anywhere but in the schools.
        let holds_jobs = stretch.section == Section::Experience
            || !has_experience && matches!(stretch.section, Section::Contact | Section::Other);
        let found = if holds_jobs { jobs::read(&stretch.lines) } else { jobs::Found::default() };
        let section = match (stretch.section, found.jobs.is_empty()) {
            (Section::Contact, false) => Section::Experience,
            (section, _) => section,
        };
        style.see(stretch, &found);
        let header = |index: usize| found.header_lines.get(index).copied().unwrap_or(false);
        res.passages.extend(passages::read(&stretch.lines, section, header));
        res.jobs.extend(found.jobs);
        if stretch.section != Section::References {
            contacts::read(&stretch.lines, stretch.section, &mut res);
        }
    }
    for text in &facts.hidden {
        res.passages.push(Passage { section: Section::Other, text: text.clone(), line: 0 });
    }
    for link in &facts.links {
        contacts::add_link(link, &mut res);
    }
    res.passages.truncate(limits::PASSAGES_PER_RESUME_MAX);
    res.name = contacts::name(lines);
    res.years_stated = years_stated(&res.passages);
    res.n_words = lines.iter().map(|it| it.text.split_whitespace().count()).sum();
    res.layout = layout::text(facts, &res.sections, &style);
    res
}

fn cut_into_sections(lines: &[Line]) -> Vec<Stretch<'_>> {
    let mut res = vec![Stretch { section: Section::Contact, heading: None, lines: Vec::new() }];
    for (index, line) in lines.iter().enumerate().take(LINES_MAX) {
        let inside = res.last().map_or(Section::Contact, |it| it.section);
        let dates_follow = || {
            let behind = lines.get(index + 1..).unwrap_or_default().iter();
            behind
                .take(200)
                .take_while(|it| sections::known_heading(&it.text).is_none())
                .any(|it| dates::find(&it.text).is_some())
        };
        if let Some(found) = sections::heading(line, inside, dates_follow) {
            let mut stretch = Stretch { section: found.section, heading: Some(line), lines: Vec::new() };
            if !found.rest.is_empty() {
                stretch.lines.push(Line { number: line.number, ..Line::plain(found.rest) });
            }
            res.push(stretch);
        } else if let Some(last) = res.last_mut() {
            last.lines.push(line.clone());
        }
    }
    // A summary without a heading stands between the contact line and the first heading.
    if let Some(first) = res.first_mut()
        && let Some(start) = first.lines.iter().position(|it| is_prose(&it.text))
    {
        let lines = first.lines.split_off(start);
        if jobs::read(&lines).jobs.is_empty() {
            res.insert(1, Stretch { section: Section::Summary, heading: None, lines });
        } else if let Some(first) = res.first_mut() {
            first.lines.extend(lines);
        }
    }
    res
}

fn is_prose(text: &str) -> bool {
    text.split_whitespace().count() >= 9 && !text.contains(['@', '|', '•', '·'])
}

/// "9 years of experience", "8+ years", "nine years": the most that is said outside of single jobs.
pub(crate) fn years_stated(passages: &[Passage]) -> Option<f64> {
    static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\s*\+?(?:\s*(?:-|–|to)\s*\d{1,2})?\s*(?:plus\s+)?[-\s]?(?:years?|yrs?)\b(\s+(?:old|of\s+age)\b)?").ok()
    });
    let expression = YEARS.as_ref()?;
    let mut res: Option<f64> = None;
    for passage in passages {
        let of_person = matches!(passage.section, Section::Summary | Section::Contact)
            || passage.text.to_lowercase().contains("experience");
        if !of_person {
            continue;
        }
        for found in expression.captures_iter(&passage.text) {
            let Some(number) = found.get(1).filter(|_| found.get(2).is_none()) else { continue };
            let years = number.as_str().parse().ok().or_else(|| spelled(number.as_str()));
            if let Some(years) = years.filter(|it| (0.0..=60.0).contains(it)) {
                res = Some(res.map_or(years, |it: f64| it.max(years)));
            }
        }
    }
    res
}

fn spelled(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let position = WORDS.iter().position(|it| word.eq_ignore_ascii_case(it))?;
    u32::try_from(position + 1).ok().map(f64::from)
}

/// Hands on what was found: the resume, its passages, its jobs.
pub(crate) fn push(resume: &Resume, facts: &FileFacts, reading: &mut Reading<'_>) {
    let document = reading.sha256().to_owned();
    let stem = reading.stem().to_owned();
    let texts = |list: &[String]| join_list(list.iter().map(String::as_str));

    let mut employers: Vec<&str> = Vec::new();
    for job in &resume.jobs {
        if !job.employer.is_empty() && !employers.contains(&job.employer.as_str()) {
            employers.push(&job.employer);
        }
    }
    let first_job_from = resume.jobs.iter().filter_map(|it| it.from).min();
    let mut record = reading.record(&tables::RESUMES);
    record
        .set("document", document.as_str())
        .set("stem", stem.as_str())
        .set("format", facts.format)
        .set("name", resume.name.as_str())
        .set("emails", texts(&resume.emails))
        .set("phones", texts(&resume.phones))
        .set("links", texts(&resume.links))
        .set("employers", join_list(employers.iter().copied()))
        .set("first_job_from", first_job_from)
        .set("years_stated", resume.years_stated)
        .set("n_words", count(resume.n_words))
        .set("layout", resume.layout.as_str())
        .set("sections", join_list(resume.sections.iter().copied()))
        .set("fonts", texts(&facts.fonts))
        .set("producer", facts.producer.as_str())
        .set("creator", facts.creator.as_str())
        .set("author", facts.author.as_str())
        .set("document_id", facts.document_id.as_str())
        .set("created_at", facts.created_at)
        .set("page_box", facts.page_box.as_str());
    reading.push(record);

    let whole = reading.place();
    for (index, passage) in resume.passages.iter().enumerate() {
        reading.stand_at(if passage.line > 0 { Place::Line(passage.line) } else { whole });
        let mut record = reading.record(&tables::RESUME_PASSAGES);
        record
            .set("document", document.as_str())
            .set("stem", stem.as_str())
            .set("seq", count(index + 1))
            .set("section", passage.section.name())
            .set("n_words", count(passage.text.split_whitespace().count()))
            .set_free_text("text", &passage.text);
        reading.push(record);
    }
    for (index, job) in resume.jobs.iter().enumerate() {
        reading.stand_at(if job.line > 0 { Place::Line(job.line) } else { whole });
        let mut record = reading.record(&tables::RESUME_JOBS);
        record
            .set("document", document.as_str())
            .set("stem", stem.as_str())
            .set("seq", count(index + 1))
            .set("employer", job.employer.as_str())
            .set("title", job.title.as_str())
            .set("from", job.from)
            .set("to", job.to)
            .set("current", job.current);
        reading.push(record);
    }
    reading.stand_at(whole);
}

pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
