//! What links must do whoever holds what, and the cases that honest people make.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

pub(crate) fn person(number: usize) -> PersonId {
    PersonId::worker(&format!("W{number:02}"))
}

pub(crate) fn holds(kind: &str, value: &str, number: usize, role: &str) -> Holding {
    Holding {
        kind: kind.into(),
        value: value.into(),
        shown: value.to_uppercase().into(),
        person: person(number),
        role: role.into(),
        at: Timestamp::from_second(1_700_000_000).ok(),
        known_at: None,
        record: number as i64 * 100 + value.len() as i64,
    }
}

fn between(holdings: &[Holding]) -> Links {
    link(LinkInput { holdings, ..LinkInput::default() })
}

fn only(links: &Links) -> &ScoredLink {
    let [link] = links.links.as_slice() else { panic!("one link: {links:?}") };
    link
}

#[test]
fn two_who_share_a_pay_account_and_a_number_are_linked_by_both() {
    let links = between(&[
        holds("account_digest", "d1", 2, "payroll"),
        holds("account_digest", "d1", 1, "payroll"),
        holds("phone", "+15550100", 1, "worker"),
        holds("phone", "+15550100", 2, "applicant"),
        holds("email", "a@example.org", 1, "worker"),
        holds("email", "b@example.org", 2, "worker"),
    ]);
    let link = only(&links);
    assert_eq!((&link.a, &link.b), (&person(1), &person(2)));
    assert_eq!(link.kinds, ["account_digest".into(), "phone".into()]);
    assert_eq!(link.bits, Bits::from_hundredths(1_200));
    assert_eq!(link.sentence, "share a pay account and a telephone number");
    assert_eq!(link.shared[0].records, [102, 202]);
    assert_eq!(link.shared[1].b_roles, ["applicant".into()]);
}

#[test]
fn a_value_weighs_less_the_more_people_hold_it() {
    let mut before = Bits::from_hundredths(10_000);
    for people in 2..25 {
        let holdings: Vec<Holding> =
            (0..people).map(|it| holds("email", "x@example.org", it, "worker")).collect();
        let links = between(&holdings);
        let bits = links.links.first().map_or(Bits::ZERO, |it| it.bits);
        assert!(bits < before, "{people} holders");
        assert!(links.hubs.is_empty());
        before = bits;
    }
}

#[test]
fn the_name_of_a_computer_is_worth_little_where_many_have_one_and_nothing_as_it_leaves_the_factory() {
    let shared = |name: &str, others: usize| {
        let mut holdings = vec![holds("pc_name", name, 0, "meeting"), holds("pc_name", name, 1, "meeting")];
        for number in 2..2 + others {
            holdings.push(holds("pc_name", &format!("desktop-{number}"), number, "meeting"));
        }
        between(&holdings).links.first().map(|it| it.bits)
    };
    assert_eq!(shared("workstation-q7x", 60), Some(Bits::from_hundredths(200)));
    assert_eq!(shared("workstation-q7x", 1), None, "too few people to call it rare");
    assert_eq!(shared("macbook-pro.local", 60), None);
}

#[test]
fn a_network_address_links_nobody_by_itself_and_only_within_one_lease() {
    let mut holdings: Vec<Holding> =
        (2..40).map(|it| holds("meeting_ip", &format!("192.0.2.{it}"), it, "meeting")).collect();
    holdings.push(holds("meeting_ip", "203.0.113.9", 0, "meeting"));
    holdings.push(holds("meeting_ip", "203.0.113.9", 1, "meeting"));
    assert!(between(&holdings).links.is_empty());
    holdings.push(holds("profile", "github:octo", 0, "applicant"));
    holdings.push(holds("profile", "github:octo", 1, "resume"));
    assert_eq!(only(&between(&holdings)).kinds, ["profile".into(), "meeting_ip".into()]);
    for holding in holdings.iter_mut().filter(|it| &*it.kind == "meeting_ip" && it.person == person(0)) {
        holding.at = Timestamp::from_second(1_720_000_000).ok();
    }
    assert_eq!(only(&between(&holdings)).kinds, ["profile".into()]);
}

#[test]
fn neighbours_in_one_building_are_not_linked_but_one_who_leaves_out_the_door_is() {
    let flat = |unit: &str, number| holds("address", &format!("12 elm st|{unit}|99201|us"), number, "worker");
    assert!(between(&[flat("4a", 1), flat("4b", 2)]).links.is_empty());
    assert_eq!(only(&between(&[flat("4a", 1), flat("4a", 2)])).bits, Bits::from_hundredths(400));
    assert_eq!(only(&between(&[flat("4a", 1), flat("", 2)])).bits, Bits::from_hundredths(400));
}

#[test]
fn an_agency_explains_its_own_number_but_no_pay_account() {
    let holdings = [
        holds("phone", "+15550100", 1, "applicant"),
        holds("phone", "+15550100", 2, "applicant"),
        holds("phone", "+15550100", 3, "applicant"),
        holds("account_digest", "d1", 1, "payroll"),
        holds("account_digest", "d1", 2, "payroll"),
    ];
    let agencies = [(person(1), "Quay Staffing".into()), (person(2), "Quay Staffing".into())];
    let links = link(LinkInput { holdings: &holdings, agencies: &agencies, ..LinkInput::default() });
    let found: Vec<(&PersonId, &PersonId, &[Arc<str>])> =
        links.links.iter().map(|it| (&it.a, &it.b, it.kinds.as_slice())).collect();
    let (account, phone): (&[Arc<str>], &[Arc<str>]) = (&["account_digest".into()], &["phone".into()]);
    let (one, two, three) = (person(1), person(2), person(3));
    assert_eq!(found, [(&one, &two, account), (&one, &three, phone), (&two, &three, phone)]);
}

