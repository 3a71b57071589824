//! The jobs in a resume: employer, title, from when to when.
//!
//! In: the lines of a section. Out: its jobs in order, which lines head a job, and how such a header is set.
//! A job is found by its dates; who and what stands around them is told apart by words that titles and firms
//! have, by the marks between them, and by what the same resume does elsewhere.

use std::sync::LazyLock;

use model::Timestamp;
use regex::Regex;

use super::passages::{bullet, is_rule};
use super::{Line, dates};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Job {
    pub employer: String,
    pub title: String,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub current: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub jobs: Vec<Job>,
    /// One for each line: it is part of a job's header.
    pub header_lines: Vec<bool>,
    pub date_styles: Vec<String>,
    pub header_styles: Vec<String>,
}

/// Longest line, in words, that may be part of a header.
const HEADER_WORDS_MAX: usize = 14;

pub(crate) fn read(lines: &[Line]) -> Found {
    let mut res = Found { header_lines: vec![false; lines.len()], ..Found::default() };
    let mut anchors: Vec<(usize, dates::Span)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(span) = anchor(&line.text) {
            anchors.push((index, span));
        }
    }
    if anchors.is_empty() {
        for (index, line) in lines.iter().enumerate() {
            if is_header_like(line) && bullet(&line.text).is_none() && let Some(span) = dates::find_single(&line.text) {
                anchors.push((index, span));
            }
        }
    }
    let dated: Vec<usize> = anchors.iter().map(|(index, _)| *index).collect();
    for (index, span) in anchors {
        read_one(lines, index, span, &dated, &mut res);
    }
    res
}

/// The dates of a job, if this line holds them and is no sentence that happens to.
fn anchor(text: &str) -> Option<dates::Span> {
    let span = dates::find(text)?;
    let rest = format!("{} {}", text.get(..span.bytes.start)?, text.get(span.bytes.end..)?);
    let n_words = rest.split_whitespace().count();
    let is_bullet = bullet(text).is_some();
    let is_sentence = text.trim_end().ends_with('.') && n_words > 6;
    (n_words <= if is_bullet { 9 } else { HEADER_WORDS_MAX } && !is_sentence).then_some(span)
}

fn is_header_like(line: &Line) -> bool {
    let text = line.text.trim();
    let begins = text.chars().find(|it| it.is_alphanumeric());
    !is_rule(text)
        && text.split_whitespace().count() <= HEADER_WORDS_MAX
        && begins.is_some_and(|it| !it.is_lowercase())
        && (!text.ends_with(['.', ';', ':']) || ends_as_firm(text))
}

fn ends_as_firm(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    matches!(last.as_str(), "inc." | "ltd." | "co." | "corp." | "s.a." | "llc." | "b.v.")
}

