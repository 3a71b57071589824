//! The state of the company while it is being made: its people, its calendar, its dice, its files.
//!
//! What can happen in every company are steps on this state: `hiring` (a post is opened, someone applies, is
//! interviewed and hired), `equipment` (a laptop is set aside and travels), `requests` (someone asks for or
//! changes something). A scenario is a sequence of such steps. Each step writes its rows and returns their
//! numbers, so that the scenario can say which sign stands in which record.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{self, plus_days};
use crate::dice::{Dice, scramble};
use crate::firm::Firm;
use crate::people::{Person, Registry};
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
    pub(crate) seed: u64,
    /// So many days before the end of the window the stories are told; more than none in long windows.
    pub(crate) shift: i64,
    /// People whose reviews the story writes.
    pub(crate) reviewed: HashSet<usize>,
    id_digits: usize,
    ids: HashSet<String>,
}

/// A post to be filled.
#[derive(Clone, Copy)]
pub(crate) struct Post {
    pub(crate) title: &'static str,
    pub(crate) department: &'static str,
    pub(crate) worker_type: &'static str,
}

impl World {
    pub(crate) fn new(seed: u64, name_seed: u64, start: Timestamp, days: u32, workers: usize) -> World {
        let mut dice = Dice::new(seed);
        let now = calendar::plus_seconds(start, i64::from(days) * 86_400);
        let firm = Firm::draw(&mut dice);
        World {
            dice,
            registry: Registry::new(seed, name_seed),
            start,
            now,
            firm,
            people: Vec::new(),
            managers: BTreeMap::new(),
            leaders: Vec::new(),
            shelf: Shelf::new(start, now, 0),
            notes: Notes::default(),
            seed,
            shift: 0,
            reviewed: HashSet::new(),
            id_digits: if workers > 1000 { 8 } else { 5 },
            ids: HashSet::new(),
        }
    }

    /// The same company with an empty shelf, on which ordinary days can be lived beside others. Résumés stay behind.
    pub(crate) fn fork(&self, number: u64) -> World {
        let mut people = Vec::with_capacity(self.people.len());
        for person in &self.people {
            people.push(Person { application: None, ..person.clone() });
        }
        World {
            dice: Dice::new(0),
            registry: Registry::new(0, 0),
            start: self.start,
            now: self.now,
            firm: self.firm.clone(),
            people,
            managers: BTreeMap::new(),
            leaders: Vec::new(),
            // Numbers of records are given out far from those of the other shelves.
            shelf: Shelf::new(self.start, self.now, number << 48),
            notes: Notes::default(),
            seed: self.seed,
            shift: 0,
            reviewed: HashSet::new(),
            id_digits: self.id_digits,
            ids: HashSet::new(),
        }
    }

    /// The day of the export.
    pub(crate) fn today(&self) -> Date {
        calendar::day_of(self.now, "UTC")
    }

    /// Length of the window.
    pub(crate) fn window_days(&self) -> i64 {
        (self.now.as_second() - self.start.as_second()) / 86_400
    }

    /// The working day that lies so many days before the export, or the next one.
    pub(crate) fn days_ago(&self, days: i64) -> Date {
        calendar::workday(plus_days(self.today(), -days - self.shift))
    }

    /// A working day drawn from so many to so many days before the export.
    pub(crate) fn some_days_ago(&mut self, low: i64, high: i64) -> Date {
        let days = self.dice.between(low, high);
        self.days_ago(days)
    }

    /// A moment on a day in the person's own zone. Nobody does anything at the full minute: the seconds follow from
    /// the person, the day and the minute.
    pub(crate) fn at(&self, who: usize, day: Date, minutes: i64) -> Timestamp {
        let minute = calendar::at(day, minutes, self.people[who].zone());
        let stirred = scramble(self.seed ^ scramble(who as u64) ^ minute.as_second().unsigned_abs());
        calendar::plus_seconds(minute, (stirred % 60) as i64)
    }

    /// The moment as the person's laptop has it.
    pub(crate) fn machine_clock(&self, who: usize, at: Timestamp) -> Timestamp {
        calendar::plus_seconds(at, self.people[who].habits.clock_ahead)
    }

    /// An id that says nothing about order or story.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        loop {
            let id = format!("{prefix}{}", self.dice.digits(self.id_digits));
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    /// A row of a neutral table.
    pub(crate) fn row(&mut self, name: &str, at: Timestamp, cells: &[(&str, &str)]) -> RecordId {
        let table = table(name);
        self.shelf.state(table.file, table.framing(), at, table.line(cells))
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

    /// As `row`, with owned cells.
    pub(crate) fn cells(&mut self, name: &str, at: Timestamp, cells: &[(&str, String)]) -> RecordId {
        let mut borrowed: Vec<(&str, &str)> = Vec::new();
        for (column, value) in cells {
            borrowed.push((column, value));
        }
        self.row(name, at, &borrowed)
    }
}
