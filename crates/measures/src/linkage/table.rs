//! Records as rows of small numbers.
//!
//! In: records of a schema, one after the other. Out: for each record a key and one number a slot; for each number
//! the normal form it stands for, what blocks are made of, and how many records hold it. Nothing of the text as it
//! was written is kept. 0 stands for a value that is missing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

use super::comparisons::Measure;
use super::reading;
use super::schema::{COMPARISONS_MAX, Plan, Schema, SchemaError};
use crate::names::familiar_groups;

/// Records before they are linked.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) plan: Plan,
    pub(super) rows: Vec<u32>,
    pub(super) keys: Vec<u64>,
    pub(super) dictionaries: Vec<Dictionary>,
    /// By slot, by value: how many records hold it.
    pub(super) holders: Vec<Vec<u32>>,
    by_key: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    scratch: Vec<String>,
}

impl Table {
    pub fn new(schema: &Schema) -> Result<Table, SchemaError> {
        let plan = schema.plan()?;
        let dictionaries = vec![Dictionary::new(); plan.dictionaries];
        let holders = vec![vec![0]; plan.slots.len()];
        let scratch = vec![String::new(); plan.slots.len()];
        Ok(Table {
            plan,
            rows: Vec::new(),
            keys: Vec::new(),
            dictionaries,
            holders,
            by_key: HashMap::default(),
            scratch,
        })
    }

    /// Adds a record. `key` names it for good; a key that is there already is not taken again, and the answer is false.
    /// `values` stand in the order of the schema's fields; missing ones are empty.
    pub fn push(&mut self, key: u64, values: &[&str]) -> bool {
        let Ok(at) = u32::try_from(self.keys.len()) else {
            return false;
        };
        if self.by_key.contains_key(&key) {
            return false;
        }
        self.by_key.insert(key, at);
        self.keys.push(key);
        self.read_row(values);
        for slot in 0..self.plan.slots.len() {
            let value = self.take_value(slot);
            self.rows.push(value);
            if let Some(held) = self.holders.get_mut(slot) {
                if held.len() <= value as usize {
                    held.resize(value as usize + 1, 0);
                }
                if let Some(count) = held.get_mut(value as usize) {
                    *count += 1;
                }
            }
        }
        true
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn place_of(&self, key: u64) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    /// A record that was taken out is forgotten under its key; its row stays and is not asked again.
    pub(super) fn forget(&mut self, key: u64) -> Option<u32> {
        self.by_key.remove(&key)
    }

    pub(super) fn row(&self, record: u32) -> &[u32] {
        let width = self.plan.slots.len();
        let from = record as usize * width;
        self.rows.get(from..from + width).unwrap_or(&[])
    }

    pub(super) fn value(&self, record: u32, slot: usize) -> u32 {
        self.row(record).get(slot).copied().unwrap_or(0)
    }

    pub(super) fn text(&self, slot: usize, value: u32) -> &str {
        self.dictionary(slot).map_or("", |it| it.text(value))
    }

    pub(super) fn form(&self, slot: usize, value: u32, which: usize) -> u32 {
        self.dictionary(slot)
            .and_then(|it| it.forms.get(value as usize))
            .and_then(|it| it.get(which))
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn dictionary(&self, slot: usize) -> Option<&Dictionary> {
        self.plan.slots.get(slot).and_then(|it| self.dictionaries.get(it.dictionary))
    }

    /// Brings the values of one record into normal form, in `scratch`.
    fn read_row(&mut self, values: &[&str]) {
        let field = |at: usize| values.get(at).copied().unwrap_or("");
        let mut scratch = std::mem::take(&mut self.scratch);
        for text in &mut scratch {
            text.clear();
        }
        if let [given, family, rest @ ..] = scratch.as_mut_slice()
            && self.plan.has_names
        {
            if let Some(at) = self.plan.given {
                reading::read(Measure::Given, field(at), given);
            }
            if let Some(at) = self.plan.family {
                reading::read(Measure::Family, field(at), family);
            }
            if let (Some(at), [others, ..]) = (self.plan.full, rest) {
                *others = reading::split_full_name(field(at), given, family);
            }
        }
        for (at, slot) in &self.plan.rest {
            if let (Some(text), Some(it)) = (scratch.get_mut(*slot), self.plan.slots.get(*slot)) {
                reading::read(it.measure, field(*at), text);
            }
        }
        self.scratch = scratch;
    }

    fn take_value(&mut self, slot: usize) -> u32 {
        let (Some(text), Some(it)) = (self.scratch.get(slot), self.plan.slots.get(slot)) else {
            return 0;
        };
        self.dictionaries.get_mut(it.dictionary).map_or(0, |dictionary| dictionary.number(it.measure, text))
    }
}

/// The values of a slot and their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    arena: String,
    ends: Vec<u32>,
    by_hash: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    forms: Vec<[u32; 4]>,
    /// Names that have familiar forms, with the groups they stand in.
    groups: HashMap<u32, &'static [usize], BuildHasherDefault<Mixed>>,
}

impl Dictionary {
    fn new() -> Dictionary {
        // Number 0 is the empty text.
        Dictionary { ends: vec![0, 0], forms: vec![[0; 4]], ..Dictionary::default() }
    }

    pub(super) fn text(&self, value: u32) -> &str {
        let at = value as usize;
        match (self.ends.get(at), self.ends.get(at + 1)) {
            (Some(from), Some(to)) => self.arena.get(*from as usize..*to as usize).unwrap_or(""),
            _ => "",
        }
    }

    pub(super) fn groups(&self, value: u32) -> &'static [usize] {
        self.groups.get(&value).copied().unwrap_or(&[])
    }

    fn number(&mut self, measure: Measure, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let mut hash = xxh3_64(text.as_bytes());
        // Texts of one hash stand one behind the other.
        while let Some(found) = self.by_hash.get(&hash) {
            if self.text(*found) == text {
                return *found;
            }
            hash = hash.wrapping_add(1);
        }
        let end = self.arena.len() + text.len();
        let (Ok(end), Ok(number)) = (u32::try_from(end), u32::try_from(self.forms.len())) else {
            return 0;
        };
        self.arena.push_str(text);
        self.ends.push(end);
        self.forms.push(reading::forms(measure, text));
        self.by_hash.insert(hash, number);
        if matches!(measure, Measure::Given | Measure::Family) {
            let groups = familiar_groups(text.split(' ').next().unwrap_or(text));
            if !groups.is_empty() {
                self.groups.insert(number, groups);
            }
        }
        number
    }
}

/// A hash of numbers that are spread already, or nearly: one multiplication.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= xxh3_64(bytes);
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = mixed(u64::from(number) ^ self.0);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mixed(number ^ self.0);
    }
}

/// A fixed shuffle of the numbers (the last steps of splitmix64).
pub(super) fn mixed(number: u64) -> u64 {
    let one = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    two ^ (two >> 31)
}

const _: () = assert!(COMPARISONS_MAX * 3 <= 64, "a pattern has three bits for each comparison");
