//! Sound of calls, made in the test, read as a file: what is found is what was put in.

#![expect(clippy::disallowed_methods, reason = "samples are files, and reading must not take long")]

mod collected;
mod invented_sound;

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, Instant};

use collected::{Collected, read};
use invented_sound::{Dice, RATE, babble, mixed, noise, silence, voice, wave, wave_header};
use measures::voice_activity::{FRAME_SAMPLES, Frame, LevelMeter, stretches};
use model::value::Value;
use model::{Record, tables};
use proptest::prelude::*;
use sources::{Content, Context, InMemory, ReadSeek, read_file};

fn heard(bytes: Vec<u8>) -> Collected {
    read("calls/88012345678/sound.wav", bytes, &Context::default())
}

/// The one record of a recording with one side, without problems.
fn side(samples: Vec<f32>) -> Record {
    let found = heard(wave(RATE as u32, &[samples]));
    assert_eq!(found.problems, []);
    assert_eq!(found.records.len(), 1, "{:?}", found.records);
    found.records[0].clone()
}

fn number(record: &Record, column: &str) -> f64 {
    match record.get(column) {
        Value::Number(it) => *it,
        Value::Int(it) => *it as f64,
        other => panic!("{column}: {other:?} in {:?}", record.values),
    }
}

fn causes(found: &Collected) -> Vec<&str> {
    found.problems.iter().map(|it| it.cause.as_str()).collect()
}

/// Soft noise of a room under everything, as real recordings have it.
fn in_a_room(parts: &[Vec<f32>]) -> Vec<f32> {
    let samples = parts.concat();
    let seconds = samples.len() as f64 / RATE as f64;
    mixed(&samples, &noise(99, seconds, -68.0))
}

#[test]
fn a_record_holds_only_when_and_how_loud_never_whose_voice() {
    let names: Vec<&str> = tables::CALL_AUDIO.columns.iter().map(|it| it.name).collect();
    let allowed = [
        "meeting_id",
        "meeting_at",
        "stem",
        "seq",
        "channels",
        "duration_seconds",
        "silent_seconds",
        "noise_dbfs",
        "speech_dbfs",
        "speech_seconds",
        "n_turns",
        "n_pauses",
        "median_pause_seconds",
        "longest_pause_seconds",
        "long_pauses",
        "n_answers",
        "median_answer_seconds",
        "longest_answer_seconds",
        "long_answers",
        "second_voice_seconds",
        "second_voice_stretches",
        "babble_share",
        "dropouts",
        "not_looked_at",
    ];
    assert_eq!(names, allowed, "a new column must say nothing by which a voice could be known again");
    let found = heard(wave(RATE as u32, &[in_a_room(&[voice(1, 30.0, -20.0)])]));
    assert!(found.records.iter().all(|it| it.table.name == "call_audio"));
    assert_eq!((found.raw.len(), found.datasets.len()), (0, 0));
    for (column, value) in found.records[0].table.columns.iter().zip(&found.records[0].values) {
        let is_name = ["meeting_id", "stem", "not_looked_at"].contains(&column.name);
        assert!(is_name || !matches!(value, Value::Text(_)), "{}: {value:?}", column.name);
    }
}

#[test]
fn two_people_of_the_same_rhythm_give_nearly_the_same_record() {
    // The same syllables and pauses at another pitch are the same to us.
    let parts = |seed| in_a_room(&[voice(seed, 20.0, -20.0), silence(6.0), voice(seed + 50, 20.0, -20.0)]);
    let (one, other) = (side(parts(1)), side(parts(2)));
    for column in ["longest_pause_seconds", "speech_dbfs", "noise_dbfs", "n_turns", "long_pauses"] {
        assert!((number(&one, column) - number(&other, column)).abs() < 1.0, "{column}");
    }
}

