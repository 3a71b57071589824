//! SQLite databases out of unknown hands, read without trusting anything they say of themselves.
//!
//! In: the bytes of a database file. Out: rows of its ordinary tables. Nothing is written, nothing outside the
//! bytes is opened; views, triggers and virtual tables are never run; size, rows, steps and lengths have limits.
//! A damaged database gives its rows up to the damage.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::{limits, value};
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};

/// How every SQLite 3 database begins.
pub const MAGIC: &[u8] = b"SQLite format 3\0";
/// Steps between two looks at the budget.
const STEPS_AT_ONCE: u64 = 1_000;

/// A database that is open for reading.
pub struct Database {
    connection: Connection,
    /// Ordinary tables and their columns, in lower case.
    tables: Vec<(String, Vec<String>)>,
    /// The file kept a write-ahead log beside it, which may hold newer rows.
    pub had_log: bool,
    /// The file is shorter than it says; what is there is read.
    pub cut_off: Option<String>,
}

/// One row.
pub struct Row<'r>(&'r rusqlite::Row<'r>);

/// Reads a whole stream, up to the limit of databases.
pub fn bytes(stream: &mut dyn Read) -> Result<Vec<u8>, String> {
    let mut res = Vec::new();
    let read = stream.take(limits::SQLITE_BYTES_MAX + 1).read_to_end(&mut res);
    read.map_err(|it| format!("cannot be read on: {it}"))?;
    if res.len() as u64 > limits::SQLITE_BYTES_MAX {
        return Err(format!("database larger than {} MiB", limits::SQLITE_BYTES_MAX >> 20));
    }
    Ok(res)
}

impl Database {
    /// Opens the bytes of a database file. An error says why it is none.
    pub fn open(mut bytes: Vec<u8>) -> Result<Database, String> {
        // With a write-ahead log the two version bytes say 2. There is no log in memory; without it the file is
        // an ordinary database in the state of its last checkpoint.
        let mut had_log = false;
        for byte in bytes.iter_mut().skip(18).take(2) {
            had_log |= *byte == 2;
            *byte = (*byte).min(1);
        }
        let cut_off = mend_length(&mut bytes);
        let connection = connect(bytes).map_err(|it| said(&it))?;
        let mut res = Database { connection, tables: Vec::new(), had_log, cut_off };
        res.find_tables()?;
        Ok(res)
    }

    /// The names of the ordinary tables.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|it| it.0.as_str())
    }

    pub fn has_table(&self, name: &str) -> bool {
        self.tables.iter().any(|it| it.0 == name)
    }

    pub fn has_column(&self, table: &str, column: &str) -> bool {
        self.tables.iter().any(|it| it.0 == table && it.1.iter().any(|found| found == column))
    }

    /// Hands the rows of a query of ours to `each`. An error says why they end before their end.
    pub fn rows(&self, query: &str, each: &mut dyn FnMut(&Row<'_>)) -> Result<(), String> {
        let mut statement = self.connection.prepare(query).map_err(|it| said(&it))?;
        let mut rows = statement.query([]).map_err(|it| said(&it))?;
        let mut n_rows = 0;
        while let Some(row) = rows.next().map_err(|it| said(&it))? {
            if n_rows == limits::SQLITE_ROWS_MAX {
                return Err(format!("more than {} rows; the others are left out", limits::SQLITE_ROWS_MAX));
            }
            n_rows += 1;
            each(&Row(row));
        }
        Ok(())
    }

    fn find_tables(&mut self) -> Result<(), String> {
        let mut names = Vec::new();
        self.rows("select name, sql from sqlite_schema where type = 'table' and rootpage > 0", &mut |row| {
            let name = row.text(0).unwrap_or_default().to_ascii_lowercase();
            let made_by = row.text(1).unwrap_or_default().trim_start().to_ascii_lowercase();
            let is_plain = made_by.starts_with("create table") && !made_by.contains("generated always");
            // The library breaks at a column whose name is no text.
            let is_plain = is_plain && !made_by.contains(char::REPLACEMENT_CHARACTER);
            let is_name = name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
            if is_plain && is_name && !name.is_empty() && names.len() < limits::LIST_ENTRIES_MAX {
                names.push(name);
            }
        })?;
        for name in names {
            // A table that cannot be read is none.
            let Ok(statement) = self.connection.prepare(&format!("select * from \"{name}\" limit 0")) else {
                continue;
            };
            let columns = statement.column_names().map(str::to_ascii_lowercase).collect();
            drop(statement);
            self.tables.push((name, columns));
        }
        Ok(())
    }
}

