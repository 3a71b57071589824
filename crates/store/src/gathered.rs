//! Records as columns, gathered before they are added to a folder: also on a thread that does not hold it.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::SchemaRef;
use model::{Place, Record, Ref, Table, Value};

use crate::arrow_rows::ColumnBuilder;
use crate::{StoreError, schema};

/// Records of any tables, in the order they came.
#[derive(Default)]
pub struct Gathered {
    tables: Vec<Columns>,
    len: usize,
}

/// Records of one table.
struct Columns {
    table: &'static Table,
    schema: SchemaRef,
    columns: Vec<ColumnBuilder>,
    refs: Vec<i64>,
}

/// The rows of one table, and their identities.
pub(crate) struct Rows {
    pub table: &'static Table,
    pub batch: RecordBatch,
    pub refs: Vec<i64>,
}

impl Gathered {
    /// Adds one record that came from a file of kind `source`; `record_ref` is its identity.
    pub fn push(&mut self, source: &str, record: &Record, record_ref: Ref) {
        let idx = match self.tables.iter().position(|it| std::ptr::eq(it.table, record.table)) {
            Some(idx) => idx,
            None => {
                self.tables.push(Columns::new(record.table));
                self.tables.len() - 1
            }
        };
        if let Some(columns) = self.tables.get_mut(idx) {
            columns.push(source, record, record_ref);
            self.len += 1;
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn into_rows(self) -> Result<Vec<Rows>, StoreError> {
        self.tables.into_iter().map(Columns::finish).collect()
    }
}

impl Columns {
    fn new(table: &'static Table) -> Columns {
        let schema = schema::stored(table);
        let columns = schema.fields().iter().map(|it| ColumnBuilder::new(it.data_type())).collect();
        Columns { table, schema, columns, refs: Vec::new() }
    }

    fn push(&mut self, source: &str, record: &Record, record_ref: Ref) {
        self.refs.push(record_ref.0);
        let mut columns = self.columns.iter_mut();
        // Values come first: when they are through, no column has been taken that is still needed.
        for (value, column) in record.values.iter().zip(columns.by_ref()) {
            column.push(value);
        }
        let (line, in_file) = match record.origin.place {
            Place::Whole => (Value::Null, Value::Null),
            Place::Line(it) => (Value::Int(it as i64), Value::Null),
            Place::Record(it) => (Value::Null, Value::Int(it as i64)),
        };
        // In the order of `schema::COMMON`.
        let mut next = |set: &dyn Fn(&mut ColumnBuilder)| {
            if let Some(column) = columns.next() {
                set(column);
            }
        };
        next(&|it| it.push(&Value::Int(record_ref.0)));
        next(&|it| it.push(&record.at().into()));
        next(&|it| it.push(&record.known_at().into()));
        next(&|it| it.push_text(Some(source)));
        next(&|it| it.push_text(Some(&record.origin.file)));
        next(&|it| it.push_text(Some(&record.origin.sha256)));
        next(&|it| it.push(&line));
        next(&|it| it.push(&in_file));
        next(&|it| it.push_text(record.origin.message_id.as_deref()));
    }

    fn finish(mut self) -> Result<Rows, StoreError> {
        let columns: Vec<ArrayRef> = self.columns.iter_mut().map(ColumnBuilder::finish).collect();
        let batch =
            RecordBatch::try_new(self.schema, columns).map_err(|it| StoreError::Write(it.to_string()))?;
        Ok(Rows { table: self.table, batch, refs: self.refs })
    }
}

/// The identities of rows.
pub(crate) fn refs_of(batch: &RecordBatch) -> Result<&Int64Array, StoreError> {
    let column = batch.column_by_name("ref").and_then(|it| it.as_any().downcast_ref::<Int64Array>());
    column.ok_or_else(|| StoreError::Write("rows without a column `ref`".to_owned()))
}

/// Those columns that say where a record stands, for `also`.
pub(crate) fn places_of(batch: &RecordBatch) -> Result<RecordBatch, StoreError> {
    let schema = schema::also();
    let columns: Option<Vec<ArrayRef>> =
        schema.fields().iter().map(|it| batch.column_by_name(it.name()).cloned()).collect();
    let columns = columns.ok_or_else(|| StoreError::Write("rows without their places".to_owned()))?;
    RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|it| StoreError::Write(it.to_string()))
}
