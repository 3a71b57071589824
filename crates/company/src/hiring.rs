//! Steps of hiring: a post is opened, someone applies, is interviewed, is checked, gets the post.
//! In: people and moments. Out: rows of the hiring tables, meeting logs, transcripts, and their numbers.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, clock, plus_minutes};
use crate::people::{Application, Job};
use crate::phrasing;
use crate::resume::{self, Career, Resume};
use crate::shelf::RecordId;
use crate::world::{Post, World};

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
    pub(crate) meeting_id: String,
    pub(crate) transcript: Option<RecordId>,
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

/// Agencies that send people; invented.
const AGENCIES: &[&str] = &["Brightseat Staffing", "Kestrel Talent", "Oxbow Contracting"];

impl World {
    /// A post is opened.
    pub(crate) fn opening(&mut self, post: Post, opened: Date) -> String {
        let req_id = self.id("RQ");
        let contract = if post.worker_type == "employee" { "" } else { ", Contract" };
        let title = format!("{} (Remote{contract})", post.title);
        self.row(
            "requisitions",
            calendar::at(opened, clock(14, 0), "UTC"),
            &[
                ("req_id", &req_id),
                ("title", &title),
                ("department", post.department),
                ("remote", "yes"),
                ("opened_at", &opened.to_string()),
            ],
        );
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
        let stem = if self.dice.chance(0.2) {
            format!("cv-{}-{}", crate::people::plain(&person.family), self.dice.digits(4))
        } else {
            id.clone()
        };
        let application = Application {
            req_id: req_id.to_owned(),
            applied_at: at,
            source: self.dice.pick(&[
                "job board",
                "job board",
                "company site",
                "company site",
                "social network",
                "referral",
            ]),
            agency: "",
            ip: person.line.ip.clone(),
            phone: person.phone.clone(),
            home: person.home.clone(),
            user_agent: self.dice.pick(crate::words::AGENTS),
            resume_file: format!("hiring/resumes/{stem}.{}", resume.format.extension()),
            record: self.shelf.reserve(),
            resume_record: self.shelf.reserve(),
            links,
            resume,
            id,
        };
        self.people[who].application = Some(application);
        let mut calls = crate::dialects::cloud_apps::PORTAL_CALLS.to_vec();
        let ip = self.people[who].line.ip.clone();
        let mut moment = plus_minutes(at, -self.dice.between(6, 40));
        for _ in 0..self.dice.between(3, 5) {
            let call = calls.swap_remove(self.dice.index(calls.len()));
            moment = calendar::plus_seconds(moment, self.dice.between(4, 70));
            crate::dialects::cloud_apps::portal(self, who, moment, &ip, call);
        }
    }

    /// A résumé in words of its own.
    pub(crate) fn resume(
        &mut self,
        title: &'static str,
        years: i64,
        employers: usize,
        until: Date,
    ) -> Resume {
        resume::draw(&mut self.dice, &Career { title, years, employers, until })
    }

    /// A résumé of an ordinary applicant: two to twenty years, one to six employers.
    pub(crate) fn ordinary_resume(&mut self, title: &'static str, until: Date) -> Resume {
        let years = self.dice.between(2, 20);
        let employers = self.dice.between(1, (years / 2 + 1).min(6)) as usize;
        self.resume(title, years, employers, until)
    }

