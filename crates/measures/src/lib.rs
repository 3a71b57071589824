//! How alike, how regular, how rare?
//!
//! In: words, numbers, strings and edges, always as arguments. Out: numbers, keys, pairs and groups.
//! Pure mathematics: no clock, no file, no random source. What a person is, what a record is, and what any of
//! it means for anybody is not known here. Every measure names the paper or the documentation it follows,
//! and is symmetric where the question is symmetric.

pub mod text;

pub mod style;

pub mod similarity;

pub mod association;

pub mod digits;

pub mod names;

pub mod addresses;

pub mod contacts;

pub mod spans;

pub mod hours;

pub mod employment_dates;

pub mod places;

pub mod robust;

pub mod rarity;

pub mod intervals;

pub mod linkage;

pub mod clusters;

pub mod resampling;

pub mod voice_activity;

pub mod background_speech;

pub mod speech_rhythm;

pub mod call_sound;

pub mod answers;
