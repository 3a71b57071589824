//! Which part of a resume does a line begin?
//!
//! In: one line and how it is set. Out: the section it is the heading of, with what follows on the same line.
//! Headings are read in English, as HR systems export them; a resume without known headings is all `other`.

use super::Line;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    Experience,
    Summary,
    Skills,
    Education,
    References,
    /// What stands before the first heading, too.
    #[default]
    Contact,
    Other,
}

impl Section {
    /// As in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Section::Experience => "experience",
            Section::Summary => "summary",
            Section::Skills => "skills",
            Section::Education => "education",
            Section::References => "references",
            Section::Contact => "contact",
            Section::Other => "other",
        }
    }
}

/// Headings that are known word for word.
const KNOWN: &[(Section, &[&str])] = &[
    (
        Section::Experience,
        &[
            "experience",
            "work experience",
            "professional experience",
            "relevant experience",
            "relevant work experience",
            "employment",
            "employment history",
            "employment experience",
            "work history",
            "career history",
            "career",
            "professional history",
            "professional background",
            "work",
            "industry experience",
            "job history",
            "jobs",
            "positions",
            "positions held",
            "career experience",
            "selected experience",
            "experience highlights",
            "where i have worked",
            "where i've worked",
        ],
    ),
    (
        Section::Summary,
        &[
            "summary",
            "profile",
            "about",
            "about me",
            "objective",
            "career objective",
            "career summary",
            "executive summary",
            "professional summary",
            "professional profile",
            "personal profile",
            "personal statement",
            "summary of qualifications",
            "overview",
            "highlights",
            "introduction",
            "bio",
            "in short",
            "who i am",
        ],
    ),
    (
        Section::Skills,
        &[
            "skills",
            "skill set",
            "skillset",
            "technical skills",
            "key skills",
            "core skills",
            "skills summary",
            "core competencies",
            "competencies",
            "areas of expertise",
            "expertise",
            "technologies",
            "technology",
            "tech stack",
            "tools",
            "technical proficiencies",
            "technical expertise",
            "toolbox",
            "stack",
            "skills and tools",
            "tools and technologies",
        ],
    ),
    (
        Section::Education,
        &[
            "education",
            "education and training",
            "academic background",
            "academic history",
            "educational background",
            "qualifications",
            "academic qualifications",
            "education and certifications",
            "studies",
            "degrees",
            "schooling",
        ],
    ),
    (Section::References, &["references", "referees", "reference", "professional references"]),
    (
        Section::Contact,
        &[
            "contact",
            "contacts",
            "contact details",
            "contact information",
            "contact info",
            "personal details",
            "personal information",
            "details",
            "get in touch",
            "reach me",
        ],
    ),
    (
        Section::Other,
        &[
            "projects",
            "personal projects",
            "selected projects",
            "side projects",
            "key projects",
            "open source",
            "certifications",
            "certificates",
            "certification",
            "licenses",
            "licences",
            "licenses and certifications",
            "awards",
            "honors",
            "honours",
            "awards and honors",
            "honors and awards",
            "achievements",
            "accomplishments",
            "publications",
            "patents",
            "languages",
            "interests",
            "hobbies",
            "hobbies and interests",
            "volunteering",
            "volunteer",
            "volunteer work",
            "volunteer experience",
            "activities",
            "additional information",
            "courses",
            "coursework",
            "training",
            "talks",
            "memberships",
            "affiliations",
            "military service",
            "extracurricular activities",
            "leadership",
        ],
    ),
];

/// Words by which a line that is set as a heading is still known.
const WORDS: &[(&str, Section)] = &[
    ("volunteer", Section::Other),
    ("project", Section::Other),
    ("certif", Section::Other),
    ("award", Section::Other),
    ("publication", Section::Other),
    ("experience", Section::Experience),
    ("employment", Section::Experience),
    ("work history", Section::Experience),
    ("career", Section::Experience),
    ("skill", Section::Skills),
    ("competenc", Section::Skills),
    ("technolog", Section::Skills),
    ("education", Section::Education),
    ("academic", Section::Education),
    ("qualification", Section::Education),
    ("reference", Section::References),
    ("summary", Section::Summary),
    ("profile", Section::Summary),
    ("objective", Section::Summary),
    ("contact", Section::Contact),
];

/// What a heading begins, and the text behind it on the same line ("Skills: Go, SQL").
pub(crate) struct Heading<'a> {
    pub section: Section,
    pub rest: &'a str,
}