#[test]
fn a_referee_named_by_contact_has_vouched() {
    let links = between(&[
        holds("email", "one@example.org", 1, "worker"),
        holds("email", "one@example.org", 2, "referee"),
    ]);
    let vouches: Vec<_> = links.vouches.iter().map(|it| (&it.giver, &it.receiver)).collect();
    assert_eq!(vouches, [(&person(1), &person(2))]);
    assert_eq!(only(&links).sentence, "one is named as the referee of the other");
    assert!(only(&links).strong.is_empty());
}

#[test]
fn evidence_about_a_pair_joins_what_they_share() {
    let extra = PairEvidence {
        a: person(2),
        b: person(1),
        kind: "app-resume-clone".into(),
        bits: Bits::from_hundredths(300),
        sentence: "4 passages of two resumes are the same".into(),
    };
    let weak = PairEvidence { kind: "app-shared-format".into(), ..extra.clone() };
    let links = link(LinkInput { extra: &[extra.clone(), extra, weak], ..LinkInput::default() });
    assert_eq!(only(&links).bits, Bits::from_hundredths(600));
    assert_eq!(only(&links).strong, ["app-resume-clone".into()]);
}

const KINDS: [&str; 9] = [
    "email",
    "phone",
    "address",
    "account_digest",
    "gateway_mac",
    "signer",
    "harddisk_id",
    "pc_name",
    "meeting_ip",
];

/// Kind, value, person, whether the person named it as a referee's.
pub(crate) fn drawn() -> impl Strategy<Value = Vec<Holding>> {
    prop::collection::vec((0_usize..9, 0_usize..4, 0_usize..6, prop::bool::weighted(0.1)), 0..40).prop_map(
        |drawn| {
            let mut res = Vec::new();
            for (kind, value, number, referee) in drawn {
                let value = match KINDS[kind] {
                    "address" => format!("12 elm st|{}|{}|us", ["", "a"][value % 2], value / 2),
                    _ => format!("value-{value}"),
                };
                res.push(holds(KINDS[kind], &value, number, if referee { "referee" } else { "worker" }));
            }
            res
        },
    )
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        (holdings, shuffled) in drawn().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        again in 0_usize..40,
    ) {
        let mut other = shuffled;
        let repeated: Vec<Holding> = other.iter().take(again).cloned().collect();
        other.extend(repeated);
        prop_assert_eq!(between(&holdings), between(&other));
    }

    #[test]
    fn links_are_symmetric(holdings in drawn()) {
        // Renaming the people the other way round gives the same links the other way round.
        let number = |it: &PersonId| it.as_str().trim_start_matches("worker:W").parse::<usize>().expect("a number");
        let turned: Vec<Holding> = holdings.iter().map(|it| Holding { person: person(50 - number(&it.person)), ..it.clone() }).collect();
        let pairs = |links: &Links, turn: bool| -> BTreeSet<(usize, usize, Bits, Vec<Arc<str>>)> {
            let mut res = BTreeSet::new();
            for link in &links.links {
                let (a, b) = if turn { (50 - number(&link.b), 50 - number(&link.a)) } else { (number(&link.a), number(&link.b)) };
                res.insert((a, b, link.bits, link.kinds.clone()));
            }
            res
        };
        let links = between(&holdings);
        prop_assert_eq!(pairs(&links, false), pairs(&between(&turned), true));
        for link in &links.links {
            prop_assert!(link.a < link.b && link.bits >= Bits::from_hundredths(LINK_BITS_MIN));
            prop_assert!(link.shared.iter().all(|it| !it.records.is_empty()));
        }
    }

    #[test]
    fn a_hub_links_nobody_and_is_named(people in 25_usize..60, kind in 0_usize..9, more in drawn()) {
        let kind = KINDS[kind];
        let hub = if kind == "address" { "1 quay rd||21201|us" } else { "everybody's" };
        let mut holdings = more;
        let before = between(&holdings);
        holdings.extend((0..people).map(|it| holds(kind, hub, it, "worker")));
        let after = between(&holdings);
        prop_assert!(after.links.iter().all(|it| it.shared.iter().all(|it| &*it.value != hub)));
        let named = Hub { kind: kind.into(), value: hub.into(), people };
        prop_assert!(after.hubs.contains(&named));
        // What is common is rarer among more people; nothing else changes.
        if !matches!(kind, "pc_name" | "meeting_ip") {
            prop_assert_eq!(before.links, after.links);
        }
    }

    #[test]
    fn a_declared_household_is_not_linked_by_its_home(holdings in drawn()) {
        let everyone: Vec<(PersonId, PersonId)> = (0..6).flat_map(|a| (0..6).map(move |b| (person(a), person(b)))).collect();
        let links = link(LinkInput { holdings: &holdings, households: &everyone, ..LinkInput::default() });
        for link in &links.links {
            for kind in &link.kinds {
                prop_assert!(matches!(&**kind, "email" | "harddisk_id" | "pc_name" | "reference" | "referee"), "{}", kind);
            }
        }
    }
}
