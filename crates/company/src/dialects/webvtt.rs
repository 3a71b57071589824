//! Transcripts of interviews in WebVTT as Zoom writes them: numbered cues, the speaker's name before a colon.

use crate::hiring::Interview;
use crate::phrasing;
use crate::shelf::{Framing, RecordId};
use crate::world::World;

/// The transcript of an interview. Small talk is answered at once by everybody; before answers to open
/// questions the candidate waits for as long as the interview says, more or less.
pub(crate) fn interview(
    world: &mut World,
    who: usize,
    interviewer: Option<usize>,
    meeting_id: &str,
    interview: &Interview,
) -> RecordId {
    let candidate = world.people[who].name();
    let host = interviewer.map_or("Interviewer".to_owned(), |it| world.people[it].name());
    let title = world.people[who]
        .application
        .as_ref()
        .and_then(|it| it.resume.posts.first())
        .map_or(String::new(), |post| post.title.clone());
    let mut cues = Cues { text: String::new(), number: 0, clock: 1.5 };
    for _ in 0..9 {
        let (question, answer) = phrasing::small_talk(&mut world.dice);
        cues.say(&host, question);
        cues.wait(0.4 + world.dice.between(0, 9) as f64 / 10.0);
        cues.say(&candidate, answer);
        cues.wait(0.6);
    }
    for round in 0..12 {
        let question = phrasing::open_question(&mut world.dice, round);
        cues.say(&host, &question);
        cues.wait((interview.pause + world.dice.between(-6, 12) as f64 / 10.0).max(0.3));
        for _ in 0..world.dice.between(2, 4) {
            let answer = crate::resume::bullet(&mut world.dice, &title).replace("; ", ", ");
            cues.say(&candidate, &phrasing::spoken(&mut world.dice, &answer));
            cues.wait(0.3);
        }
        if world.dice.chance(0.5) {
            cues.say(&host, phrasing::acknowledgement(&mut world.dice));
        }
        cues.wait(0.8);
    }
    let file = format!("meetings/transcripts/{meeting_id}.vtt");
    world.shelf.trace(&file, Framing::Headed("WEBVTT\n"), interview.at, cues.text.trim_end().to_owned())
}

struct Cues {
    text: String,
    number: usize,
    clock: f64,
}

impl Cues {
    fn say(&mut self, speaker: &str, text: &str) {
        self.number += 1;
        let end = self.clock + 0.9 + text.split(' ').count() as f64 * 0.32;
        self.text.push_str(&format!(
            "{}\n{} --> {}\n{speaker}: {text}\n\n",
            self.number,
            stamp(self.clock),
            stamp(end)
        ));
        self.clock = end;
    }

    fn wait(&mut self, seconds: f64) {
        self.clock += seconds;
    }
}

fn stamp(seconds: f64) -> String {
    let millis = (seconds * 1000.0) as i64;
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000
    )
}
