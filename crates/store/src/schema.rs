//! How a table of the model lies in columns.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use model::{Kind, Table};

/// Microseconds without a zone: everything is UTC.
pub(crate) const TIME: DataType = DataType::Timestamp(TimeUnit::Microsecond, None);

/// What every stored record carries besides its own columns.
pub(crate) const COMMON: &[(&str, DataType)] = &[
    ("ref", DataType::Int64),
    ("at", TIME),
    ("known_at", TIME),
    ("file_kind", DataType::Utf8),
    ("file", DataType::Utf8),
    ("sha256", DataType::Utf8),
    ("line", DataType::Int64),
    ("record", DataType::Int64),
    ("message_id", DataType::Utf8),
];

/// Where else a record stands that was read more than once.
pub(crate) const ALSO: &str = "also";

pub(crate) fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::List => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Time => TIME,
    }
}

/// The columns of a table as stored: its own, then the common ones.
pub(crate) fn stored(table: &Table) -> SchemaRef {
    let own = table.columns.iter().map(|it| Field::new(it.name, data_type(it.kind), true));
    let common = COMMON.iter().map(|(name, kind)| Field::new(*name, kind.clone(), true));
    Arc::new(Schema::new(own.chain(common).collect::<Vec<_>>()))
}

pub(crate) fn also() -> SchemaRef {
    let names = ["ref", "file_kind", "file", "sha256", "line", "record", "message_id"];
    let fields = COMMON.iter().filter(|(name, _)| names.contains(name));
    Arc::new(Schema::new(
        fields.map(|(name, kind)| Field::new(*name, kind.clone(), true)).collect::<Vec<_>>(),
    ))
}
