//! Who belongs to whom: handles that are shared, and evidence about pairs.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::dossier::{Link, Ring};
use model::{Bits, PersonId};
use personas::alike::{Stated, probably_one};
use personas::links::{Holding, LinkInput, PairEvidence};
use personas::rings::Succession;
use score::Weighed;
use store::{Engine, StoreError};

use crate::stages::indicate::Asked;

/// Links and rings, ready to be shown.
pub struct Linked {
    pub links: Vec<Link>,
    pub rings: Vec<Ring>,
}

pub fn link(engine: &Engine, asked: &[Asked], weighed: &Weighed) -> Result<Linked, StoreError> {
    let holdings = holdings(engine)?;
    let households = households(engine)?;
    let agencies = agencies(engine)?;
    let mut extra = pairs(weighed);
    let known = LinkInput {
        holdings: &holdings,
        households: &households,
        agencies: &agencies,
        ..LinkInput::default()
    };
    // Comes after weighing: a tie shows where to look, and counts for nobody's score.
    extra.extend(probably_one(&stated(engine)?, known));
    let links = personas::links::link(LinkInput { extra: &extra, ..known });
    let rings = personas::rings::rings(&links, &successions(asked));
    let links = links
        .links
        .into_iter()
        .map(|it| Link { a: it.a, b: it.b, kinds: it.kinds, bits: it.bits, sentence: it.sentence })
        .collect();
    Ok(Linked { links, rings })
}

fn holdings(engine: &Engine) -> Result<Vec<Holding>, StoreError> {
    let rows = engine.query(
        "select kind, \"value\", shown, person, role, at, known_at, ref from handles \
         where person is not null and \"value\" is not null order by kind, \"value\", person, ref",
    )?;
    let mut res = Vec::new();
    for row in rows.iter() {
        if let (Some(kind), Some(value), Some(person)) =
            (row.text("kind"), row.text("value"), row.text("person"))
        {
            res.push(Holding {
                kind: kind.into(),
                value: value.into(),
                shown: row.text("shown").unwrap_or(value).into(),
                person: PersonId::from_column(person),
                role: row.text("role").unwrap_or_default().into(),
                at: row.time("at"),
                known_at: row.time("known_at"),
                record: row.int("ref").unwrap_or_default(),
            });
        }
    }
    Ok(res)
}

/// What applications and workers' records say of a person, in the words of each.
fn stated(engine: &Engine) -> Result<Vec<(PersonId, Stated)>, StoreError> {
    let rows = engine.query(
        "select person, full_name as name, string_to_array(emails, ';')[1] as mailbox, \
                string_to_array(phones, ';')[1] as phone, address_line as street, city, postcode \
         from applicants where person is not null \
         union all \
         select person, legal_name, personal_email, phone, address_line, city, postcode \
         from workers where person is not null \
         order by person, name, mailbox",
    )?;
    let one = |row: model::Row<'_>| {
        let text = |column: &str| row.text(column).unwrap_or_default().trim().to_owned();
        let stated = Stated {
            name: text("name"),
            mailbox: text("mailbox"),
            phone: text("phone"),
            street: text("street"),
            city: text("city"),
            postcode: text("postcode"),
        };
        Some((PersonId::from_column(row.text("person")?), stated))
    };
    Ok(rows.iter().filter_map(one).collect())
}

fn households(engine: &Engine) -> Result<Vec<(PersonId, PersonId)>, StoreError> {
    let rows = engine.query("select person, other from related order by person, other")?;
    let pair = |row: model::Row<'_>| {
        Some((PersonId::from_column(row.text("person")?), PersonId::from_column(row.text("other")?)))
    };
    Ok(rows.iter().filter_map(pair).collect())
}

fn agencies(engine: &Engine) -> Result<Vec<(PersonId, Arc<str>)>, StoreError> {
    let rows = engine.query(
        "select distinct person, lower(agency) as agency from applicants where agency is not null and person is not null \
         union select distinct person, lower(agency) from workers where agency is not null and person is not null \
         order by person, agency",
    )?;
    let one =
        |row: model::Row<'_>| Some((PersonId::from_column(row.text("person")?), row.text("agency")?.into()));
    Ok(rows.iter().filter_map(one).collect())
}

/// Evidence about several people says something about each pair with its subject; the strongest counts.
fn pairs(weighed: &Weighed) -> Vec<PairEvidence> {
    let mut best: BTreeMap<(PersonId, PersonId, Arc<str>), (Bits, String)> = BTreeMap::new();
    for (evidence, _) in &weighed.evidence {
        let Some(person) = evidence.subject.person() else { continue };
        if evidence.bits <= Bits::ZERO || evidence.exempt {
            continue;
        }
        for other in evidence.with.iter().filter(|it| *it != person) {
            let (a, b) = if person < other { (person, other) } else { (other, person) };
            let entry = best.entry((a.clone(), b.clone(), evidence.indicator.clone())).or_default();
            if evidence.bits > entry.0 {
                *entry = (evidence.bits, evidence.sentence.clone());
            }
        }
    }
    best.into_iter()
        .map(|((a, b, kind), (bits, sentence))| PairEvidence { a, b, kind, bits, sentence })
        .collect()
}

/// Who took the seat of a leaver.
fn successions(asked: &[Asked]) -> Vec<Succession> {
    let chains = asked.iter().filter(|it| it.header.id == "off-replacement-chain");
    let found = chains.flat_map(|it| &it.findings).filter_map(|it| {
        // The indicator names the leaver last.
        let leaver = it.with.last().cloned();
        Some(Succession { successor: it.subject.person()?.clone(), leaver, at: it.to })
    });
    found.collect()
}
