//! Who stands behind mails that threaten: the mails of one sender, and the one person whose files they show.
//!
//! In: the queries `mails`, `own`, `people` and `touched`, which every indicator of this theme has. Out: messages
//! (a mail that was reported three times is one), senders, and for each the subject. Such a mail names nobody. It is
//! laid at a person's door only where that person alone had touched the files it shows; else it is about the
//! mailbox it came from, those who left lately are named beside it, and it counts against nobody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use model::{PersonId, Rows, Subject};

use crate::Gathered;
use crate::explanations::{before, counted, hours, later};

/// One mail, however many copies of it were handed in.
#[derive(Clone)]
pub(super) struct Message<'a> {
    pub at: Timestamp,
    pub known_at: Timestamp,
    pub records: Vec<i64>,
    pub topics: BTreeSet<&'a str>,
    pub amounts: BTreeSet<&'a str>,
    pub wallets: BTreeSet<&'a str>,
    /// Of these, the ones whose checksum is wrong.
    pub wrong_wallets: BTreeSet<&'a str>,
    /// File names in attached archives, lower case, without folders.
    pub members: BTreeSet<String>,
    /// File names in the text.
    pub mentioned: BTreeSet<String>,
    /// Recipients who lead, or whose office it is.
    pub leaders: BTreeSet<String>,
    pub sharer: Option<&'a str>,
    pub shared_item: Option<&'a str>,
    pub sharer_known: bool,
    pub sharer_consumer: bool,
    id: Option<&'a str>,
    subject: String,
}

/// All mails of one outside sender.
pub(super) struct Sender<'a> {
    pub address: &'a str,
    pub person: Option<&'a str>,
    pub consumer: bool,
    pub messages: Vec<Message<'a>>,
}

/// Somebody who left, and when.
pub(super) struct Leaver<'a> {
    pub person: &'a str,
    pub end: Timestamp,
}

/// Who touched which file, and who left when.
pub(super) struct Company<'a> {
    /// By file name: who touched it first when, and the record.
    touched: BTreeMap<&'a str, Vec<(&'a str, Timestamp, i64)>>,
    ends: BTreeMap<&'a str, Timestamp>,
    staff: BTreeSet<&'a str>,
}

/// Whose door it is laid at.
pub(super) struct Attribution<'a> {
    pub subject: Subject,
    /// Those it might have been, where nobody can be named.
    pub candidates: Vec<&'a str>,
    /// Names that the company's files bear.
    pub names: usize,
    /// Of these, how many the subject had touched; and how many others had touched as many.
    pub covered: usize,
    pub others: usize,
    /// The records by which the subject touched them.
    pub records: Vec<i64>,
}

/// Words of a title, a department or a shared mailbox to whom such mails are written.
const LEADING: [&str; 30] = [
    "chief",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "ciso",
    "chro",
    "president",
    "founder",
    "director",
    "head",
    "vp",
    "vice",
    "hr",
    "human",
    "people",
    "legal",
    "counsel",
    "security",
    "management",
    "executive",
    "executives",
    "leadership",
    "board",
    "compliance",
    "privacy",
    "abuse",
    "press",
    "owner",
    "partner",
];

/// Copies of one mail differ by the seconds that systems need.
const COPY: SignedDuration = SignedDuration::from_secs(600);

fn leads(text: &str) -> bool {
    text.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|it| LEADING.contains(&it))
}

fn plain_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).trim().to_lowercase()
}

/// Mailboxes of leaders, and which mailboxes are the company's.
struct Recipients<'a> {
    leaders: BTreeSet<&'a str>,
    domains: BTreeSet<&'a str>,
    people: BTreeSet<&'a str>,
}

