//! The state of the company while it is being made, and the steps that happen in every company: a post is
//! opened, someone applies, is interviewed, is hired, gets a laptop, asks for something, changes something.
//!
//! A scenario is a sequence of such steps. Each step writes its rows and returns their numbers, so that the
//! scenario can say which sign stands in which record.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock, plus_days, plus_minutes};
use crate::dice::Dice;
use crate::firm::Firm;
use crate::people::{Address, Application, Job, Laptop, PayAccount, Person, Registry};
use crate::phrasing;
use crate::resume::{self, Career, Resume};
use crate::shelf::{RecordId, Shelf};
use crate::tables::table;
use crate::truth::{Casting, Notes};

/// Everything that is known while the company is being made. People are meant by their place in `people`.
pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) registry: Registry,
    pub(crate) start: Timestamp,
    pub(crate) now: Timestamp,
    pub(crate) firm: Firm,
    pub(crate) people: Vec<Person>,
    pub(crate) managers: BTreeMap<&'static str, usize>,
    pub(crate) leaders: Vec<usize>,
    pub(crate) shelf: Shelf,
    pub(crate) notes: Notes,
    counts: BTreeMap<&'static str, u64>,
    ids: BTreeSet<String>,
}

/// A post to be filled.
#[derive(Clone, Copy)]
pub(crate) struct Post {
    pub(crate) title: &'static str,
    pub(crate) department: &'static str,
    pub(crate) worker_type: &'static str,
}

/// One interview.
pub(crate) struct Interview {
    pub(crate) round: u32,
    pub(crate) at: Timestamp,
    pub(crate) camera: &'static str,
    pub(crate) camera_reason: String,
    pub(crate) background: &'static str,
    pub(crate) background_refused: bool,
    pub(crate) liveness_asked: bool,
    pub(crate) liveness_done: bool,
    pub(crate) other_voices: bool,
    pub(crate) notes: String,
    /// Seconds before an answer to an open question.
    pub(crate) pause: f64,
    /// The address from which the candidate joins; the home line if there is none.
    pub(crate) ip: Option<String>,
    pub(crate) transcript: bool,
}

impl Interview {
    pub(crate) fn ordinary(round: u32, at: Timestamp) -> Interview {
        Interview {
            round,
            at,
            camera: "on",
            camera_reason: String::new(),
            background: "none",
            background_refused: false,
            liveness_asked: true,
            liveness_done: true,
            other_voices: false,
            notes: String::new(),
            pause: 1.4,
            ip: None,
            transcript: false,
        }
    }
}

/// The numbers of an interview's records: the scorecard row, the meeting log, the transcript.
pub(crate) struct InterviewRecords {
    pub(crate) row: RecordId,
    pub(crate) meeting: RecordId,
    pub(crate) transcript: Option<RecordId>,
}

/// A parcel, whose later events carry the same number.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) id: String,
    pub(crate) who: usize,
    pub(crate) carrier: &'static str,
    pub(crate) tracking: String,
    pub(crate) address: Address,
    pub(crate) address_type: &'static str,
}

impl World {
    pub(crate) fn new(seed: u64, start: Timestamp, days: u32) -> World {
        let mut dice = Dice::new(seed);
        let now = calendar::plus_seconds(start, i64::from(days) * 86_400);
        let firm = Firm::draw(&mut dice);
        World {
            dice,
            registry: Registry::default(),
            start,
            now,
            firm,
            people: Vec::new(),
            managers: BTreeMap::new(),
            leaders: Vec::new(),
            shelf: Shelf::new(start, now),
            notes: Notes::default(),
            counts: BTreeMap::new(),
            ids: BTreeSet::new(),
        }
    }

    /// The day of the export.
    pub(crate) fn today(&self) -> Date {
        calendar::day_of(self.now, "UTC")
    }

