//! Adding records: batches become Parquet parts, and the manifest names them in the end.
//!
//! A record that is there already (the same `ref`) adds no row; where else it stands goes to `also`.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::path::PathBuf;

use datafusion::arrow::array::{Array, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use model::{Origin, Place, Record, Table, Value, limits};

use crate::folder::{Folder, InputEntry};
use crate::{StoreError, arrow_rows, schema};

/// Rows of one Parquet row group.
const GROUP_ROWS: usize = 64 << 10;

/// Records on their way into a folder.
pub struct Writing<'a> {
    folder: &'a mut Folder,
    tables: BTreeMap<&'static str, Part>,
    also: Part,
    inputs: BTreeMap<String, InputEntry>,
    datasets: Vec<(String, String, String)>,
}

/// One table's new part.
struct Part {
    schema: SchemaRef,
    path: PathBuf,
    rows: Vec<Vec<Value>>,
    writer: Option<ArrowWriter<File>>,
    seen: HashSet<i64>,
}

impl Folder {
    /// Begins to add records. Nothing counts before `commit`.
    pub fn writing(&mut self) -> Writing<'_> {
        let also = Part::new(schema::also(), self.records(schema::ALSO).join(self.next_part()));
        Writing { folder: self, tables: BTreeMap::new(), also, inputs: BTreeMap::new(), datasets: Vec::new() }
    }

    fn next_part(&self) -> String {
        format!("{:06}.parquet", self.manifest.scans + 1)
    }
}

impl Writing<'_> {
    /// Adds one record that came from a file of kind `source`.
    pub fn push(&mut self, source: &str, record: &Record) -> Result<(), StoreError> {
        let name = record.table.name;
        if !self.tables.contains_key(name) {
            let part = self.begin(record.table)?;
            self.tables.insert(name, part);
        }
        let Some(part) = self.tables.get_mut(name) else { return Ok(()) };
        let record_ref = record.record_ref().0;
        if part.seen.insert(record_ref) {
            let mut row = Vec::with_capacity(record.values.len() + schema::COMMON.len());
            row.extend_from_slice(&record.values);
            row.push(Value::Int(record_ref));
            row.push(record.at().into());
            row.push(record.known_at().into());
            row.extend(origin_cells(source, &record.origin));
            part.push(row)
        } else {
            let mut row = vec![Value::Int(record_ref)];
            row.extend(origin_cells(source, &record.origin));
            self.also.push(row)
        }
    }

    /// Keeps a data set that came from `file`.
    pub fn dataset(&mut self, kind: &str, file: &str, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let dir = self.folder.dir().join("datasets");
        fs::create_dir_all(&dir).map_err(StoreError::io(&dir))?;
        let path = dir.join(sha256);
        fs::write(&path, bytes).map_err(StoreError::io(&path))?;
        self.datasets.push((kind.to_owned(), file.to_owned(), sha256.to_owned()));
        Ok(())
    }

    /// Says that a file was read to its end.
    pub fn input(&mut self, file: &str, entry: InputEntry) {
        self.inputs.insert(file.to_owned(), entry);
    }

    /// Everything that was pushed is kept from here on.
    pub fn commit(self) -> Result<(), StoreError> {
        let Writing { folder, tables, also, inputs, datasets } = self;
        let mut manifest = folder.manifest.clone();
        let part_name = folder.next_part();
        let mut added = Vec::new();
        for (name, part) in tables {
            added.push((name, part.finish()?));
        }
        added.push((schema::ALSO, also.finish()?));
        for (name, written) in added {
            if written {
                manifest.parts.entry(name.to_owned()).or_default().insert(part_name.clone());
            }
        }
        manifest.inputs.extend(inputs);
        for (kind, file, name) in datasets {
            manifest.datasets.entry(kind).or_default().insert(file, name);
        }
        manifest.scans += 1;
        folder.replace_manifest(manifest)
    }

    fn begin(&self, table: &'static Table) -> Result<Part, StoreError> {
        let dir = self.folder.records(table.name);
        let mut part = Part::new(schema::stored(table), dir.join(self.folder.next_part()));
        for path in self.folder.parts(table.name) {
            read_refs(&path, &mut part.seen)?;
        }
        Ok(part)
    }
}

impl Part {
    fn new(schema: SchemaRef, path: PathBuf) -> Part {
        Part { schema, path, rows: Vec::new(), writer: None, seen: HashSet::new() }
    }

    fn push(&mut self, row: Vec<Value>) -> Result<(), StoreError> {
        self.rows.push(row);
        if self.rows.len() >= limits::BATCH_RECORDS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let batch: RecordBatch = arrow_rows::batch(&self.schema, &self.rows)?;
        self.rows.clear();
        if self.writer.is_none() {
            let dir = self.path.parent().unwrap_or(&self.path);
            fs::create_dir_all(dir).map_err(StoreError::io(dir))?;
            let file = File::create(&self.path).map_err(StoreError::io(&self.path))?;
            let level = ZstdLevel::try_new(1).map_err(write_error)?;
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(level))
                .set_max_row_group_row_count(Some(GROUP_ROWS))
                .build();
            self.writer =
                Some(ArrowWriter::try_new(file, self.schema.clone(), Some(properties)).map_err(write_error)?);
        }
        if let Some(writer) = &mut self.writer {
            writer.write(&batch).map_err(write_error)?;
        }
        Ok(())
    }

    /// Whether there is a part on disk.
    fn finish(mut self) -> Result<bool, StoreError> {
        self.flush()?;
        let Some(writer) = self.writer.take() else { return Ok(false) };
        let file = writer.into_inner().map_err(write_error)?;
        file.sync_all().map_err(StoreError::io(&self.path))?;
        Ok(true)
    }
}

fn write_error(it: datafusion::parquet::errors::ParquetError) -> StoreError {
    StoreError::Write(it.to_string())
}

fn origin_cells(source: &str, origin: &Origin) -> [Value; 6] {
    let (line, record) = match origin.place {
        Place::Whole => (Value::Null, Value::Null),
        Place::Line(it) => (Value::Int(it as i64), Value::Null),
        Place::Record(it) => (Value::Null, Value::Int(it as i64)),
    };
    [
        Value::from(source),
        Value::Text(origin.file.clone()),
        Value::Text(origin.sha256.clone()),
        line,
        record,
        origin.message_id.clone().map_or(Value::Null, Value::Text),
    ]
}

fn read_refs(path: &PathBuf, refs: &mut HashSet<i64>) -> Result<(), StoreError> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(write_error)?;
    let Ok(idx) = builder.schema().index_of("ref") else { return Ok(()) };
    let mask = ProjectionMask::roots(builder.parquet_schema(), [idx]);
    let reader = builder.with_projection(mask).build().map_err(write_error)?;
    for batch in reader {
        let batch = batch.map_err(|it| StoreError::Write(it.to_string()))?;
        let Some(column) = batch.column(0).as_any().downcast_ref::<Int64Array>() else { continue };
        refs.extend((0..column.len()).filter(|it| column.is_valid(*it)).map(|it| column.value(it)));
    }
    Ok(())
}
