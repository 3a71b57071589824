//! Adding records: batches become Parquet parts, and the manifest names them in the end.
//!
//! A record that is there already (the same `ref`) adds no row; where else it stands goes to `also`. What may
//! be there already waits, and is looked up among the parts in one go: memory does not grow with the folder.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array, BooleanArray, Int64Array, RecordBatch};
use datafusion::arrow::compute::{filter_record_batch, not};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::schema::types::ColumnPath;
use model::{Record, Table, limits};

use crate::folder::{Folder, InputEntry};
use crate::gathered::{Gathered, Rows, places_of, refs_of};
use crate::seen::Seen;
use crate::waiting::Waiting;
use crate::{StoreError, schema};

/// Rows of one Parquet row group.
const GROUP_ROWS: usize = 64 << 10;
/// A dictionary larger than this is given up: it would not stay in the processor's cache, where each value of
/// the column is looked up in it.
const DICTIONARY_BYTES: usize = 256 << 10;
/// Columns whose values hardly ever repeat: a dictionary of them would be made and thrown away.
const UNLIKE: [&str; 6] = ["ref", "at", "known_at", "line", "record", "happened_at"];
/// Rows that wait until it is looked up whether they are there already.
const WAITING_MAX: usize = 64 << 10;

/// Records on their way into a folder.
pub struct Writing<'a> {
    folder: &'a mut Folder,
    /// Records that were pushed one by one.
    gathered: Gathered,
    tables: BTreeMap<&'static str, Arriving>,
    also: Part,
    inputs: BTreeMap<String, InputEntry>,
    datasets: Vec<(String, String, String)>,
}

/// What arrives for one table.
struct Arriving {
    part: Part,
    seen: Seen,
    /// Rows that may be there already.
    waiting: Waiting,
    /// Parts that stood there before.
    earlier: Vec<PathBuf>,
}

/// Rows that become Parquet files, one after the other.
struct Part {
    schema: SchemaRef,
    /// The file that is being written; then those that are done.
    path: PathBuf,
    done: Vec<PathBuf>,
    writer: Option<ArrowWriter<File>>,
}

impl Folder {
    /// Begins to add records. Nothing counts before `commit`.
    pub fn writing(&mut self) -> Writing<'_> {
        let also = Part::new(schema::also(), self.records(schema::ALSO).join(self.next_part()));
        Writing {
            folder: self,
            gathered: Gathered::default(),
            tables: BTreeMap::new(),
            also,
            inputs: BTreeMap::new(),
            datasets: Vec::new(),
        }
    }

    pub(crate) fn next_part(&self) -> String {
        format!("{:06}.parquet", self.manifest.scans + 1)
    }
}

impl Writing<'_> {
    /// Adds one record that came from a file of kind `source`.
    pub fn push(&mut self, source: &str, record: &Record) -> Result<(), StoreError> {
        self.gathered.push(source, record, record.record_ref());
        if self.gathered.len() >= limits::BATCH_RECORDS { self.settle_pushed() } else { Ok(()) }
    }

    /// Adds records that were gathered elsewhere, behind those that were pushed before.
    pub fn take(&mut self, gathered: Gathered) -> Result<(), StoreError> {
        self.settle_pushed()?;
        self.add(gathered)
    }

    fn settle_pushed(&mut self) -> Result<(), StoreError> {
        let pushed = std::mem::take(&mut self.gathered);
        self.add(pushed)
    }

    fn add(&mut self, gathered: Gathered) -> Result<(), StoreError> {
        for rows in gathered.into_rows()? {
            let name = rows.table.name;
            if !self.tables.contains_key(name) {
                let arriving = self.begin(rows.table)?;
                self.tables.insert(name, arriving);
            }
            if let Some(arriving) = self.tables.get_mut(name) {
                arriving.add(&rows, &mut self.also)?;
            }
        }
        Ok(())
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
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.settle_pushed()?;
        let Writing { folder, gathered: _, tables, mut also, inputs, datasets } = self;
        let mut manifest = folder.manifest.clone();
        let mut added = Vec::new();
        for (name, mut arriving) in tables {
            arriving.settle(&mut also)?;
            added.push((name, arriving.part.finish()?));
            folder.seen.insert(name, arriving.seen);
        }
        added.push((schema::ALSO, also.finish()?));
        for (name, parts) in added {
            let names = parts.iter().filter_map(|it| Some(it.file_name()?.to_string_lossy().into_owned()));
            let names: Vec<String> = names.collect();
            if !names.is_empty() {
                manifest.parts.entry(name.to_owned()).or_default().extend(names);
            }
        }
        manifest.inputs.extend(inputs);
        for (kind, file, name) in datasets {
            manifest.datasets.entry(kind).or_default().insert(file, name);
        }
        manifest.scans += 1;
        folder.replace_manifest(manifest)?;
        folder.compact()
    }

    fn begin(&mut self, table: &'static Table) -> Result<Arriving, StoreError> {
        let part =
            Part::new(schema::stored(table), self.folder.records(table.name).join(self.folder.next_part()));
        let earlier = self.folder.parts(table.name);
        let seen = match self.folder.seen.remove(table.name) {
            Some(seen) => seen,
            None => {
                let mut seen = Seen::default();
                for path in &earlier {
                    each_ref(path, |it| {
                        seen.insert(it);
                    })?;
                }
                seen
            }
        };
        Ok(Arriving { part, seen, waiting: Waiting::default(), earlier })
    }
}