/// Reads the job whose dates stand in line `index`.
fn read_one(lines: &[Line], index: usize, span: dates::Span, dated: &[usize], res: &mut Found) {
    let Some(line) = lines.get(index) else { return };
    let written = line.text.get(span.bytes.clone()).unwrap_or("");
    let rest = format!(
        "{}\u{1}{}",
        line.text.get(..span.bytes.start).unwrap_or(""),
        line.text.get(span.bytes.end..).unwrap_or("")
    );
    let rest = bullet(&rest).map_or(rest.as_str(), |(_, it)| it).to_owned();
    let mut texts: Vec<(usize, String)> = vec![(index, rest)];
    let mut who = tell_apart(texts.iter().map(|(_, it)| it.as_str()));

    let longest = lines.iter().map(|it| it.text.chars().count()).max().unwrap_or(0);
    let may_head = |at: usize, res: &Found| {
        lines.get(at).is_some_and(|it| {
            is_header_like(it)
                && bullet(&it.text).is_none()
                && !dated.contains(&at)
                && !res.header_lines.get(at).copied().unwrap_or(true)
        })
    };
    // A line that wrapped out of the bullet above begins like a header now and then; but then the line
    // above it is full, and it is not.
    let may_be_tail = |at: usize| {
        at.checked_sub(1).and_then(|it| lines.get(it)).is_some_and(|above| {
            let line = lines.get(at);
            let set_apart = line.is_some_and(|it| it.strong || it.marked) && !above.strong;
            let n_above = above.text.chars().count();
            !set_apart && n_above > 60 && n_above * 10 >= longest * 8 && !above.text.trim_end().ends_with(['.', ';'])
        })
    };
    let above = (1..=2).filter_map(|it| index.checked_sub(it)).find(|it| lines.get(*it).is_some_and(|it| !it.is_blank()));
    let below = (index + 1..lines.len().min(index + 2)).find(|it| !lines.get(*it).is_some_and(Line::is_blank));

    let take = |at: usize, texts: &mut Vec<(usize, String)>| {
        let Some(line) = lines.get(at) else { return tell_apart(std::iter::empty()) };
        texts.push((at, line.text.clone()));
        texts.sort_by_key(|(at, _)| *at);
        tell_apart(texts.iter().map(|(_, it)| it.as_str()))
    };
    if !who.is_whole()
        && let Some(at) = above.filter(|it| may_head(*it, res) && !may_be_tail(*it))
    {
        who = take(at, &mut texts);
        let second = at.checked_sub(1).filter(|it| may_head(*it, res) && !may_be_tail(*it));
        if !who.is_whole() && let Some(at) = second {
            who = take(at, &mut texts);
        }
    }
    if !who.is_whole()
        && let Some(at) = below.filter(|it| may_head(*it, res))
    {
        let trial = take(at, &mut texts);
        // A line below that adds nothing is the first line of the text.
        if trial.n_known() > who.n_known() {
            who = trial;
        } else {
            texts.retain(|(it, _)| *it != at);
        }
        let second = at + 1;
        if !who.is_whole() && may_head(second, res) && texts.len() < 3 {
            let trial = take(second, &mut texts);
            if trial.is_whole() {
                who = trial;
            } else {
                texts.retain(|(it, _)| *it != second);
            }
        }
    }
    if who.title.is_empty() && who.employer.is_empty() {
        return;
    }
    // Several posts at one employer stand below its name.
    let mut employer = who.employer.clone();
    if employer.is_empty()
        && let Some(last) = res.jobs.last()
    {
        employer = last.employer.clone();
    }
    for (at, _) in &texts {
        if let Some(it) = res.header_lines.get_mut(*at) {
            *it = true;
        }
    }
    res.date_styles.push(dates::style(written));
    res.header_styles.push(header_style(&texts, &who));
    res.jobs.push(Job { employer, title: who.title, from: span.from, to: span.to, current: span.current });
}

/// The header with its content taken out: `T, E/D`.
fn header_style(texts: &[(usize, String)], who: &Who) -> String {
    let mut res = String::new();
    for (_, text) in texts {
        if !res.is_empty() {
            res.push('/');
        }
        let mut text = text.clone();
        for (content, mark) in [(&who.title, '\u{2}'), (&who.employer, '\u{3}')] {
            if !content.is_empty() {
                text = text.replacen(content.as_str(), &mark.to_string(), 1);
            }
        }
        let mut in_other = false;
        for character in text.trim().chars() {
            let mark = match character {
                '\u{1}' => 'D',
                '\u{2}' => 'T',
                '\u{3}' => 'E',
                _ if character.is_alphanumeric() => {
                    if !in_other {
                        res.push('x');
                    }
                    in_other = true;
                    continue;
                }
                ' ' if in_other => continue,
                _ => character,
            };
            in_other = false;
            res.push(mark);
        }
    }
    res
}

#[derive(Clone, Debug, Default)]
struct Who {
    title: String,
    employer: String,
    /// The title was known by a word that titles have, not only by its place.
    title_is_sure: bool,
}

impl Who {
    fn is_whole(&self) -> bool {
        self.title_is_sure && !self.employer.is_empty()
    }