#[test]
fn speech_and_pauses_are_found_where_they_are() {
    let found = side(in_a_room(&[
        silence(3.0),
        voice(1, 12.0, -20.0),
        silence(7.0),
        voice(2, 10.0, -22.0),
        silence(2.0),
        voice(3, 8.0, -20.0),
        silence(3.0),
    ]));
    assert_eq!(found.text("meeting_id"), Some("88012345678"));
    assert_eq!(found.text("stem"), Some("sound"));
    assert!((number(&found, "duration_seconds") - 45.0).abs() < 0.1);
    assert!((27.0..=31.0).contains(&number(&found, "speech_seconds")), "{:?}", found.values);
    assert!((number(&found, "longest_pause_seconds") - 7.0).abs() < 0.4, "{:?}", found.values);
    assert_eq!((number(&found, "long_pauses"), number(&found, "n_turns")), (1.0, 3.0));
    assert!((number(&found, "noise_dbfs") + 68.0).abs() < 1.5);
    assert!((number(&found, "speech_dbfs") + 20.0).abs() < 3.0);
    assert_eq!(number(&found, "second_voice_stretches"), 0.0);
    assert_eq!(number(&found, "babble_share"), 0.0);
    assert_eq!(number(&found, "dropouts"), 0.0);
    assert!(found.get("n_answers").is_null() && found.get("not_looked_at").is_null());
}

#[test]
fn answers_are_measured_between_channels_and_a_leak_changes_nothing() {
    let ask = |seed| voice(seed, 5.0, -20.0);
    let answer = |seed| voice(seed, 12.0, -24.0);
    let rest = |seconds| silence(seconds);
    let asks =
        [ask(1), rest(1.0 + 12.0 + 1.5), ask(3), rest(6.0 + 12.0 + 1.5), ask(5), rest(3.0 + 12.0)].concat();
    let answers =
        [rest(5.0 + 1.0), answer(2), rest(1.5 + 5.0 + 6.0), answer(4), rest(1.5 + 5.0 + 3.0), answer(6)]
            .concat();
    let leak: Vec<f32> = asks.iter().map(|it| it * 0.03).collect();
    for theirs in [answers.clone(), mixed(&answers, &leak)] {
        let found = heard(wave(RATE as u32, &[in_a_room(std::slice::from_ref(&asks)), in_a_room(&[theirs])]));
        assert_eq!((found.records.len(), causes(&found)), (2, vec![]));
        let candidate = &found.records[1];
        assert_eq!((number(candidate, "seq"), number(candidate, "channels")), (2.0, 2.0));
        assert_eq!(number(candidate, "n_answers"), 3.0, "{:?}", candidate.values);
        assert!((number(candidate, "median_answer_seconds") - 3.0).abs() < 0.4);
        assert!((number(candidate, "longest_answer_seconds") - 6.0).abs() < 0.4);
        assert_eq!((number(candidate, "long_answers"), number(candidate, "n_turns")), (1.0, 3.0));
        assert_eq!(number(candidate, "second_voice_stretches"), 0.0, "{:?}", candidate.values);
    }
}

#[test]
fn a_stereo_recording_of_one_microphone_is_one_side() {
    let sound = in_a_room(&[voice(4, 20.0, -20.0)]);
    let softer: Vec<f32> = sound.iter().map(|it| it * 0.7).collect();
    let found = heard(wave(RATE as u32, &[sound, softer]));
    assert_eq!(found.records.len(), 1);
    assert_eq!(number(&found.records[0], "channels"), 2.0);
}

#[test]
fn a_second_voice_25_db_below_is_found_and_the_main_voice_alone_has_none() {
    let found = side(in_a_room(&[
        voice(3, 15.0, -20.0),
        silence(1.0),
        voice(4, 6.0, -45.0),
        silence(1.0),
        voice(3, 15.0, -20.0),
        silence(2.0),
        voice(4, 4.0, -45.0),
    ]));
    let seconds = number(&found, "second_voice_seconds");
    assert!((5.0..=10.5).contains(&seconds), "{seconds} of 10 s");
    for seed in 10..14 {
        let found = side(in_a_room(&[voice(seed, 20.0, -20.0), silence(3.0), voice(seed + 20, 20.0, -26.0)]));
        assert_eq!(number(&found, "second_voice_seconds"), 0.0, "{seed}");
    }
}