impl Arriving {
    /// Writes what is surely new; the rest waits.
    fn add(&mut self, rows: &Rows, also: &mut Part) -> Result<(), StoreError> {
        let is_new: Vec<bool> = rows.refs.iter().map(|it| self.seen.insert(*it)).collect();
        if is_new.iter().all(|it| *it) {
            return self.part.write(&rows.batch);
        }
        let (new, perhaps) = split(&rows.batch, is_new)?;
        self.part.write(&new)?;
        self.waiting.push(perhaps)?;
        if self.waiting.rows() >= WAITING_MAX { self.settle(also) } else { Ok(()) }
    }

    /// Looks up what waits: what is there already goes to `also`, the rest to its part.
    fn settle(&mut self, also: &mut Part) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.rows() == 0 {
            return Ok(());
        }
        self.part.close()?;
        let mut asked: HashSet<i64> = HashSet::new();
        for batch in waiting.batches() {
            asked.extend(refs_of(batch)?.values());
        }
        let mut there = HashSet::new();
        for path in self.earlier.iter().chain(&self.part.done) {
            each_ref(path, |it| {
                if asked.contains(&it) {
                    there.insert(it);
                }
            })?;
        }
        for batch in waiting.batches() {
            let is_new = refs_of(batch)?.values().iter().map(|it| there.insert(*it)).collect();
            let (new, again) = split(batch, is_new)?;
            self.part.write(&new)?;
            also.write(&places_of(&again)?)?;
        }
        Ok(())
    }
}

/// The rows for which it is so, and the others.
fn split(batch: &RecordBatch, so: Vec<bool>) -> Result<(RecordBatch, RecordBatch), StoreError> {
    let so = BooleanArray::from(so);
    let (those, others) = not(&so)
        .and_then(|it| Ok((filter_record_batch(batch, &so)?, filter_record_batch(batch, &it)?)))
        .map_err(|it| StoreError::Write(it.to_string()))?;
    Ok((those, others))
}

impl Part {
    fn new(schema: SchemaRef, path: PathBuf) -> Part {
        Part { schema, path, done: Vec::new(), writer: None }
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), StoreError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        if self.writer.is_none() {
            let dir = self.path.parent().unwrap_or(&self.path);
            fs::create_dir_all(dir).map_err(StoreError::io(dir))?;
            self.writer = Some(parquet_writer(&self.path, &self.schema)?);
        }
        match &mut self.writer {
            Some(writer) => writer.write(batch).map_err(write_error),
            None => Ok(()),
        }
    }

    /// Ends the file that is being written; what comes later goes into another.
    fn close(&mut self) -> Result<(), StoreError> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(write_error)?;
        file.sync_all().map_err(StoreError::io(&self.path))?;
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let first = stem.split('-').next().unwrap_or(&stem);
        let next = self.path.with_file_name(format!("{first}-{}.parquet", self.done.len() + 2));
        self.done.push(std::mem::replace(&mut self.path, next));
        Ok(())
    }

    /// The files on disk.
    fn finish(mut self) -> Result<Vec<PathBuf>, StoreError> {
        self.close()?;
        Ok(self.done)
    }
}

/// A new Parquet file of ours.
pub(crate) fn parquet_writer(path: &Path, schema: &SchemaRef) -> Result<ArrowWriter<File>, StoreError> {
    let file = File::create(path).map_err(StoreError::io(path))?;
    let level = ZstdLevel::try_new(1).map_err(write_error)?;
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_dictionary_page_size_limit(DICTIONARY_BYTES)
        // Row groups are small enough to be passed over whole.
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for name in UNLIKE {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(name), false);
    }
    ArrowWriter::try_new(file, schema.clone(), Some(properties.build())).map_err(write_error)
}

pub(crate) fn write_error(it: datafusion::parquet::errors::ParquetError) -> StoreError {
    StoreError::Write(it.to_string())
}

/// The identities of a part's records, one after the other.
fn each_ref(path: &Path, mut take: impl FnMut(i64)) -> Result<(), StoreError> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(write_error)?;
    let Ok(idx) = builder.schema().index_of("ref") else { return Ok(()) };
    let mask = ProjectionMask::roots(builder.parquet_schema(), [idx]);
    let reader = builder.with_projection(mask).build().map_err(write_error)?;
    for batch in reader {
        let batch = batch.map_err(|it| StoreError::Write(it.to_string()))?;
        let Some(column) = batch.column(0).as_any().downcast_ref::<Int64Array>() else { continue };
        (0..column.len()).filter(|it| column.is_valid(*it)).for_each(|it| take(column.value(it)));
    }
    Ok(())
}