    fn n_known(&self) -> u8 {
        u8::from(!self.title.is_empty()) + u8::from(!self.employer.is_empty()) + u8::from(self.title_is_sure)
    }
}

/// Tells title and employer apart in the texts of a header.
fn tell_apart<'a>(texts: impl Iterator<Item = &'a str>) -> Who {
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
    let Some((title_at, score)) = best_title.map(|(at, it)| (at, title_score(it))) else { return Who::default() };
    let title_is_sure = score > 0;
    // Without a known word the first of two is the employer as often as not; the title is left open then.
    if !title_is_sure {
        let named: Vec<&String> = parts.iter().filter(|it| !is_place(it)).collect();
        let by_firm = named.iter().position(|it| firm_score(it) > 0).unwrap_or(0);
        let employer = named.get(by_firm).map(|it| without_place(it)).unwrap_or_default();
        let other = named.iter().enumerate().find(|(at, _)| *at != by_firm);
        return Who { title: other.map(|(_, it)| (*it).clone()).unwrap_or_default(), employer, title_is_sure };
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
        let piece = piece.trim_matches(|it: char| it.is_whitespace() || matches!(it, ',' | '(' | ':' | '-' | '[' | ']' | '*' | '#' | '_'));
        let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
        if piece.chars().any(char::is_alphanumeric) {
            res.push(piece.trim().to_owned());
        }
    }
    res
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
            "full-time" | "full time" | "part-time" | "part time" | "contract" | "freelance" | "permanent"
                | "internship" | "temporary" | "self" | "employer" | "title" | "role" | "dates"
        )
}

