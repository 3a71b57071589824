//! A majority of the traits that the reports list, where the post is a fully remote one in IT.

use std::collections::{BTreeMap, BTreeSet};

use model::Finding;

use super::parts::{Part, finding, standing};
use crate::Gathered;
use crate::posts::of_it;

/// One trait: the indicators any of which shows it, how it is said, and the records without which nobody could look.
struct Trait {
    indicators: &'static [&'static str],
    said: &'static str,
    needs: &'static [&'static str],
}

const TRAITS: [Trait; 7] = [
    Trait { indicators: &["app-fullstack-role"], said: "full stack post", needs: &[] },
    Trait { indicators: &["app-8-10-years"], said: "8 to 10 years", needs: &["resume", "years"] },
    Trait { indicators: &["app-3-4-employers"], said: "3 to 4 employers", needs: &["resume"] },
    Trait { indicators: &["app-resume-clone"], said: "resume parts of other applicants", needs: &["resume"] },
    Trait {
        indicators: &["app-odd-hours", "app-varied-style"],
        said: "odd hours or varied style",
        needs: &["mail"],
    },
    Trait {
        indicators: &["int-camera-off", "int-virtual-background"],
        said: "camera off or background kept",
        needs: &["interview"],
    },
    Trait { indicators: &["int-call-center-audio"], said: "other voices on the line", needs: &["interview"] },
];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let remote = remote_posts_in_it(gathered);
    let mut looked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in gathered.rows("looked").iter() {
        if let (Some(person), Some(kind)) = (row.text("person"), row.text("kind")) {
            looked.entry(person).or_default().insert(kind);
        }
    }
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        if remote.contains(person) {
            let records = looked.get(person).cloned().unwrap_or_default();
            res.extend(profile(person, &standing(&rows), &records, gathered.count("traits")));
        }
    }
    res
}

fn profile(person: &str, parts: &[Part<'_>], records: &BTreeSet<&str>, enough: usize) -> Option<Finding> {
    let mut shown: Vec<(&Part<'_>, &str)> = Vec::new();
    let mut not_looked = 0;
    for it in &TRAITS {
        let found = parts
            .iter()
            .filter(|part| it.indicators.contains(&part.indicator))
            .min_by_key(|part| part.known_at);
        match found {
            Some(part) => shown.push((part, it.said)),
            None if !it.needs.is_empty() && !it.needs.iter().any(|need| records.contains(need)) => {
                not_looked += 1
            }
            None => {}
        }
    }
    if shown.len() < enough || enough == 0 {
        return None;
    }
    let mut sentence = format!("{} of {} traits", shown.len(), TRAITS.len());
    let said: Vec<&str> = shown.iter().map(|(_, said)| *said).collect();
    sentence += &format!(": {}", said.join(", "));
    if not_looked > 0 {
        sentence += &format!("; {not_looked} could not be looked at");
    }
    // Known with the trait that made the majority; the traits after it add their records.
    let mut times: Vec<_> = shown.iter().map(|(part, _)| part.known_at).collect();
    times.sort();
    let majority = *times.get(enough - 1)?;
    shown.sort_by_key(|(part, _)| std::cmp::Reverse(part.indicator == "app-resume-clone"));
    let parts: Vec<&Part<'_>> = shown.iter().map(|(part, _)| *part).collect();
    let whole = finding(person, "majority", &parts, sentence.clone())?;
    let (from, to) = (whole.from, whole.to);
    Some(Finding::about(person, "majority", majority, sentence, whole.refs().to_vec())?.between(from, to))
}

/// People whose post is stated to be remote, and is one of IT by its title or department.
fn remote_posts_in_it(gathered: &Gathered) -> BTreeSet<&str> {
    let mut res = BTreeSet::new();
    for row in gathered.rows("posts").iter() {
        if let (Some(person), Some(post)) = (row.text("person"), row.text("post"))
            && row.is("remote")
            && of_it(post)
        {
            res.insert(person);
        }
    }
    res
}