    /// The working day that lies so many days before the export, or the next one.
    pub(crate) fn days_ago(&self, days: i64) -> Date {
        calendar::workday(plus_days(self.today(), -days))
    }

    /// A moment on a day in the person's own zone.
    pub(crate) fn at(&self, who: usize, day: Date, minutes: i64) -> Timestamp {
        calendar::at(day, minutes, self.people[who].zone())
    }

    /// The next number of a kind, for ids that count up.
    pub(crate) fn count(&mut self, kind: &'static str) -> u64 {
        let count = self.counts.entry(kind).or_insert(0);
        *count += 1;
        *count
    }

    /// An id that says nothing about order or story.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        loop {
            let id = format!("{prefix}{}", self.dice.digits(if self.ids.len() > 30_000 { 8 } else { 5 }));
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    /// A row of a neutral table.
    pub(crate) fn row(&mut self, name: &str, at: Timestamp, cells: &[(&str, &str)]) -> RecordId {
        let table = table(name);
        self.shelf.state(table.file, &table.framing(), at, table.line(cells))
    }

    /// Says that a record bears a sign about a person.
    pub(crate) fn plant(&mut self, who: usize, indicator: &'static str, record: RecordId) {
        self.notes.plant(who, indicator, record);
    }

    /// Says the same of several signs.
    pub(crate) fn plant_all(&mut self, who: usize, indicators: &[&'static str], record: RecordId) {
        for indicator in indicators {
            self.notes.plant(who, indicator, record);
        }
    }

    /// Puts a person of the scenario on the list of known people.
    pub(crate) fn cast(&mut self, casting: Casting) {
        self.notes.cast.push(casting);
    }

    pub(crate) fn is_cast(&self, who: usize) -> bool {
        self.notes.cast.iter().any(|casting| casting.who == who)
    }

    /// Somebody new.
    pub(crate) fn person(&mut self) -> usize {
        let person = crate::people::draw(&mut self.dice, &mut self.registry);
        self.people.push(person);
        self.people.len() - 1
    }

    /// Somebody new in a certain town.
    pub(crate) fn person_in(&mut self, town: &'static crate::places::Town) -> usize {
        let person = crate::people::draw_in(&mut self.dice, &mut self.registry, town);
        self.people.push(person);
        self.people.len() - 1
    }

    /// The manager of a department, or the head of the company.
    pub(crate) fn manager_of(&self, department: &str) -> Option<usize> {
        self.managers.get(department).or(self.leaders.first()).copied()
    }

    /// A post is opened.
    pub(crate) fn opening(&mut self, post: Post, opened: Date) -> String {
        let req_id = self.id("RQ");
        let contract = if post.worker_type == "employee" { "" } else { ", Contract" };
        let title = format!("{} (Remote{contract})", post.title);
        self.row("requisitions", calendar::at(opened, clock(14, 0), "UTC"), &[("req_id", &req_id), ("title", &title), ("department", post.department), ("remote", "yes"), ("opened_at", &opened.to_string())]);
        req_id
    }

    /// Someone applies, with a résumé that was drawn or made by the scenario.
    pub(crate) fn apply(&mut self, who: usize, req_id: &str, at: Timestamp, resume: Resume) {
        let id = self.id("CAND-");
        let person = &self.people[who];
        let mut resume = resume;
        resume.name = person.name();
        resume.email = person.personal_email.clone();
        resume.phone = person.phone.clone();
        resume.place = format!("{}, {}", person.home.town.city, person.home.town.region);
        resume.city = person.home.town.city;
        resume.region = person.home.town.region;
        resume.country = person.home.town.country;
        if resume.layout.author.is_empty() {
            resume.layout.author = person.name();
        }
        let local = person.personal_email.split('@').next().unwrap_or("").replace(['.', '_'], "-");
        let mut links = Vec::new();
        if self.dice.chance(0.7) {
            links.push(format!("https://profiles.example.com/{local}"));
        }
        if self.dice.chance(0.6) {
            links.push(format!("https://repos.example.org/{}", local.replace('-', "")));
        }
        resume.link = links.last().cloned().unwrap_or_default();
        let stem = if self.dice.chance(0.2) { format!("cv-{}-{}", crate::people::plain(&person.family), self.dice.digits(4)) } else { id.clone() };
        let application = Application {
            req_id: req_id.to_owned(),
            applied_at: at,
            source: self.dice.pick(&["job board", "job board", "company site", "company site", "social network", "referral"]),
            agency: "",
            ip: person.line.ip.clone(),
            user_agent: self.dice.pick(crate::words::AGENTS),
            resume_file: format!("hiring/resumes/{stem}.{}", resume.format.extension()),
            record: self.shelf.reserve(),
            resume_record: self.shelf.reserve(),
            links,
            resume,
            id,
        };
        self.people[who].application = Some(application);
    }

    /// A résumé in words of its own.
    pub(crate) fn resume(&mut self, title: &'static str, years: i64, employers: usize, until: Date) -> Resume {
        resume::draw(&mut self.dice, &Career { title, years, employers, until })
    }

    /// A résumé of an ordinary applicant: two to twenty years, one to six employers.
    pub(crate) fn ordinary_resume(&mut self, title: &'static str, until: Date) -> Resume {
        let years = self.dice.between(2, 20);
        let employers = self.dice.between(1, (years / 2 + 1).min(6)) as usize;
        self.resume(title, years, employers, until)
    }

    /// An interview by video, with its meeting log and, where recorded, its transcript.
    pub(crate) fn interview(&mut self, who: usize, department: &str, interview: Interview) -> InterviewRecords {
        let interviewer = self.manager_of(department);
        let meeting_id = format!("8{}", self.dice.digits(10));
        let ends = plus_minutes(interview.at, 45);
        let number = self.count("interview");
        let yes = |value: bool| if value { "yes" } else { "no" };
        let notes = if interview.notes.is_empty() { phrasing::scorecard(&mut self.dice) } else { interview.notes.clone() };
        let cells = [
            ("interview_id", format!("INT{number:05}")),
            ("applicant_id", self.people[who].applicant_id().to_owned()),
            ("round", interview.round.to_string()),
            ("platform", "zoom".to_owned()),
            ("meeting_id", meeting_id.clone()),
            ("started_at", interview.at.to_string()),
            ("ended_at", ends.to_string()),
            ("interviewer", interviewer.map_or(String::new(), |it| self.people[it].work_email().to_owned())),
            ("camera", interview.camera.to_owned()),
            ("camera_reason", interview.camera_reason.clone()),
            ("background", interview.background.to_owned()),
            ("background_refused", yes(interview.background_refused).to_owned()),
            ("liveness_asked", yes(interview.liveness_asked).to_owned()),
            ("liveness_done", yes(interview.liveness_done).to_owned()),
            ("other_voices", yes(interview.other_voices).to_owned()),
            ("in_person", "no".to_owned()),
            ("notes", notes),
        ];
        let row = self.cells("interviews", interview.at, &cells);
        let meeting = crate::dialects::zoom::interview(self, who, interviewer, &meeting_id, &interview);
        let transcript = if interview.transcript { Some(crate::dialects::webvtt::interview(self, who, interviewer, &meeting_id, &interview)) } else { None };
        InterviewRecords { row, meeting, transcript }
    }

    /// As `row`, with owned cells.
    pub(crate) fn cells(&mut self, name: &str, at: Timestamp, cells: &[(&str, String)]) -> RecordId {
        let mut borrowed: Vec<(&str, &str)> = Vec::new();
        for (column, value) in cells {
            borrowed.push((column, value));
        }
        self.row(name, at, &borrowed)
    }

    /// Referees are named and called.
    pub(crate) fn reference(&mut self, who: usize, referee: &Referee, called_at: Timestamp, outcome: &str) -> RecordId {
        let number = self.count("reference");
        let cells = [
            ("reference_id", format!("REF{number:05}")),
            ("applicant_id", self.people[who].applicant_id().to_owned()),
            ("referee_name", referee.name.clone()),
            ("referee_email", referee.email.clone()),
            ("referee_phone", referee.phone.clone()),
            ("referee_company", referee.company.clone()),
            ("referee_title", referee.title.to_owned()),
            ("relation", referee.relation.to_owned()),
            ("referee_worker_id", referee.worker.map_or(String::new(), |it| self.people[it].worker_id().to_owned())),
            ("called_at", called_at.to_string()),
            ("called_via", referee.called_via.to_owned()),
            ("outcome", outcome.to_owned()),
        ];
        self.cells("references", called_at, &cells)
    }

    /// A referee from outside, at a firm that stands in the résumé.
    pub(crate) fn outside_referee(&mut self, who: usize) -> Referee {
        let (given, family) = self.registry.name(&mut self.dice);
        let company = self.people[who].application.as_ref().and_then(|it| it.resume.posts.first()).map_or_else(|| resume::firm(&mut self.dice), |post| post.employer.clone());
        let domain = format!("{}.example", crate::people::plain(&company));
        Referee {
            email: self.registry.mailbox_at(&given, &family, &domain),
            phone: self.registry.phone(&mut self.dice, self.firm.seat),
            name: format!("{given} {family}"),
            company,
            title: self.dice.pick(&["Team Lead", "Engineering Manager", "Head of Department", "Project Manager", "Director"]),
            relation: self.dice.pick(&["former manager", "former colleague", "former team lead"]),
            worker: None,
            called_via: self.dice.pick(&["company switchboard", "company switchboard", "work email", "phone from the reference form"]),
        }
    }

    /// Earlier employers are asked about the posts in the résumé; `wrong` of them do not agree, `unknown` have no record.
    pub(crate) fn employment_checks(&mut self, who: usize, at: Timestamp, wrong: usize, unknown: usize) -> Vec<RecordId> {
        let Some(application) = &self.people[who].application else { return Vec::new() };
        let posts = application.resume.posts.clone();
        let mut records = Vec::new();
        for (position, post) in posts.iter().enumerate().skip(if posts.len() > 1 { 0 } else { 1 }).take(3) {
            let number = self.count("employment check");
            let (from, to) = (post.from.first_day(), post.to.map_or(String::new(), resume::Month::first_day));
            let later = post.from.plus(self.dice.between(5, 9)).first_day();
            let (result, verified_from, verified_to) = if position < wrong {
                ("mismatch", later, to.clone())
            } else if position < wrong + unknown {
                ("no_record", String::new(), String::new())
            } else {
                ("verified", from.clone(), to.clone())
            };
            let cells = [
                ("check_id", format!("EMP{number:05}")),
                ("applicant_id", self.people[who].applicant_id().to_owned()),
                ("employer", post.employer.clone()),
                ("title", post.title.clone()),
                ("claimed_from", from),
                ("claimed_to", to),
                ("verified_from", verified_from),
                ("verified_to", verified_to),
                ("checked_at", at.to_string()),
                ("result", result.to_owned()),
            ];
            let record = self.cells("employment_checks", at, &cells);
            if result != "verified" {
                records.push(record);
            }
        }
        records
    }

    /// A document or a live check.
    pub(crate) fn identity_check(&mut self, subject: &str, name: &str, kind: &str, at: Timestamp, result: &str, reason: &str) -> RecordId {
        let number = self.count("identity check");
        let id = format!("IDV{number:05}");
        self.row("identity_checks", at, &[("check_id", &id), ("subject_id", subject), ("vendor", "Papercheck Example"), ("kind", kind), ("checked_at", &at.to_string()), ("result", result), ("name_on_document", name), ("reason", reason)])
    }

    /// Someone gets the post.
    pub(crate) fn employ(&mut self, who: usize, post: Post, req_id: &str, start: Date) {
        let id = self.id("E");
        let (given, family) = (self.people[who].given.clone(), self.people[who].family.clone());
        let work_email = self.registry.mailbox_at(&given, &family, &self.firm.domain.clone());
        let github_login = if crate::firm::writes_code(post.department) {
            format!("{}-{}{}", crate::people::plain(&family), self.firm.host_prefix.to_lowercase(), self.dice.digits(3))
        } else {
            String::new()
        };
        let job = Job {
            work_email,
            github_login,
            title: post.title,
            department: post.department,
            manager: self.manager_of(post.department).filter(|manager| *manager != who),
            worker_type: post.worker_type,
            agency: "",
            start,
            end: None,
            end_reason: "",
            req_id: req_id.to_owned(),
            replaces: None,
            record: self.shelf.reserve(),
            id,
        };
        self.people[who].job = Some(job);
    }

    /// A laptop is set aside for the person.
    pub(crate) fn equip(&mut self, who: usize, enrolled: Timestamp) {
        let windows = self.dice.chance(0.65);
        let laptop = Laptop {
            serial: self.dice.serial(8),
            hostname: format!("{}-{}{}", self.firm.host_prefix, if windows { "WIN" } else { "MAC" }, self.dice.digits(5)),
            model: if windows { self.dice.pick(&["ThinkPad T14 Gen 6", "Latitude 7450", "EliteBook 845"]) } else { self.dice.pick(&["MacBook Air 13", "MacBook Pro 14"]) },
            platform: if windows { "Windows 11" } else { "macOS 26" },
            enrolled_at: enrolled,
            gateway_mac: self.dice.mac(),
            camera: if windows { self.dice.pick(&["Integrated Webcam", "HP Wide Vision HD Camera", "Integrated Camera"]) } else { "FaceTime HD Camera" },
        };
        self.people[who].laptop = Some(laptop);
    }

    /// As `equip`, when the scenario needs a Windows machine.
    pub(crate) fn equip_windows(&mut self, who: usize, enrolled: Timestamp) {
        self.equip(who, enrolled);
        let hostname = format!("{}-WIN{}", self.firm.host_prefix, self.dice.digits(5));
        if let Some(laptop) = &mut self.people[who].laptop {
            laptop.hostname = hostname;
            laptop.model = "ThinkPad T14 Gen 6";
            laptop.platform = "Windows 11";
            laptop.camera = "Integrated Camera";
        }
    }

    /// Makes the laptop that has been sent already a Windows machine.
    pub(crate) fn equip_windows_keeping_serial(&mut self, who: usize, enrolled: Timestamp) {
        let serial = self.people[who].laptop.as_ref().map(|laptop| laptop.serial.clone());
        self.equip_windows(who, enrolled);
        if let (Some(laptop), Some(serial)) = (&mut self.people[who].laptop, serial) {
            laptop.serial = serial;
        }
    }

    /// A parcel with the person's laptop is ordered.
    pub(crate) fn order_parcel(&mut self, who: usize, at: Timestamp, address: &Address, address_type: &'static str) -> (Parcel, RecordId) {
        let number = self.count("parcel");
        let parcel = Parcel {
            id: format!("PCL{number:05}"),
            who,
            carrier: self.dice.pick(&["UPS", "FedEx", "USPS"]),
            tracking: self.dice.digits(18),
            address: address.clone(),
            address_type,
        };
        let requester = format!("equipment@{}", self.firm.domain);
        let record = self.parcel(&parcel, "created", at, &requester, "onboarding form", "");
        (parcel, record)
    }

    /// Something happens to a parcel.
    pub(crate) fn parcel(&mut self, parcel: &Parcel, event: &str, at: Timestamp, requested_by: &str, channel: &str, signed_by: &str) -> RecordId {
        let town = parcel.address.town;
        let serial = self.people[parcel.who].laptop.as_ref().map_or(String::new(), |laptop| laptop.serial.clone());
        let worker = self.people[parcel.who].worker_id().to_owned();
        self.row(
            "shipments",
            at,
            &[
                ("shipment_id", &parcel.id), ("worker_id", &worker), ("asset_serial", &serial), ("carrier", parcel.carrier), ("tracking_no", &parcel.tracking),
                ("event", event), ("event_time", &at.to_string()), ("requested_by", requested_by), ("channel", channel), ("address_line", &parcel.address.line),
                ("city", town.city), ("region", town.region), ("postcode", town.postcode), ("country", town.country), ("address_type", parcel.address_type), ("signed_by", signed_by),
            ],
        )
    }

    /// Someone asks IT or HR for something. `requester` is a worker id, an applicant id or a mailbox.
    pub(crate) fn ticket(&mut self, requester: &str, at: Timestamp, category: &str, subject: &str, body: &str, resolution: &str) -> RecordId {
        let number = self.count("ticket");
        let closed = plus_minutes(at, 60 + self.dice.between(10, 900));
        self.row(
            "tickets",
            at,
            &[("ticket_id", &format!("TK{number:05}")), ("opened_at", &at.to_string()), ("requester", requester), ("category", category), ("subject", subject), ("body", body), ("closed_at", &closed.to_string()), ("resolution", resolution)],
        )
    }

    /// A change in the HR system.
    pub(crate) fn change(&mut self, who: usize, field: &str, at: Timestamp, old: &str, new: &str, ip: &str, channel: &str) -> RecordId {
        self.change_of_pay(who, field, at, old, new, None, ip, channel)
    }

    /// Pay goes somewhere else from now on. The person's account is the new one afterwards.
    pub(crate) fn new_account(&mut self, who: usize, at: Timestamp, account: PayAccount, ip: &str, channel: &str) -> RecordId {
        let old = self.people[who].pay.digest.clone();
        let record = self.change_of_pay(who, "bank_account", at, &old, &account.digest.clone(), Some(&account), ip, channel);
        if at < self.now {
            self.people[who].pay = account;
        }
        record
    }

    #[allow(clippy::too_many_arguments)]
    fn change_of_pay(&mut self, who: usize, field: &str, at: Timestamp, old: &str, new: &str, account: Option<&PayAccount>, ip: &str, channel: &str) -> RecordId {
        let number = self.count("change");
        let effective = plus_days(calendar::day_of(at, "UTC"), 3).to_string();
        let worker = self.people[who].worker_id().to_owned();
        let by = self.people[who].work_email().to_owned();
        self.row(
            "changes",
            at,
            &[
                ("change_id", &format!("CHG{number:05}")), ("worker_id", &worker), ("field", field), ("changed_at", &at.to_string()), ("effective_date", &effective), ("old_value", old), ("new_value", new),
                ("institution", account.map_or("", |it| &it.institution)), ("routing_number", account.map_or("", |it| &it.routing_number)), ("account_holder", account.map_or("", |it| &it.holder)),
                ("changed_by", &by), ("ip", ip), ("channel", channel),
            ],
        )
    }

    /// A review by the manager.
    pub(crate) fn review(&mut self, who: usize, day: Date, rating: i64, note: &str) -> RecordId {
        let worker = self.people[who].worker_id().to_owned();
        self.row("performance", calendar::at(day, clock(12, 0), "UTC"), &[("worker_id", &worker), ("reviewed_at", &day.to_string()), ("rating", &rating.to_string()), ("note", note)])
    }
}

/// Someone who speaks for an applicant.
pub(crate) struct Referee {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) company: String,
    pub(crate) title: &'static str,
    pub(crate) relation: &'static str,
    pub(crate) worker: Option<usize>,
    pub(crate) called_via: &'static str,
}