/// "Remote", "Reno, NV", "NV", "USA".
fn is_place(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    if matches!(
        lower.trim_matches(['(', ')']),
        "remote" | "hybrid" | "on-site" | "onsite" | "usa" | "us" | "u.s." | "uk" | "united states"
            | "united kingdom" | "worldwide" | "anywhere"
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

const ROLES: &[&str] = &[
    "engineer", "engineering", "developer", "dev", "programmer", "architect", "manager", "analyst", "scientist",
    "designer", "consultant", "administrator", "admin", "specialist", "lead", "director", "officer", "intern",
    "trainee", "apprentice", "assistant", "associate", "coordinator", "technician", "tester", "qa", "sre",
    "devops", "cto", "ceo", "cfo", "coo", "cio", "ciso", "vp", "president", "founder", "cofounder", "co-founder",
    "owner", "head", "researcher", "teacher", "tutor", "instructor", "lecturer", "professor", "accountant",
    "representative", "executive", "supervisor", "freelancer", "freelance", "contractor", "writer", "editor",
    "recruiter", "strategist", "agent", "clerk", "nurse", "driver", "cashier", "operator", "advisor", "adviser",
    "evangelist", "master", "bookkeeper", "planner", "buyer", "auditor", "controller", "marketer", "producer",
    "full-stack", "fullstack", "frontend", "front-end", "backend", "back-end", "webmaster", "dba", "sysadmin",
    "mechanic", "electrician", "paralegal", "attorney", "lawyer", "counsel", "librarian", "translator", "pm",
    "sdet", "swe", "dispatcher", "generalist", "partner", "fellow", "volunteer", "salesperson", "barista", "chef",
];
const GRADES: &[&str] = &["senior", "sr", "junior", "jr", "principal", "staff", "chief", "mid-level", "graduate", "ii", "iii", "iv"];
const FIRMS: &[&str] = &[
    "inc", "llc", "ltd", "limited", "corp", "corporation", "gmbh", "ag", "bv", "plc", "pty", "co", "company", "group",
    "holdings", "labs", "lab", "systems", "technologies", "technology", "tech", "solutions", "software", "services",
    "bank", "university", "college", "institute", "school", "studio", "studios", "partners", "consulting",
    "networks", "logistics", "analytics", "payments", "health", "insurance", "agency", "foundation", "hospital",
    "ministry", "department", "industries", "international", "global", "media", "digital", "enterprises",
    "ventures", "capital", "energy", "pharma", "retail", "freight", "shipping", "airlines", "telecom", "works",
    "collective", "it", "data", "polytechnic", "association", "authority", "council", "s.a", "sa", "sas", "oy", "ab",
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
    let ends_as_firm = words.last().is_some_and(|it| FIRMS.contains(&it.as_str()) && !ROLES.contains(&it.as_str()));
    let score = 2 * i32::try_from(roles.min(4)).unwrap_or(0) + i32::try_from(grades.min(2)).unwrap_or(0);
    if roles == 0 && grades > 0 && words.len() < 2 { 0 } else { score - if ends_as_firm { 2 } else { 0 } }
}

fn firm_score(text: &str) -> i32 {
    let words = words(text);
    i32::from(words.last().is_some_and(|it| FIRMS.contains(&it.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(lines: &[&str]) -> Vec<String> {
        let lines: Vec<Line> = lines.iter().map(|it| Line::plain(it)).collect();
        let month = |it: Option<Timestamp>| it.map_or("?".to_owned(), |it| it.to_string()[..7].to_owned());
        read(&lines)
            .jobs
            .iter()
            .map(|it| {
                let to = if it.current { "now".to_owned() } else { month(it.to) };
                format!("{} @ {} {}..{to}", it.title, it.employer, month(it.from))
            })
            .collect()
    }

    #[test]
    fn headers_are_read_however_they_are_ordered() {
        for header in [
            &["Software Engineer, Acme Labs", "Mar 2018 - May 2020", "- Led a team."][..],
            &["Acme Labs, Reno, NV\tMar 2018 - May 2020", "Software Engineer", "- Led a team."],
            &["Acme Labs", "Software Engineer | Mar 2018 – May 2020", "- Led a team."],
            &["Software Engineer at Acme Labs (03/2018 - 05/2020)", "- Led a team."],
            &["Software Engineer | Acme Labs | Remote | 03/2018–05/2020", "- Led a team."],
            &["2018-03 — 2020-05   Acme Labs — Software Engineer", "- Led a team."],
            &["Software Engineer", "Acme Labs · Full-time", "Mar 2018 - May 2020 · 2 yrs 3 mos", "Reno, NV"],
            &["Mar 2018 - May 2020", "Software Engineer", "Acme Labs, Reno, NV", "- Led a team."],
            &["- Software Engineer, Acme Labs, Mar 2018 to May 2020"],
            &["Software Engineer — Acme Labs", "March 2018 – May 2020", "Led a team of five people."],
        ] {
            assert_eq!(jobs(header), ["Software Engineer @ Acme Labs 2018-03..2020-05"], "{header:?}");
        }
    }

    #[test]
    fn several_posts_at_one_employer_are_several_jobs() {
        let lines = [
            "Birch Holdings, Inc.",
            "Lead Analyst",
            "2019 - Present",
            "- Ran the desk",
            "Analyst",
            "2016 - 2019",
            "- Wrote reports",
        ];
        assert_eq!(
            jobs(&lines),
            ["Lead Analyst @ Birch Holdings, Inc. 2019-01..now", "Analyst @ Birch Holdings, Inc. 2016-01..2019-01"]
        );
    }

    #[test]
    fn a_line_that_wrapped_is_no_employer() {
        let lines = [
            "Analyst, Birch",
            "2016 - 2019",
            "- Wrote a long line about the yearly report that goes to the end of the page and then to",
            "Kafka and Go",
            "Engineer, Oak",
            "2012 - 2016",
        ];
        assert_eq!(jobs(&lines), ["Analyst @ Birch 2016-01..2019-01", "Engineer @ Oak 2012-01..2016-01"]);
    }

    #[test]
    fn years_in_a_sentence_are_no_job() {
        assert_eq!(jobs(&["- Cut the cost of hosting by a third from 2016 to 2019 across all of the teams."]), [""; 0]);
    }
}
