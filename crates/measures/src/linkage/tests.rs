//! What a population of records promises, on invented people.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::table::mixed;
use super::*;

const FIELDS: [(&str, Kind); 6] = [
    ("first_name", Kind::GivenName),
    ("surname", Kind::FamilyName),
    ("born", Kind::Date),
    ("town", Kind::Place),
    ("mail", Kind::Mail),
    ("phone", Kind::Phone),
];

type Row = (u64, [String; 6]);

/// `people` invented ones with one to three records each; later records have gaps, slips or another telephone.
fn people(people: u64, seed: u64) -> Vec<Row> {
    const SYLLABLES: [&str; 12] =
        ["ka", "lo", "mi", "ser", "ton", "bel", "dra", "vin", "or", "shu", "pet", "gal"];
    let mut res = Vec::new();
    for one in 0..people {
        let draw = |what: u64, count: u64| mixed(seed << 40 | one << 16 | what) % count;
        let word = |what: u64, length: u64| {
            (0..length).map(|at| SYLLABLES[draw(what * 16 + at, 12) as usize]).collect::<String>()
        };
        let (given, family) = (word(1, 2), word(2, 3));
        let plain = [
            given.clone(),
            family.clone(),
            format!("19{}-{:02}-{:02}", 50 + draw(3, 49), 1 + draw(4, 12), 1 + draw(5, 28)),
            format!("{}ville", word(6, 1)),
            format!("{given}{}@{}.org", draw(7, 900), word(8, 1)),
            format!("07{:09}", draw(9, 1_000_000_000)),
        ];
        for turn in 0..1 + draw(10, 3) {
            let mut row = plain.clone();
            let change = draw(11 + turn, 5) as usize;
            if turn > 0 {
                match change {
                    0 => row[5] = format!("07{:09}", draw(30 + turn, 1_000_000_000)),
                    1 => row[4].clear(),
                    2 => row[1].insert(2, 'x'),
                    _ => row[3].clear(),
                }
            }
            res.push((mixed(one * 8 + turn + 1), row));
        }
    }
    res
}

fn refs(row: &Row) -> Vec<&str> {
    row.1.iter().map(String::as_str).collect()
}

fn joined(rows: &[Row]) -> Population {
    let mut table = Table::new(&Schema::of(&FIELDS)).expect("the schema is sound");
    for row in rows {
        assert!(table.push(row.0, &refs(row)));
    }
    Population::of(table, Settings::default())
}

fn batch(rows: &[Row]) -> Vec<(u64, Vec<&str>)> {
    rows.iter().map(|row| (row.0, refs(row))).collect()
}

#[test]
fn records_of_one_are_together_and_of_two_are_not() {
    let rows = people(200, 1);
    let population = joined(&rows);
    let clusters = population.clusters();
    let (mut split, mut mixed_up) = (0, 0);
    let mut owners: BTreeMap<ClusterId, u64> = BTreeMap::new();
    for one in 0..200 {
        let keys: Vec<u64> =
            (1..=3).map(|turn| mixed(one * 8 + turn)).filter(|key| clusters.contains_key(key)).collect();
        split += usize::from(keys.iter().any(|key| clusters[key] != clusters[&keys[0]]));
        mixed_up += usize::from(*owners.entry(clusters[&keys[0]]).or_insert(one) != one);
    }
    assert!(split <= 1 && mixed_up == 0, "{split} split, {mixed_up} mixed up");
}

#[test]
fn new_records_join_and_the_untouched_keep_their_ids() {
    let rows = people(150, 2);
    let (late, standing) = rows.split_at(20);
    let mut population = joined(standing);
    let before = population.clusters();
    let changes = population.add(&batch(late));
    assert_eq!(changes.records, 20);
    let after = population.clusters();
    assert_eq!(after.len(), before.len() + 20);
    for (key, id) in &before {
        assert!(after.get(key) == Some(id) || changes.gone.contains(id) || changes.now.contains(id));
    }
    assert!(
        late.iter().any(|row| before.values().any(|id| after.get(&row.0) == Some(id))),
        "some join who is there"
    );
    assert_eq!(population.add(&batch(late)).refused.len(), 20);
}