#[test]
fn the_babble_of_a_room_is_told_from_noise_hum_clicks_and_music() {
    let speech = [voice(3, 15.0, -20.0), silence(25.0)].concat();
    let share = |background: &[f32]| number(&side(mixed(&speech, background)), "babble_share");
    for n_voices in [3, 6, 10] {
        let found = share(&babble(7, n_voices, 40.0, -48.0));
        assert!(found >= 0.5, "{n_voices} voices: {found}");
    }
    assert_eq!(share(&noise(5, 40.0, -48.0)), 0.0);
    let tone = |hertz: f64, at: usize| (std::f64::consts::TAU * hertz * at as f64 / RATE as f64).sin();
    let hum: Vec<f32> =
        (0..40 * RATE).map(|it| (0.02 * tone(50.0, it) + 0.003 * tone(150.0, it)) as f32).collect();
    assert_eq!(share(&mixed(&hum, &noise(6, 40.0, -65.0))), 0.0);
    // Typing: eight clicks a second, a little uneven.
    let mut dice = Dice::new(8);
    let mut keys = noise(9, 40.0, -65.0);
    let mut at = 0;
    while at < keys.len() {
        for sample in keys.iter_mut().skip(at).take(80) {
            *sample += dice.between(-0.05, 0.05) as f32;
        }
        at += (dice.between(0.1, 0.15) * RATE as f64) as usize;
    }
    assert!(share(&keys) < 0.2, "typing: {}", share(&keys));
    // Chords that are held, one after the other, as music on hold has them.
    let music: Vec<f32> = (0..40 * RATE)
        .map(|it| {
            let root = 220.0 + 110.0 * ((it / (2 * RATE)) % 4) as f64;
            (0.003 * (tone(root, it) + tone(1.25 * root, it) + tone(1.5 * root, it))) as f32
        })
        .collect();
    let found = share(&mixed(&music, &noise(6, 40.0, -65.0)));
    assert!(found < 0.2, "music: {found}");
}

#[test]
fn lost_packets_are_dropouts_and_a_muted_microphone_is_silence() {
    let mut sound = in_a_room(&[voice(3, 20.0, -20.0)]);
    let muted = sound.len();
    sound.extend(silence(10.0));
    let mut n_cut = 0;
    // Cuts of 0.1 s where the voice is loud.
    for at in (RATE..muted - RATE).step_by(RATE / 2) {
        let loud =
            |from: usize| sound[from..from + 512].iter().map(|it| it * it).sum::<f32>() / 512.0 > 0.005;
        if loud(at - 512) && loud(at + 1_600) {
            sound[at..at + 1_600].fill(0.0);
            n_cut += 1;
        }
    }
    assert!(n_cut >= 4);
    let found = side(sound);
    let dropouts = number(&found, "dropouts");
    assert!((f64::from(n_cut) * 0.7..=f64::from(n_cut)).contains(&dropouts), "{dropouts} of {n_cut}");
    assert!((number(&found, "silent_seconds") - 10.0 - 0.1 * f64::from(n_cut)).abs() < 0.3);
}

#[test]
fn what_cannot_be_judged_is_not_looked_at_and_says_why() {
    let why = |samples: Vec<f32>| side(samples).text("not_looked_at").unwrap_or_default().to_owned();
    assert_eq!(why(voice(1, 5.0, -20.0)), "too short");
    assert_eq!(why(noise(1, 30.0, -30.0)), "no speech");
    assert_eq!(why(silence(30.0)), "digital silence throughout");
    let hidden = why(mixed(&voice(3, 30.0, -30.0), &noise(1, 60.0, -26.0)));
    assert!(["too noisy", "no speech"].contains(&hidden.as_str()), "{hidden}");
    let found = side(noise(1, 30.0, -30.0));
    assert!(found.get("n_pauses").is_null() && found.get("speech_seconds").is_null());
    assert!((number(&found, "duration_seconds") - 30.0).abs() < 0.1);
    let empty = heard(wave(16_000, &[vec![]]));
    assert_eq!(empty.records[0].text("not_looked_at"), Some("no sound"));
}

