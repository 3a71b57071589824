//! Recorded sound of calls: WAV, FLAC, Ogg Vorbis, MP3.
//!
//! In: the bytes of a recording, as they come. Out: one `call_audio` record for each side of the call: how much was
//! said, pauses, answers, quieter voices, babble, noise, dropouts. Sound is decoded piece by piece and forgotten;
//! of each 16 ms of a channel three numbers are held until the end (how likely it is speech, plain and made louder, and how
//! loud it is).
//!
//! Nothing that could tell one voice from another is computed for a record or kept: no pitch, no formants, no spectra,
//! no embeddings, no words. The speech detector looks at the sound to say "speech" or "no speech", and no more.

mod container;
mod decoding;
mod listening;
mod vorbis_setup;

use std::io::Read;

use measures::call_sound::{self, Side};
use measures::speech_rhythm::Lengths;
use model::{Place, tables};

use crate::meeting_path::meeting;
use crate::resume::count;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "call_audio",
    title: "Recorded sound of a call",
    feeds: &["call_audio"],
    shape: Shape::Stream { sniff, read },
    proof: include_str!("call_audio.md"),
};

fn sniff(start: &[u8]) -> bool {
    container::of(start).is_some()
}

fn read(bytes: &mut dyn Read, reading: &mut Reading<'_>) {
    reading.stand_at(Place::Whole);
    let heard = decoding::hear(bytes);
    for problem in heard.problems {
        reading.problem(problem);
    }
    if let Some(reason) = heard.not_looked_at {
        let side = Side { seconds: heard.seconds, ..Side::default() };
        return push(&side, Some(&reason), heard.n_channels, reading);
    }
    for side in call_sound::sides(&heard.channels) {
        push(&side, side.not_looked_at, heard.n_channels, reading);
    }
}

fn push(side: &Side, not_looked_at: Option<&str>, n_channels: usize, reading: &mut Reading<'_>) {
    let (meeting_id, meeting_at) = meeting(reading);
    let stem = reading.stem().to_owned();
    let mut record = reading.record(&tables::CALL_AUDIO);
    record.set("meeting_id", meeting_id).set("meeting_at", meeting_at).set("stem", stem);
    if n_channels > 0 {
        record
            .set("seq", count(side.channel + 1))
            .set("channels", count(n_channels))
            .set("duration_seconds", rounded(side.seconds, 100.0))
            .set("silent_seconds", rounded(side.dead_seconds, 100.0))
            .set("noise_dbfs", side.noise_dbfs.map(|it| rounded(it.into(), 10.0)));
    }
    match not_looked_at {
        Some(reason) => {
            record.set("not_looked_at", reason);
        }
        None => {
            record
                .set("speech_dbfs", side.speech_dbfs.map(|it| rounded(it.into(), 10.0)))
                .set("speech_seconds", rounded(side.speech_seconds, 100.0))
                .set("n_turns", count(side.n_turns))
                .set("second_voice_seconds", rounded(side.quieter_seconds, 100.0))
                .set("second_voice_stretches", count(side.quieter))
                .set("babble_share", side.babble_share.map(|it| rounded(it, 1000.0)))
                .set("dropouts", count(side.dropouts));
            let names = ["n_pauses", "median_pause_seconds", "longest_pause_seconds", "long_pauses"];
            set_lengths(&mut record, names, &side.pauses);
            if let Some(answers) = &side.answers {
                let names = ["n_answers", "median_answer_seconds", "longest_answer_seconds", "long_answers"];
                set_lengths(&mut record, names, answers);
            }
        }
    }
    reading.push(record);
}

fn set_lengths(record: &mut model::Record, [number, median, longest, long]: [&str; 4], lengths: &Lengths) {
    record
        .set(number, count(lengths.number))
        .set(median, lengths.median.map(|it| rounded(it, 100.0)))
        .set(longest, lengths.longest.map(|it| rounded(it, 100.0)))
        .set(long, count(lengths.long));
}

/// More digits than are meant would only make one recording two.
fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts + 0.0
}