impl Row<'_> {
    pub fn int(&self, idx: usize) -> Option<i64> {
        match self.0.get_ref(idx).ok()? {
            ValueRef::Integer(found) => Some(found),
            // Some writers keep times as real numbers.
            ValueRef::Real(found) if found.is_finite() && found.abs() < 9e18 => Some(found as i64),
            ValueRef::Text(found) => std::str::from_utf8(found).ok()?.trim().parse().ok(),
            _ => None,
        }
    }

    /// Text as it stands; what is not UTF-8 becomes `U+FFFD`. Empty is unknown.
    pub fn text(&self, idx: usize) -> Option<Cow<'_, str>> {
        match self.0.get_ref(idx).ok()? {
            ValueRef::Text(found) if !found.is_empty() => Some(String::from_utf8_lossy(found)),
            ValueRef::Integer(found) => Some(Cow::Owned(found.to_string())),
            _ => None,
        }
    }
}

/// SQLite reads nothing of a file that is shorter than its header says. So what is missing becomes empty pages,
/// which cost only the tables that lay there; where too much is missing, the header is made to say what is there.
/// Whoever reads is told.
fn mend_length(bytes: &mut Vec<u8>) -> Option<String> {
    let page_bytes = match bytes.get(16..18)? {
        [0, 1] => 65_536,
        [high, low] => usize::from(*high) * 256 + usize::from(*low),
        _ => return None,
    };
    let said: [u8; 4] = bytes.get(28..32)?.try_into().ok()?;
    let said = u32::from_be_bytes(said);
    let there = u32::try_from(bytes.len().checked_div(page_bytes)?).ok()?;
    if there >= said {
        return None;
    }
    let whole = usize::try_from(said).ok()?.checked_mul(page_bytes)?;
    if whole <= 2 * bytes.len() {
        bytes.resize(whole, 0);
    } else {
        bytes.get_mut(28..32)?.copy_from_slice(&there.to_be_bytes());
    }
    Some(format!("the database is cut off: {there} of {said} pages are there"))
}

fn connect(bytes: Vec<u8>) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    for (config, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    ] {
        connection.set_db_config(config, on)?;
    }
    let length = i32::try_from(limits::LINE_BYTES_MAX).unwrap_or(i32::MAX);
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, length),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_COLUMN, 500),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 2),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 10),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, most)?;
    }
    let size = bytes.len();
    connection.deserialize_read_exact("main", bytes.as_slice(), size, true)?;
    drop(bytes);
    connection.execute_batch(
        "pragma cell_size_check = on; pragma mmap_size = 0; pragma temp_store = memory; \
         pragma automatic_index = off; pragma query_only = on;",
    )?;
    let steps = Arc::new(AtomicU64::new(0));
    connection.progress_handler(
        STEPS_AT_ONCE as i32,
        Some(move || steps.fetch_add(STEPS_AT_ONCE, Ordering::Relaxed) >= limits::SQLITE_STEPS_MAX),
    )?;
    // From here on nothing but reading is possible.
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Read { .. } if context.accessor.is_none() => Authorization::Allow,
        _ => Authorization::Deny,
    }))?;
    Ok(connection)
}

