//! One data folder: `manifest.json`, `lock`, `records/<table>/`, `datasets/`, `tmp/`.
//!
//! The manifest says what is there. A part that it does not name is left over from a scan that was
//! killed: `open` removes it. The manifest is replaced by renaming, so it is the old one or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::seen::Seen;

/// The format that is written. Older ones are read.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";

/// A data folder that is open, locked for this process.
pub struct Folder {
    dir: PathBuf,
    pub(crate) manifest: Manifest,
    /// By table, for those that were written to since the folder was opened.
    pub(crate) seen: BTreeMap<&'static str, Seen>,
    /// Held for as long as the folder is open.
    _lock: File,
    /// Removes a temporary folder in the end.
    _temporary: Option<tempfile::TempDir>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// Hex; keys the digests of raw account numbers.
    pub(crate) key: String,
    /// How often records were added; names the parts.
    pub(crate) scans: u64,
    /// By path below the input folder.
    pub(crate) inputs: BTreeMap<String, InputEntry>,
    /// Table, then the names of its parts.
    pub(crate) parts: BTreeMap<String, BTreeSet<String>>,
    /// Kind, then path of the file it came from, then the name below `datasets/`.
    pub(crate) datasets: BTreeMap<String, BTreeMap<String, String>>,
}

/// One file that was read, with everything found inside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputEntry {
    pub sha256: String,
    /// Digest of everything besides the bytes that decides what a reader makes of them.
    pub reader: String,
    /// Bytes and lines that were read, where they end with a line's end: a log may be read on from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_to: Option<(u64, u64)>,
    /// The file and the members of an archive.
    pub reports: Vec<KeptReport>,
    /// Problems as lines of `problems.ndjson`.
    pub problems: Vec<serde_json::Value>,
}

/// What `inputs.json` says about one file or member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptReport {
    pub file: String,
    pub sha256: String,
    pub kind: Option<String>,
    pub records: u64,
    pub problems: u64,
    pub reason: Option<String>,
}

impl Folder {
    /// Opens a data folder, makes a new one where there is none, and sweeps what a killed scan left.
    pub fn open(dir: &Path) -> Result<Folder, StoreError> {
        make_private(dir)?;
        let lock = lock(dir)?;
        let manifest = match fs::read(dir.join(MANIFEST)) {
            Ok(bytes) => read_manifest(dir, &bytes)?,
            Err(it) if it.kind() == std::io::ErrorKind::NotFound => new_manifest(dir)?,
            Err(it) => return Err(StoreError::Io { path: dir.join(MANIFEST), source: it }),
        };
        let folder =
            Folder { dir: dir.to_owned(), manifest, seen: BTreeMap::new(), _lock: lock, _temporary: None };
        folder.sweep()?;
        Ok(folder)
    }

    /// A folder that is gone when it is closed.
    pub fn temporary() -> Result<Folder, StoreError> {
        let dir = tempfile::Builder::new()
            .prefix("bonafide-")
            .tempdir()
            .map_err(StoreError::io("temporary folder"))?;
        let mut folder = Folder::open(dir.path())?;
        folder._temporary = Some(dir);
        Ok(folder)
    }

    /// Whether a folder is one of ours; such a folder is never read as input.
    pub fn is_ours(dir: &Path) -> bool {
        fs::read(dir.join(MANIFEST)).is_ok_and(|it| serde_json::from_slice::<Manifest>(&it).is_ok())
    }

    /// Whether a file was read by another reader than `reader`: under another policy or version.
    pub fn was_read_otherwise(&self, file: &str, reader: &str) -> bool {
        self.manifest.inputs.get(file).is_some_and(|it| it.reader != reader)
    }

