//! Who there is: people as the company's records know them. In: the lists of names and towns and the dice.
//! Out: a `Person`, with an application, a job, a laptop and a line to the internet where there are such.
//!
//! Nothing here depends on whether a person is honest: guilty and honest people are drawn by the same code.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dice::Dice;
use crate::places::{HOME_TOWNS, MORE_AREA_CODES, STREETS, Town};
use crate::resume::Resume;
use crate::shelf::RecordId;
use crate::words;

/// A postal address.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) line: String,
    pub(crate) town: &'static Town,
}

impl Address {
    pub(crate) fn one_line(&self) -> String {
        format!("{}, {}, {} {}", self.line, self.town.city, self.town.region, self.town.postcode)
    }
}

/// A way to the internet, as sign-in logs see it.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) ip: String,
    pub(crate) provider: &'static str,
    pub(crate) number: u32,
    pub(crate) town: &'static Town,
    /// True where the identity provider itself marks the address as a proxy.
    pub(crate) proxy: bool,
    /// Indicators that records from this line bear, for the planted truth.
    pub(crate) bears: &'static [&'static str],
}

/// Another line, for a while and for a share of the sessions.
#[derive(Clone)]
pub(crate) struct Stay {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) share: f64,
    pub(crate) lines: Vec<Line>,
}

/// The laptop that the company issued.
#[derive(Clone)]
pub(crate) struct Laptop {
    pub(crate) serial: String,
    pub(crate) hostname: String,
    pub(crate) model: &'static str,
    pub(crate) platform: &'static str,
    pub(crate) enrolled_at: Timestamp,
    pub(crate) gateway_mac: String,
    pub(crate) record: RecordId,
    /// Somebody else has it now, so that the register no longer names this person.
    pub(crate) handed_on: bool,
    pub(crate) camera: &'static str,
}

impl Laptop {
    pub(crate) fn is_windows(&self) -> bool {
        self.platform.starts_with("Windows")
    }
}

/// The computer a person owns, as meeting clients report it.
#[derive(Clone)]
pub(crate) struct OwnComputer {
    pub(crate) name: String,
    pub(crate) mac: String,
    pub(crate) disk: String,
    pub(crate) camera: String,
}

/// Where pay goes.
#[derive(Clone)]
pub(crate) struct PayAccount {
    pub(crate) digest: String,
    pub(crate) institution: String,
    pub(crate) routing_number: String,
    pub(crate) holder: String,
}

/// An application for a post.
#[derive(Clone)]
pub(crate) struct Application {
    pub(crate) id: String,
    pub(crate) req_id: String,
    pub(crate) applied_at: Timestamp,
    pub(crate) source: &'static str,
    pub(crate) agency: &'static str,
    pub(crate) links: Vec<String>,
    pub(crate) ip: String,
    pub(crate) user_agent: &'static str,
    /// Telephone and home as they were stated on that day.
    pub(crate) phone: String,
    pub(crate) home: Address,
    pub(crate) resume: Resume,
    pub(crate) resume_file: String,
    pub(crate) record: RecordId,
    pub(crate) resume_record: RecordId,
}

/// A post that a person holds or held.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) work_email: String,
    pub(crate) github_login: String,
    pub(crate) title: &'static str,
    pub(crate) department: &'static str,
    pub(crate) manager: Option<usize>,
    pub(crate) worker_type: &'static str,
    pub(crate) agency: &'static str,
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
    pub(crate) end_reason: &'static str,
    pub(crate) req_id: String,
    pub(crate) replaces: Option<usize>,
    pub(crate) record: RecordId,
}

/// Somebody else at the account, from a day on and for a share of the days.
#[derive(Clone)]
pub(crate) struct Turn {
    pub(crate) from: Date,
    pub(crate) share: f64,
    pub(crate) from_hour: i64,
    pub(crate) to_hour: i64,
    pub(crate) fingerprint: String,
    pub(crate) windows: bool,
    pub(crate) managed: bool,
    /// Indicators that sign-ins of that other person bear.
    pub(crate) bears: &'static [&'static str],
}

/// How the person usually works.
#[derive(Clone)]
pub(crate) struct Habits {
    /// First and last hour at the desk, in the person's own zone.
    pub(crate) from_hour: i64,
    pub(crate) to_hour: i64,
    /// Works through the virtual desktop rather than on a laptop.
    pub(crate) virtual_desktop: bool,
    /// Share of meetings with the camera on.
    pub(crate) camera_share: f64,
    /// Round trip of the home line in milliseconds.
    pub(crate) latency: i64,
    /// The camera that shows in meetings instead of the laptop's own, from a day on.
    pub(crate) other_camera: Option<(Date, &'static str)>,
    /// Indicators that meetings with that other camera, or without any, bear.
    pub(crate) camera_bears: &'static [&'static str],
    pub(crate) no_camera_bears: &'static [&'static str],
    /// Indicators that every meeting bears.
    pub(crate) meeting_bears: &'static [&'static str],
    /// Days on which the person does not work.
    pub(crate) away: Vec<(Date, Date)>,
    /// How busy the person is, as the logs see it; 1 is usual.
    pub(crate) pace: f64,
    /// Seconds by which the laptop's clock is ahead.
    pub(crate) clock_ahead: i64,
    /// Another account that the person signs in with now and then.
    pub(crate) other_account: Option<String>,
    /// The sign-in page of an approved second job.
    pub(crate) second_job: Option<String>,
    /// The account changes hands.
    pub(crate) turn: Option<Turn>,
    /// The scenario writes the person's days itself.
    pub(crate) scripted: bool,
}

