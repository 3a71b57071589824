//! Which worker records and applications are one person's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use measures::contacts::email_key;
use measures::names::{NameMatch, compare};
use measures::text::normalise;
use model::dossier::Tie;
use model::{PersonId, Row};
use petgraph::unionfind::UnionFind;

use super::{Given, Person, sign_in_name, tie};

pub(super) struct Joined {
    pub(super) people: Vec<JoinedPerson>,
    pub(super) notices: Vec<String>,
}

pub(super) struct JoinedPerson {
    pub(super) person: Person,
    pub(super) ties: Vec<Tie>,
}

/// One record that names a person.
struct Node<'a> {
    row: Row<'a>,
    id: &'a str,
    worker: bool,
    /// Read from a product's export, not from a table of the contract.
    of_product: bool,
    /// Applied, or first day of work.
    at: Option<Timestamp>,
    name: &'a str,
    emails: Vec<String>,
    phones: Vec<String>,
}

pub(super) fn join(given: &Given<'_>) -> Joined {
    let nodes = nodes(given);
    let mut sets = UnionFind::<usize>::new(nodes.len());
    let mut reasons: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut notices = Vec::new();
    let applicants: BTreeMap<&str, usize> =
        nodes.iter().enumerate().filter(|(_, it)| !it.worker).map(|(idx, it)| (it.id, idx)).collect();
    for (idx, node) in nodes.iter().enumerate() {
        if let Some(applicant) = node.worker.then(|| node.row.text("applicant_id")).flatten() {
            match applicants.get(applicant) {
                Some(other) => {
                    sets.union(idx, *other);
                    let reason = format!("the worker record {} names the application {applicant}", node.id);
                    reasons.entry(idx).or_default().push(reason);
                }
                None => notices.push(format!(
                    "worker `{}` names application `{applicant}`, which nobody knows",
                    node.id
                )),
            }
        }
    }
    // One id is one person, however many records have it: an application each, or exports of two systems.
    let mut first_of: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        sets.union(idx, *first_of.entry((node.worker, node.id)).or_insert(idx));
    }
    // Equal keys, compared one after the other: what is equal stands together.
    for (what, keys) in
        [("mailbox", keyed(&nodes, |it| it.emails.clone())), ("telephone", keyed(&nodes, phone_keys))]
    {
        for (key, members) in keys {
            for pair in members.windows(2) {
                let [a, b] = pair else { continue };
                let (left, right) = (&nodes[*a], &nodes[*b]);
                if sets.find(*a) != sets.find(*b) && compare(left.name, right.name) != NameMatch::Different {
                    sets.union(*a, *b);
                    let shown = if what == "mailbox" { key.as_str() } else { "one number and the same name" };
                    let reason = format!("the records {} and {} have one {what}: {shown}", left.id, right.id);
                    reasons.entry(*b).or_default().push(reason);
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for idx in 0..nodes.len() {
        groups.entry(sets.find(idx)).or_default().push(idx);
    }
    let mut people: Vec<JoinedPerson> = Vec::new();
    for members in groups.values() {
        let reasons = members.iter().filter_map(|it| reasons.get(it)).flatten().cloned().collect();
        people.push(person(members.iter().map(|it| &nodes[*it]).collect(), reasons));
    }
    leave_out_shared_accounts(&mut people, &mut notices);
    Joined { people, notices }
}

fn nodes<'a>(given: &Given<'a>) -> Vec<Node<'a>> {
    let mut res = Vec::new();
    for row in given.workers.iter() {
        let Some(id) = row.text("worker_id") else { continue };
        res.push(Node {
            row,
            id,
            worker: true,
            of_product: of_product(row),
            at: row.time("start_date"),
            name: row.text("legal_name").unwrap_or_default(),
            emails: row.text("personal_email").and_then(email_key).into_iter().collect(),
            phones: row.texts("phone").into_iter().map(digits).collect(),
        });
    }
    for row in given.applicants.iter() {
        let Some(id) = row.text("applicant_id") else { continue };
        res.push(Node {
            row,
            id,
            worker: false,
            of_product: of_product(row),
            at: row.time("applied_at"),
            name: row.text("full_name").unwrap_or_default(),
            emails: row.texts("emails").into_iter().filter_map(email_key).collect(),
            phones: row.texts("phones").into_iter().map(digits).collect(),
        });
    }
    // Input order must not matter: ids of the company's own tables lead those of products, then the earliest
    // record of a person, then the smallest id.
    res.sort_by(|a, b| (!a.worker, a.of_product, a.at, a.id).cmp(&(!b.worker, b.of_product, b.at, b.id)));
    res
}

fn of_product(row: Row<'_>) -> bool {
    row.text("file_kind").is_some_and(|it| !it.starts_with("table_"))
}

/// Only the very same name may be joined by a telephone.
fn phone_keys(node: &Node<'_>) -> Vec<String> {
    let name = normalise(node.name);
    let long_enough = node.phones.iter().filter(|it| it.len() >= 7);
    long_enough.map(|it| format!("{it} {name}")).collect()
}

fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    // A national and an international form differ in front.
    digits[digits.len().saturating_sub(10)..].to_owned()
}