    /// Forgets all records, keeps the key. Records that were read in different ways do not mix.
    pub fn clear(&mut self) -> Result<(), StoreError> {
        let mut manifest = self.manifest.clone();
        manifest.inputs.clear();
        manifest.parts.clear();
        manifest.datasets.clear();
        self.seen.clear();
        self.replace_manifest(manifest)?;
        self.sweep()
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn key(&self) -> [u8; 32] {
        let mut res = [0; 32];
        for (byte, digits) in res.iter_mut().zip(self.manifest.key.as_bytes().chunks(2)) {
            *byte =
                std::str::from_utf8(digits).ok().and_then(|it| u8::from_str_radix(it, 16).ok()).unwrap_or(0);
        }
        res
    }

    /// What was read from that file, if these very bytes were read by this very reader.
    pub fn input(&self, file: &str, sha256: &str, reader: &str) -> Option<&InputEntry> {
        self.manifest.inputs.get(file).filter(|it| it.sha256 == sha256 && it.reader == reader)
    }

    /// What was last read from a file of that name, whatever its bytes are now.
    pub fn entry(&self, file: &str) -> Option<&InputEntry> {
        self.manifest.inputs.get(file)
    }

    /// Every file that was ever read, by name.
    pub fn entries(&self) -> impl Iterator<Item = (&String, &InputEntry)> {
        self.manifest.inputs.iter()
    }

    /// Data sets of a kind: the file each came from, and its bytes' place on disk.
    pub fn datasets(&self, kind: &str) -> Vec<(String, PathBuf)> {
        let found = self.manifest.datasets.get(kind).into_iter().flatten();
        found.map(|(file, name)| (file.clone(), self.dir.join("datasets").join(name))).collect()
    }

    pub(crate) fn parts(&self, table: &str) -> Vec<PathBuf> {
        let names = self.manifest.parts.get(table).into_iter().flatten();
        names.map(|it| self.records(table).join(it)).collect()
    }

    pub(crate) fn records(&self, table: &str) -> PathBuf {
        self.dir.join("records").join(table)
    }

    /// Puts a new manifest in place of the old one, in one step.
    pub(crate) fn replace_manifest(&mut self, manifest: Manifest) -> Result<(), StoreError> {
        write_manifest(&self.dir, &manifest)?;
        self.manifest = manifest;
        Ok(())
    }

    fn sweep(&self) -> Result<(), StoreError> {
        let tmp = self.dir.join("tmp");
        if tmp.exists() {
            fs::remove_dir_all(&tmp).map_err(StoreError::io(&tmp))?;
        }
        fs::create_dir_all(&tmp).map_err(StoreError::io(&tmp))?;
        let records = self.dir.join("records");
        fs::create_dir_all(&records).map_err(StoreError::io(&records))?;
        for table in list(&records)? {
            let name = table.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let known = self.manifest.parts.get(&name);
            for part in list(&table)? {
                let part_name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if !known.is_some_and(|it| it.contains(&part_name)) {
                    fs::remove_file(&part).map_err(StoreError::io(&part))?;
                }
            }
        }
        Ok(())
    }
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut res = Vec::new();
    for entry in fs::read_dir(dir).map_err(StoreError::io(dir))? {
        res.push(entry.map_err(StoreError::io(dir))?.path());
    }
    Ok(res)
}

fn make_private(dir: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(dir).map_err(StoreError::io(dir))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700)).map_err(StoreError::io(dir))?;
    }
    Ok(())
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join("lock");
    // A folder that holds something, but neither our lock nor our manifest, belongs to somebody else.
    if !path.exists() && !dir.join(MANIFEST).exists() && !list(dir)?.is_empty() {
        return Err(StoreError::NotOurs(dir.to_owned()));
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(StoreError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(StoreError::Locked(dir.to_owned())),
        Err(fs::TryLockError::Error(source)) => Err(StoreError::Io { path, source }),
    }
}

fn read_manifest(dir: &Path, bytes: &[u8]) -> Result<Manifest, StoreError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let broken = |it: serde_json::Error| StoreError::Manifest { path: dir.to_owned(), cause: it.to_string() };
    let Format { format } = serde_json::from_slice(bytes).map_err(broken)?;
    if format > FORMAT {
        return Err(StoreError::TooNew { path: dir.to_owned(), found: format, known: FORMAT });
    }
    serde_json::from_slice(bytes).map_err(broken)
}

fn new_manifest(dir: &Path) -> Result<Manifest, StoreError> {
    let mut key = [0; 32];
    getrandom::fill(&mut key)
        .map_err(|it| StoreError::Write(format!("no randomness for the folder's key: {it}")))?;
    let key = key.iter().map(|it| format!("{it:02x}")).collect();
    let manifest = Manifest {
        format: FORMAT,
        key,
        scans: 0,
        inputs: BTreeMap::new(),
        parts: BTreeMap::new(),
        datasets: BTreeMap::new(),
    };
    fs::write(dir.join(".gitignore"), "*\n").map_err(StoreError::io(dir))?;
    write_manifest(dir, &manifest)?;
    Ok(manifest)
}

fn write_manifest(dir: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec_pretty(manifest).map_err(|it| StoreError::Write(it.to_string()))?;
    let fresh = dir.join("manifest.json.new");
    let mut file = File::create(&fresh).map_err(StoreError::io(&fresh))?;
    file.write_all(&bytes).map_err(StoreError::io(&fresh))?;
    file.sync_all().map_err(StoreError::io(&fresh))?;
    fs::rename(&fresh, dir.join(MANIFEST)).map_err(StoreError::io(dir))?;
    // The rename is on disk only when the folder is.
    if let Ok(folder) = File::open(dir) {
        let _ = folder.sync_all();
    }
    Ok(())
}
