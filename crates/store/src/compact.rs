//! Keeps the parts of a folder few and young.
//!
//! In: a folder. Out: the same records in fewer files (whoever adds a little often, as `watch` does, leaves many
//! small ones), or those of them that may still be kept. A new part is complete and named in the manifest before
//! the old ones go; whatever is left over from a kill in between is swept by the next `open`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{BooleanArray, TimestampMicrosecondArray};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::compute::kernels::cmp::lt;
use datafusion::arrow::error::ArrowError;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use model::{Timestamp, tables};

use crate::writing::{parquet_writer, write_error};
use crate::{Folder, StoreError};

/// More parts than this of one table are too many.
const PARTS_MAX: usize = 24;
/// Parts larger than this stay as they are.
const SMALL_BYTES: u64 = 64 << 20;

impl Folder {
    /// Puts small parts together, table by table, where there are too many.
    pub(crate) fn compact(&mut self) -> Result<(), StoreError> {
        let tables: Vec<String> = self.manifest.parts.keys().cloned().collect();
        for table in tables {
            let small: Vec<PathBuf> = self.parts(&table).into_iter().filter(|it| is_small(it)).collect();
            if small.len() > PARTS_MAX {
                self.put_together(&table, &small)?;
            }
        }
        Ok(())
    }

    /// Forgets what product logs said happened before `moment`: what a company states about its people stays.
    pub fn forget_before(&mut self, moment: Timestamp) -> Result<(), StoreError> {
        let logs = tables::ALL.iter().filter(|it| !it.neutral && it.at.is_some());
        for table in logs {
            for part in self.parts(table.name) {
                self.forget_in(table.name, &part, moment)?;
            }
        }
        Ok(())
    }

    fn forget_in(&mut self, table: &str, part: &Path, moment: Timestamp) -> Result<(), StoreError> {
        let moment = TimestampMicrosecondArray::new_scalar(moment.as_microsecond());
        let open = || -> Result<_, StoreError> {
            let file = File::open(part).map_err(StoreError::io(part))?;
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(write_error)
        };
        let builder = open()?;
        let schema = builder.schema().clone();
        let Ok(at) = schema.index_of("at") else { return Ok(()) };
        let mask = ProjectionMask::roots(builder.parquet_schema(), [at]);
        let mut is_old = false;
        for batch in builder.with_projection(mask).build().map_err(write_error)? {
            let batch = batch.map_err(|it| StoreError::Write(it.to_string()))?;
            is_old |= lt(batch.column(0), &moment).map_err(arrow_error)?.true_count() > 0;
        }
        if !is_old {
            return Ok(());
        }
        let stem = part.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let first = stem.split("-from").next().unwrap_or(&stem);
        let name = format!("{first}-from{}.parquet", self.manifest.scans);
        let path = self.records(table).join(&name);
        let mut writer = parquet_writer(&path, &schema)?;
        for batch in open()?.build().map_err(write_error)? {
            let batch = batch.map_err(|it| StoreError::Write(it.to_string()))?;
            let old = lt(batch.column(at), &moment).map_err(arrow_error)?;
            // A record without a time is kept.
            let keep: BooleanArray = old.iter().map(|it| Some(it != Some(true))).collect();
            writer.write(&filter_record_batch(&batch, &keep).map_err(arrow_error)?).map_err(write_error)?;
        }
        let file = writer.into_inner().map_err(write_error)?;
        file.sync_all().map_err(StoreError::io(&path))?;
        let mut manifest = self.manifest.clone();
        if let Some(parts) = manifest.parts.get_mut(table) {
            parts.remove(&part.file_name().unwrap_or_default().to_string_lossy().into_owned());
            parts.insert(name);
        }
        self.replace_manifest(manifest)?;
        fs::remove_file(part).map_err(StoreError::io(part))
    }

    fn put_together(&mut self, table: &str, small: &[PathBuf]) -> Result<(), StoreError> {
        let name = format!("{:06}-together.parquet", self.manifest.scans);
        let path = self.records(table).join(&name);
        let mut writer = None;
        for part in small {
            let file = File::open(part).map_err(StoreError::io(part))?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(write_error)?;
            let schema = builder.schema().clone();
            let writer = match &mut writer {
                Some(writer) => writer,
                None => writer.insert(parquet_writer(&path, &schema)?),
            };
            for batch in builder.build().map_err(write_error)? {
                let batch = batch.map_err(|it| StoreError::Write(it.to_string()))?;
                writer.write(&batch).map_err(write_error)?;
            }
        }
        let Some(writer) = writer else { return Ok(()) };
        let file = writer.into_inner().map_err(write_error)?;
        file.sync_all().map_err(StoreError::io(&path))?;
        let mut manifest = self.manifest.clone();
        if let Some(parts) = manifest.parts.get_mut(table) {
            for part in small {
                parts.remove(&part.file_name().unwrap_or_default().to_string_lossy().into_owned());
            }
            parts.insert(name);
        }
        self.replace_manifest(manifest)?;
        for part in small {
            fs::remove_file(part).map_err(StoreError::io(part))?;
        }
        Ok(())
    }
}

fn arrow_error(it: ArrowError) -> StoreError {
    StoreError::Write(it.to_string())
}

fn is_small(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.len() < SMALL_BYTES)
}
