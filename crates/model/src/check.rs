//! Something that a person can do next to find out: what, who does it, what it takes, what it would settle.
//!
//! In: one point of an indicator's *Check next*, as in
//! `call back on a number held before the change (HR; minutes; the account is in the worker's name)`.
//! Out: a [`Check`]. A point without the bracket is a check all the same: only what is to be done is known of it.

use std::fmt;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    pub what: String,
    /// Who can do it; empty where the page does not say.
    pub who: Vec<Who>,
    pub effort: Option<Effort>,
    /// What would clear the person.
    pub clears: Option<String>,
}

/// Who does a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Hr,
    It,
    Manager,
    Counsel,
    Security,
}

/// What a check takes of somebody's time, waiting included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    Minutes,
    Hour,
    Day,
}

/// Whom a check reaches, the least intrusive first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Records that the company holds already.
    Records,
    /// People of the company: a manager, the help desk.
    Colleagues,
    /// People outside: a former employer, a bank.
    Outside,
    /// The person.
    Person,
}

impl Who {
    pub const ALL: [Who; 5] = [Who::Hr, Who::It, Who::Manager, Who::Counsel, Who::Security];

    pub fn id(self) -> &'static str {
        match self {
            Who::Hr => "HR",
            Who::It => "IT",
            Who::Manager => "manager",
            Who::Counsel => "counsel",
            Who::Security => "security",
        }
    }

    fn from_id(id: &str) -> Option<Who> {
        Who::ALL.into_iter().find(|it| it.id().eq_ignore_ascii_case(id))
    }
}

impl Effort {
    pub const ALL: [Effort; 3] = [Effort::Minutes, Effort::Hour, Effort::Day];

