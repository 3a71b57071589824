//! The views that indicators ask: each table with the person it is about and what is known of its cells.
//! They are a contract with users' own queries: versioned, and printed by `bonafide reference`.

/// Goes up when a column of a view is renamed or taken away.
pub const VERSION: u32 = 1;

/// Views over records of people are asked once and kept, since every indicator asks them and they are as small
/// as the company; views over logs are asked where they stand.
const TEXTS: [(&str, bool); 3] = [
    (include_str!("views/people.sql"), true),
    (include_str!("views/events.sql"), false),
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
