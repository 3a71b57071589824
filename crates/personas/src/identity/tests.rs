//! Who is tied to what, and who is not.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use model::Value;
use proptest::prelude::*;

use super::*;

/// Cells by column; what is not named is unknown.
type Record = Vec<(&'static str, Value)>;

const WORKERS: &[&str] = &[
    "worker_id",
    "applicant_id",
    "legal_name",
    "preferred_name",
    "work_email",
    "personal_email",
    "phone",
    "github_login",
    "job_title",
    "department",
    "worker_type",
    "start_date",
    "end_date",
    "end_reason",
    "file_kind",
];
const APPLICANTS: &[&str] =
    &["applicant_id", "full_name", "emails", "phones", "applied_at", "resume_file", "file_kind"];
const DEVICES: &[&str] = &["asset_serial", "hostname", "worker_id", "account"];
const SHIPMENTS: &[&str] = &["asset_serial", "worker_id", "event", "event_time"];
const RESUMES: &[&str] = &["document", "stem", "file", "emails"];
const INTERVIEWS: &[&str] = &["meeting_id", "applicant_id"];

#[derive(Clone, Debug, Default)]
struct Company {
    workers: Vec<Record>,
    applicants: Vec<Record>,
    devices: Vec<Record>,
    shipments: Vec<Record>,
    resumes: Vec<Record>,
    interviews: Vec<Record>,
}

fn rows(columns: &[&'static str], records: &[Record]) -> Rows {
    let mut cells: Vec<Vec<Value>> = vec![Vec::new(); columns.len()];
    for record in records {
        for (column, cells) in columns.iter().zip(&mut cells) {
            let cell = record.iter().find(|(name, _)| name == column).map(|(_, it)| it.clone());
            cells.push(cell.unwrap_or_default());
        }
    }
    Rows::new(columns.iter().map(|it| Arc::from(*it)).collect(), cells)
}

impl Company {
    fn identify(&self) -> Identity {
        identify(Given {
            workers: &rows(WORKERS, &self.workers),
            applicants: &rows(APPLICANTS, &self.applicants),
            devices: &rows(DEVICES, &self.devices),
            shipments: &rows(SHIPMENTS, &self.shipments),
            resumes: &rows(RESUMES, &self.resumes),
            interviews: &rows(INTERVIEWS, &self.interviews),
        })
    }
}

fn day(day: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * day)
}

fn worker(id: &str, name: &str, start: i64, more: &[(&'static str, &str)]) -> Record {
    let mut res =
        vec![("worker_id", id.into()), ("legal_name", name.into()), ("start_date", day(start).into())];
    res.extend(more.iter().map(|(column, it)| (*column, Value::from(*it))));
    res
}

fn applicant(id: &str, name: &str, applied: i64, more: &[(&'static str, &str)]) -> Record {
    let mut res =
        vec![("applicant_id", id.into()), ("full_name", name.into()), ("applied_at", day(applied).into())];
    res.extend(more.iter().map(|(column, it)| (*column, Value::from(*it))));
    res
}

fn parcel(serial: &str, worker: &str, event: &str, at: i64) -> Record {
    vec![
        ("asset_serial", serial.into()),
        ("worker_id", worker.into()),
        ("event", event.into()),
        ("event_time", day(at).into()),
    ]
}

fn ids(identity: &Identity) -> Vec<&str> {
    identity.people.iter().map(|it| it.id.as_str()).collect()
}

fn holders<'a>(
    identity: &'a Identity,
    kind: &str,
    value: &str,
) -> Vec<(&'a str, Option<Timestamp>, Option<Timestamp>)> {
    let mut res = Vec::new();
    for (person, tie) in &identity.ties {
        if &*tie.kind == kind && &*tie.value == value {
            res.push((person.as_str(), tie.from, tie.to));
        }
    }
    res
}

#[test]
fn a_worker_record_that_names_an_application_is_one_person() {
    let company = Company {
        workers: vec![worker("W1", "Ada Quill", 40, &[("applicant_id", "A7")])],
        applicants: vec![applicant("A7", "A. Quill-Stone", 10, &[]), applicant("A8", "Ada Quill", 12, &[])],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(ids(&identity), ["applicant:A8", "worker:W1"], "a name alone joins nobody");
    assert_eq!(identity.people[1].applicant_ids, ["A7"]);
    assert_eq!(identity.people[1].applied_at, Some(day(10)));
    assert!(
        identity
            .ties
            .iter()
            .any(|(_, it)| &*it.kind == "join" && it.reason.contains("names the application A7"))
    );
}

#[test]
fn an_application_nobody_knows_is_told_and_joins_nobody() {
    let company = Company {
        workers: vec![worker("W1", "Ada Quill", 40, &[("applicant_id", "A99")])],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(ids(&identity), ["worker:W1"]);
    assert!(identity.notices[0].contains("A99"));
}

#[test]
fn a_private_mailbox_joins_unless_the_names_contradict() {
    let company = |name: &str| Company {
        workers: vec![worker("W1", "Ada Quill", 40, &[("personal_email", "ada.quill@gmail.com")])],
        applicants: vec![applicant("A1", name, 10, &[("emails", "AdaQuill+jobs@googlemail.com")])],
        ..Company::default()
    };
    assert_eq!(ids(&company("Ada Quill").identify()), ["worker:W1"]);
    assert_eq!(ids(&company("Bruno Hartmann").identify()), ["applicant:A1", "worker:W1"]);
}

#[test]
fn who_applies_twice_is_one_person_under_the_earlier_application() {
    let twice = [("emails", "ada@example.org"), ("phones", "+1 202 555 0101")];
    let company = Company {
        applicants: vec![applicant("A9", "Ada Quill", 20, &twice), applicant("A3", "Ada Quill", 50, &twice)],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(ids(&identity), ["applicant:A9"]);
    assert_eq!(identity.people[0].applicant_ids, ["A9", "A3"]);
}

#[test]
fn one_id_is_one_person_though_nothing_else_is_the_same() {
    let company = Company {
        applicants: vec![
            applicant("A7", "Ada Quill", 20, &[("emails", "ada@example.org")]),
            applicant("A8", "Bo Lind", 30, &[]),
            applicant("A7", "A. Quill", 40, &[]),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(ids(&identity), ["applicant:A7", "applicant:A8"]);
    assert_eq!(identity.people[0].applicant_ids, ["A7"]);
}

#[test]
fn the_companys_own_table_leads_a_products_list() {
    let mail = ("personal_email", "ada@example.org");
    let company = Company {
        workers: vec![
            worker("54", "Ada Quill", 10, &[mail, ("file_kind", "bamboohr"), ("job_title", "Guest")]),
            {
                let own = [mail, ("file_kind", "table_workers"), ("job_title", "Engineer")];
                let mut res = worker("W0054", "Ada Quill", 40, &own);
                res.push(("end_date", day(90).into()));
                res
            },
        ],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(ids(&identity), ["worker:W0054"]);
    let person = &identity.people[0];
    assert_eq!(person.worker_ids, ["W0054", "54"]);
    assert_eq!(person.job_title.as_deref(), Some("Engineer"));
    assert_eq!((person.start, person.end), (Some(day(40)), Some(day(90))));
}

#[test]
fn a_couple_with_one_telephone_stays_two_people() {
    let company = Company {
        applicants: vec![
            applicant("A1", "Ada Quill", 20, &[("phones", "+1 202 555 0101")]),
            applicant("A2", "Bruno Quill", 21, &[("phones", "202-555-0101")]),
        ],
        ..Company::default()
    };
    assert_eq!(ids(&company.identify()), ["applicant:A1", "applicant:A2"]);
}

#[test]
fn one_telephone_and_the_very_same_name_join() {
    let company = Company {
        applicants: vec![
            applicant("A1", "Ada Quill", 20, &[("phones", "+1 202 555 0101")]),
            applicant("A2", "ada  quill", 21, &[("phones", "202-555-0101")]),
        ],
        ..Company::default()
    };
    assert_eq!(ids(&company.identify()), ["applicant:A1"]);
}

#[test]
fn a_device_that_was_handed_on_has_dated_ties() {
    let company = Company {
        workers: vec![worker("W1", "Ada Quill", 1, &[]), worker("W2", "Bruno Hartmann", 50, &[])],
        devices: vec![vec![
            ("asset_serial", "S1".into()),
            ("hostname", "LT-1.corp.example".into()),
            ("worker_id", "W2".into()),
        ]],
        shipments: vec![
            parcel("S1", "W2", "delivered", 60),
            parcel("S1", "W1", "delivered", 5),
            parcel("S1", "W1", "exception", 55),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    for name in ["s1", "lt-1", "lt-1.corp.example"] {
        assert_eq!(
            holders(&identity, "device", name),
            [("worker:W1", Some(day(5)), Some(day(60))), ("worker:W2", Some(day(60)), None)],
            "{name}"
        );
    }
}

#[test]
fn a_device_of_one_worker_is_theirs_at_all_times() {
    let company = Company {
        workers: vec![worker("W1", "Ada Quill", 1, &[])],
        devices: vec![vec![
            ("asset_serial", "S1".into()),
            ("hostname", "LT-1".into()),
            ("worker_id", "W1".into()),
        ]],
        ..Company::default()
    };
    assert_eq!(holders(&company.identify(), "device", "lt-1"), [("worker:W1", None, None)]);
}

#[test]
fn a_device_that_two_registers_name_is_tied_once() {
    let company = Company {
        workers: vec![
            worker("W1", "Ada Quill", 1, &[("work_email", "Ada@corp.example")]),
            worker("W2", "Bruno Hartmann", 1, &[("work_email", "bruno@corp.example")]),
        ],
        devices: vec![
            vec![("asset_serial", "S1".into()), ("hostname", "LT-1".into()), ("worker_id", "W1".into())],
            vec![
                ("asset_serial", "s1".into()),
                ("hostname", "LT-1".into()),
                ("account", "bruno@corp.example".into()),
            ],
            vec![
                ("asset_serial", "S2".into()),
                ("hostname", "LT-2".into()),
                ("account", "ada@corp.example".into()),
            ],
            vec![("hostname", "tablet-3".into()), ("account", "bruno@corp.example".into())],
            vec![("asset_serial", "S4".into()), ("account", "nobody@corp.example".into())],
        ],
        shipments: vec![parcel("S1", "W1", "delivered", 5), parcel("S4", "W2", "delivered", 6)],
        ..Company::default()
    };
    let identity = company.identify();
    // The company's own register goes before what an inventory says.
    assert_eq!(holders(&identity, "device", "lt-1"), [("worker:W1", None, None)]);
    assert_eq!(holders(&identity, "device", "s2"), [("worker:W1", None, None)]);
    assert_eq!(holders(&identity, "device", "tablet-3"), [("worker:W2", None, None)]);
    assert_eq!(holders(&identity, "device", "s4"), [("worker:W2", None, None)]);
}

#[test]
fn an_account_held_by_two_is_tied_to_neither() {
    let company = Company {
        workers: vec![
            worker("W1", "Ada Quill", 1, &[("github_login", "octo")]),
            worker(
                "W2",
                "Bruno Hartmann",
                5,
                &[("github_login", "Octo"), ("work_email", "bruno@corp.example")],
            ),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    assert!(holders(&identity, "account", "octo").is_empty());
    assert!(identity.notices.iter().any(|it| it.contains("octo")), "{:?}", identity.notices);
    assert_eq!(holders(&identity, "account", "bruno"), [("worker:W2", None, None)]);
}

#[test]
fn an_account_passed_on_after_the_last_day_has_dated_ties() {
    let mut first = worker("W1", "Ada Quill", 1, &[("github_login", "build-desk")]);
    first.push(("end_date", day(30).into()));
    let company = Company {
        workers: vec![first, worker("W2", "Bruno Hartmann", 40, &[("github_login", "build-desk")])],
        ..Company::default()
    };
    assert_eq!(
        holders(&company.identify(), "account", "build-desk"),
        [("worker:W1", Some(day(1)), Some(day(30))), ("worker:W2", Some(day(40)), None)]
    );
}

#[test]
fn a_bare_sign_in_name_is_tied_by_the_work_mailbox() {
    let company = Company {
        workers: vec![
            worker("W1", "Ada Quill", 1, &[("work_email", "Ada.Quill@example.com")]),
            worker("W2", "Bruno Hartmann", 1, &[("work_email", "info@example.com")]),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    for written in ["ada.quill", "CORP\\Ada.Quill", "ada.quill@corp.local", "ada.quill@CORP"] {
        assert_eq!(
            holders(&identity, "account", &account_key(written)),
            [("worker:W1", None, None)],
            "{written}"
        );
    }
    assert_eq!(holders(&identity, "account", &account_key("ada.quill@example.net")), []);
    assert_eq!(holders(&identity, "account", "info"), [], "an office's name is nobody's");
    assert_eq!(holders(&identity, "account", "info@example.com").len(), 1);
}

#[test]
fn a_sign_in_name_of_two_is_tied_to_neither() {
    let company = Company {
        workers: vec![
            worker("W1", "Ada Quill", 1, &[("work_email", "sam@example.com")]),
            worker("W2", "Bruno Hartmann", 1, &[("work_email", "sam@example.org")]),
            worker("W3", "Cleo Lind", 1, &[("work_email", "cleo@example.org"), ("github_login", "dana")]),
            worker("W4", "Dana Lind", 1, &[("work_email", "dana@example.org")]),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    assert_eq!(holders(&identity, "account", "sam"), []);
    assert_eq!(
        holders(&identity, "account", "dana"),
        [],
        "a code host's login may be another's sign-in name"
    );
    assert_eq!(holders(&identity, "account", "sam@example.com"), [("worker:W1", None, None)]);
    assert!(identity.notices.iter().any(|it| it.contains("`sam`")));
}

#[test]
fn an_inventory_that_knows_a_bare_name_ties_the_device() {
    let company = Company {
        workers: vec![worker("W1", "Ada Quill", 1, &[("work_email", "ada@example.com")])],
        devices: vec![vec![
            ("asset_serial", "S1".into()),
            ("hostname", "LT-1".into()),
            ("account", "CORP\\Ada".into()),
        ]],
        ..Company::default()
    };
    assert_eq!(holders(&company.identify(), "device", "lt-1"), [("worker:W1", None, None)]);
}

#[test]
fn a_resume_is_tied_by_file_then_stem_then_a_mailbox_of_one_alone() {
    let resume = |document: &str, stem: &str, emails: &str| -> Record {
        vec![("document", document.into()), ("stem", stem.into()), ("emails", emails.into())]
    };
    let company = Company {
        applicants: vec![
            applicant(
                "A1",
                "Ada Quill",
                1,
                &[("resume_file", "hr/cv/Final CV"), ("emails", "ada@example.org;shared@example.org")],
            ),
            applicant("A2", "Bruno Hartmann", 2, &[("emails", "shared@example.org")]),
        ],
        resumes: vec![
            resume("d1", "final cv", ""),
            resume("d2", "a2", ""),
            resume("d3", "resume", "ada@example.org"),
            resume("d4", "resume", "shared@example.org"),
        ],
        ..Company::default()
    };
    let identity = company.identify();
    let owner = |value: &str| holders(&identity, "resume", value).first().map(|it| it.0);
    assert_eq!(owner("d1/final cv"), Some("applicant:A1"));
    assert_eq!(owner("d2/a2"), Some("applicant:A2"));
    assert_eq!(owner("d3/resume"), Some("applicant:A1"));
    assert_eq!(owner("d4/resume"), None, "a mailbox of two says nothing");
}

#[test]
fn an_interview_is_tied_to_its_applicant_under_the_plain_number() {
    let company = Company {
        applicants: vec![applicant("A1", "Ada Quill", 1, &[])],
        interviews: vec![vec![("meeting_id", "812 345-67".into()), ("applicant_id", "A1".into())]],
        ..Company::default()
    };
    assert_eq!(holders(&company.identify(), "meeting", "81234567"), [("applicant:A1", None, None)]);
}

/// A company of a few people with few names, mailboxes and numbers, so that much is shared.
fn company() -> impl Strategy<Value = Company> {
    const NAMES: [&str; 3] = ["Ada Quill", "Bruno Hartmann", "A. Quill"];
    const EMAILS: [&str; 4] = ["", "one@example.org", "two@example.org", "one@example.org;three@example.org"];
    const PHONES: [&str; 3] = ["", "+1 202 555 0101", "+1 202 555 0102"];
    let workers = prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..3, 0_i64..90, 0_usize..6), 0..6);
    let applicants = prop::collection::vec((0_usize..3, 0_usize..4, 0_usize..3, 0_i64..90), 0..6);
    let shipments = prop::collection::vec((0_usize..2, 0_usize..6, 0_i64..90), 0..6);
    (workers, applicants, shipments).prop_map(|(workers, applicants, shipments)| {
        let mut res = Company::default();
        for (idx, (name, email, phone, start, applicant)) in workers.into_iter().enumerate() {
            let named = format!("A{applicant}");
            let more = [
                ("personal_email", EMAILS[email]),
                ("phone", PHONES[phone]),
                ("applicant_id", if applicant < 4 { named.as_str() } else { "" }),
            ];
            res.workers.push(worker(&format!("W{idx}"), NAMES[name], start, &more));
        }
        for (idx, (name, email, phone, applied)) in applicants.into_iter().enumerate() {
            let more = [("emails", EMAILS[email]), ("phones", PHONES[phone])];
            res.applicants.push(applicant(&format!("A{idx}"), NAMES[name], applied, &more));
        }
        for (serial, worker, at) in shipments {
            res.shipments.push(parcel(&format!("S{serial}"), &format!("W{worker}"), "delivered", at));
        }
        res
    })
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing(company in company(), turn in any::<prop::sample::Index>()) {
        let mut other = company.clone();
        for records in [&mut other.workers, &mut other.applicants, &mut other.shipments] {
            records.reverse();
            if !records.is_empty() {
                let by = turn.index(records.len());
                records.rotate_left(by);
            }
        }
        let (one, other) = (company.identify(), other.identify());
        prop_assert_eq!(one.people, other.people);
        prop_assert_eq!(one.ties, other.ties);
        prop_assert_eq!(one.notices.iter().collect::<BTreeSet<_>>(), other.notices.iter().collect::<BTreeSet<_>>());
    }

    #[test]
    fn everybody_is_somebody_once(company in company()) {
        let identity = company.identify();
        let mut workers = 0;
        let mut applicants = 0;
        for person in &identity.people {
            workers += person.worker_ids.len();
            applicants += person.applicant_ids.len();
        }
        prop_assert_eq!((workers, applicants), (company.workers.len(), company.applicants.len()));
    }
}
