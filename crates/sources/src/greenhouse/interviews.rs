//! Interviews that were planned, and what interviewers wrote after them.
//!
//! Both name the application; whose it is stands with the candidate, so `applicant_id` is written as
//! `application:` and its id, and tied to the applicant when all files have been read.

use std::borrow::Cow;

use model::tables::INTERVIEWS;

use crate::Reading;
use crate::formats::json_fields::Fields;

pub fn read_interview(interview: Fields<'_>, reading: &mut Reading<'_>) {
    let Some(applicant) = applicant(interview) else {
        reading.problem("no `application_id`");
        return;
    };
    // An interview for the whole day has `date` and no time of day.
    let Some(started_at) = interview.time(&["start.date_time", "start.date"], reading) else { return };
    let ended_at = interview.optional_time(&["end.date_time", "end.date"], reading);
    let Some(id) = interview.text("id") else {
        reading.problem("no `id`");
        return;
    };
    let mut record = reading.record(&INTERVIEWS);
    record.set("interview_id", &*id);
    record.set("applicant_id", applicant);
    record.set("round", interview.title("interview.name").as_deref());
    record.set("started_at", started_at).set("ended_at", ended_at);
    let link = interview.first_text(&["video_conferencing_url", "location"]);
    let (platform, meeting) = link.as_deref().map(meeting).unwrap_or_default();
    record.set("platform", platform).set("meeting_id", meeting);
    let people: Vec<Cow<'_, str>> =
        interview.items("interviewers").iter().filter_map(|it| Fields::new(it).title("name")).collect();
    record.set("interviewer", (!people.is_empty()).then(|| people.join(", ")));
    record.identified_by(&format!("greenhouse interview {id}"));
    reading.push(record);
}

pub fn read_scorecard(card: Fields<'_>, reading: &mut Reading<'_>) {
    let Some(applicant) = applicant(card) else {
        reading.problem("no `application_id`");
        return;
    };
    let Some(started_at) = card.time(&["interviewed_at", "submitted_at"], reading) else { return };
    let Some(id) = card.text("id") else {
        reading.problem("no `id`");
        return;
    };
    let mut record = reading.record(&INTERVIEWS);
    record.set("interview_id", format!("scorecard {id}"));
    record.set("applicant_id", applicant);
    record.set("round", card.first_text(&["interview_step.name", "interview"]).as_deref());
    record.set("started_at", started_at);
    record.set("interviewer", card.first_text(&["interviewer.name", "submitted_by.name"]).as_deref());
    let notes = notes(card);
    if !notes.is_empty() {
        record.set_free_text("notes", &notes);
    }
    record.identified_by(&format!("greenhouse scorecard {id}"));
    reading.push(record);
}

fn applicant(holder: Fields<'_>) -> Option<String> {
    holder.text("application_id").map(|it| format!("application:{it}"))
}

/// What was written to the attributes and answered to the questions, without the marks of HTML.
fn notes(card: Fields<'_>) -> String {
    let mut res: Vec<String> = Vec::new();
    for attribute in card.items("attributes") {
        let attribute = Fields::new(attribute);
        if let Some(note) = attribute.text("note") {
            let name = attribute.text("name").unwrap_or_default();
            res.push(format!("{name}: {}", plain(&note)));
        }
    }
    for question in card.items("questions") {
        let question = Fields::new(question);
        if let Some(answer) = question.text("answer") {
            res.push(format!("{} {}", question.text("question").unwrap_or_default(), plain(&answer)));
        }
    }
    res.join("\n")
}

/// Basic marks taken out; what stands between `<` and `>` is no text.
fn plain(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        res.push_str(&rest[..at]);
        match rest[at..].find('>') {
            Some(end) => {
                res.push(' ');
                rest = &rest[at + end + 1..];
            }
            None => {
                res.push_str(&rest[at..]);
                rest = "";
            }
        }
    }
    res.push_str(rest);
    res.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The product of a meeting link, and the meeting's id where the link shows it.
fn meeting(link: &str) -> (Option<&'static str>, Option<String>) {
    let Some((_, rest)) = link.split_once("://") else { return (None, None) };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let is_of = |domain: &str| host == domain || host.ends_with(&format!(".{domain}"));
    let parts: Vec<&str> = path.split(['/', '?', '#']).collect();
    if is_of("zoom.us") || is_of("zoom.com") {
        let id = parts.windows(2).find(|it| matches!(it[0], "j" | "w" | "s")).map(|it| it[1]);
        let id = id.filter(|it| it.len() >= 9 && it.bytes().all(|it| it.is_ascii_digit()));
        return (Some("zoom"), id.map(str::to_owned));
    }
    if is_of("meet.google.com") {
        let code = parts.first().filter(|it| it.len() >= 10 && it.contains('-'));
        return (Some("meet"), code.map(|it| (*it).to_owned()));
    }
    if is_of("teams.microsoft.com") || is_of("teams.live.com") {
        return (Some("teams"), None);
    }
    if is_of("webex.com") {
        return (Some("webex"), None);
    }
    (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meeting_links_show_their_product_and_id() {
        let id = |link: &str| meeting(link).1;
        assert_eq!(id("https://example.zoom.us/j/82296699456?pwd=x").as_deref(), Some("82296699456"));
        assert_eq!(id("https://meet.google.com/abc-defg-hij").as_deref(), Some("abc-defg-hij"));
        assert_eq!(meeting("https://teams.microsoft.com/l/meetup-join/19%3a"), (Some("teams"), None));
        assert_eq!(meeting("https://notzoom.us/j/82296699456"), (None, None));
        assert_eq!(meeting("Big Conference Room"), (None, None));
    }

    #[test]
    fn marks_are_taken_out_and_a_lone_bracket_stays() {
        assert_eq!(plain("<p>Camera <b>off</b></p>"), "Camera off");
        assert_eq!(plain("a < b"), "a < b");
    }
}