/// Why SQLite would not go on, in one short line.
fn said(error: &rusqlite::Error) -> String {
    let code = error.sqlite_error_code();
    match code {
        Some(ErrorCode::OperationInterrupted) => {
            "reading takes more steps than a database of its size may take; the rest is left out".to_owned()
        }
        Some(ErrorCode::NotADatabase) => "not a SQLite database, or an encrypted one".to_owned(),
        _ => {
            let text = error.to_string();
            let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("the database is damaged: {}", crate::formats::text::shown(value::cut(&text, 400), 120))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(script: &str) -> Vec<u8> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(script).unwrap();
        connection.serialize("main").unwrap().to_vec()
    }

    fn texts(database: &Database, query: &str) -> Result<Vec<String>, String> {
        let mut res = Vec::new();
        database.rows(query, &mut |row| res.push(row.text(0).unwrap_or_default().into_owned()))?;
        Ok(res)
    }

    #[test]
    fn rows_of_ordinary_tables_are_read() {
        let bytes = database("create table a (x, y); insert into a values ('one', 1), ('two', 2.0);");
        let found = Database::open(bytes).unwrap();
        assert!(found.has_table("a") && found.has_column("a", "y") && !found.has_column("a", "z"));
        assert_eq!(texts(&found, "select x from a").unwrap(), ["one", "two"]);
    }

    #[test]
    fn views_and_virtual_tables_are_no_tables() {
        let bytes = database("create table a (x); create view b as select x from a;");
        let found = Database::open(bytes).unwrap();
        assert_eq!(found.table_names().collect::<Vec<_>>(), ["a"]);
        assert!(found.rows("select * from b", &mut |_| {}).is_err());
    }

    #[test]
    fn a_table_with_a_column_whose_name_is_no_text_is_no_table() {
        let mut bytes =
            database("create table a (x); create table b (column_to_spoil); insert into a values ('one');");
        let at = bytes.windows(15).position(|it| it == b"column_to_spoil").unwrap();
        bytes[at + 3] = 0xff;
        let found = Database::open(bytes).unwrap();
        assert_eq!(found.table_names().collect::<Vec<_>>(), ["a"]);
        assert_eq!(texts(&found, "select x from a").unwrap(), ["one"]);
    }

    #[test]
    fn nothing_but_reading_is_possible() {
        let found = Database::open(database("create table a (x);")).unwrap();
        for query in [
            "insert into a values (1)",
            "drop table a",
            "create table c (x)",
            "attach 'x' as y",
            "pragma writable_schema = on",
            "select load_extension('x')",
            "select randomblob(1000000000)",
            "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n",
        ] {
            assert!(found.rows(query, &mut |_| {}).is_err(), "{query}");
        }
    }

    #[test]
    fn a_file_that_kept_a_log_is_read_without_it() {
        let mut bytes = database("create table a (x); insert into a values ('one');");
        bytes[18] = 2;
        bytes[19] = 2;
        let found = Database::open(bytes).unwrap();
        assert!(found.had_log);
        assert_eq!(texts(&found, "select x from a").unwrap(), ["one"]);
    }

    #[test]
    fn a_damaged_file_is_told_and_survived() {
        let script = "create table a (x);
            insert into a with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
            select 'a text that is long enough to fill pages ' || i from n;";
        let whole = database(script);
        let half = Database::open(whole[..whole.len() / 2].to_vec()).unwrap();
        assert!(half.cut_off.is_some());
        let mut n_rows = 0;
        assert!(half.rows("select x from a", &mut |_| n_rows += 1).is_err());
        assert!(n_rows > 500, "{n_rows}");
        for cut in [0, 10, 16, 50, 100, 600, 5_000, whole.len() / 2, whole.len() - 1] {
            if let Ok(found) = Database::open(whole[..cut].to_vec()) {
                let _ = texts(&found, "select x from a");
            }
        }
        let mut spoilt = whole.clone();
        for at in (4_096..spoilt.len()).step_by(61) {
            spoilt[at] ^= 0x55;
        }
        let found = Database::open(spoilt).unwrap();
        let cause = texts(&found, "select x from a").unwrap_err();
        assert!(cause.starts_with("the database is damaged"), "{cause}");
        assert!(Database::open(b"SQLite format 3\0 and nothing else".to_vec()).is_err());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn a_byte_changed_anywhere_is_survived(at in 0usize..8_192, byte in proptest::prelude::any::<u8>()) {
            let mut bytes = database("create table urls (id integer primary key, url); create index i on urls (url);
                insert into urls (url) values ('a'), ('b'), ('c');");
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            if let Ok(found) = Database::open(bytes) {
                let _ = texts(&found, "select url from urls");
            }
        }
    }
}