impl<'a> Recipients<'a> {
    fn of(rows: &'a Rows) -> Recipients<'a> {
        let mut res =
            Recipients { leaders: BTreeSet::new(), domains: BTreeSet::new(), people: BTreeSet::new() };
        for row in rows.iter() {
            let Some(mailbox) = row.text("mailbox") else { continue };
            res.people.insert(mailbox);
            res.domains.extend(mailbox.split_once('@').map(|(_, it)| it));
            if ["job_title", "department"].iter().any(|it| row.text(it).is_some_and(leads)) {
                res.leaders.insert(mailbox);
            }
        }
        res
    }

    /// A leader's own mailbox, or an office's that nobody owns.
    fn lead(&self, address: &str) -> Option<String> {
        let address = address.trim().to_lowercase();
        let (local, domain) = address.split_once('@')?;
        let office = self.domains.contains(domain) && !self.people.contains(address.as_str()) && leads(local);
        (self.leaders.contains(address.as_str()) || office).then_some(address)
    }
}

/// Outside senders and their mails, in order of address and time.
pub(super) fn senders(gathered: &Gathered) -> Vec<Sender<'_>> {
    let recipients = Recipients::of(gathered.rows("own"));
    let mut res = Vec::new();
    for (address, rows) in gathered.rows("mails").by("sender") {
        let mut sender = Sender { address, person: None, consumer: false, messages: Vec::new() };
        for row in rows {
            let (Some(at), Some(record)) = (row.time("at"), row.int("ref")) else { continue };
            sender.person = sender.person.or(row.text("from_person"));
            sender.consumer |= row.text("from_kind").is_some();
            let id = row.text("mail_id");
            let subject = row.text("subject").unwrap_or_default().trim().to_lowercase();
            let known = sender.messages.iter_mut().rev().take(64).find(|it| {
                id.is_some() && it.id == id
                    || !subject.is_empty() && it.subject == subject && at.duration_since(it.at).abs() <= COPY
            });
            let message = match known {
                Some(message) => message,
                None => {
                    sender.messages.push(Message {
                        at,
                        known_at: row.time("known_at").unwrap_or(at),
                        records: Vec::new(),
                        topics: BTreeSet::new(),
                        amounts: BTreeSet::new(),
                        wallets: BTreeSet::new(),
                        wrong_wallets: BTreeSet::new(),
                        members: BTreeSet::new(),
                        mentioned: BTreeSet::new(),
                        leaders: BTreeSet::new(),
                        sharer: None,
                        shared_item: None,
                        sharer_known: false,
                        sharer_consumer: false,
                        id,
                        subject,
                    });
                    let Some(message) = sender.messages.last_mut() else { continue };
                    message
                }
            };
            message.records.push(record);
            message.topics.extend(row.texts("topics"));
            message.amounts.extend(row.texts("amounts"));
            message.wallets.extend(row.texts("wallets"));
            message.wrong_wallets.extend(row.texts("wallets_wrong"));
            message.members.extend(
                row.texts("archive_members").iter().filter(|it| !it.ends_with('/')).map(|it| plain_name(it)),
            );
            message.mentioned.extend(row.texts("file_names").iter().map(|it| plain_name(it)));
            message.sharer = message.sharer.or(row.text("sharer"));
            message.shared_item = message.shared_item.or(row.text("shared_item"));
            message.sharer_known |= row.text("sharer_person").is_some();
            message.sharer_consumer |= row.text("sharer_kind").is_some();
            for column in ["to", "cc", "mailbox"] {
                message.leaders.extend(row.texts(column).iter().filter_map(|it| recipients.lead(it)));
            }
        }
        res.push(sender);
    }
    res
}

impl<'a> Company<'a> {
    pub fn of(gathered: &'a Gathered) -> Company<'a> {
        let mut res = Company { touched: BTreeMap::new(), ends: BTreeMap::new(), staff: BTreeSet::new() };
        for row in gathered.rows("touched").iter() {
            if let (Some(name), Some(person), Some(at), Some(record)) =
                (row.text("name"), row.text("person"), row.time("at"), row.int("ref"))
            {
                res.touched.entry(name).or_default().push((person, at, record));
            }
        }
        for row in gathered.rows("people").iter() {
            let Some(person) = row.text("person") else { continue };
            if row.text("worker_id").is_some() {
                res.staff.insert(person);
            }
            if let Some(end) = row.time("end_at") {
                res.ends.insert(person, end);
            }
        }
        res
    }

    /// Who left within `span` before `at`, the latest first. The last day may be that of the mail.
    pub fn leavers(&self, at: Timestamp, span: SignedDuration) -> Vec<Leaver<'a>> {
        let mut res: Vec<Leaver<'a>> = self
            .ends
            .iter()
            .filter(|(_, end)| **end <= later(at, hours(24)) && before(at, span) <= **end)
            .map(|(person, end)| Leaver { person, end: *end })
            .collect();
        res.sort_by_key(|it| (std::cmp::Reverse(it.end), it.person));
        res
    }

    /// How many people touched a file of that name.
    pub fn people_of(&self, name: &str) -> usize {
        self.touched.get(name).map_or(0, Vec::len)
    }

