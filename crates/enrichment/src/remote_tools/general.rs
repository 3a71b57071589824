//! Names that say nothing about one tool, and that no list of tools may therefore use: `explorer`, `ssh`, `google.com`, `/temp/`.
//!
//! In: one tool of a list, shipped or of the user's own. Out: the tool without such names, and a sentence for each that was taken away.

use super::Tool;
use crate::dated_list::{Table, fits};
use std::collections::HashMap;

/// The review list, by kind of name.
pub(super) struct General {
    names: HashMap<(String, String), String>,
}

impl General {
    /// Reads the list with the columns `kind value why` that comes with the product.
    pub(super) fn shipped() -> General {
        let table =
            Table::read(include_str!("../../data/remote_tools/too_general.tsv"), &["kind", "value", "why"]);
        let mut names = HashMap::new();
        for row in table.rows() {
            let key = (row.cell("kind").to_string(), row.cell("value").to_string());
            names.insert(key, row.cell("why").to_string());
        }
        General { names }
    }

    /// Takes what is too general out of a tool; a sentence for each.
    pub(super) fn take_from(&self, tool: &mut Tool) -> Vec<String> {
        let mut told = Vec::new();
        let lists = [
            ("process", &mut tool.processes),
            ("service", &mut tool.services),
            ("path", &mut tool.paths),
            ("domain", &mut tool.domains),
        ];
        for (kind, values) in lists {
            values.retain(|value| match self.why(kind, value) {
                Some(why) => {
                    told.push(format!("the {kind} `{value}` is left out: {why}"));
                    false
                }
                None => true,
            });
        }
        told
    }

    /// Why a name is too general; nothing for one that may be used.
    fn why(&self, kind: &str, value: &str) -> Option<&str> {
        if value.chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
            return Some("it fits nearly everything");
        }
        if kind == "domain" {
            let value = value.trim_start_matches("*.").trim_matches('.');
            if !value.contains('.') {
                return Some("it is no host but a whole top domain");
            }
            return self.names.get(&(kind.to_string(), value.to_string())).map(String::as_str);
        }
        if let Some(why) = self.names.get(&(kind.to_string(), value.to_string())) {
            return Some(why);
        }
        if !value.contains('*') {
            return None;
        }
        // A pattern is too general when it also fits a name of the list that is no pattern itself.
        for ((of, name), why) in &self.names {
            if of == kind && !name.contains('*') && fits(value, name) {
                return Some(why);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::RemoteTools;

    #[test]
    fn names_of_everyday_programs_are_taken_out_of_a_users_list() {
        let (list, problems) = RemoteTools::parse(
            "id,kind,processes,paths,domains\nmine,rmm,mine;ssh.exe;explorer;s*,\\mine\\;/temp/;/,google.com;com;mine.example\n",
        );
        assert_eq!(problems.len(), 7, "{problems:?}");
        assert!(problems.iter().all(|problem| problem.starts_with("line 2: ")));
        let tool = list.by_process("mine.exe");
        assert_eq!(tool.map(|tool| tool.processes.len()), Some(1));
        assert!(list.by_domain("a.mine.example").is_some());
        for process in ["ssh", "explorer.exe", "/tmp/x", "C:\\Windows\\Temp\\x.exe", "services.exe"] {
            assert!(list.by_process(process).is_none(), "{process}");
        }
        assert!(list.by_domain("www.google.com").is_none());
    }
}
