//! What stands on top of an indicator's `.sql`: who it is, what it needs, what its levels are worth.

use model::{Bits, Category, Status};

/// The header of one indicator, and its queries.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The row of the catalogue: `pay-multi-change`, `k8`.
    pub id: String,
    pub title: String,
    /// Each entry is a table that must hold records, or several parted by `|`, any of which will do.
    pub needs: Vec<Vec<String>>,
    pub category: Category,
    /// One cause counts once, however many indicators saw it.
    pub cause: String,
    /// Names and worth, as declared. Negative bits speak for the person.
    pub levels: Vec<(String, Bits)>,
    /// Why the levels are worth what they are.
    pub weight: String,
    /// Thresholds and their defaults; the policy may set others.
    pub params: Vec<(String, f64)>,
    pub status: Status,
    /// Report and line, or paper, that it rests on.
    pub source: String,
    /// The single fact that would clear a person of it.
    pub clears: Option<String>,
    /// For a combination: the indicators it rests on.
    pub parts: Vec<String>,
    pub queries: Vec<Query>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub name: String,
    pub sql: String,
}

/// What is wrong with a header: the line from 1, and the cause.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderError {
    pub line: usize,
    pub cause: String,
}

impl std::fmt::Display for HeaderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.cause)
    }
}

impl std::error::Error for HeaderError {}

const KEYS: &[&str] = &[
    "id", "title", "needs", "category", "cause", "levels", "weight", "params", "status", "source", "clears",
    "parts",
];

impl Header {
    /// Reads `-- key: value` lines up to the first `-- query: name`, then the queries. A value goes on in
    /// comment lines that are indented further: `--   more of it`.
    pub fn parse(text: &str) -> Result<Header, HeaderError> {
        let mut values: Vec<(usize, &str, String)> = Vec::new();
        let mut queries: Vec<Query> = Vec::new();
        for (idx, line) in text.lines().enumerate() {
            let comment = line.strip_prefix("--");
            if let Some(name) = comment.and_then(|it| it.trim().strip_prefix("query:")) {
                queries.push(Query { name: name.trim().to_owned(), sql: String::new() });
                continue;
            }
            if let Some(query) = queries.last_mut() {
                query.sql.push_str(line);
                query.sql.push('\n');
                continue;
            }
            let Some(comment) = comment else {
                if line.trim().is_empty() {
                    continue;
                }
                return Err(HeaderError {
                    line: idx + 1,
                    cause: "SQL before the first `-- query:`".to_owned(),
                });
            };
            match comment.split_once(':') {
                Some((key, value)) if KEYS.contains(&key.trim()) && !comment.starts_with("   ") => {
                    values.push((idx + 1, key.trim(), value.trim().to_owned()));
                }
                _ => match values.last_mut() {
                    Some((_, _, value)) if comment.starts_with("   ") => {
                        value.push(' ');
                        value.push_str(comment.trim());
                    }
                    _ => {
                        return Err(HeaderError { line: idx + 1, cause: format!("unknown key in `{line}`") });
                    }
                },
            }
        }
        let find = |key: &str| {
            values.iter().find(|(_, it, _)| *it == key).map(|(line, _, value)| (*line, value.as_str()))
        };
        let need = |key: &str| {
            find(key).ok_or_else(|| HeaderError { line: 1, cause: format!("the header has no `{key}`") })
        };
        let (category_line, category) = need("category")?;
        let (status_line, status) = find("status").unwrap_or((1, "settled"));
        let (levels_line, levels) = need("levels")?;
        if queries.is_empty() {
            return Err(HeaderError { line: 1, cause: "there is no `-- query:`".to_owned() });
        }
        Ok(Header {
            id: need("id")?.1.to_owned(),
            title: need("title")?.1.to_owned(),
            needs: list(need("needs")?.1)
                .map(|it| it.split('|').map(|it| it.trim().to_owned()).collect())
                .collect(),
            category: Category::from_id(category).ok_or_else(|| HeaderError {
                line: category_line,
                cause: format!("no category: `{category}`"),
            })?,
            cause: need("cause")?.1.to_owned(),
            levels: pairs(levels_line, levels)?
                .into_iter()
                .map(|(name, it)| (name, Bits::from_f64(it)))
                .collect(),
            weight: need("weight")?.1.to_owned(),
            params: find("params").map_or(Ok(Vec::new()), |(line, it)| pairs(line, it))?,
            status: Status::from_id(status)
                .ok_or_else(|| HeaderError { line: status_line, cause: format!("no status: `{status}`") })?,
            source: need("source")?.1.to_owned(),
            clears: find("clears").map(|(_, it)| it.to_owned()),
            parts: find("parts").map(|(_, it)| list(it).map(str::to_owned).collect()).unwrap_or_default(),
            queries,
        })
    }

    /// What a level is worth.
    pub fn bits(&self, level: &str) -> Option<Bits> {
        self.levels.iter().find(|(name, _)| name == level).map(|(_, it)| *it)
    }
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|it| !it.is_empty())
}

fn pairs(line: usize, value: &str) -> Result<Vec<(String, f64)>, HeaderError> {
    let mut res = Vec::new();
    for entry in list(value) {
        let found =
            entry.rsplit_once(' ').and_then(|(name, it)| Some((name.trim(), it.parse::<f64>().ok()?)));
        let Some((name, number)) = found else {
            return Err(HeaderError { line, cause: format!("not a name and a number: `{entry}`") });
        };
        res.push((name.to_owned(), number));
    }
    Ok(res)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_who_and_how_much() {
        let header = Header::parse(
            "-- id: pay-x\n-- title: Pay\n-- needs: changes, mails|tickets\n-- category: pay\n-- cause: route\n\
             -- levels: twice 2, often 4, explained -3\n-- weight: because\n--   of this\n-- params: days 30\n\
             -- source: report\n-- query: main\nselect 1\n-- query: other\nselect 2\n",
        )
        .unwrap();
        assert_eq!(header.needs, [vec!["changes"], vec!["mails", "tickets"]]);
        assert_eq!(header.bits("explained"), Some(Bits::from_f64(-3.0)));
        assert_eq!(header.weight, "because of this");
        assert_eq!(header.queries[1], Query { name: "other".into(), sql: "select 2\n".into() });
    }

    #[test]
    fn a_typing_error_is_named_with_its_line() {
        let error = Header::parse("-- id: x\n-- titel: y\n-- query: main\nselect 1\n").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
