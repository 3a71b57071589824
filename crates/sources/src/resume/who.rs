//! Which part of a job's header is the title, and which the employer?
//!
//! In: the texts of one header without its dates. Out: title and employer, and whether the title was known by
//! a word that titles have. Words of titles and firms are English, as HR systems export them.

use std::sync::LazyLock;

use regex::Regex;

#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    pub title: String,
    pub employer: String,
    /// The title was known by a word that titles have, not only by its place.
    pub title_is_sure: bool,
}

impl Who {
    pub fn is_whole(&self) -> bool {
        self.title_is_sure && !self.employer.is_empty()
    }

    pub fn n_known(&self) -> u8 {
        u8::from(!self.title.is_empty()) + u8::from(!self.employer.is_empty()) + u8::from(self.title_is_sure)
    }
}

/// Tells title and employer apart in the texts of a header.
pub(super) fn tell_apart<'a>(texts: impl Iterator<Item = &'a str>) -> Who {
    static AT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^(.*\S)\s+(?:at|@|with)\s+(\S.*)$").ok());
    let mut pieces: Vec<String> = Vec::new();
    for text in texts {
        for piece in strong_pieces(text) {
            if let Some(found) = AT.as_ref().and_then(|it| it.captures(&piece))
                && title_score(&found[1]) > 0
            {
                let employer = without_place(&found[2]);
                return Who { title: found[1].trim().to_owned(), employer, title_is_sure: true };
            }
            pieces.push(piece);
        }
    }
    // With marks stronger than commas between them, commas belong to the parts.
    let mut parts: Vec<String> = Vec::new();
    if pieces.len() == 1 {
        for piece in &pieces {
            parts.extend(comma_parts(piece));
        }
    } else {
        let titles = pieces.iter().filter(|it| title_score(it) > 0).count();
        for piece in &pieces {
            let first_comma = comma_parts(piece);
            let mixed = first_comma.len() > 1
                && titles <= 1
                && first_comma.iter().any(|it| title_score(it) > 0)
                && (pieces.iter().all(|it| it == piece || is_place(it))
                    || first_comma.iter().any(|it| firm_score(it) > 0));
            if mixed {
                parts.extend(first_comma);
            } else {
                parts.push(piece.clone());
            }
        }
    }
    parts.retain(|it| !is_filler(it));

    let best_title = parts.iter().enumerate().max_by_key(|(at, it)| (title_score(it), -place(*at)));
    let Some((title_at, score)) = best_title.map(|(at, it)| (at, title_score(it))) else {
        return Who::default();
    };
    let title_is_sure = score > 0;
    // Without a known word the first of two is the employer as often as not; the title is left open then.
    if !title_is_sure {
        let named: Vec<&String> = parts.iter().filter(|it| !is_place(it)).collect();
        let by_firm = named.iter().position(|it| firm_score(it) > 0).unwrap_or(0);
        let employer = named.get(by_firm).map(|it| without_place(it)).unwrap_or_default();
        let other = named.iter().enumerate().find(|(at, _)| *at != by_firm);
        return Who {
            title: other.map(|(_, it)| (*it).clone()).unwrap_or_default(),
            employer,
            title_is_sure,
        };
    }
    let title = parts.get(title_at).cloned().unwrap_or_default();
    let others = parts.iter().enumerate().filter(|(at, it)| *at != title_at && !is_place(it));
    let employer = others.max_by_key(|(at, it)| (firm_score(it), -place(*at)));
    let employer = employer.map(|(_, it)| without_place(it)).unwrap_or_default();
    Who { title, employer, title_is_sure }
}

fn place(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// Parts between bars, dashes, dots, tabs and wide gaps; the dates' place is a border too.
fn strong_pieces(text: &str) -> Vec<String> {
    static BORDERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\u{1}|\s*[|¦•·●▪]\s*|\t+|\s{3,}|\s+[-–—−:/]{1,2}\s+|\s*[–—]\s*|\s*;\s*").ok()
    });
    let Some(borders) = BORDERS.as_ref() else { return Vec::new() };
    let mut res = Vec::new();
    for piece in borders.split(text) {
        let piece = piece.trim_matches(|it: char| {
            it.is_whitespace() || matches!(it, ',' | '(' | ':' | '-' | '[' | ']' | '*' | '#' | '_')
        });
        let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
        // "Position: Engineer"
        let piece = match piece.split_once(':') {
            Some((label, rest)) if is_label(label) => rest.trim(),
            _ => piece,
        };
        if piece.chars().any(char::is_alphanumeric) {
            res.push(piece.trim().to_owned());
        }
    }
    res
}

fn is_label(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "position",
        "title",
        "job title",
        "role",
        "employer",
        "company",
        "organization",
        "organisation",
        "client",
    ];
    LABELS.contains(&text.trim().to_lowercase().as_str())
}

/// Parts between commas; the legal form of a firm stays with its name.
fn comma_parts(text: &str) -> Vec<String> {
    let mut res: Vec<String> = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let legal = matches!(
            part.trim_end_matches('.').to_lowercase().as_str(),
            "inc" | "llc" | "ltd" | "co" | "corp" | "gmbh" | "plc" | "llp" | "lp" | "s.a" | "b.v" | "pty ltd"
        );
        match res.last_mut() {
            Some(last) if legal => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ if !part.is_empty() => res.push(part.to_owned()),
            _ => {}
        }
    }
    res
}

