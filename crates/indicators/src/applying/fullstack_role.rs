//! A remote post in full stack, front end, back end, DevOps or blockchain work: one harmless trait of a profile.

use measures::text::normalise;
use model::{Finding, Row};

use crate::Gathered;

/// Word sequences that name such posts, in normal form: the catalogue's list and how titles spell it.
const POSTS: &[&str] = &[
    "full stack",
    "fullstack",
    "front end",
    "frontend",
    "back end",
    "backend",
    "devops",
    "dev ops",
    "devsecops",
    "site reliability",
    "blockchain",
    "block chain",
    "web3",
    "web 3",
    "smart contract",
    "smart contracts",
    "solidity",
];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        // What was applied for says more than what the post became.
        let mut fitting =
            rows.iter().filter(|it| it.is("remote") && it.text("title").is_some_and(names_such_a_post));
        if let Some(row) = fitting.next() {
            res.extend(finding(person, row));
        }
    }
    res
}

fn finding(person: &str, row: &Row<'_>) -> Option<Finding> {
    let known_at = row.time("known_at").or(row.time("at"))?;
    let title = row.text("title")?.trim();
    let sentence = format!("{} a remote post as {title}", row.text("told")?);
    let mut refs = row.refs("ref");
    refs.extend(row.refs("post_ref"));
    Finding::about(person, "trait", known_at, sentence, refs)
}

/// Whole words only: `backend`, not `feedback ended`.
fn names_such_a_post(title: &str) -> bool {
    let title = format!(" {} ", normalise(title));
    POSTS.iter().any(|it| title.contains(&format!(" {it} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_by_whole_words() {
        for title in
            ["Senior Full-Stack Developer", "Back End Engineer (Contract)", "DevOps / SRE", "Web3 engineer"]
        {
            assert!(names_such_a_post(title), "{title}");
        }
        for title in ["Data Engineer", "Feedback Endowment Officer", "Office Manager", "Stack Full of Books"]
        {
            assert!(!names_such_a_post(title), "{title}");
        }
    }
}
