//! What the operator can mend.

use std::io;
use std::path::PathBuf;

/// Says what, where, and a hint.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot use `{path}`: {source}", path = path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("`{path}` is in use by another scan; wait for it, or give another --data folder", path = .0.display())]
    Locked(PathBuf),
    #[error("`{path}` is not empty and has no manifest of ours; give an empty folder", path = .0.display())]
    NotOurs(PathBuf),
    #[error("`{path}` was written in format {found}, and this version reads up to {known}; use a newer version", path = path.display())]
    TooNew { path: PathBuf, found: u32, known: u32 },
    #[error("manifest of `{path}` cannot be read: {cause}; restore it from a copy, or start with an empty folder", path = path.display())]
    Manifest { path: PathBuf, cause: String },
    #[error("query refused: {0}")]
    Refused(String),
    #[error("query failed: {0}")]
    Query(String),
    #[error("cannot write records: {0}")]
    Write(String),
}

impl StoreError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.into();
        move |source| StoreError::Io { path, source }
    }
}

impl From<datafusion::error::DataFusionError> for StoreError {
    fn from(it: datafusion::error::DataFusionError) -> StoreError {
        let text = it.strip_backtrace();
        StoreError::Query(text.lines().next().unwrap_or_default().to_owned())
    }
}
