//! Parcels: the events of one shipment together, in order of time.

use jiff::Timestamp;
use measures::addresses::Address;
use model::Row;

use crate::places::stated;

pub(super) struct Parcel<'a> {
    pub id: &'a str,
    pub events: Vec<Row<'a>>,
    /// Its first event: when it was ordered, as far as the export goes back.
    pub begin: Timestamp,
}

/// One person's parcel events, by shipment. Rows come in the order of shipment and time.
pub(super) fn parcels<'a>(rows: &[Row<'a>]) -> Vec<Parcel<'a>> {
    let mut res: Vec<Parcel<'a>> = Vec::new();
    for row in rows {
        let (Some(id), Some(at)) = (row.text("shipment_id"), row.time("at")) else { continue };
        match res.last_mut().filter(|it| it.id == id) {
            Some(parcel) => parcel.events.push(*row),
            None => res.push(Parcel { id, events: vec![*row], begin: at }),
        }
    }
    res
}

impl<'a> Parcel<'a> {
    /// The first event of one of these kinds.
    pub(super) fn first_of(&self, kinds: &[&str]) -> Option<(&Row<'a>, Timestamp)> {
        let found = self.events.iter().find(|it| it.text("event").is_some_and(|it| kinds.contains(&it)))?;
        Some((found, found.time("at")?))
    }

    pub(super) fn last_of(&self, kinds: &[&str]) -> Option<(&Row<'a>, Timestamp)> {
        let found =
            self.events.iter().rev().find(|it| it.text("event").is_some_and(|it| kinds.contains(&it)))?;
        Some((found, found.time("at")?))
    }

    /// The address it had before `at`: the last that an event up to then states.
    pub(super) fn address_before(&self, at: Timestamp) -> Option<Address> {
        let before = self.events.iter().rev().filter(|it| it.time("at").is_some_and(|it| it < at));
        before.filter_map(stated).next()
    }
}

/// `Front desk` signs for everybody.
pub(super) fn is_a_desk(signer: &str) -> bool {
    let text = signer.to_lowercase();
    let desks = [
        "desk",
        "reception",
        "concierge",
        "mailroom",
        "mail room",
        "lobby",
        "security",
        "doorman",
        "porter",
        "locker",
    ];
    desks.iter().any(|it| text.contains(it)) || text.trim().is_empty()
}
