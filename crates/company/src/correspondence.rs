//! Mail boxes: sent items of some people, and the gateway's record of letters from outside.
//! In: a `World`. Out: mbox files and mail gateway events.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days};
use crate::dialects::{defender, mail};
use crate::phrasing::letters::Manner;
use crate::resume;
use crate::shelf::RecordId;
use crate::world::World;

/// The programs people write mail with.
pub(crate) const DESKTOP: &str = "Microsoft Outlook 16.0";
pub(crate) const WEB: &str = "Outlook Web App";

/// One letter to a colleague, kept in the sent items.
pub(crate) fn write(
    world: &mut World,
    who: usize,
    at: Timestamp,
    manner: &Manner,
    ip: &str,
    client: &str,
) -> RecordId {
    let name = world.people[who].given.clone();
    let (subject, body) = manner.write(&mut world.dice, &name);
    let to = vec![colleague(world, who)];
    let (from, from_name, zone) =
        (world.people[who].work_email().to_owned(), world.people[who].name(), world.people[who].zone());
    mail::sent(
        world,
        at,
        &mail::Mail {
            from_name: &from_name,
            from: &from,
            to: &to,
            subject: &subject,
            body: &body,
            ip,
            client,
            zone,
            attachment: None,
        },
    )
}

/// Sent items of a few people without a story: one in twelve, and always somebody.
pub(crate) fn sent_items(world: &mut World) {
    let mut ordinary = Vec::new();
    for who in 0..world.people.len() {
        if !world.is_cast(who)
            && world.people[who]
                .job
                .as_ref()
                .is_some_and(|job| job.end.is_none() && job.start < world.today())
        {
            ordinary.push(who);
        }
    }
    for who in ordinary.into_iter().step_by(12) {
        let manner = Manner::own(&mut world.dice);
        let client = world.dice.pick(&[DESKTOP, WEB, "Apple Mail (2.3864)", "Thunderbird 145"]);
        let job_start = world.people[who].job.as_ref().map_or(world.today(), |job| job.start);
        let from = plus_days(world.today(), -56).max(job_start);
        days(world, who, from, &manner, client);
    }
}

fn days(world: &mut World, who: usize, from: Date, manner: &Manner, client: &str) {
    let mut day = from;
    while day < world.today() {
        if calendar::is_workday(day) {
            for _ in 0..world.dice.between(0, 2) {
                let hour = world.people[who].habits.from_hour;
                let minute = clock(hour, 0) + world.dice.between(0, 8 * 60);
                let at = world.at(who, day, minute);
                let ip = world.people[who].line.ip.clone();
                write(world, who, at, manner, &ip, client);
            }
        }
        day = plus_days(day, 1);
    }
}

/// Letters from customers and suppliers, as the gateway sees them.
pub(crate) fn from_outside(world: &mut World, who: usize, at: Timestamp) {
    let firm = resume::firm(&mut world.dice);
    let domain = format!("{}.example", crate::people::plain(&firm));
    let local =
        world.dice.pick(&["office", "orders", "accounts", "newsletter", "projects", "support", "hello"]);
    let from = format!("{local}@{domain}");
    let subject = world.dice.pick(&[
        "Your order",
        "Minutes of our call",
        "Invoice",
        "Invitation",
        "Question about the contract",
        "News of the month",
        "Re: appointment",
        "Updated terms",
    ]);
    let to = world.people[who].work_email().to_owned();
    let ip = format!("198.19.240.{}", world.dice.between(2, 250));
    let attachments = u32::from(world.dice.chance(0.2));
    let sender = defender::Sender { address: &from, display: &firm, ip: &ip };
    defender::email(world, at, &sender, &to, subject, attachments);
}

fn colleague(world: &mut World, who: usize) -> String {
    for _ in 0..20 {
        let other = world.dice.index(world.people.len());
        if other != who && world.people[other].job.is_some() {
            return world.people[other].work_email().to_owned();
        }
    }
    format!("team@{}", world.firm.domain)
}