    /// The names that the company's own files bear, of those given, touched before `at`.
    pub fn own_names<'n>(&self, names: &'n BTreeSet<String>, at: Timestamp) -> Vec<&'n str> {
        let own = |it: &&str| {
            self.touched.get(*it).is_some_and(|it| it.iter().any(|(_, touched, _)| *touched <= at))
        };
        names.iter().map(String::as_str).filter(own).collect()
    }

    /// The one person whose files these are, where there is one.
    ///
    /// Somebody who left lately and touched nearly all of them, more than anybody else who left; else somebody
    /// still employed who alone touched all of them.
    pub fn attribute(
        &self,
        sender: &str,
        known: Option<&'a str>,
        names: &[&str],
        at: Timestamp,
        span: SignedDuration,
    ) -> Attribution<'a> {
        let mut cover: BTreeMap<&'a str, Vec<i64>> = BTreeMap::new();
        for name in names {
            for (person, touched, record) in self.touched.get(*name).map(Vec::as_slice).unwrap_or_default() {
                if *touched <= at {
                    cover.entry(person).or_default().push(*record);
                }
            }
        }
        let leavers = self.leavers(at, span);
        let covered = |person: &str| cover.get(person).map_or(0, Vec::len);
        let nearly = |count: usize| !names.is_empty() && count * 5 >= names.len() * 4;
        let mut best: Vec<(&'a str, usize)> =
            leavers.iter().map(|it| (it.person, covered(it.person))).filter(|it| nearly(it.1)).collect();
        best.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
        let leaver = match best.as_slice() {
            [only] => Some(only.0),
            [first, second, ..] if first.1 > second.1 => Some(first.0),
            _ => None,
        };
        let all: Vec<&'a str> =
            cover.iter().filter(|(_, it)| it.len() == names.len()).map(|(person, _)| *person).collect();
        let employed = match all.as_slice() {
            [only] if best.is_empty() && names.len() >= 3 && self.staff.contains(only) => Some(*only),
            _ => None,
        };
        let person = known.or(leaver).or(employed);
        let own = person.map_or(0, covered);
        let others = cover
            .iter()
            .filter(|(it, records)| Some(**it) != person && own > 0 && records.len() >= own)
            .count();
        let subject = match person {
            Some(person) => Subject::Person(PersonId::from_column(person)),
            None => Subject::Handle { kind: "email".into(), value: sender.into() },
        };
        let candidates =
            if person.is_some() { Vec::new() } else { leavers.iter().map(|it| it.person).collect() };
        let records = person.and_then(|it| cover.get(it)).cloned().unwrap_or_default();
        Attribution { subject, candidates, names: names.len(), covered: own, others, records }
    }
}

impl Attribution<'_> {
    /// What ties it to the subject, behind a comma; nothing where no files do.
    pub fn because(&self) -> String {
        match (&self.subject, self.names) {
            (Subject::Person(_), names) if names > 0 && self.covered > 0 => format!(
                ", {} of {names} file names shown were touched by this person, as many by {}",
                self.covered,
                if self.others == 0 {
                    "nobody else".to_owned()
                } else {
                    counted(self.others, "other person", "other people")
                }
            ),
            (Subject::Handle { .. }, _) if !self.candidates.is_empty() => {
                format!(
                    ", nothing tells which of {} wrote",
                    counted(self.candidates.len(), "person who left lately", "people who left lately")
                )
            }
            _ => String::new(),
        }
    }
}

/// A run of mails to leaders from an address nobody had mail from before somebody left.
pub(super) struct Case<'a> {
    pub sender: &'a Sender<'a>,
    /// Mails that reached leaders, in order of time.
    pub run: Vec<&'a Message<'a>>,
    pub leaders: BTreeSet<&'a str>,
    pub leaver_end: Timestamp,
    pub own_names: usize,
    pub demand: bool,
    pub attribution: Attribution<'a>,
}

/// All runs that `params` calls a series.
pub(super) fn cases<'a>(
    gathered: &'a Gathered,
    senders: &'a [Sender<'a>],
    company: &Company<'a>,
) -> Vec<Case<'a>> {
    let span = gathered.days("days_after_leaving");
    let mut res = Vec::new();
    for sender in senders.iter().filter(|it| it.consumer) {
        let Some(first) = sender.messages.first() else { continue };
        let leavers = company.leavers(first.at, span);
        let known = sender.person.filter(|it| leavers.iter().any(|leaver| leaver.person == *it));
        // An applicant or a worker who writes under a name the company knows is no stranger.
        if leavers.is_empty() || sender.person.is_some() && known.is_none() {
            continue;
        }
        let run: Vec<&Message<'_>> = sender
            .messages
            .iter()
            .filter(|it| !it.leaders.is_empty() && it.at.duration_since(first.at) <= span)
            .collect();
        let leaders: BTreeSet<&str> =
            run.iter().flat_map(|it| it.leaders.iter().map(String::as_str)).collect();
        if run.len() < gathered.count("messages_min").max(1)
            || leaders.len() < gathered.count("leaders_min").max(1)
        {
            continue;
        }
        let last = run.last().map_or(first.at, |it| it.at);
        let shown: BTreeSet<String> =
            run.iter().flat_map(|it| it.members.iter().chain(&it.mentioned).cloned()).collect();
        let names = company.own_names(&shown, last);
        let demand = run.iter().any(|it| it.topics.contains("ransom_demand"));
        // A claim for wages names no files of the company and no price for silence.
        if names.len() < 2 && !demand {
            continue;
        }
        let attribution = company.attribute(sender.address, known, &names, last, span);
        let end = match attribution.subject.person() {
            Some(person) => leavers.iter().find(|it| it.person == person.as_str()).map(|it| it.end),
            None => None,
        };
        let leaver_end = end.or(leavers.first().map(|it| it.end)).unwrap_or(first.at);
        res.push(Case { sender, run, leaders, leaver_end, own_names: names.len(), demand, attribution });
    }
    res
}

/// A finding about the subject, with those it might have been beside it.
pub(super) fn finding(
    attribution: &Attribution<'_>,
    level: &str,
    known_at: Timestamp,
    sentence: String,
    refs: Vec<i64>,
) -> Option<model::Finding> {
    let finding = model::Finding::new(attribution.subject.clone(), level, known_at, sentence, refs)?;
    Some(finding.with(attribution.candidates.iter().copied()))
}