/// A person.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) home: Address,
    pub(crate) personal_email: String,
    pub(crate) phone: String,
    pub(crate) line: Line,
    pub(crate) stays: Vec<Stay>,
    pub(crate) computer: OwnComputer,
    pub(crate) pay: PayAccount,
    pub(crate) application: Option<Application>,
    pub(crate) job: Option<Job>,
    pub(crate) laptop: Option<Laptop>,
    pub(crate) habits: Habits,
    /// The zone that the register of workers names, where it is not that of the home.
    pub(crate) stated_zone: Option<&'static str>,
    /// Browser fingerprint of the usual device.
    pub(crate) fingerprint: String,
}

impl Person {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    pub(crate) fn worker_id(&self) -> &str {
        self.job.as_ref().map_or("", |job| &job.id)
    }

    pub(crate) fn applicant_id(&self) -> &str {
        self.application.as_ref().map_or("", |application| &application.id)
    }

    pub(crate) fn work_email(&self) -> &str {
        self.job.as_ref().map_or("", |job| &job.work_email)
    }

    pub(crate) fn zone(&self) -> &'static str {
        self.home.town.zone
    }
}

/// What has been given out already, so that nothing is given out twice by chance.
pub(crate) struct Registry {
    /// Names have dice of their own, so that a company can be made again with other names and nothing else changed.
    name_dice: Dice,
    names: BTreeSet<String>,
    mailboxes: BTreeSet<String>,
    phones: BTreeSet<String>,
    addresses: BTreeSet<String>,
    home_lines: u64,
    /// Where the walk through the household addresses begins.
    first_line: u64,
    /// Where the walk through the numbers that are left begins.
    next_phone: u32,
}

impl Registry {
    pub(crate) fn new(seed: u64, name_seed: u64) -> Registry {
        Registry {
            name_dice: Dice::new(name_seed),
            names: BTreeSet::new(),
            mailboxes: BTreeSet::new(),
            phones: BTreeSet::new(),
            addresses: BTreeSet::new(),
            home_lines: 0,
            first_line: crate::dice::scramble(seed) % HOUSEHOLD_LINES,
            next_phone: 0,
        }
    }

    /// A given and a family name that nobody has yet; a middle initial when the lists run short.
    pub(crate) fn name(&mut self) -> (String, String) {
        let dice = &mut self.name_dice;
        for attempt in 0.. {
            let mut given = dice.pick(words::GIVEN).to_owned();
            let family = dice.pick(words::FAMILY).to_owned();
            if attempt > 4 {
                given = format!("{given} {}.", char::from(b'A' + dice.index(26) as u8));
            }
            if attempt > 40 {
                given = format!("{} {}", dice.pick(words::GIVEN), dice.pick(words::GIVEN));
            }
            if self.names.insert(format!("{given} {family}")) {
                return (given, family);
            }
        }
        (String::new(), String::new())
    }

    /// A private mailbox, plainly invented, in one of the forms people choose.
    pub(crate) fn mailbox(&mut self, dice: &mut Dice, given: &str, family: &str) -> String {
        let given = plain(given);
        let family = plain(family);
        let initial = given.chars().next().unwrap_or('x');
        loop {
            let mark = dice.pick(&["sample", "invented", "fiction"]);
            let number = dice.between(2, 9999);
            let local = match dice.index(7) {
                0 => format!("{given}.{family}.{mark}"),
                1 => format!("{given}{family}.{mark}{number}"),
                2 => format!("{initial}{family}.{mark}"),
                3 => format!("{family}.{given}.{mark}"),
                4 => format!("{given}-{mark}-{family}"),
                5 => format!("{mark}.{given}{number}"),
                _ => format!("{given}_{family}_{mark}{}", number % 100),
            };
            let domain = dice.pick(&[
                "gmail.com",
                "gmail.com",
                "outlook.com",
                "outlook.com",
                "inbox.example",
                "letterbox.example",
                "pobox.example",
            ]);
            let mailbox = format!("{local}@{domain}");
            if self.mailboxes.insert(mailbox.clone()) {
                return mailbox;
            }
        }
    }

    /// A mailbox on a domain of the caller's.
    pub(crate) fn mailbox_at(&mut self, given: &str, family: &str, domain: &str) -> String {
        let stem = format!("{}.{}", plain(given), plain(family));
        let mut mailbox = format!("{stem}@{domain}");
        let mut count = 2;
        while !self.mailboxes.insert(mailbox.clone()) {
            mailbox = format!("{stem}{count}@{domain}");
            count += 1;
        }
        mailbox
    }

