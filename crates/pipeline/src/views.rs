//! The views that indicators ask: each table with the person it is about and what is known of its cells.
//! They are a contract with users' own queries: versioned, and printed by `bonafide reference`.

use std::collections::BTreeSet;

/// Goes up when a column of a view is renamed or taken away.
pub const VERSION: u32 = 1;

/// Views over records of people are asked once and kept, since every indicator asks them and they are as small
/// as the company; views over logs are asked where they stand.
const TEXTS: [(&str, bool); 4] = [
    (include_str!("views/people.sql"), true),
    (include_str!("views/events.sql"), false),
    (include_str!("views/whereabouts.sql"), true),
    (include_str!("views/handles.sql"), false),
];

/// One view: its name, what it is, and its query.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub name: String,
    pub about: String,
    pub sql: String,
    /// Asked once and kept.
    pub kept: bool,
}

/// All views, each after those that it uses.
pub fn all() -> Vec<View> {
    let mut res: Vec<View> = Vec::new();
    for (text, kept) in TEXTS {
        let mut in_view = false;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("-- view: ") {
                in_view = true;
                res.push(View {
                    name: name.trim().to_owned(),
                    about: String::new(),
                    sql: String::new(),
                    kept,
                });
            } else if let (true, Some(view)) = (in_view, res.last_mut()) {
                match line.strip_prefix("--") {
                    Some(about) => {
                        view.about.push_str(about.trim());
                        view.about.push(' ');
                    }
                    None => {
                        view.sql.push_str(line);
                        view.sql.push('\n');
                    }
                }
            }
        }
    }
    res
}

/// The views that these queries ask, directly or through other views, each after those that it uses.
///
/// A name counts wherever it stands as a word, so a view may be there in vain; none that is asked is missing.
pub fn asked_by<'a>(queries: impl Iterator<Item = &'a str>) -> Vec<View> {
    let mut words: BTreeSet<String> = queries.flat_map(words_of).collect();
    let mut res = Vec::new();
    // A view uses only views before it.
    for view in all().into_iter().rev() {
        if words.contains(&view.name) {
            words.extend(words_of(&view.sql));
            res.push(view);
        }
    }
    res.reverse();
    res
}

fn words_of(sql: &str) -> impl Iterator<Item = String> {
    sql.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_bring_the_views_they_use() {
        let all: Vec<String> = all().into_iter().map(|it| it.name).collect();
        let names = |sql: &str| asked_by([sql].into_iter()).into_iter().map(|it| it.name).collect::<Vec<_>>();
        assert!(names("select 1 as one").is_empty());
        let whole: String = all.join(" ");
        assert_eq!(names(&whole), all);
    }
}
