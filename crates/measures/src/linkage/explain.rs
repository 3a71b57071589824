//! Why are these records together, and what would part them?
//!
//! In: a cluster of a population. Out: its joinings from the last and weakest to the first and surest, each with what speaks for
//! it and against it, field by field; and the fields without which the weakest would not have been made.

use std::fmt;

use super::comparisons::MISSING;
use super::grouping::{Step, group};
use super::standing::{ClusterId, Population};

/// What one field says in a joining.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldVoice {
    pub field: String,
    /// How it agrees in most pairs across the joining, in words.
    pub level: &'static str,
    /// Mean over all pairs across the joining.
    pub bits: f32,
}

/// Two groups of records that were joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    /// Keys; rising.
    pub left: Vec<u64>,
    pub right: Vec<u64>,
    /// The mean vote of all pairs across, in bits.
    pub mean: f32,
    /// Fields that can be compared, the most telling first.
    pub voices: Vec<FieldVoice>,
    /// Fields of which each, taken away alone, would part them.
    pub hangs_on: Vec<String>,
    /// The fewest fields that, taken away together in this order, would part them.
    pub parted_without: Vec<String>,
}

/// Why the records of a cluster are together.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    pub cluster: ClusterId,
    /// Keys; rising.
    pub members: Vec<u64>,
    /// The weakest first: taking what it hangs on away parts the cluster there.
    pub joints: Vec<Joint>,
}

impl Population {
    /// Why the records of a cluster are together. `None` where there is no such cluster.
    pub fn explain(&self, id: ClusterId) -> Option<Explanation> {
        let members = self.members(id);
        let record = self.table.place_of(id).filter(|_| !members.is_empty())?;
        let cluster = self.cluster_of_first(record);
        let keys: Vec<u64> = cluster.iter().filter_map(|it| self.key(*it)).collect();
        let at = |place: usize| cluster.get(place).copied().unwrap_or(0);
        // The records of one cluster alone, joined to the last.
        let joining = super::grouping::Joining { mean_min: f32::MIN, ..self.settings.joining };
        let mut steps: Vec<Step> = Vec::new();
        let vote = |one: usize, other: usize| joining.vote(self.model.weigh(&self.table, at(one), at(other)));
        group(&keys, &joining, vote, |step| steps.push(step));
        let mut joints = Vec::new();
        for step in steps.iter().rev() {
            let records = |side: &[usize]| side.iter().map(|it| at(*it)).collect::<Vec<u32>>();
            let (left, right) = (records(&step.left), records(&step.right));
            joints.push(self.joint(&left, &right, step.mean));
        }
        joints.sort_by(|one, other| one.mean.total_cmp(&other.mean).then_with(|| one.left.cmp(&other.left)));
        Some(Explanation { cluster: id, members, joints })
    }

    /// The bits of two records' pair, and its parts, whether or not they are in one cluster. `None` for unknown keys.
    pub fn compare(&self, one: u64, other: u64) -> Option<(f32, Vec<FieldVoice>)> {
        let (one, other) = (self.table.place_of(one)?, self.table.place_of(other)?);
        let joint = self.joint(&[one], &[other], 0.0);
        Some((self.model.weigh(&self.table, one, other).total, joint.voices))
    }