#[test]
fn taking_a_bridge_out_lets_a_cluster_come_apart() {
    // 1 and 3 have nothing to compare; 2 holds what both hold.
    let mut rows = people(120, 3);
    let row = |key: u64, values: [&str; 6]| (key, values.map(str::to_owned));
    rows.push(row(1, ["Wilhelmina", "Oberfeld", "1971-02-03", "", "", ""]));
    rows.push(row(2, ["Wilhelmina", "Oberfeld", "1971-02-03", "", "w.oberfeld@post.net", "07123123123"]));
    rows.push(row(3, ["", "", "", "", "w.oberfeld@post.net", "07123123123"]));
    let mut population = joined(&rows);
    assert_eq!(population.members(population.cluster_of(1).unwrap_or(0)), [1, 2, 3]);
    let explanation = population.explain(population.cluster_of(1).unwrap_or(0)).expect("they are together");
    assert_eq!(explanation.joints.len(), 2);
    assert!(explanation.joints.iter().all(|joint| !joint.parted_without.is_empty()));
    let before = population.clusters();
    let changes = population.remove(&[2]);
    assert_eq!(changes.records, 1);
    assert_ne!(population.cluster_of(1), population.cluster_of(3));
    assert_eq!(population.cluster_of(2), None);
    assert_eq!(population.remove(&[2]).refused, [2]);
    let again = rows.iter().find(|row| row.0 == 2).cloned().into_iter().collect::<Vec<_>>();
    population.add(&batch(&again));
    let members = |clusters: &BTreeMap<u64, ClusterId>| {
        clusters
            .iter()
            .filter(|(_, id)| Some(*id) == clusters.get(&1))
            .map(|(key, _)| *key)
            .collect::<Vec<_>>()
    };
    assert_eq!(members(&population.clusters()), members(&before));
}

#[test]
fn a_number_that_many_families_hold_is_a_named_hub_and_joins_nobody() {
    let mut rows = people(150, 4);
    for (at, row) in rows.iter_mut().enumerate().filter(|(at, _)| at % 8 == 0) {
        row.1[5] = "0555 000 111".to_owned();
        row.1[3] = format!("town{}", at % 3);
    }
    let population = joined(&rows);
    let named: Vec<&str> = population.hubs().iter().map(|hub| hub.value.as_str()).collect();
    assert_eq!(named, ["555000111"]);
    let holders: Vec<u64> = rows.iter().step_by(8).map(|row| row.0).collect();
    let first = population.cluster_of(holders[0]);
    assert!(holders.iter().skip(4).all(|key| population.cluster_of(*key) != first));
}

#[test]
fn empty_and_senseless_input_is_borne() {
    assert_eq!(Schema::of(&[]).plan().err(), Some(SchemaError::Empty));
    assert_eq!(Table::new(&Schema::of(&[("t", Kind::Text); 21])).err(), Some(SchemaError::TooManyFields));
    let mut population = joined(&[]);
    assert!(population.clusters().is_empty());
    population.add(&[(1, vec!["Ann"]), (2, vec![]), (1, vec!["Bob"])]);
    assert_eq!(population.clusters().len(), 2);
    assert_eq!(population.explain(77), None);
    population.remove(&[1, 2, 3]);
    assert!(population.clusters().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_records_and_the_number_of_threads_change_nothing(seed in 0_u64..500, turn in 1_usize..40) {
        let rows = people(60, seed);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let straight = joined(&rows);
        prop_assert_eq!(straight.clusters(), joined(&turned).clusters());
        let mut table = Table::new(&Schema::of(&FIELDS)).expect("the schema is sound");
        for row in &turned {
            table.push(row.0, &refs(row));
        }
        let alone = Population::of(table, Settings { threads: 1, ..Settings::default() });
        prop_assert_eq!(straight.clusters(), alone.clusters());
        prop_assert_eq!(straight.rules(), alone.rules());
    }

    #[test]
    fn adding_and_taking_out_again_leads_back(seed in 0_u64..500, late in 1_usize..25, parts in 1_usize..4) {
        let rows = people(60, seed);
        let (late, standing) = rows.split_at(late);
        let mut population = joined(standing);
        let before = population.clusters();
        for part in late.chunks(late.len().div_ceil(parts)) {
            population.add(&batch(part));
        }
        let keys: Vec<u64> = late.iter().rev().map(|row| row.0).collect();
        for part in keys.chunks(3) {
            population.remove(part);
        }
        prop_assert_eq!(&population.clusters(), &before);
        // In one step or in many: the same records lie together.
        let together = |population: &Population| {
            let mut res: BTreeMap<ClusterId, Vec<u64>> = BTreeMap::new();
            for (key, id) in population.clusters() {
                res.entry(id).or_default().push(key);
            }
            let mut res: Vec<Vec<u64>> = res.into_values().collect();
            res.sort();
            res
        };
        population.add(&batch(late));
        let at_once = together(&population);
        population.remove(&keys);
        for row in late.iter().rev() {
            population.add(&batch(std::slice::from_ref(row)));
        }
        prop_assert_eq!(together(&population), at_once);
    }

    #[test]
    fn members_and_clusters_say_the_same(seed in 0_u64..500) {
        let rows = people(50, seed);
        let population = joined(&rows);
        for (key, id) in population.clusters() {
            let members = population.members(id);
            prop_assert!(members.contains(&key) && members.contains(&id));
            prop_assert!(members.iter().all(|it| population.cluster_of(*it) == Some(id)));
            if members.len() > 1 {
                let explanation = population.explain(id).expect("it is a cluster");
                prop_assert_eq!(explanation.joints.len(), members.len() - 1);
                prop_assert_eq!(explanation.members, members);
            }
        }
    }
}
