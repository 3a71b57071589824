//! How long a candidate is silent before long answers and before short ones, from the times of transcripts, against the
//! other candidates for the same post. No word is read and no voice is looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::answers::{Answer, Utterance, answers, compared, contrast};
use measures::robust::median;
use model::{Finding, Row};

use crate::Gathered;

/// The topic of rounds with an interpreter, captions or another aid: silence there has a known reason.
const AIDS: &str = "accessibility_need";

/// Records of speech of a finding that are shown.
const RECORDS_MAX: usize = 24;

/// All answers of one candidate.
#[derive(Default)]
struct Talk {
    answers: Vec<Answer>,
    /// For each answer, the record of its first words.
    refs: Vec<i64>,
    meetings: BTreeSet<String>,
    round_refs: Vec<i64>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in gathered.rows("names").iter() {
        if let Some(person) = row.text("person") {
            names.insert(person, row.texts("names"));
        }
    }
    let rounds: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("rounds").by("person").into_iter().collect();
    let mut talks: BTreeMap<&str, Talk> = BTreeMap::new();
    for (person, rows) in gathered.main().by("person") {
        let own = names.get(person).map_or(&[] as &[&str], Vec::as_slice);
        let rounds = rounds.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        talks.insert(person, talk(&rows, own, rounds));
    }
    let mut posts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in gathered.rows("posts").iter() {
        if let (Some(person), Some(post)) = (row.text("person"), row.text("req_id")) {
            posts.entry(person).or_default().insert(post);
        }
    }
    let mut res = Vec::new();
    for (person, talk) in &talks {
        res.extend(finding(person, talk, &talks, &posts, gathered));
    }
    let told: BTreeSet<String> = res.iter().map(|it| it.subject.to_string()).collect();
    for (person, rows) in gathered.rows("sound").by("person") {
        let rounds = rounds.get(person).map_or(&[] as &[Row<'_>], Vec::as_slice);
        let heard = of_sound(person, &rows, rounds, gathered);
        res.extend(heard.filter(|it| !told.contains(&it.subject.to_string())));
    }
    res
}

/// The candidate's answers in all rounds but those with an aid. Who the candidate is, the speaker's name says.
fn talk(rows: &[Row<'_>], own: &[&str], rounds: &[Row<'_>]) -> Talk {
    let mut res = Talk::default();
    let mut meetings: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        if let Some(meeting) = row.text("meeting") {
            meetings.entry(meeting).or_default().push(row);
        }
    }
    for (meeting, rows) in meetings {
        let round = round_of(rounds, meeting);
        if round.is_some_and(with_aids) {
            continue;
        }
        let said: Vec<Utterance> = rows.iter().filter_map(|it| utterance(it, own)).collect();
        let found = answers(&said);
        if found.is_empty() {
            continue;
        }
        let known_at = round
            .and_then(|it| it.time("known_at"))
            .or_else(|| rows.iter().filter_map(|it| it.time("known_at")).max());
        res.first = [res.first, known_at].into_iter().flatten().min();
        res.last = [res.last, known_at].into_iter().flatten().max();
        res.refs.extend(found.iter().map(|it| rows.get(it.place).and_then(|it| it.int("ref")).unwrap_or(0)));
        res.answers.extend(found);
        res.meetings.insert(meeting.to_owned());
        res.round_refs.extend(round.map(|it| it.refs("ref")).unwrap_or_default());
    }
    res
}

/// Rows without a speaker are kept in place, as somebody else's.
fn utterance(row: &Row<'_>, own: &[&str]) -> Option<Utterance> {
    let is_own = row.text("speaker").is_some_and(|it| own.iter().any(|own| words(it) == words(own)));
    Some(Utterance {
        is_own,
        from: row.number("start_seconds")?,
        to: row.number("end_seconds")?,
        n_words: usize::try_from(row.int("n_words").unwrap_or(0)).unwrap_or(0),
        is_question: row.is("is_question"),
    })
}

/// The words of a name in any order, without what stands in brackets. Likeness is not asked here: an interviewer
/// whose name is like the candidate's would be taken for the candidate.
fn words(name: &str) -> BTreeSet<String> {
    let plain = name.split('(').next().unwrap_or(name).to_lowercase();
    plain.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

fn round_of<'r, 'a>(rounds: &'r [Row<'a>], meeting: &str) -> Option<&'r Row<'a>> {
    rounds.iter().find(|it| it.text("meeting") == Some(meeting))
}

fn with_aids(round: &Row<'_>) -> bool {
    round.texts("topics").contains(&AIDS)
}

fn finding(
    person: &str,
    talk: &Talk,
    talks: &BTreeMap<&str, Talk>,
    posts: &BTreeMap<&str, BTreeSet<&str>>,
    gathered: &Gathered,
) -> Option<Finding> {
    let words = gathered.count("answer_words");
    let each = gathered.count("each_min");
    if talk.answers.len() < gathered.count("answers") {
        return None;
    }
    let own = contrast(&talk.answers, words, each)?;
    let contrasts = own.long_median > gathered.param("long_seconds")
        && own.short_median < gathered.param("short_seconds");
    if !contrasts {
        return None;
    }
    let delays = long_delays(talk, words);
    let others_min = gathered.count("others_min");
    let (mut among, mut peers) = ("for the same post", others(person, talks, posts, words, each, true));
    if peers.len() < others_min {
        (among, peers) = ("of the company", others(person, talks, posts, words, each, false));
    }
    let of_peers: Vec<Vec<f64>> = peers.iter().map(|(it, _)| it.clone()).collect();
    let comparison = compared(&delays, &of_peers, each, others_min);
    let mut sentence = format!(
        "median {:.1} s of silence before {} long answers and {:.1} s before {} short ones, in {}",
        own.long_median,
        own.n_long,
        own.short_median,
        own.n_short,
        if talk.meetings.len() == 1 {
            "1 round".to_owned()
        } else {
            format!("{} rounds", talk.meetings.len())
        }
    );
    let level = match comparison {
        Some(it) => {
            sentence += &format!(
                "; {} other candidates {among}: {:.1} s before long ones",
                it.n_others, it.others_median
            );
            // Where others are as slow, the questions are hard.
            if it.longer_share < gathered.param("longer_share") {
                return None;
            }
            "stands_out"
        }
        None => "contrast",
    };
    let mut slowest: Vec<(f64, i64)> = talk
        .answers
        .iter()
        .zip(&talk.refs)
        .filter(|(it, _)| it.answer_words >= words)
        .map(|(it, record)| (it.delay, *record))
        .collect();
    slowest.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    let mut refs: Vec<i64> = slowest.iter().take(RECORDS_MAX).map(|it| it.1).filter(|it| *it != 0).collect();
    refs.extend(&talk.round_refs);
    let last = talk.last?;
    // To stand out takes others: it is known once enough of them were heard.
    let mut heard: Vec<Timestamp> = peers.iter().map(|(_, at)| *at).collect();
    heard.sort();
    let enough = others_min.checked_sub(1).and_then(|it| heard.get(it)).copied();
    let known_at = enough.filter(|_| level == "stands_out").map_or(last, |it| it.max(last));
    let mut res = Finding::about(person, level, known_at, sentence, refs)?;
    if last < known_at {
        res = res.earlier(last, "contrast");
    }
    Some(res.between(talk.first?, last))
}

fn long_delays(talk: &Talk, words: usize) -> Vec<f64> {
    talk.answers.iter().filter(|it| it.answer_words >= words).map(|it| it.delay).collect()
}

/// Delays of the other candidates who gave enough long answers, of those for a common post alone or of all, and when
/// they were known.
fn others(
    person: &str,
    talks: &BTreeMap<&str, Talk>,
    posts: &BTreeMap<&str, BTreeSet<&str>>,
    words: usize,
    each: usize,
    same_post: bool,
) -> Vec<(Vec<f64>, Timestamp)> {
    let mut res = Vec::new();
    for (other, talk) in talks.iter().filter(|(other, _)| **other != person) {
        let common = match (posts.get(person), posts.get(other)) {
            (Some(own), Some(theirs)) => !own.is_disjoint(theirs),
            _ => false,
        };
        let delays = long_delays(talk, words);
        if let (Some(known_at), true) = (talk.last, (common || !same_post) && delays.len() >= each) {
            res.push((delays, known_at));
        }
    }
    res
}

/// Recordings with a channel for each side: one side is silent for long before it answers, and the other is not. Which
/// side is the candidate's no channel says, so that it takes more than one interview.
fn of_sound(person: &str, rows: &[Row<'_>], rounds: &[Row<'_>], gathered: &Gathered) -> Option<Finding> {
    let mut meetings: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        let enough = row.int("n_answers").and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        if enough >= gathered.count("each_min")
            && let Some(meeting) = row.text("meeting")
        {
            meetings.entry(meeting).or_default().push(row);
        }
    }
    let mut slow: Vec<(Timestamp, f64, Vec<i64>)> = Vec::new();
    for (meeting, sides) in meetings {
        let round = round_of(rounds, meeting);
        if round.is_some_and(with_aids) {
            continue;
        }
        let gaps: Vec<f64> = sides.iter().filter_map(|it| it.number("median_answer_seconds")).collect();
        let (longest, shortest) =
            (gaps.iter().copied().fold(0.0, f64::max), gaps.iter().copied().fold(f64::INFINITY, f64::min));
        if gaps.len() < 2
            || longest <= gathered.param("long_seconds")
            || shortest >= gathered.param("short_seconds")
        {
            continue;
        }
        let known_at = round
            .and_then(|it| it.time("known_at"))
            .or_else(|| sides.iter().filter_map(|it| it.time("known_at")).min())?;
        let mut refs: Vec<i64> = sides.iter().flat_map(|it| it.refs("ref")).collect();
        refs.extend(round.map(|it| it.refs("ref")).unwrap_or_default());
        slow.push((known_at, longest, refs));
    }
    slow.sort_by_key(|it| it.0);
    let (first, second) = (slow.first()?, slow.get(1)?);
    let middle = median(&slow.iter().map(|it| it.1).collect::<Vec<_>>())?;
    let sentence = format!(
        "in the sound of {} interviews one side is silent for a median of {middle:.1} s before it answers, the other is not",
        slow.len()
    );
    let refs = slow.iter().flat_map(|it| it.2.iter().copied()).collect();
    Some(Finding::about(person, "sound", second.0, sentence, refs)?.between(first.0, slow.last()?.0))
}