/// The employer's name without the town behind it and the kind of contract.
fn without_place(text: &str) -> String {
    static KIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\((?:[^)]*\b(?:remote|hybrid|on-?site|contract|full[- ]time|part[- ]time|freelance|internship|acquired|formerly|now)\b[^)]*)\)").ok()
    });
    let text = match KIND.as_ref() {
        Some(it) => it.replace_all(text, "").into_owned(),
        None => text.to_owned(),
    };
    comma_parts(&text).first().map(|it| it.trim().to_owned()).unwrap_or_default()
}

/// A length of service, a kind of contract: neither who nor what.
fn is_filler(text: &str) -> bool {
    static DURATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^\(?(?:\d+\+?\s*(?:years?|yrs?|months?|mos?)\.?[\s,]*(?:and\s+)?)+\)?$").ok()
    });
    let lower = text.trim().to_lowercase();
    DURATION.as_ref().is_some_and(|it| it.is_match(&lower))
        || matches!(
            lower.as_str(),
            "full-time"
                | "full time"
                | "part-time"
                | "part time"
                | "contract"
                | "freelance"
                | "permanent"
                | "internship"
                | "temporary"
                | "self"
                | "employer"
                | "title"
                | "role"
                | "dates"
        )
}

/// "Remote", "Reno, NV", "NV", "USA".
fn is_place(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    if matches!(
        lower.trim_matches(['(', ')']),
        "remote"
            | "hybrid"
            | "on-site"
            | "onsite"
            | "usa"
            | "us"
            | "u.s."
            | "uk"
            | "united states"
            | "united kingdom"
            | "worldwide"
            | "anywhere"
    ) {
        return true;
    }
    let is_code = |it: &str| it.len() == 2 && it.bytes().all(|it| it.is_ascii_uppercase());
    if is_code(text) {
        return true;
    }
    // "Reno, NV", "Reno, NV (Remote)"
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    parts.len() == 2
        && parts.get(1).is_some_and(|it| it.split_whitespace().next().is_some_and(is_code))
        && parts.first().is_some_and(|it| firm_score(it) == 0)
}

#[rustfmt::skip]
const ROLES: &[&str] = &[
    "engineer", "engineering", "developer", "dev", "programmer", "architect", "manager", "analyst",
    "scientist", "designer", "consultant", "administrator", "admin", "specialist", "lead", "director",
    "officer", "intern", "trainee", "apprentice", "assistant", "associate", "coordinator", "technician",
    "tester", "qa", "sre", "devops", "cto", "ceo", "cfo", "coo", "cio", "ciso", "vp", "president",
    "founder", "cofounder", "co-founder", "owner", "head", "researcher", "teacher", "tutor",
    "instructor", "lecturer", "professor", "accountant", "representative", "executive", "supervisor",
    "freelancer", "freelance", "contractor", "writer", "editor", "recruiter", "strategist", "agent",
    "clerk", "nurse", "driver", "cashier", "operator", "advisor", "adviser", "evangelist", "master",
    "bookkeeper", "planner", "buyer", "auditor", "controller", "marketer", "producer", "full-stack",
    "fullstack", "frontend", "front-end", "backend", "back-end", "webmaster", "dba", "sysadmin",
    "mechanic", "electrician", "paralegal", "attorney", "lawyer", "counsel", "librarian", "translator",
    "pm", "sdet", "swe", "dispatcher", "generalist", "partner", "fellow", "volunteer", "salesperson",
    "barista", "chef",
];
#[rustfmt::skip]
const GRADES: &[&str] = &[
    "senior", "sr", "junior", "jr", "principal", "staff", "chief", "mid-level", "graduate", "ii", "iii",
    "iv",
];
#[rustfmt::skip]
const FIRMS: &[&str] = &[
    "inc", "llc", "ltd", "limited", "corp", "corporation", "gmbh", "ag", "bv", "plc", "pty", "co",
    "company", "group", "holdings", "labs", "lab", "systems", "technologies", "technology", "tech",
    "solutions", "software", "services", "bank", "university", "college", "institute", "school",
    "studio", "studios", "partners", "consulting", "networks", "logistics", "analytics", "payments",
    "health", "insurance", "agency", "foundation", "hospital", "ministry", "department", "industries",
    "international", "global", "media", "digital", "enterprises", "ventures", "capital", "energy",
    "pharma", "retail", "freight", "shipping", "airlines", "telecom", "works", "collective", "it",
    "data", "polytechnic", "association", "authority", "council", "s.a", "sa", "sas", "oy", "ab",
];

fn words(text: &str) -> Vec<String> {
    text.split(|it: char| it.is_whitespace() || matches!(it, '/' | '(' | ')' | ','))
        .map(|it| it.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase())
        .filter(|it| !it.is_empty())
        .collect()
}

fn title_score(text: &str) -> i32 {
    let words = words(text);
    let roles = words.iter().filter(|it| ROLES.contains(&it.as_str())).count();
    let grades = words.iter().filter(|it| GRADES.contains(&it.as_str())).count();
    let ends_as_firm =
        words.last().is_some_and(|it| FIRMS.contains(&it.as_str()) && !ROLES.contains(&it.as_str()));
    let score = 2 * i32::try_from(roles.min(4)).unwrap_or(0) + i32::try_from(grades.min(2)).unwrap_or(0);
    if roles == 0 && grades > 0 && words.len() < 2 { 0 } else { score - if ends_as_firm { 2 } else { 0 } }
}

fn firm_score(text: &str) -> i32 {
    let words = words(text);
    i32::from(words.last().is_some_and(|it| FIRMS.contains(&it.as_str())))
}
