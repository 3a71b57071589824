//! A box that works a computer's keyboard and screen from elsewhere hangs on a laptop that the company gave out.

use std::collections::BTreeMap;

use model::{Finding, Row};

use crate::Gathered;
use crate::explanations::{Ticket, counted, day, period};

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let tickets = Ticket::by_person(gathered.rows("tickets"));
    let others: BTreeMap<&str, Vec<Row<'_>>> = gathered.rows("others").by("person").into_iter().collect();
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        let others = others.get(person).map(Vec::as_slice).unwrap_or_default();
        let (lab, laptop): (Vec<Row<'_>>, Vec<Row<'_>>) =
            rows.into_iter().partition(|it| of_a_laboratory(it, others));
        if let Some(finding) = sign(person, "attached", &laptop) {
            let ticket = tickets
                .get(person)
                .into_iter()
                .flatten()
                .find(|it| it.within(finding.from, gathered.days("approval_days")));
            let explained = ticket.and_then(|it| {
                it.explains(&finding, format!("the device was named in a ticket on {}", day(it.opened)))
            });
            res.push(finding);
            res.extend(explained);
        } else {
            res.extend(sign(person, "lab", &lab));
        }
    }
    res
}

/// Words of models and names that no laptop for daily work has.
const LABORATORY: [&str; 10] =
    ["lab", "server", "rack", "mini pc", "nuc", "test", "bench", "kiosk", "raspberry", "build"];

/// The person has a laptop beside it, and this machine is by its name another thing; nothing says so of a machine
/// that was sent to them by parcel.
fn of_a_laboratory(row: &Row<'_>, others: &[Row<'_>]) -> bool {
    let own = row.text("asset_serial");
    let another = others.iter().any(|it| it.text("asset_serial") != own);
    let sent = others.iter().any(|it| it.text("asset_serial") == own && it.int("sent") == Some(1));
    let text = format!(
        "{} {}",
        row.text("model").unwrap_or_default(),
        row.text("device_name").unwrap_or_default().replace(['-', '_', '.'], " ")
    )
    .to_lowercase();
    let padded = format!(" {} ", text.replace(['(', ')', ',', '/'], " "));
    another && !sent && LABORATORY.iter().any(|it| padded.contains(&format!(" {it} ")))
}

fn sign(person: &str, level: &str, rows: &[Row<'_>]) -> Option<Finding> {
    let from = rows.iter().filter_map(|it| it.time("at")).min()?;
    let to = rows.iter().filter_map(|it| it.time("last_at")).max()?;
    let known_at = rows.iter().filter_map(|it| it.time("known_at")).min()?;
    let mut said: Vec<String> = Vec::new();
    for row in rows {
        let times = usize::try_from(row.int("n")?).unwrap_or(0);
        let device = row.text("device_name").unwrap_or("a computer without a name");
        said.push(format!(
            "{} on {device} ({})",
            row.text("kvm_device")?,
            counted(times, "record", "records")
        ));
    }
    let beside = if level == "lab" { ", a machine beside the laptop" } else { "" };
    let sentence =
        format!("KVM-over-IP hardware was plugged in: {}{beside}, {}", said.join(", "), period(from, to));
    let refs = rows.iter().flat_map(|it| it.refs("refs").into_iter().take(12)).collect();
    Some(Finding::about(person, level, known_at, sentence, refs)?.between(from, to))
}
