//! Between the engine's columns and the model's values, both ways.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, BooleanBuilder, Float64Array, Float64Builder, Int64Array, Int64Builder,
    ListArray, RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
    TimestampMicrosecondBuilder,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use model::{Rows, Timestamp, Value};

use crate::StoreError;
use crate::schema::TIME;

/// Builds one column of a known type from values.
pub(crate) enum ColumnBuilder {
    Text(StringBuilder),
    Int(Int64Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
    Time(TimestampMicrosecondBuilder),
}

impl ColumnBuilder {
    pub(crate) fn new(data_type: &DataType) -> ColumnBuilder {
        match data_type {
            DataType::Int64 => ColumnBuilder::Int(Int64Builder::new()),
            DataType::Float64 => ColumnBuilder::Number(Float64Builder::new()),
            DataType::Boolean => ColumnBuilder::Flag(BooleanBuilder::new()),
            DataType::Timestamp(_, _) => ColumnBuilder::Time(TimestampMicrosecondBuilder::new()),
            _ => ColumnBuilder::Text(StringBuilder::new()),
        }
    }

    /// A value of another kind becomes unknown: the model's own checks stand before this.
    pub(crate) fn push(&mut self, value: &Value) {
        match (self, value) {
            (ColumnBuilder::Text(it), Value::Text(text)) => it.append_value(text),
            (ColumnBuilder::Text(it), _) => it.append_null(),
            (ColumnBuilder::Int(it), Value::Int(number)) => it.append_value(*number),
            (ColumnBuilder::Int(it), _) => it.append_null(),
            (ColumnBuilder::Number(it), Value::Number(number)) => it.append_value(*number),
            (ColumnBuilder::Number(it), Value::Int(number)) => it.append_value(*number as f64),
            (ColumnBuilder::Number(it), _) => it.append_null(),
            (ColumnBuilder::Flag(it), Value::Flag(flag)) => it.append_value(*flag),
            (ColumnBuilder::Flag(it), _) => it.append_null(),
            (ColumnBuilder::Time(it), Value::Time(time)) => it.append_value(time.as_microsecond()),
            (ColumnBuilder::Time(it), _) => it.append_null(),
        }
    }

    pub(crate) fn push_text(&mut self, text: Option<&str>) {
        if let ColumnBuilder::Text(it) = self {
            it.append_option(text);
        }
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            ColumnBuilder::Text(it) => Arc::new(it.finish()),
            ColumnBuilder::Int(it) => Arc::new(it.finish()),
            ColumnBuilder::Number(it) => Arc::new(it.finish()),
            ColumnBuilder::Flag(it) => Arc::new(it.finish()),
            ColumnBuilder::Time(it) => Arc::new(it.finish()),
        }
    }
}

/// A batch from values, row by row.
pub(crate) fn batch(schema: &SchemaRef, rows: &[Vec<Value>]) -> Result<RecordBatch, StoreError> {
    let mut columns = Vec::with_capacity(schema.fields().len());
    for (idx, field) in schema.fields().iter().enumerate() {
        let mut builder = ColumnBuilder::new(field.data_type());
        for row in rows {
            builder.push(row.get(idx).unwrap_or(&Value::Null));
        }
        columns.push(builder.finish());
    }
    RecordBatch::try_new(schema.clone(), columns).map_err(|it| StoreError::Write(it.to_string()))
}

/// Rows from the engine's batches.
pub(crate) fn rows(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Rows, StoreError> {
    let names = schema.fields().iter().map(|it| Arc::from(it.name().as_str())).collect();
    let mut cells: Vec<Vec<Value>> = vec![Vec::new(); schema.fields().len()];
    for batch in batches {
        for (column, cells) in batch.columns().iter().zip(&mut cells) {
            append(column, cells)?;
        }
    }
    Ok(Rows::new(names, cells))
}

fn append(column: &ArrayRef, cells: &mut Vec<Value>) -> Result<(), StoreError> {
    let wanted = match column.data_type() {
        DataType::Utf8 | DataType::Int64 | DataType::Float64 | DataType::Boolean | DataType::Null => None,
        DataType::Utf8View | DataType::LargeUtf8 | DataType::Dictionary(_, _) => Some(DataType::Utf8),
        DataType::List(_) => None,
        DataType::LargeList(field) | DataType::ListView(field) => Some(DataType::List(field.clone())),
        DataType::Timestamp(_, _) | DataType::Date32 | DataType::Date64 => Some(TIME),
        it if it.is_integer() => Some(DataType::Int64),
        it if it.is_numeric() => Some(DataType::Float64),
        it => return Err(StoreError::Query(format!("a column of type {it} cannot be handed on"))),
    };
    let column = match wanted {
        Some(wanted) => cast(column, &wanted).map_err(|it| StoreError::Query(it.to_string()))?,
        None => column.clone(),
    };
    let any = column.as_any();
    let len = column.len();
    cells.reserve(len);
    if let Some(texts) = any.downcast_ref::<StringArray>() {
        // The same text often stands in many rows that follow each other.
        let mut last: Option<Arc<str>> = None;
        for idx in 0..len {
            if texts.is_null(idx) {
                cells.push(Value::Null);
                continue;
            }
            let text = texts.value(idx);
            let shared = match &last {
                Some(it) if **it == *text => it.clone(),
                _ => Arc::from(text),
            };
            last = Some(shared.clone());
            cells.push(Value::Text(shared));
        }
    } else if let Some(numbers) = any.downcast_ref::<Int64Array>() {
        cells.extend(numbers.iter().map(|it| it.map_or(Value::Null, Value::Int)));
    } else if let Some(numbers) = any.downcast_ref::<Float64Array>() {
        cells.extend(numbers.iter().map(|it| it.map_or(Value::Null, Value::Number)));
    } else if let Some(flags) = any.downcast_ref::<BooleanArray>() {
        cells.extend(flags.iter().map(|it| it.map_or(Value::Null, Value::Flag)));
    } else if let Some(times) = any.downcast_ref::<TimestampMicrosecondArray>() {
        for it in times.iter() {
            let time = it.and_then(|it| Timestamp::from_microsecond(it).ok());
            cells.push(time.map_or(Value::Null, Value::Time));
        }
    } else if let Some(lists) = any.downcast_ref::<ListArray>() {
        for idx in 0..len {
            if lists.is_null(idx) {
                cells.push(Value::Null);
                continue;
            }
            let mut entries = Vec::new();
            append(&lists.value(idx), &mut entries)?;
            cells.push(list(entries));
        }
    } else {
        cells.extend((0..len).map(|_| Value::Null));
    }
    Ok(())
}

fn list(entries: Vec<Value>) -> Value {
    if entries.iter().any(|it| matches!(it, Value::Int(_))) {
        let ints = entries.iter().filter_map(|it| match it {
            Value::Int(it) => Some(*it),
            _ => None,
        });
        return Value::Ints(ints.collect());
    }
    let texts = entries.into_iter().filter_map(|it| match it {
        Value::Text(it) => Some(it),
        _ => None,
    });
    Value::Texts(texts.collect())
}