/// The heading in a line, given the section it stands in and whether dated lines follow in it.
pub(crate) fn heading(line: &Line, inside: Section, dates_follow: impl Fn() -> bool) -> Option<Heading<'_>> {
    let text = line.text.trim();
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    let styled = line.marked || line.strong || is_capitals(text);
    if let Some(section) = known(&folded(text)) {
        // "Technologies:" within a job lists its tools; a bare word there may be prose that wrapped.
        let begins_small = text.chars().next().is_some_and(char::is_lowercase);
        let within_job = inside == Section::Experience && !styled;
        if begins_small && !styled || within_job && is_job_label(text) && dates_follow() {
            return None;
        }
        return Some(Heading { section, rest: "" });
    }
    if let Some((label, rest)) = text.split_once(':')
        && let Some(section) = known(&folded(label))
        && !rest.trim().is_empty()
        && section != Section::Contact
        && (styled && !is_job_label(label)
            || inside != Section::Experience
            || matches!(section, Section::References | Section::Education)
            // Under a single job "Skills: Go" is a label; behind the last one it begins a section.
            || section == Section::Skills && !dates_follow())
        && !(inside == Section::Skills && section == Section::Skills)
        && !(inside == Section::Skills && section == Section::Other)
    {
        return Some(Heading { section, rest: rest.trim() });
    }
    let n_words = text.split_whitespace().count();
    let has_other_marks = text.chars().any(|it| it.is_ascii_digit() || matches!(it, '@' | '|' | '\t' | ','));
    if styled && n_words <= 5 && !has_other_marks && !text.ends_with('.') {
        let folded = folded(text);
        for (word, section) in WORDS {
            if folded.contains(word) && (line.marked || is_capitals(text) || n_words <= 3) {
                return Some(Heading { section: *section, rest: "" });
            }
        }
    }
    None
}

/// A known heading word for word, without regard to how it is set.
pub(crate) fn known_heading(text: &str) -> Option<Section> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 || text.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    known(&folded(text))
}

fn known(folded: &str) -> Option<Section> {
    for (section, names) in KNOWN {
        if names.contains(&folded) {
            return Some(*section);
        }
    }
    None
}

/// Labels that people also put under a single job.
fn is_job_label(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "technologies"
            | "technology"
            | "tech stack"
            | "stack"
            | "tools"
            | "tools and technologies"
            | "achievements"
            | "accomplishments"
            | "projects"
            | "key projects"
            | "highlights"
            | "summary"
            | "overview"
            | "skills"
            | "details"
            | "positions"
            | "work"
    )
}

pub(crate) fn is_capitals(text: &str) -> bool {
    let mut any = false;
    for letter in text.chars().filter(|it| it.is_alphabetic()) {
        if letter.is_lowercase() {
            return false;
        }
        any = true;
    }
    any
}

/// Lower case, without marks around; `&` is `and`; letters set apart are put together.
fn folded(text: &str) -> String {
    let spaced =
        text.split_whitespace().count() > 3 && text.split_whitespace().all(|it| it.chars().count() == 1);
    let mut res = String::new();
    for character in text.chars() {
        match character {
            '&' | '+' => res.push_str(" and "),
            '/' => res.push_str(" and "),
            _ if spaced && character.is_whitespace() => {}
            _ if character.is_alphanumeric() || matches!(character, '\'' | '’') => {
                res.extend(character.to_lowercase());
            }
            _ => res.push(' '),
        }
    }
    res.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str, inside: Section) -> Option<Section> {
        heading(&Line::plain(text), inside, || true).map(|it| it.section)
    }

    #[test]
    fn headings_are_known_however_they_are_set() {
        for text in
            ["Experience", "WORK EXPERIENCE", "Employment History:", "E X P E R I E N C E", "— Career —"]
        {
            assert_eq!(section(text, Section::Contact), Some(Section::Experience), "{text}");
        }
        assert_eq!(section("SKILLS & TOOLS", Section::Experience), Some(Section::Skills));
        assert_eq!(section("Skills: Go, SQL", Section::Summary), Some(Section::Skills));
        assert_eq!(section("SELECTED ENGINEERING EXPERIENCE", Section::Contact), Some(Section::Experience));
    }

    #[test]
    fn a_label_under_the_last_job_begins_a_section() {
        let section = |dates_follow: bool| {
            heading(&Line::plain("Skills"), Section::Experience, || dates_follow).map(|it| it.section)
        };
        assert_eq!(section(false), Some(Section::Skills));
        assert_eq!(section(true), None);
    }

    #[test]
    fn prose_is_no_heading() {
        for text in [
            "experience",
            "Technologies: Go, SQL",
            "Gained experience in Go",
            "Tools: make",
            "Education Software Engineer, Acme",
        ] {
            assert_eq!(section(text, Section::Experience), None, "{text}");
        }
    }
}