fn keyed(nodes: &[Node<'_>], keys: impl Fn(&Node<'_>) -> Vec<String>) -> BTreeMap<String, Vec<usize>> {
    let mut res: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate() {
        for key in keys(node) {
            res.entry(key).or_default().push(idx);
        }
    }
    res
}

/// Each id once, in the order of the records.
fn ids(nodes: &[&&Node<'_>]) -> Vec<String> {
    let mut res = Vec::new();
    for node in nodes {
        push_new(&mut res, node.id);
    }
    res
}

/// `members` stand in the order of `nodes`: worker records first, the earliest first.
fn person(members: Vec<&Node<'_>>, reasons: Vec<String>) -> JoinedPerson {
    let workers: Vec<&&Node<'_>> = members.iter().filter(|it| it.worker).collect();
    let applications: Vec<&&Node<'_>> = members.iter().filter(|it| !it.worker).collect();
    let id = match (workers.first(), applications.first()) {
        (Some(first), _) => PersonId::worker(first.id),
        (None, Some(first)) => PersonId::applicant(first.id),
        (None, None) => unreachable!("a group has members"),
    };
    // A product's list may know less than the company's own: it does not undo what that says.
    let own: Vec<&&Node<'_>> = workers.iter().filter(|it| !it.of_product).copied().collect();
    let stated = if own.is_empty() { &workers } else { &own };
    let latest = stated.last().map(|it| it.row);
    let texts = |name: &str| latest.and_then(|it| it.text(name)).map(str::to_owned);
    let mut names = Vec::new();
    let mut emails = Vec::new();
    let mut ties = Vec::new();
    for node in &members {
        push_new(&mut names, node.name);
        let what = if node.worker { "worker record" } else { "application" };
        let kind = if node.worker { "worker" } else { "applicant" };
        ties.push(tie(kind, node.id, node.at, None, format!("{what} {}", node.id)));
        let columns: &[&str] = if node.worker {
            push_new(&mut names, node.row.text("preferred_name").unwrap_or_default());
            &["work_email", "personal_email"]
        } else {
            &["emails"]
        };
        for column in columns {
            for email in node.row.texts(column) {
                let email = email.to_lowercase();
                push_new(&mut emails, &email);
                let reason = format!("{} of the {what} {}", column.replace('_', " "), node.id);
                ties.push(tie("account", &email, None, None, reason));
                if *column == "work_email"
                    && let Some(name) = sign_in_name(&email)
                {
                    let reason = format!("sign-in name of the work mailbox {email}");
                    ties.push(tie("account", &name, None, None, reason));
                }
            }
        }
        if let Some(login) = node.worker.then(|| node.row.text("github_login")).flatten() {
            let reason = format!("code host login of the worker record {}", node.id);
            ties.push(tie("account", &login.to_lowercase(), None, None, reason));
        }
    }
    for reason in reasons {
        ties.push(tie("join", id.as_str(), None, None, reason));
    }
    ties.sort();
    ties.dedup_by(|a, b| a.kind == b.kind && a.value == b.value && a.kind.as_ref() != "join");
    let open_ended = stated.iter().any(|it| it.row.time("end_date").is_none());
    let person = Person {
        id,
        worker_ids: ids(&workers),
        applicant_ids: ids(&applications),
        names,
        emails,
        job_title: texts("job_title"),
        department: texts("department"),
        worker_type: texts("worker_type"),
        applied_at: applications.iter().filter_map(|it| it.at).min(),
        start: stated.iter().filter_map(|it| it.at).min(),
        end: if open_ended { None } else { stated.iter().filter_map(|it| it.row.time("end_date")).max() },
        end_reason: texts("end_reason"),
    };
    JoinedPerson { person, ties }
}

/// An account that two people hold belongs to neither, but where the one left before the other came.
fn leave_out_shared_accounts(people: &mut [JoinedPerson], notices: &mut Vec<String>) {
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (idx, found) in people.iter().enumerate() {
        for tie in found.ties.iter().filter(|it| &*it.kind == "account") {
            holders.entry(tie.value.to_string()).or_default().insert(idx);
        }
    }
    for (account, holders) in holders.into_iter().filter(|(_, it)| it.len() > 1) {
        let mut in_turn: Vec<(Option<Timestamp>, Option<Timestamp>, usize)> =
            holders.iter().map(|it| (people[*it].person.start, people[*it].person.end, *it)).collect();
        in_turn.sort();
        let one_after_the_other =
            in_turn.windows(2).all(|it| it[0].1.is_some_and(|end| it[1].0.is_some_and(|start| end <= start)));
        for (start, end, idx) in in_turn {
            let ties = &mut people[idx].ties;
            if one_after_the_other {
                for tie in ties.iter_mut().filter(|it| *it.value == *account && &*it.kind == "account") {
                    (tie.from, tie.to) = (start, end);
                }
            } else {
                ties.retain(|it| *it.value != *account || &*it.kind != "account");
            }
        }
        if !one_after_the_other {
            let names: Vec<&str> = holders.iter().map(|it| people[*it].person.id.as_str()).collect();
            notices.push(format!(
                "account `{account}` is held by {}; it is tied to none of them",
                names.join(" and ")
            ));
        }
    }
}

fn push_new(list: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !list.iter().any(|it| it == text) {
        list.push(text.to_owned());
    }
}
