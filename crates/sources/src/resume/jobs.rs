//! The jobs in a resume: employer, title, from when to when.
//!
//! In: the lines of a section. Out: its jobs in order, which lines head a job, and how such a header is set.
//! A job is found by its dates; who and what stands around them is told apart by words that titles and firms
//! have, by the marks between them, and by what the same resume does elsewhere.

use model::Timestamp;

use super::passages::{bullet, is_rule};
use super::who::{Who, tell_apart};
use super::{Line, dates};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Job {
    pub employer: String,
    pub title: String,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub current: bool,
    /// The first line of its header, 0 in files that have no lines.
    pub line: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub jobs: Vec<Job>,
    /// One for each line: it is part of a job's header.
    pub header_lines: Vec<bool>,
    pub date_styles: Vec<String>,
    pub header_styles: Vec<String>,
}

/// Most jobs that are read of one section.
const JOBS_MAX: usize = 200;

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
            if is_header_like(line)
                && bullet(&line.text).is_none()
                && let Some(span) = dates::find_single(&line.text)
            {
                anchors.push((index, span));
            }
        }
    }
    anchors.truncate(JOBS_MAX);
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
            !set_apart
                && n_above > 60
                && n_above * 10 >= longest * 8
                && !above.text.trim_end().ends_with(['.', ';'])
        })
    };
    let above = (1..=2)
        .filter_map(|it| index.checked_sub(it))
        .find(|it| lines.get(*it).is_some_and(|it| !it.is_blank()));
    let below =
        (index + 1..lines.len().min(index + 2)).find(|it| !lines.get(*it).is_some_and(Line::is_blank));

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
        if !who.is_whole()
            && let Some(at) = second
        {
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
    let first = texts.iter().filter_map(|(at, _)| lines.get(*at)).map(|it| it.number).min().unwrap_or(0);
    res.date_styles.push(dates::style(written));
    res.header_styles.push(header_style(&texts, &who));
    res.jobs.push(Job {
        employer,
        title: who.title,
        from: span.from,
        to: span.to,
        current: span.current,
        line: first,
    });
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
        // How many blanks a gap has depends on what stands around it.
        let text = text.trim().replace('\t', "   ");
        let n_blanks = |at: usize| text[at..].chars().take_while(|it| *it == ' ').count();
        let mut passed = 0;
        for (at, character) in text.char_indices() {
            if at < passed {
                continue;
            }
            if character == ' ' && n_blanks(at) >= 3 {
                passed = at + n_blanks(at);
                in_other = false;
                res.push('\t');
                continue;
            }
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
            &["Company: Acme Labs", "Position: Software Engineer", "Mar 2018 - May 2020", "- Led a team."],
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
            [
                "Lead Analyst @ Birch Holdings, Inc. 2019-01..now",
                "Analyst @ Birch Holdings, Inc. 2016-01..2019-01"
            ]
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
        assert_eq!(
            jobs(&["- Cut the cost of hosting by a third from 2016 to 2019 across all of the teams."]),
            [""; 0]
        );
    }
}
