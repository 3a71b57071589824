//! Finds users' own rules: a file, a folder of files, or an archive (`.tar`, `.tar.zst`, `.tar.gz`, `.zip`).

use std::io::{self, Read};
use std::path::Path;

/// Largest rule that is read, in bytes.
const RULE_BYTES_MAX: u64 = 1 << 20;
/// Most rules that are read.
const RULES_MAX: usize = 50_000;

/// Names and texts of everything that ends in `.yml` or `.yaml`, by name.
pub fn collect(path: &Path) -> io::Result<Vec<(String, String)>> {
    let mut res = Vec::new();
    if path.is_dir() {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(io::Error::other)?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
                let mut file = std::fs::File::open(entry.path())?;
                take(&below.to_string_lossy(), &mut file, &mut res)?;
            }
        }
    } else {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let file = std::fs::File::open(path)?;
        if name.ends_with(".zip") {
            let mut archive = zip::ZipArchive::new(file).map_err(io::Error::other)?;
            for idx in 0..archive.len().min(RULES_MAX) {
                let mut member = archive.by_index(idx).map_err(io::Error::other)?;
                let member_name = member.name().map(|it| it.into_owned()).unwrap_or_default();
                take(&member_name, &mut member, &mut res)?;
            }
        } else if name.ends_with(".tar.zst") {
            unpack(tar::Archive::new(zstd::Decoder::new(file)?), &mut res)?;
        } else if name.ends_with(".tar.gz") || name.ends_with(".tgz") {
            unpack(tar::Archive::new(flate2::read::GzDecoder::new(file)), &mut res)?;
        } else if name.ends_with(".tar") {
            unpack(tar::Archive::new(file), &mut res)?;
        } else {
            let mut file = file;
            take(&name, &mut file, &mut res)?;
        }
    }
    res.sort();
    Ok(res)
}

fn unpack<R: Read>(mut archive: tar::Archive<R>, res: &mut Vec<(String, String)>) -> io::Result<()> {
    for member in archive.entries()? {
        let mut member = member?;
        let name = member.path()?.to_string_lossy().into_owned();
        take(&name, &mut member, res)?;
    }
    Ok(())
}

fn take(name: &str, bytes: &mut dyn Read, res: &mut Vec<(String, String)>) -> io::Result<()> {
    if !(name.ends_with(".yml") || name.ends_with(".yaml")) || res.len() >= RULES_MAX {
        return Ok(());
    }
    let mut text = Vec::new();
    bytes.take(RULE_BYTES_MAX).read_to_end(&mut text)?;
    res.push((name.to_owned(), String::from_utf8_lossy(&text).into_owned()));
    Ok(())
}
