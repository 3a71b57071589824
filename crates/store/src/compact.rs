//! Keeps the number of parts small: whoever adds a little often (`watch`) leaves many small ones.
//!
//! In: a folder. Out: the same records in fewer files. The new part is complete and named in the manifest
//! before the old ones go; whatever is left over from a kill in between is swept by the next `open`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

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

fn is_small(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.len() < SMALL_BYTES)
}