    fn joint(&self, left: &[u32], right: &[u32], mean: f32) -> Joint {
        let slots = &self.table.plan.slots;
        let mut parts: Vec<(Vec<(u8, f32)>, bool)> = Vec::new();
        for one in left {
            for other in right {
                parts.push(self.model.parts(&self.table, *one, *other));
            }
        }
        let mut voices = Vec::new();
        for (slot, it) in slots.iter().enumerate() {
            let said: Vec<(u8, f32)> =
                parts.iter().filter_map(|it| it.0.get(slot)).filter(|it| it.0 != MISSING).copied().collect();
            let mut counts = [0_usize; 8];
            for (level, _) in &said {
                if let Some(count) = counts.get_mut(usize::from(*level)) {
                    *count += 1;
                }
            }
            let usual = (0_u8..8).max_by_key(|level| counts.get(usize::from(*level))).unwrap_or(0);
            if !said.is_empty() {
                let bits = said.iter().map(|it| it.1).sum::<f32>() / parts.len() as f32;
                voices.push((
                    slot,
                    FieldVoice { field: it.name.clone(), level: it.measure.level_name(usual), bits },
                ));
            }
        }
        voices.sort_by(|one, other| other.1.bits.total_cmp(&one.1.bits).then(one.0.cmp(&other.0)));
        let name = |slot: &usize| slots.get(*slot).map_or_else(String::new, |it| it.name.clone());
        let parts_without =
            |gone: &[usize]| self.mean_without(&parts, gone) <= self.settings.joining.mean_min;
        let speaking: Vec<usize> = voices.iter().filter(|it| it.1.bits > 0.0).map(|it| it.0).collect();
        let hangs_on = speaking.iter().filter(|slot| parts_without(&[**slot])).map(name).collect();
        let mut gone = Vec::new();
        for slot in &speaking {
            if parts_without(&gone) {
                break;
            }
            gone.push(*slot);
        }
        let keys = |side: &[u32]| {
            let mut res: Vec<u64> = side.iter().filter_map(|it| self.key(*it)).collect();
            res.sort_unstable();
            res
        };
        Joint {
            left: keys(left),
            right: keys(right),
            mean,
            voices: voices.into_iter().map(|it| it.1).collect(),
            hangs_on,
            parted_without: gone.iter().map(name).collect(),
        }
    }

    /// The mean vote across a joining, were some fields not there.
    fn mean_without(&self, parts: &[(Vec<(u8, f32)>, bool)], gone: &[usize]) -> f32 {
        let mut sum = 0.0;
        for (pair, is_home) in parts {
            let prior = if *is_home { self.model.home_prior_bits } else { self.model.prior_bits };
            let mut weight = super::model::Weight { total: prior, against: 0.0 };
            for (slot, (_, bits)) in pair.iter().enumerate() {
                if !gone.contains(&slot) {
                    weight.total += bits;
                    weight.against += bits.min(0.0);
                }
            }
            sum += self.settings.joining.vote(weight);
        }
        sum / parts.len().max(1) as f32
    }

    /// What was learned, in words: for each field the bits of every level.
    pub fn weights(&self) -> String {
        let mut res = format!(
            "by chance: {:+.1} bits; beside two who share a home: {:+.1} bits\n",
            self.model.prior_bits, self.model.home_prior_bits
        );
        for (slot, it) in self.table.plan.slots.iter().enumerate() {
            res.push_str(&format!("{}:", it.name));
            for level in 1..=it.measure.top() {
                let share = |of: &[super::em::Shares]| {
                    of.get(slot).and_then(|it| it.get(usize::from(level))).copied().unwrap_or(0.0)
                };
                res.push_str(&format!(
                    " {} {:+.1} (m {:.3} u {:.5} home {:.3});",
                    it.measure.level_name(level),
                    self.model.level_bits(slot, level, None),
                    share(&self.model.m),
                    share(&self.model.u),
                    share(&self.model.home),
                ));
            }
            res.push('\n');
        }
        res
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} records are one:", self.members.len())?;
        for joint in &self.joints {
            writeln!(
                formatter,
                "  {} + {} records, {:+.1} bits",
                joint.left.len(),
                joint.right.len(),
                joint.mean
            )?;
            for voice in &joint.voices {
                writeln!(formatter, "    {:+.1} {}: {}", voice.bits, voice.field, voice.level)?;
            }
            if !joint.parted_without.is_empty() {
                writeln!(formatter, "    would part without: {}", joint.parted_without.join(", "))?;
            }
        }
        Ok(())
    }
}
