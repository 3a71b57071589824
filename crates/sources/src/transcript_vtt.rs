//! Transcripts of meetings in WebVTT, as Zoom and Teams write them.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::{Place, tables};
use regex::Regex;

use crate::meeting_path::meeting;
use crate::resume::count;
use crate::{Lines, Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "transcript_vtt",
    title: "Transcript, WebVTT",
    feeds: &["speech"],
    shape: Shape::Lines { sniff, read },
    proof: include_str!("transcript_vtt.md"),
};

/// Most cues kept of one transcript: a day of talk has a tenth of them.
const CUES_MAX: usize = 200_000;
/// Longest label before a colon that may be a speaker, in words.
const LABEL_WORDS_MAX: usize = 6;

/// `WEBVTT` stands alone or before a blank; a byte order mark may stand before it.
fn sniff(lines: &[&str]) -> bool {
    let Some(first) = lines.first() else { return false };
    let first = first.trim_start_matches('\u{feff}');
    first.strip_prefix("WEBVTT").is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t']))
}

/// What is said between two times.
struct Cue {
    line: u64,
    start: f64,
    end: f64,
    /// From a voice tag.
    voice: Option<String>,
    text: String,
}

fn read(lines: &mut Lines<'_>, reading: &mut Reading<'_>) {
    let cues = cues(lines, reading);
    push(cues, reading);
}

/// What the lines at hand belong to.
enum Inside {
    /// Between blocks: a cue's own name or its times come next.
    Nothing,
    /// A line that is a cue's own name, if times follow.
    Name(u64),
    Cue(Cue),
    /// A note, a style, a region, a broken cue: passed over up to the next blank line.
    Other,
}

fn cues(lines: &mut Lines<'_>, reading: &mut Reading<'_>) -> Vec<Cue> {
    let mut res: Vec<Cue> = Vec::new();
    let mut inside = Inside::Other;
    while let Some((number, line)) = lines.next_line() {
        let text = line.trim();
        if res.len() >= CUES_MAX {
            reading.stand_at(Place::Line(number));
            reading.problem(format!("more than {CUES_MAX} cues; the rest is not read"));
            break;
        }
        if text.is_empty() {
            close(std::mem::replace(&mut inside, Inside::Nothing), &mut res, reading);
            continue;
        }
        let has_arrow = text.contains("-->");
        let looks_timed =
            has_arrow || text.contains("->") && text.starts_with(|it: char| it.is_ascii_digit());
        match &mut inside {
            Inside::Other if !has_arrow => continue,
            Inside::Nothing if !looks_timed => {
                let word = text.split([' ', '\t', ':']).next().unwrap_or("");
                let is_note = matches!(word, "NOTE" | "STYLE" | "REGION");
                inside = if is_note { Inside::Other } else { Inside::Name(number) };
                continue;
            }
            Inside::Name(_) if !looks_timed => continue,
            Inside::Cue(cue) if !has_arrow => {
                if !cue.text.is_empty() {
                    cue.text.push('\n');
                }
                cue.text.push_str(text);
                continue;
            }
            _ => {}
        }
        // Times. In the middle of a cue they begin the next one: some programs leave the blank line out.
        match times(text) {
            Ok((start, end)) => {
                let next = Inside::Cue(Cue { line: number, start, end, voice: None, text: String::new() });
                if let Inside::Cue(cue) = std::mem::replace(&mut inside, next) {
                    res.push(cue);
                }
            }
            Err(cause) => {
                reading.stand_at(Place::Line(number));
                reading.problem(cause);
                if let Inside::Cue(cue) = std::mem::replace(&mut inside, Inside::Other) {
                    res.push(cue);
                }
            }
        }
    }
    close(inside, &mut res, reading);
    for (number, cause) in lines.take_troubles() {
        reading.stand_at(Place::Line(number));
        reading.problem(cause);
    }
    res
}

/// A block has ended: its cue is kept; a block without times is none.
fn close(inside: Inside, cues: &mut Vec<Cue>, reading: &mut Reading<'_>) {
    match inside {
        Inside::Cue(cue) => cues.push(cue),
        Inside::Name(number) => {
            reading.stand_at(Place::Line(number));
            reading.problem("text without cue times");
        }
        Inside::Nothing | Inside::Other => {}
    }
}

/// `00:01:02.500 --> 00:01:04.000 align:start`, with hours or without, with one digit or two.
fn times(line: &str) -> Result<(f64, f64), String> {
    let shown = || format!("cue times that are none: `{}`", model::value::cut(line, 60));
    let (start, end) = line.split_once("-->").ok_or_else(shown)?;
    let end = end.split_whitespace().next().unwrap_or("");
    match (seconds(start.trim()), seconds(end)) {
        (Some(start), Some(end)) if end >= start => Ok((start, end)),
        (Some(_), Some(_)) => {
            Err(format!("cue that ends before it begins: `{}`", model::value::cut(line, 60)))
        }
        _ => Err(shown()),
    }
}

fn seconds(text: &str) -> Option<f64> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<u32> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    if minutes > 59 || seconds > 59 {
        return None;
    }
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    Some(f64::from(hours) * 3600.0 + f64::from(minutes * 60 + seconds) + fraction)
}

