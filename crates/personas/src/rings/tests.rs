//! What rings must do, and the groups of honest people that are none.

use proptest::prelude::*;

use super::*;
use crate::links::tests::{drawn, holds, person};
use crate::links::{Holding, LinkInput, PairEvidence, link};

fn found(holdings: &[Holding], households: &[(PersonId, PersonId)]) -> Vec<Ring> {
    rings(&link(LinkInput { holdings, households, ..LinkInput::default() }), &[])
}

/// A house that takes the laptops of three, one pay account of two, one vouching for another.
fn farm() -> Vec<Holding> {
    let house = "742 oak ave||99201|us";
    vec![
        holds("address", house, 1, "worker"),
        holds("address", house, 2, "parcel"),
        holds("address", house, 3, "parcel"),
        holds("account_digest", "d1", 2, "payroll"),
        holds("account_digest", "d1", 3, "payroll"),
        holds("gateway_mac", "00:00:5e:00:53:01", 1, "device"),
        holds("gateway_mac", "00:00:5e:00:53:01", 2, "device"),
        holds("email", "one@example.org", 1, "worker"),
        holds("email", "one@example.org", 2, "referee"),
    ]
}

#[test]
fn a_house_an_account_and_a_reference_make_a_ring_with_roles() {
    let rings = found(&farm(), &[]);
    let [ring] = rings.as_slice() else { panic!("one ring: {rings:?}") };
    assert_eq!(ring.members, [person(1), person(2), person(3)]);
    assert_eq!(ring.roles.get(&person(1)).map(String::as_str), Some("host, voucher"));
    assert_eq!(ring.roles.len(), 1);
    let address = ring.shared.iter().find(|it| &*it.kind == "address").expect("shared by all");
    assert_eq!((address.members.len(), address.value.as_str()), (3, "742 OAK AVE||99201|US"));
    assert!(ring.sentence.starts_with("3 people are linked by an address, "), "{}", ring.sentence);
    assert!(ring.id.starts_with("ring-"));
}

#[test]
fn a_role_that_the_caller_knows_is_added() {
    let holdings = farm();
    let links = link(LinkInput { holdings: &holdings, ..LinkInput::default() });
    let taken = |successor, day: &str| Succession {
        successor: person(successor),
        leaver: Some(person(2)),
        at: format!("{day}T09:00:00Z").parse().unwrap(),
    };
    let rings = rings(&links, &[taken(3, "2026-03-02"), taken(9, "2026-04-02")]);
    assert_eq!(rings[0].roles.get(&person(3)).map(String::as_str), Some("replacement"));
    assert!(!rings[0].roles.contains_key(&person(9)));
    let step = format!("{} took the seat of {} (2026-03-02)", person(3), person(2));
    assert!(rings[0].sentence.contains(&step), "{}", rings[0].sentence);
    assert!(!rings[0].sentence.contains("2026-04-02"));
}

#[test]
fn a_ring_tells_in_which_order_they_came() {
    let mut holdings = farm();
    for it in holdings.iter_mut().filter(|it| &*it.role == "referee") {
        it.at = Some("2026-01-05T00:00:00Z".parse().unwrap());
    }
    let links = link(LinkInput { holdings: &holdings, ..LinkInput::default() });
    let followed = Succession {
        successor: person(3),
        leaver: Some(person(2)),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
    };
    let rings = rings(&links, &[followed]);
    let (one, two, three) = (person(1), person(2), person(3));
    assert!(
        rings[0].sentence.ends_with(&format!(
            "; in order: {one} was named as referee of {two} (2026-01-05), {three} took the seat of {two} (2026-03-02)"
        )),
        "{}",
        rings[0].sentence
    );
}

#[test]
fn a_declared_couple_is_no_ring() {
    let mut holdings = Vec::new();
    for number in [1, 2] {
        holdings.push(holds("address", "9 elm st||21201|us", number, "worker"));
        holdings.push(holds("account_digest", "joint", number, "payroll"));
        holdings.push(holds("gateway_mac", "00:00:5e:00:53:02", number, "device"));
        holdings.push(holds("phone", "+15550111", number, "worker"));
    }
    assert_eq!(found(&holdings, &[]).len(), 1);
    assert!(found(&holdings, &[(person(2), person(1))]).is_empty());
}

#[test]
fn flatmates_who_declared_nothing_are_linked_and_no_ring() {
    let mut holdings = Vec::new();
    for number in [1, 2] {
        holdings.push(holds("address", "9 elm st||21201|us", number, "worker"));
        holdings.push(holds("gateway_mac", "00:00:5e:00:53:02", number, "device"));
        holdings.push(holds("phone", "+15550111", number, "worker"));
    }
    assert!(found(&holdings, &[]).is_empty());
    assert_eq!(link(LinkInput { holdings: &holdings, ..LinkInput::default() }).links.len(), 1);
}

#[test]
fn former_colleagues_with_one_maker_of_resumes_are_no_ring() {
    let holdings = [
        holds("email", "one@example.org", 1, "worker"),
        holds("email", "one@example.org", 2, "referee"),
        holds("email", "one@example.org", 3, "referee"),
    ];
    let mut extra = Vec::new();
    for kind in ["app-shared-format", "app-mutual-reference", "net-linked-hires"] {
        for (a, b) in [(1, 2), (1, 3), (2, 3)] {
            let bits = Bits::from_hundredths(300);
            extra.push(PairEvidence {
                a: person(a),
                b: person(b),
                kind: kind.into(),
                bits,
                sentence: "like".into(),
            });
        }
    }
    let links = link(LinkInput { holdings: &holdings, extra: &extra, ..LinkInput::default() });
    assert_eq!(links.links.len(), 3);
    assert!(links.links.iter().all(|it| it.bits > Bits::from_hundredths(RING_LINK_BITS_MIN)));
    assert!(rings(&links, &[]).is_empty());
}

proptest! {
    #[test]
    fn unchanged_by_order_and_nobody_in_two_rings(
        (holdings, shuffled) in drawn().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
    ) {
        let rings = found(&holdings, &[]);
        prop_assert_eq!(format!("{rings:?}"), format!("{:?}", found(&shuffled, &[])));
        let mut seen = BTreeSet::new();
        for ring in &rings {
            prop_assert!(ring.members.len() >= 2 && !ring.shared.is_empty());
            for member in &ring.members {
                prop_assert!(seen.insert(member.clone()));
            }
            for shared in &ring.shared {
                prop_assert!(shared.members.len() >= 2 && shared.members.iter().all(|it| ring.members.contains(it)));
            }
            prop_assert!(ring.roles.keys().all(|it| ring.members.contains(it)));
        }
    }

    #[test]
    fn a_hub_makes_no_ring(people in 25_usize..60) {
        let holdings: Vec<Holding> = (0..people).map(|it| holds("phone", "+15550199", it, "applicant")).collect();
        prop_assert!(found(&holdings, &[]).is_empty());
    }
}
