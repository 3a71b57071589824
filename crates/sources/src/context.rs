//! What the policy says about reading: foreign headers, zones, labels of plain lists, the key for accounts.

use jiff::tz::TimeZone;

/// Everything a reader may need to know besides the bytes.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// `[[table]]`: exports with other headers.
    pub tables: Vec<TableMap>,
    /// `[[source]]`: logs whose clock is not what the product documents.
    pub zones: Vec<(FilePattern, TimeZone)>,
    /// `[[ip_data.list]]`: what a plain list of networks says.
    pub lists: Vec<NetworkList>,
    /// Keys the digest of raw account numbers; belongs to the data folder.
    pub account_key: [u8; 32],
    /// Threads that may read one file together; 0 and 1 are none besides the caller's.
    pub threads: usize,
}

impl Context {
    /// The header map that the policy gives for this file.
    pub fn table_map(&self, file: &str) -> Option<&TableMap> {
        self.tables.iter().find(|it| it.files.matches(file))
    }
}

/// An export with other headers.
#[derive(Clone, Debug)]
pub struct TableMap {
    pub files: FilePattern,
    pub table: &'static model::Table,
    pub time_zone: Option<TimeZone>,
    /// strptime format of dates, and of times.
    pub date_format: Option<String>,
    pub datetime_format: Option<String>,
    /// Our column, their header.
    pub columns: Vec<(String, String)>,
}

/// A plain list of networks, its label and its day.
#[derive(Clone, Debug)]
pub struct NetworkList {
    pub files: FilePattern,
    pub label: String,
    pub as_of: Option<String>,
}

/// A path below the input folder, or a glob.
#[derive(Clone, Debug)]
pub struct FilePattern(globset::GlobMatcher);

impl FilePattern {
    pub fn new(pattern: &str) -> Result<FilePattern, globset::Error> {
        let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build()?;
        Ok(FilePattern(glob.compile_matcher()))
    }

    pub fn matches(&self, file: &str) -> bool {
        self.0.is_match(file)
    }
}