    /// A number from 555-0100 to 555-0199 that nobody has yet; empty when all of them are taken.
    pub(crate) fn phone(&mut self, dice: &mut Dice, town: &Town) -> String {
        let first = if town.area_code.is_empty() { dice.pick(MORE_AREA_CODES) } else { town.area_code };
        for _ in 0..12 {
            let phone = format!("+1 {first}-555-01{:02}", dice.between(0, 99));
            if self.phones.insert(phone.clone()) {
                return phone;
            }
        }
        while self.next_phone < 900 * 100 {
            let (area, number) = (200 + self.next_phone * 7 % 790, self.next_phone / 790);
            self.next_phone += 1;
            // Codes that end in 11 are services, not areas.
            let phone = format!("+1 {area}-555-01{number:02}");
            if area % 100 != 11 && number < 100 && self.phones.insert(phone.clone()) {
                return phone;
            }
        }
        String::new()
    }

    pub(crate) fn address(&mut self, dice: &mut Dice, town: &'static Town) -> Address {
        loop {
            let mut line = format!("{} {}", dice.between(11, 2890), dice.pick(STREETS));
            if dice.chance(0.3) {
                line = format!("{line} Apt {}", dice.between(1, 48));
            }
            if self.addresses.insert(format!("{line} {}", town.city)) {
                return Address { line, town };
            }
        }
    }

    /// A household connection of its own, from the benchmarking range that no household has.
    pub(crate) fn home_line(&mut self, dice: &mut Dice, town: &'static Town) -> Line {
        let number = self.home_lines;
        self.home_lines += 1;
        let ip = if number < HOUSEHOLD_LINES {
            // A walk through all of them in an order that says nothing about who came first.
            let place = (self.first_line + number * 48_271) % HOUSEHOLD_LINES;
            let (block, host) = (place / 250, 2 + place % 250);
            let (second, third) = if block < 256 { (18, block) } else { (19, block - 256) };
            format!("198.{second}.{third}.{host}")
        } else {
            format!("2001:db8:{:x}:{:x}::{:x}", number >> 16, number & 0xffff, 2 + number % 200)
        };
        const PROVIDERS: &[(&str, u32)] = &[
            ("Example Cable", 64500),
            ("Valley Fiber Example", 64501),
            ("Example Telephone", 64502),
            ("Plains Broadband Example", 64503),
        ];
        let (provider, number) = PROVIDERS[dice.index(PROVIDERS.len())];
        Line { ip, provider, number, town, proxy: false, bears: &[] }
    }
}

/// Addresses from 198.18.0.0 to 198.19.199.255, 250 in each block of 256: the benchmarking range has no households.
const HOUSEHOLD_LINES: u64 = 456 * 250;

/// A person with everything that people have before they meet the company.
pub(crate) fn draw(dice: &mut Dice, registry: &mut Registry) -> Person {
    let town = &HOME_TOWNS[dice.index(HOME_TOWNS.len())];
    draw_in(dice, registry, town)
}

/// As `draw`, in a town of the caller's.
pub(crate) fn draw_in(dice: &mut Dice, registry: &mut Registry, town: &'static Town) -> Person {
    let (given, family) = registry.name();
    let bank = words::BANKS[dice.index(words::BANKS.len())];
    let from_hour = dice.between(7, 10);
    Person {
        home: registry.address(dice, town),
        personal_email: registry.mailbox(dice, &given, &family),
        phone: registry.phone(dice, town),
        line: registry.home_line(dice, town),
        stays: Vec::new(),
        computer: OwnComputer {
            name: format!("{}-{}", dice.pick(&["DESKTOP", "LAPTOP", "HOME-PC", "STUDY"]), dice.serial(7)),
            mac: dice.mac(),
            disk: dice.hex(12).to_uppercase(),
            camera: dice
                .pick(&[
                    "Integrated Webcam",
                    "HD Pro Webcam C920",
                    "FaceTime HD Camera",
                    "USB2.0 HD UVC WebCam",
                ])
                .to_owned(),
        },
        pay: PayAccount {
            digest: digest(dice),
            institution: bank.0.to_owned(),
            routing_number: bank.1.to_owned(),
            holder: format!("{given} {family}"),
        },
        application: None,
        job: None,
        laptop: None,
        habits: Habits {
            from_hour,
            to_hour: from_hour + 8 + dice.between(0, 2),
            virtual_desktop: false,
            camera_share: 0.6 + dice.between(0, 40) as f64 / 100.0,
            latency: dice.between(12, 60),
            other_camera: None,
            camera_bears: &[],
            no_camera_bears: &[],
            meeting_bears: &[],
            away: Vec::new(),
            pace: 0.4 + dice.between(0, 60) as f64 * dice.between(0, 50) as f64 / 1000.0,
            clock_ahead: 0,
            other_account: None,
            second_job: None,
            turn: None,
            scripted: false,
        },
        stated_zone: None,
        fingerprint: dice.hex(32),
        given,
        family,
    }
}

/// A fresh account digest, opaque as in an export of a payroll system.
pub(crate) fn digest(dice: &mut Dice) -> String {
    format!("sha256:{}", dice.hex(64))
}

/// Letters of a name as they stand in a mail address.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase()
}