fn push(mut cues: Vec<Cue>, reading: &mut Reading<'_>) {
    take_voices(&mut cues);
    let labels = labels(&cues);
    let (meeting_id, meeting_at) = meeting(reading);
    let mut seq = 0;
    for cue in cues {
        let mut speaker = cue.voice.unwrap_or_default();
        let mut text = cue.text.as_str();
        if speaker.is_empty()
            && let Some((label, rest)) = label(text)
            && labels.get(label).copied().unwrap_or(0) > 0
        {
            speaker = label.to_owned();
            text = rest;
        }
        let n_words = text.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count();
        if n_words == 0 {
            continue;
        }
        seq += 1;
        reading.stand_at(Place::Line(cue.line));
        let mut record = reading.record(&tables::SPEECH);
        record
            .set("meeting_id", meeting_id.as_str())
            .set("meeting_at", meeting_at)
            .set("seq", seq)
            .set("speaker", speaker.as_str())
            .set("start_seconds", cue.start)
            .set("end_seconds", cue.end)
            .set("n_words", count(n_words))
            .set("is_question", is_question(text));
        reading.push(record);
    }
}

/// Words after a question mark that do not take the question back: "Is that so? Take your time."
const WORDS_AFTER_QUESTION_MAX: usize = 8;

/// Whether a question ends the text, or nearly.
fn is_question(text: &str) -> bool {
    let is_mark = |it: char| matches!(it, '?' | '？' | '؟');
    let Some((_, rest)) = text.rsplit_once(is_mark) else { return false };
    let stands_apart = rest.chars().next().is_none_or(|it| !it.is_alphanumeric());
    let n_words = rest.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count();
    stands_apart && n_words <= WORDS_AFTER_QUESTION_MAX
}

/// Takes the tags out of the texts. A voice that is not closed goes on in cues that name none.
fn take_voices(cues: &mut [Cue]) {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"<(/?)([A-Za-z]*)((?:\.[^\s>]+)*)[ \t]*([^>]*)>").ok());
    let Some(tag) = TAG.as_ref() else { return };
    let mut open: Option<String> = None;
    for cue in cues {
        let mut first: Option<String> = open.clone();
        let mut has_own = false;
        for found in tag.captures_iter(&cue.text) {
            if &found[2] != "v" {
                continue;
            }
            if &found[1] == "/" {
                open = None;
            } else {
                let name = unescaped(found[4].trim());
                if !has_own {
                    first = Some(name.clone());
                    has_own = true;
                }
                open = Some(name);
            }
        }
        cue.voice = first.filter(|it| !it.is_empty());
        // Times within a cue are tags too.
        static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<[\d:.]+>").ok());
        let text = tag.replace_all(&cue.text, "");
        let text = TIME.as_ref().map_or(text.clone(), |it| it.replace_all(&text, "").into_owned().into());
        cue.text = unescaped(text.trim());
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "")
        .replace("&rlm;", "")
        .replace("&amp;", "&")
}

/// What stands before the first colon, if a name could look like it.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once(':')?;
    let label = label.trim();
    let n_words = label.split_whitespace().count();
    let of_letters = label.chars().all(|it| {
        it.is_alphanumeric() || matches!(it, ' ' | '.' | '-' | '\'' | '’' | '(' | ')' | '_' | '@' | '|' | ',')
    });
    let begins = label.chars().next().is_some_and(|it| it.is_alphabetic() || it == '+');
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (of_letters && begins && apart && (1..=LABEL_WORDS_MAX).contains(&n_words))
        .then_some((label, rest.trim()))
}

/// The labels that are speakers: those that come back, and those that look like a name. In a transcript where
/// few cues have a label, a colon is only a colon.
fn labels(cues: &[Cue]) -> HashMap<String, usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut labelled = 0;
    for cue in cues.iter().filter(|it| it.voice.is_none()) {
        if let Some((label, _)) = label(&cue.text) {
            *seen.entry(label.to_owned()).or_default() += 1;
            labelled += 1;
        }
    }
    let mostly = labelled * 2 >= cues.len();
    seen.retain(|label, times| {
        let is_name = label.split_whitespace().count() <= 4
            && label.split_whitespace().all(|it| it.chars().next().is_some_and(|it| !it.is_lowercase()))
            && !label.contains(',');
        is_name && (mostly || *times > 1) || mostly && *times > 1
    });
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_form() {
        assert_eq!(times("00:01:02.500 --> 00:01:04.000 align:start"), Ok((62.5, 64.0)));
        assert_eq!(times("01:02.5 --> 01:04.000"), Ok((62.5, 64.0)));
        assert_eq!(times("0:0:0.0 --> 1:0:3.54"), Ok((0.0, 3603.54)));
        for wrong in [
            "00:00:02.000 -> 00:00:04",
            "00:99:10.000 --> 00:99:12.000",
            "00:00:1d.890 --> 00:00:12.000",
            "00:02.000 --> 00:01.000",
        ] {
            assert!(times(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_question_may_have_a_few_words_after_it() {
        for text in
            ["Why?", "He asked \"why?\"", "Could you say why? Take your time.", "为什么？", "Really?!"]
        {
            assert!(is_question(text), "{text}");
        }
        for text in [
            "Because.",
            "See https://example.com/?q=1",
            "Why? I will tell you why it was that nobody here has ever asked before.",
        ] {
            assert!(!is_question(text), "{text}");
        }
    }

    #[test]
    fn a_colon_is_not_always_a_name() {
        assert_eq!(label("Ana Sample: yes"), Some(("Ana Sample", "yes")));
        assert_eq!(label("at 10:30 we stop"), None);
        assert_eq!(label("I said it twice to all of them there: no"), None);
        let cue = |text: &str| Cue { line: 1, start: 0.0, end: 1.0, voice: None, text: text.to_owned() };
        let texts = ["Ana Sample: Hello", "Bo Li: Hi", "Ana Sample: One thing", "the rule is: never"];
        let labels = labels(&texts.map(cue));
        let mut names: Vec<&str> = labels.keys().map(String::as_str).collect();
        names.sort();
        assert_eq!(names, ["Ana Sample", "Bo Li"]);
    }
}