#[test]
fn other_rates_and_a_quiet_recording_are_heard_alike() {
    let parts =
        |gain: f64| [voice(1, 12.0, -20.0 - gain), silence(6.0), voice(2, 12.0, -20.0 - gain)].concat();
    let at_16 = in_a_room(&[parts(0.0)]);
    let longest = number(&side(at_16.clone()), "longest_pause_seconds");
    // Every third sample of 48 kHz is one of 16 kHz: a stair is filtered away.
    let at_48: Vec<f32> = at_16.iter().flat_map(|it| [*it; 3]).collect();
    let at_8: Vec<f32> = at_16.chunks_exact(2).map(|it| (it[0] + it[1]) / 2.0).collect();
    for (rate, samples) in [(48_000, at_48), (8_000, at_8)] {
        let found = heard(wave(rate, &[samples]));
        assert!((number(&found.records[0], "longest_pause_seconds") - longest).abs() < 0.3, "{rate}");
        assert!((number(&found.records[0], "duration_seconds") - 30.0).abs() < 0.1, "{rate}");
    }
    let quiet = mixed(&parts(25.0), &noise(3, 30.0, -80.0));
    assert!((number(&side(quiet), "longest_pause_seconds") - longest).abs() < 0.4);
}

/// The signal that the Silero detector was checked with: one second of a steady vowel between two of silence. It is
/// hardly like speech, and detectors doubt it (Silero falls from 0.97 to 0.24 within it, earshot stays near 0.5), but
/// it begins and ends where it sounds.
#[test]
fn the_reference_signal_of_another_detector_is_speech_where_it_sounds() {
    let colour = |hertz: f64| -> f64 {
        [(700.0, 90.0, 1.0), (1_220.0, 110.0, 0.6), (2_600.0, 160.0, 0.3)]
            .iter()
            .map(|(centre, width, gain)| gain / (1.0 + ((hertz - centre) / width).powi(2)))
            .sum()
    };
    let mut signal = silence(3.0);
    for (at, sample) in signal.iter_mut().enumerate().take(2 * RATE).skip(RATE) {
        let time = at as f64 / RATE as f64;
        let sum: f64 = (1..=40)
            .map(|it| 120.0 * f64::from(it))
            .map(|hertz| colour(hertz) * (std::f64::consts::TAU * hertz * time).sin())
            .sum();
        *sample = (0.08 * sum) as f32;
    }
    let (mut detector, mut meter) = (earshot::Detector::default_boxed(), LevelMeter::default());
    let mut frames = Vec::new();
    for samples in signal.chunks_exact(FRAME_SAMPLES) {
        let speech = detector.predict_f32(samples);
        frames.push(Frame { speech, faint: speech, dbfs: meter.level(samples) });
    }
    let found = stretches(&frames);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!((found[0].from - 1.0).abs() < 0.05 && (found[0].to - 2.0).abs() < 0.1, "{found:?}");
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/call_audio/88012345678").join(name);
    std::fs::read(&path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

#[test]
fn every_sort_of_file_gives_the_same_call() {
    for name in ["call.flac", "call.ogg", "call.mp3", "call-tagged.mp3"] {
        let found = read(name, sample(name), &Context::default());
        assert_eq!((found.records.len(), causes(&found)), (1, vec![]), "{name}");
        let record = &found.records[0];
        assert!((number(record, "duration_seconds") - 13.0).abs() < 0.2, "{name}: {:?}", record.values);
        assert!((number(record, "longest_pause_seconds") - 5.5).abs() < 0.4, "{name}: {:?}", record.values);
        assert_eq!((number(record, "long_pauses"), number(record, "n_turns")), (1.0, 2.0), "{name}");
        assert_eq!(
            number(record, "second_voice_seconds"),
            0.0,
            "{name}: what a codec makes of noise is no voice"
        );
    }
}

// --- files that mean no good -------------------------------------------------------------------

#[test]
fn a_header_that_lies_is_told() {
    let sound = in_a_room(&[voice(1, 12.0, -20.0)]);
    let mut bytes = wave(16_000, std::slice::from_ref(&sound));
    bytes.truncate(bytes.len() / 2);
    let found = heard(bytes);
    assert_eq!(causes(&found), ["the header speaks of 12.0 s, there are 6.0 s"]);
    assert_eq!(found.records[0].text("not_looked_at"), Some("too short"));

    // A program that writes as it goes does not know the length.
    let mut streamed = wave_header(16_000, 1, u32::MAX);
    streamed.extend(wave(16_000, &[sound]).split_off(44));
    let found = heard(streamed);
    assert_eq!(causes(&found), [] as [&str; 0]);
    assert!((number(&found.records[0], "duration_seconds") - 12.0).abs() < 0.1);

    for (rate, n_channels, reason) in [
        (400, 1, "400 samples a second"),
        (4_000_000_000, 1, "4000000000 samples a second"),
        (16_000, 200, "200 channels"),
    ] {
        let mut bytes = wave_header(rate, n_channels, 1 << 20);
        bytes.resize(1 << 20, 1);
        let found = heard(bytes);
        assert_eq!(found.records.len(), 1);
        let why = found.records[0].text("not_looked_at").unwrap_or_default();
        assert!(why == reason || why == "cannot be decoded", "{rate}, {n_channels}: {why}");
    }
    let mut none = wave_header(16_000, 0, 1 << 16);
    none.resize(1 << 16, 1);
    assert_eq!(heard(none).records[0].text("not_looked_at"), Some("cannot be decoded"));
}

/// Bytes that are made while they are read, without end as far as anybody will go.
struct Endless {
    head: Vec<u8>,
    body: Vec<u8>,
    at: u64,
    size: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = (self.size - self.at).min(buffer.len() as u64) as usize;
        for byte in &mut buffer[..left] {
            let place = self.at as usize;
            *byte = match self.head.get(place) {
                Some(byte) => *byte,
                None => self.body[(place - self.head.len()) % self.body.len()],
            };
            self.at += 1;
        }
        Ok(left)
    }
}

impl Seek for Endless {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::Error::other("not here"))
    }
}