    /// An interview by video, with its meeting log and, where recorded, its transcript.
    pub(crate) fn interview(
        &mut self,
        who: usize,
        department: &str,
        interview: Interview,
    ) -> InterviewRecords {
        let interviewer = self.manager_of(department);
        let meeting_id = format!("8{}", self.dice.digits(10));
        let ends = plus_minutes(interview.at, 45);
        let id = self.id("INT");
        let yes = |value: bool| if value { "yes" } else { "no" };
        let notes = if interview.notes.is_empty() {
            phrasing::scorecard(&mut self.dice)
        } else {
            interview.notes.clone()
        };
        let cells = [
            ("interview_id", id),
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
        let transcript = if interview.transcript {
            Some(crate::dialects::webvtt::interview(self, who, interviewer, &meeting_id, &interview))
        } else {
            None
        };
        InterviewRecords { row, meeting, meeting_id, transcript }
    }

    /// Referees are named and called.
    pub(crate) fn reference(
        &mut self,
        who: usize,
        referee: &Referee,
        called_at: Timestamp,
        outcome: &str,
    ) -> RecordId {
        let id = self.id("REF");
        let cells = [
            ("reference_id", id),
            ("applicant_id", self.people[who].applicant_id().to_owned()),
            ("referee_name", referee.name.clone()),
            ("referee_email", referee.email.clone()),
            ("referee_phone", referee.phone.clone()),
            ("referee_company", referee.company.clone()),
            ("referee_title", referee.title.to_owned()),
            ("relation", referee.relation.to_owned()),
            (
                "referee_worker_id",
                referee.worker.map_or(String::new(), |it| self.people[it].worker_id().to_owned()),
            ),
            ("called_at", called_at.to_string()),
            ("called_via", referee.called_via.to_owned()),
            ("outcome", outcome.to_owned()),
        ];
        self.cells("references", called_at, &cells)
    }

    /// A referee from outside, at a firm that stands in the résumé.
    pub(crate) fn outside_referee(&mut self, who: usize) -> Referee {
        let (given, family) = self.registry.name();
        let company = self.people[who]
            .application
            .as_ref()
            .and_then(|it| it.resume.posts.first())
            .map_or_else(|| resume::firm(&mut self.dice), |post| post.employer.clone());
        let domain = format!("{}.example", crate::people::plain(&company));
        Referee {
            email: self.registry.mailbox_at(&given, &family, &domain),
            phone: self.registry.phone(&mut self.dice, self.firm.seat),
            name: format!("{given} {family}"),
            company,
            title: self.dice.pick(&[
                "Team Lead",
                "Engineering Manager",
                "Head of Department",
                "Project Manager",
                "Director",
            ]),
            relation: self.dice.pick(&["former manager", "former colleague", "former team lead"]),
            worker: None,
            called_via: self.dice.pick(&[
                "company switchboard",
                "company switchboard",
                "work email",
                "phone from the reference form",
            ]),
        }
    }

    /// Earlier employers are asked about the posts in the résumé; `wrong` of them do not agree, `unknown` have no record.
    pub(crate) fn employment_checks(
        &mut self,
        who: usize,
        at: Timestamp,
        wrong: usize,
        unknown: usize,
    ) -> Vec<RecordId> {
        let Some(application) = &self.people[who].application else { return Vec::new() };
        let posts = application.resume.posts.clone();
        let mut records = Vec::new();
        for (position, post) in posts.iter().enumerate().skip(if posts.len() > 1 { 0 } else { 1 }).take(3) {
            let id = self.id("EMP");
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
                ("check_id", id),
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
    pub(crate) fn identity_check(
        &mut self,
        subject: &str,
        name: &str,
        kind: &str,
        at: Timestamp,
        result: &str,
        reason: &str,
    ) -> RecordId {
        let id = self.id("IDV");
        self.row(
            "identity_checks",
            at,
            &[
                ("check_id", &id),
                ("subject_id", subject),
                ("vendor", "Papercheck Example"),
                ("kind", kind),
                ("checked_at", &at.to_string()),
                ("result", result),
                ("name_on_document", name),
                ("reason", reason),
            ],
        )
    }

    /// Someone gets the post.
    pub(crate) fn employ(&mut self, who: usize, post: Post, req_id: &str, start: Date) {
        let id = self.id("E");
        let (given, family) = (self.people[who].given.clone(), self.people[who].family.clone());
        let work_email = self.registry.mailbox_at(&given, &family, &self.firm.domain.clone());
        let github_login = if crate::firm::writes_code(post.department) {
            format!(
                "{}-{}{}",
                crate::people::plain(&family),
                self.firm.host_prefix.to_lowercase(),
                self.dice.digits(3)
            )
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
            agency: if post.worker_type == "agency" { self.dice.pick(AGENCIES) } else { "" },
            start,
            end: None,
            end_reason: "",
            req_id: req_id.to_owned(),
            replaces: None,
            record: self.shelf.reserve(),
            id,
        };
        if let Some(application) = &mut self.people[who].application {
            application.agency = job.agency;
        }
        self.people[who].job = Some(job);
    }
}
