//! From the identity of a record back to where it stands, and what it says.

use std::collections::{BTreeMap, BTreeSet};

use model::dossier::Excerpt;
use model::{Kind, Origin, Place, Row, Value, tables};

use crate::{Engine, StoreError, schema};

/// One record that evidence rests on.
#[derive(Clone, Debug)]
pub struct Found {
    /// Every place it stands in, the smallest first.
    pub origins: Vec<Origin>,
    pub excerpt: Excerpt,
}

impl Engine {
    /// Finds records by their identity.
    pub fn resolve(&self, refs: &BTreeSet<i64>) -> Result<BTreeMap<i64, Found>, StoreError> {
        let wanted: Vec<Vec<Value>> = refs.iter().map(|it| vec![Value::Int(*it)]).collect();
        self.table("wanted_refs", &[("ref", Kind::Int)], &wanted)?;
        let mut res: BTreeMap<i64, Found> = BTreeMap::new();
        for table in tables::ALL {
            if !self.has_records(table.name)? {
                continue;
            }
            let rows = self.query(&format!(
                "select t.* from raw.\"{}\" t join wanted_refs w on t.ref = w.ref order by t.ref",
                table.name
            ))?;
            for row in rows.iter() {
                let Some(record_ref) = row.int("ref") else { continue };
                let mut cells = Vec::new();
                for column in table.columns {
                    let text = show(row.get(column.name));
                    if !text.is_empty() {
                        cells.push((column.name, text));
                    }
                }
                let excerpt = Excerpt { table: table.name, at: row.time("at"), cells };
                res.insert(record_ref, Found { origins: vec![origin(&row)], excerpt });
            }
        }
        let rows = self.query(&format!(
            "select t.* from raw.\"{}\" t join wanted_refs w on t.ref = w.ref",
            schema::ALSO
        ))?;
        for row in rows.iter() {
            if let Some(found) = row.int("ref").and_then(|it| res.get_mut(&it)) {
                found.origins.push(origin(&row));
            }
        }
        for found in res.values_mut() {
            found.origins.sort();
            found.origins.dedup();
        }
        Ok(res)
    }
}

fn origin(row: &Row<'_>) -> Origin {
    let place = match (row.int("line"), row.int("record")) {
        (Some(line), _) => Place::Line(line.unsigned_abs()),
        (None, Some(record)) => Place::Record(record.unsigned_abs()),
        (None, None) => Place::Whole,
    };
    Origin {
        file: row.text("file").unwrap_or_default().into(),
        sha256: row.text("sha256").unwrap_or_default().into(),
        place,
        message_id: row.text("message_id").map(Into::into),
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(it) => it.to_string(),
        Value::Int(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Flag(it) => if *it { "yes" } else { "no" }.to_owned(),
        Value::Time(it) => it.to_string(),
        Value::Ints(it) => format!("{it:?}"),
        Value::Texts(it) => it.join(";"),
    }
}