    pub fn id(self) -> &'static str {
        match self {
            Effort::Minutes => "minutes",
            Effort::Hour => "an hour",
            Effort::Day => "a day",
        }
    }

    fn from_id(id: &str) -> Option<Effort> {
        Effort::ALL.into_iter().find(|it| it.id().eq_ignore_ascii_case(id))
    }

    /// As a number, for comparing: an hour is four times some minutes; of a day most is waiting, so that it is four
    /// times an hour.
    pub fn cost(self) -> i64 {
        match self {
            Effort::Minutes => 1,
            Effort::Hour => 4,
            Effort::Day => 16,
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Check {
    /// Reads a point. Never fails: what is not in the form is all of it to be done.
    pub fn parse(point: &str) -> Check {
        let point = point.trim().trim_end_matches('.');
        for (at, _) in point.match_indices('(') {
            let (what, rest) = point.split_at(at);
            let inside = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
            let mut parts = inside.unwrap_or_default().splitn(3, ';').map(str::trim);
            let (Some(who), Some(effort), Some(clears)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            if let (Some(who), Some(effort), false) =
                (all_of(who), Effort::from_id(effort), clears.is_empty())
            {
                return Check {
                    what: what.trim().trim_end_matches(['.', ',']).to_owned(),
                    who,
                    effort: Some(effort),
                    clears: Some(clears.to_owned()),
                };
            }
        }
        Check { what: point.to_owned(), ..Check::default() }
    }

    /// Whether the page says all of it.
    pub fn is_complete(&self) -> bool {
        !self.what.is_empty() && !self.who.is_empty() && self.effort.is_some() && self.clears.is_some()
    }

    /// Whether there is something to do: a trait's page may say that on it alone there is nothing.
    pub fn is_something(&self) -> bool {
        let what = self.what.to_lowercase();
        !what.is_empty() && !what.starts_with("nothing") && !what.starts_with("do nothing")
    }

    /// What it takes; where the page does not say, an hour is thought.
    pub fn cost(&self) -> i64 {
        self.effort.unwrap_or(Effort::Hour).cost()
    }

    /// Two points with the same words, but for articles, case and punctuation, are one check.
    pub fn key(&self) -> String {
        let said = words(&self.what).filter(|it| !matches!(it.as_str(), "the" | "a" | "an"));
        said.collect::<Vec<_>>().join(" ")
    }

    /// Whom it reaches, told from whom its words turn to. Where they turn to somebody and do not say to whom, it is
    /// taken to be the person: an intrusion is not to be overlooked.
    pub fn reach(&self) -> Reach {
        let mut turns = false;
        for word in words(&self.what) {
            let word = word.as_str();
            turns |= TURNING.contains(&word);
            if !turns {
                continue;
            }
            for (reach, names) in
                [(Reach::Person, PERSON), (Reach::Colleagues, COLLEAGUES), (Reach::Outside, OUTSIDE)]
            {
                if names.contains(&word) {
                    return reach;
                }
            }
        }
        if turns { Reach::Person } else { Reach::Records }
    }
}

/// Words that turn to somebody.
const TURNING: &[&str] = &[
    "ask",
    "asks",
    "call",
    "calls",
    "confirm",
    "invite",
    "offer",
    "request",
    "talk",
    "interview",
    "attended",
    "live",
    "camera",
    "meet",
    "hand",
    "visit",
    "write",
    "tell",
    "repeat",
];
const PERSON: &[&str] = &[
    "person",
    "persons",
    "worker",
    "workers",
    "applicant",
    "applicants",
    "candidate",
    "them",
    "each",
    "both",
    "live",
    "camera",
    "attended",
    "back",
    "employee",
];
const COLLEAGUES: &[&str] = &[
    "manager",
    "managers",
    "IT",
    "hr",
    "desk",
    "helpdesk",
    "team",
    "colleague",
    "colleagues",
    "owner",
    "recruiter",
    "interviewer",
    "interviewers",
    "payroll",
    "counsel",
    "security",
    "administrator",
    "administrators",
];
const OUTSIDE: &[&str] = &[
    "employer",
    "employers",
    "firm",
    "firms",
    "switchboard",
    "bank",
    "banks",
    "agency",
    "school",
    "university",
    "carrier",
    "referee",
    "referees",
    "provider",
    "vendor",
    "service",
    "platform",
    "hotel",
    "landlord",
    "client",
];

fn all_of(who: &str) -> Option<Vec<Who>> {
    let mut res = Vec::new();
    let names = who.split([',', '/']).flat_map(|it| it.split(" or ")).flat_map(|it| it.split(" and "));
    for name in names.flat_map(|it| it.split(" with ")).map(str::trim) {
        res.push(Who::from_id(name)?);
    }
    Some(res)
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        // The department is not the little word.
        .map(|it| if it == "IT" { it.to_owned() } else { it.to_lowercase() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_what_who_how_long_and_what_would_clear() {
        let check = Check::parse(
            "Call back on a number held before the change (HR or manager; minutes; the account holder is the worker (or a spouse; declared)).",
        );
        assert_eq!(check.what, "Call back on a number held before the change");
        assert_eq!(
            (check.who.as_slice(), check.effort),
            ([Who::Hr, Who::Manager].as_slice(), Some(Effort::Minutes))
        );
        assert_eq!(check.clears.as_deref(), Some("the account holder is the worker (or a spouse; declared)"));
        assert!(check.is_complete());
    }

    #[test]
    fn a_bracket_in_the_middle_is_part_of_what_is_done() {
        let check =
            Check::parse("Compare the trace (its own log) with tickets (IT; an hour; a ticket exists)");
        assert_eq!(check.what, "Compare the trace (its own log) with tickets");
        assert_eq!(check.effort, Some(Effort::Hour));
    }

    #[test]
    fn what_is_not_in_the_form_is_a_check_all_the_same() {
        for point in [
            "Call back on a known number",
            "Call back (soon)",
            "Call back (HR; soon; it fits)",
            "(",
            "",
            "a (b; c; )",
        ] {
            let check = Check::parse(point);
            assert_eq!((check.what.as_str(), check.is_complete()), (point, false));
            assert_eq!(check.cost(), Effort::Hour.cost());
        }
        assert!(!Check::parse("Nothing on this trait alone").is_something());
    }

    #[test]
    fn the_same_words_are_one_check() {
        let key = |text| Check::parse(text).key();
        assert_eq!(
            key("Call back on a known number."),
            key("call back on the known number (HR; minutes; it fits)")
        );
        assert_ne!(key("Call back on a known number"), key("Call on a known number"));
    }

    #[test]
    fn whom_a_check_reaches_is_whom_it_turns_to_first() {
        for (text, reach) in [
            ("Compare the worker's shifts with the calendar", Reach::Records),
            ("Ask the manager whether the person travels", Reach::Colleagues),
            ("Ask IT who carried it", Reach::Colleagues),
            ("Ask whether it was expected", Reach::Person),
            ("Call the former employer over its own switchboard", Reach::Outside),
            ("Call back on a number held before the change", Reach::Person),
            ("Ask for a short session at a time of their choice", Reach::Person),
            ("Make an attended call on the device", Reach::Person),
        ] {
            assert_eq!(Check::parse(text).reach(), reach, "{text}");
        }
    }
}
