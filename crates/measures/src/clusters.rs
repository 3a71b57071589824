//! Which nodes hang together?
//!
//! In: a number of nodes and weighted edges between them. Out: groups of at least two nodes, the nodes that were left
//! out as hubs, and the edges that were refused because a group would have grown too large.
//! Strongest edges first, as in Kruskal (1956), over a union-find (Tarjan 1975) from petgraph. One node that touches
//! everybody, or one chain of weak edges, would otherwise make a single group of all.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

/// An edge between two nodes; nodes are numbers from zero. Direction means nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub left: usize,
    pub right: usize,
    /// Strength; stronger edges are followed first.
    pub weight: f64,
}

/// The bounds of grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClusterLimits {
    /// No group grows beyond so many nodes.
    pub members_max: usize,
    /// A node with more neighbours than this is a hub, and no edge of it is followed.
    pub neighbours_max: usize,
}

/// What hangs together, and what was left out and why. Everything is sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clusters {
    /// Groups of two nodes or more; members rising, groups by their first member.
    pub groups: Vec<Vec<usize>>,
    /// Nodes with too many neighbours.
    pub hubs: Vec<usize>,
    /// Edges not followed because the joined group would have been too large; the smaller node first.
    pub refused: Vec<(usize, usize)>,
}

/// Groups the nodes `0..nodes` along the edges.
///
/// Edges from a node to itself, to a node that does not exist, or of a weight that is not a number are ignored; of
/// several edges between two nodes the strongest counts. The result does not depend on the order of the edges.
pub fn connected(nodes: usize, edges: &[Edge], limits: ClusterLimits) -> Clusters {
    let mut strongest: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for edge in edges {
        let pair = (edge.left.min(edge.right), edge.left.max(edge.right));
        if pair.0 == pair.1 || pair.1 >= nodes || edge.weight.is_nan() {
            continue;
        }
        let weight = strongest.entry(pair).or_insert(edge.weight);
        *weight = weight.max(edge.weight);
    }

    let mut neighbours = vec![0_usize; nodes];
    for (left, right) in strongest.keys() {
        for node in [left, right] {
            if let Some(count) = neighbours.get_mut(*node) {
                *count += 1;
            }
        }
    }
    let is_hub: Vec<bool> = neighbours.iter().map(|count| *count > limits.neighbours_max).collect();
    let hub = |node: usize| is_hub.get(node).copied().unwrap_or(false);

    let mut in_order: Vec<((usize, usize), f64)> = strongest.into_iter().collect();
    in_order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));

    let mut sets = UnionFind::<usize>::new(nodes);
    let mut sizes = vec![1_usize; nodes];
    let mut res = Clusters::default();
    for ((left, right), _) in in_order {
        if hub(left) || hub(right) {
            continue;
        }
        let (left_root, right_root) = (sets.find_mut(left), sets.find_mut(right));
        if left_root == right_root {
            continue;
        }
        let joined = size_of(&sizes, left_root) + size_of(&sizes, right_root);
        if joined > limits.members_max {
            res.refused.push((left, right));
            continue;
        }
        sets.union(left_root, right_root);
        let root = sets.find_mut(left_root);
        if let Some(size) = sizes.get_mut(root) {
            *size = joined;
        }
    }

    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..nodes {
        by_root.entry(sets.find_mut(node)).or_default().push(node);
        if hub(node) {
            res.hubs.push(node);
        }
    }
    res.groups = by_root.into_values().filter(|members| members.len() > 1).collect();
    res.groups.sort();
    res.refused.sort_unstable();
    res
}

fn size_of(sizes: &[usize], root: usize) -> usize {
    sizes.get(root).copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WIDE: ClusterLimits = ClusterLimits { members_max: 100, neighbours_max: 100 };

    fn edge(left: usize, right: usize, weight: f64) -> Edge {
        Edge { left, right, weight }
    }

    #[test]
    fn two_chains_are_two_groups_and_loners_are_none() {
        let edges = [edge(4, 3, 1.0), edge(0, 1, 1.0), edge(3, 6, 1.0), edge(5, 5, 1.0), edge(2, 99, 1.0)];
        let clusters = connected(7, &edges, WIDE);
        assert_eq!(clusters.groups, vec![vec![0, 1], vec![3, 4, 6]]);
        assert!(clusters.hubs.is_empty() && clusters.refused.is_empty());
    }

    #[test]
    fn a_hub_joins_nobody() {
        let mut edges: Vec<Edge> = (1..10).map(|node| edge(0, node, 9.0)).collect();
        edges.push(edge(3, 4, 1.0));
        let clusters = connected(10, &edges, ClusterLimits { members_max: 100, neighbours_max: 5 });
        assert_eq!(clusters.groups, vec![vec![3, 4]]);
        assert_eq!(clusters.hubs, vec![0]);
    }

    #[test]
    fn the_weakest_edge_is_refused_when_a_group_grows_too_large() {
        let edges = [edge(0, 1, 5.0), edge(2, 3, 5.0), edge(1, 2, 0.5)];
        let clusters = connected(4, &edges, ClusterLimits { members_max: 3, neighbours_max: 10 });
        assert_eq!(clusters.groups, vec![vec![0, 1], vec![2, 3]]);
        assert_eq!(clusters.refused, vec![(1, 2)]);
    }

    proptest! {
        #[test]
        fn unchanged_by_order_and_direction_and_within_bounds(
            raw in prop::collection::vec((0_usize..20, 0_usize..20, 0_u8..5), 0..60),
            members_max in 2_usize..8,
            neighbours_max in 1_usize..8,
        ) {
            let limits = ClusterLimits { members_max, neighbours_max };
            let straight: Vec<Edge> = raw.iter().map(|(a, b, w)| edge(*a, *b, f64::from(*w))).collect();
            let turned: Vec<Edge> = raw.iter().rev().map(|(a, b, w)| edge(*b, *a, f64::from(*w))).collect();
            let clusters = connected(20, &straight, limits);
            prop_assert_eq!(&clusters, &connected(20, &turned, limits));
            let mut seen = std::collections::BTreeSet::new();
            for group in &clusters.groups {
                prop_assert!((2..=members_max).contains(&group.len()));
                for node in group {
                    prop_assert!(seen.insert(*node), "a node is in one group only");
                    prop_assert!(!clusters.hubs.contains(node));
                }
            }
        }
    }
}