struct Generated(Vec<u8>, Vec<u8>, u64);

impl Content for Generated {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(Endless { head: self.0.clone(), body: self.1.clone(), at: 0, size: self.2 }))
    }

    fn size(&self) -> u64 {
        self.2
    }
}

fn heard_of(head: Vec<u8>, body: Vec<u8>, size: u64) -> Collected {
    let mut found = Collected::default();
    let reports = read_file(
        "endless",
        "00",
        &Generated(head, body, size),
        &InMemory::default(),
        &Context::default(),
        &mut found,
    );
    assert_eq!(reports[0].kind, Some("call_audio"), "{reports:?}");
    found
}

#[test]
fn streams_without_sound_end_soon() {
    let begun = Instant::now();
    let size = 40 << 30;
    // Tags, chunks and pages that promise sound and never bring any.
    let mut chunk = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
    chunk.extend(b"LIST\xf0\xff\xff\xffjunk");
    let tag = b"ID3\x04\0\0\x7f\x7f\x7f\x7f".to_vec();
    let small_tag = b"ID3\x04\0\0\0\0\0\x0a".to_vec();
    let mut flac = b"fLaC\x80\0\0\x22\x10\0\x10\0\0\0\0\0\0\0".to_vec();
    flac.extend(b"\x03\xe8\x01\xf0\0\0\0\0");
    flac.extend([0; 16]);
    let ogg = b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\xff".to_vec();
    for head in [chunk, tag, small_tag, flac, ogg] {
        for body in [vec![b'a'], vec![0xff, 0xf8], b"OggS\0".to_vec()] {
            let found = heard_of(head.clone(), body, size);
            assert_eq!(found.records.len(), 1);
            assert!(found.records[0].text("not_looked_at").is_some(), "{:?}", found.records[0].values);
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn damage_anywhere_is_survived_and_told(
        which in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        keep in 0.02..1.0_f64,
    ) {
        let mut bytes = sample(["call.flac", "call.ogg", "call.mp3"][which]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            // The first bytes say that it is sound at all.
            if place > 16 {
                bytes[place] = byte;
            }
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        let found = read("x", bytes, &Context::default());
        for report in &found.reports {
            prop_assert!(report.kind.is_some() != report.reason.is_some());
        }
        if found.reports[0].kind.is_some() {
            prop_assert_eq!(found.records.len(), 1);
            let record = &found.records[0];
            prop_assert!(record.get("not_looked_at").is_null() != record.get("speech_seconds").is_null());
        }
    }
}
