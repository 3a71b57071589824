//! Steps of everyday: someone asks for something, changes something, is reviewed. In: people, moments, words.
//! Out: rows of the tables of tickets, changes and reviews, and their numbers.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::people::PayAccount;
use crate::shelf::RecordId;
use crate::world::World;

/// A row of the HR system's history.
struct Change<'a> {
    field: &'a str,
    old: &'a str,
    new: &'a str,
    account: Option<&'a PayAccount>,
    ip: &'a str,
    channel: &'a str,
}

impl World {
    /// Someone asks IT or HR for something. `requester` is a worker id, an applicant id or a mailbox.
    pub(crate) fn ticket(
        &mut self,
        requester: &str,
        at: Timestamp,
        category: &str,
        subject: &str,
        body: &str,
        resolution: &str,
    ) -> RecordId {
        let id = self.id("TK");
        let closed = plus_minutes(at, 60 + self.dice.between(10, 900));
        self.row(
            "tickets",
            at,
            &[
                ("ticket_id", &id),
                ("opened_at", &at.to_string()),
                ("requester", requester),
                ("category", category),
                ("subject", subject),
                ("body", body),
                ("closed_at", &closed.to_string()),
                ("resolution", resolution),
            ],
        )
    }

    /// A change in the HR system that somebody makes there.
    pub(crate) fn change(
        &mut self,
        who: usize,
        field: &str,
        at: Timestamp,
        old: &str,
        new: &str,
        ip: &str,
    ) -> RecordId {
        let change = Change { field, old, new, account: None, ip, channel: "self-service portal" };
        self.changed(who, at, &change)
    }

    /// Pay goes somewhere else from now on. The person's account is the new one afterwards.
    pub(crate) fn new_account(
        &mut self,
        who: usize,
        at: Timestamp,
        account: PayAccount,
        ip: &str,
        channel: &str,
    ) -> RecordId {
        let old = self.people[who].pay.digest.clone();
        let change = Change {
            field: "bank_account",
            old: &old,
            new: &account.digest,
            account: Some(&account),
            ip,
            channel,
        };
        let record = self.changed(who, at, &change);
        if at < self.now {
            self.people[who].pay = account;
        }
        record
    }

    fn changed(&mut self, who: usize, at: Timestamp, change: &Change) -> RecordId {
        let id = self.id("CHG");
        let effective = plus_days(calendar::day_of(at, "UTC"), 3).to_string();
        let worker = self.people[who].worker_id().to_owned();
        let by = self.people[who].work_email().to_owned();
        self.row(
            "changes",
            at,
            &[
                ("change_id", &id),
                ("worker_id", &worker),
                ("field", change.field),
                ("changed_at", &at.to_string()),
                ("effective_date", &effective),
                ("old_value", change.old),
                ("new_value", change.new),
                ("institution", change.account.map_or("", |it| &it.institution)),
                ("routing_number", change.account.map_or("", |it| &it.routing_number)),
                ("account_holder", change.account.map_or("", |it| &it.holder)),
                ("changed_by", &by),
                ("ip", change.ip),
                ("channel", change.channel),
            ],
        )
    }

    /// A review by the manager that belongs to a story; the person gets no others.
    pub(crate) fn review(&mut self, who: usize, day: Date, rating: i64, note: &str) -> RecordId {
        self.reviewed.insert(who);
        self.review_quietly(who, day, rating, note)
    }

    /// A review by the manager.
    pub(crate) fn review_quietly(&mut self, who: usize, day: Date, rating: i64, note: &str) -> RecordId {
        let worker = self.people[who].worker_id().to_owned();
        self.row(
            "performance",
            calendar::at(day, clock(12, 0), "UTC"),
            &[
                ("worker_id", &worker),
                ("reviewed_at", &day.to_string()),
                ("rating", &rating.to_string()),
                ("note", note),
            ],
        )
    }
}
