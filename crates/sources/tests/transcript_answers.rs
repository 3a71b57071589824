//! From a transcript to the time until each answer: Zoom's and Teams' rows hold all that the measure asks for.

mod collected;

use collected::read;
use measures::answers::{Utterance, answers};
use model::Record;
use model::value::Value;
use sources::Context;

const ZOOM: &str = "WEBVTT

1
00:00:01.000 --> 00:00:05.000
Kim Sample: Tell us about a system you built?

2
00:00:05.200 --> 00:00:06.400
Kim Sample: Take your time.

3
00:00:14.400 --> 00:00:30.000
Robin Example: So I built a queue that many teams used for years.

4
00:00:31.000 --> 00:00:33.000
Kim Sample: Nice. And did you like it?

5
00:00:33.500 --> 00:00:34.000
Robin Example: Yes.
";

const TEAMS: &str = "WEBVTT

6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90/12-0
00:00:01.000 --> 00:00:03.000
<v Kim Sample>Tell us about</v>

6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90/12-1
00:00:03.000 --> 00:00:05.000
<v Kim Sample>a system you built? Take your time.</v>

6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90/15-0
00:00:13.000 --> 00:00:30.000
<v Robin Example>So I built a queue that many teams used for years.</v>

6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90/19-0
00:00:31.000 --> 00:00:33.000
<v Kim Sample>Nice. And did you like it?</v>

6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90/21-0
00:00:33.500 --> 00:00:34.000
<v Robin Example>Yes.</v>
";

fn utterance(record: &Record) -> Utterance {
    let number = |column: &str| match record.get(column) {
        Value::Number(it) => *it,
        other => panic!("{column}: {other:?}"),
    };
    let Value::Int(n_words) = record.get("n_words") else { panic!("{:?}", record.values) };
    Utterance {
        is_own: record.text("speaker") == Some("Robin Example"),
        from: number("start_seconds"),
        to: number("end_seconds"),
        n_words: *n_words as usize,
        is_question: record.get("is_question") == &Value::Flag(true),
    }
}

#[test]
fn the_delay_of_each_answer_can_be_told_from_zoom_and_from_teams() {
    for (product, text) in [("zoom", ZOOM), ("teams", TEAMS)] {
        let found = read("meetings/88012345678/call.vtt", text, &Context::default());
        assert_eq!(found.problems, [], "{product}");
        let utterances: Vec<Utterance> = found.records.iter().map(utterance).collect();
        let delays: Vec<f64> = answers(&utterances).iter().map(|it| it.delay).collect();
        assert_eq!(delays, [8.0, 0.5], "{product}");
    }
}
