//! What a query gives back, by column. An engine's own types stay behind its door.

use std::sync::Arc;

use jiff::Timestamp;

use crate::Value;

/// The answer to one query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    names: Arc<[Arc<str>]>,
    /// Column by column.
    cells: Vec<Vec<Value>>,
    len: usize,
}

impl Rows {
    /// All columns must be of one length: anything else is the engine's mistake.
    pub fn new(names: Vec<Arc<str>>, cells: Vec<Vec<Value>>) -> Rows {
        assert_eq!(names.len(), cells.len(), "a name for each column");
        let len = cells.first().map_or(0, Vec::len);
        assert!(cells.iter().all(|it| it.len() == len), "columns of one length");
        Rows { names: names.into(), cells, len }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    pub fn row(&self, idx: usize) -> Row<'_> {
        assert!(idx < self.len);
        Row { rows: self, idx }
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        (0..self.len).map(|idx| Row { rows: self, idx })
    }

    /// Rows with the same text in `column`, together. The query orders them; rows out of order are our
    /// mistake. Rows where the column is null are left out.
    pub fn by<'a>(&'a self, column: &str) -> Vec<(&'a str, Vec<Row<'a>>)> {
        let mut res: Vec<(&'a str, Vec<Row<'a>>)> = Vec::new();
        for row in self.iter() {
            let Some(key) = row.text(column) else { continue };
            match res.last_mut() {
                Some((last, rows)) if *last == key => rows.push(row),
                Some((last, _)) => {
                    assert!(*last < key, "rows are not ordered by `{column}`: `{last}` before `{key}`");
                    res.push((key, vec![row]));
                }
                None => res.push((key, vec![row])),
            }
        }
        res
    }
}

/// One row of an answer. A column that the query does not give is our mistake and panics.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    rows: &'a Rows,
    idx: usize,
}

impl<'a> Row<'a> {
    pub fn get(&self, column: &str) -> &'a Value {
        let Some(at) = self.rows.names.iter().position(|it| &**it == column) else {
            panic!("the query gives no column `{column}`");
        };
        &self.rows.cells[at][self.idx]
    }

    pub fn text(&self, column: &str) -> Option<&'a str> {
        match self.get(column) {
            Value::Text(it) => Some(it),
            _ => None,
        }
    }

    pub fn int(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Int(it) => Some(*it),
            _ => None,
        }
    }

    /// A whole number counts as a number.
    pub fn number(&self, column: &str) -> Option<f64> {
        match self.get(column) {
            Value::Number(it) => Some(*it),
            Value::Int(it) => Some(*it as f64),
            _ => None,
        }
    }

    pub fn time(&self, column: &str) -> Option<Timestamp> {
        match self.get(column) {
            Value::Time(it) => Some(*it),
            _ => None,
        }
    }

    /// Unknown is `None`, never false.
    pub fn flag(&self, column: &str) -> Option<bool> {
        match self.get(column) {
            Value::Flag(it) => Some(*it),
            _ => None,
        }
    }

    pub fn is(&self, column: &str) -> bool {
        self.flag(column) == Some(true)
    }

    /// One `ref`, a list of them from `array_agg(ref)`, or the list cell of `evidence`; empty when null.
    pub fn refs(&self, column: &str) -> Vec<i64> {
        match self.get(column) {
            Value::Int(it) => vec![*it],
            Value::Ints(it) => it.to_vec(),
            Value::Text(it) => crate::value::split_list(it).filter_map(|it| it.parse().ok()).collect(),
            _ => Vec::new(),
        }
    }

    /// A list from `array_agg(text)`, or the entries of a list cell; empty when null.
    pub fn texts(&self, column: &str) -> Vec<&'a str> {
        match self.get(column) {
            Value::Texts(it) => it.iter().map(|it| &**it).collect(),
            Value::Text(it) => crate::value::split_list(it).collect(),
            _ => Vec::new(),
        }
    }
}
