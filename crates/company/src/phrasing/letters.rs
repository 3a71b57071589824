//! Mail between colleagues, in the manner of one person or another. In: the dice and a manner.
//! Out: subject and body. A manner is how somebody writes, not how well.

use crate::dice::Dice;

/// How somebody writes.
#[derive(Clone)]
pub(crate) struct Manner {
    greeting: &'static str,
    farewell: &'static str,
    pool: Vec<&'static str>,
    sentences: (i64, i64),
    gap: &'static str,
    numbered: bool,
}

const THINGS: &[&str] = &[
    "the price table",
    "the import job",
    "the billing export",
    "the login page",
    "the search filter",
    "the nightly report",
    "the address form",
    "the partner feed",
    "the mobile menu",
    "the queue monitor",
    "the archive script",
    "the cost sheet",
    "the audit list",
    "the map layer",
    "the invoice view",
    "the cache",
    "the release notes",
    "the test data",
    "the schedule board",
    "the contact form",
];
const DAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "the end of the week", "tomorrow", "next week"];
const PLACES: &[&str] =
    &["staging", "production", "the demo tenant", "the test branch", "the backup", "the old server"];

/// Sentences of people in a hurry.
const BRISK: &[&str] = &[
    "Looked at {t}, it's a null again.",
    "Can't merge it, don't have the rights.",
    "Reran it, it's green now.",
    "I'm on {t} next.",
    "Won't make it by {d}, sorry.",
    "It's in {p}, go check.",
    "Didn't see that one coming.",
    "Numbers look ok to me.",
    "Don't touch {t} till I'm done.",
    "I'd just drop it.",
    "Fixed, it's a typo.",
    "Got {n} errors, all the same.",
    "Let's skip the call.",
    "That's not mine, ask ops.",
    "I've put {t} back.",
    "Took me {n} minutes, that's it.",
    "He's out, so I did it.",
    "No idea why, it just works now.",
    "We're fine till {d}.",
    "It's slow, but it runs.",
    "You've got the link.",
    "Haven't heard back yet.",
];
/// Sentences of people who take their time.
const AMPLE: &[&str] = &[
    "With regard to {t}, I would like to note that the behaviour we observed in {p} could be reproduced on two further occasions.",
    "It should be mentioned that the change, although small, has consequences for {t} as well.",
    "In order to avoid such a situation in the future, I would suggest that a further check be introduced before {d}.",
    "As was agreed in the previous meeting, the figures for {t} have been compared with those of the preceding month.",
    "There are in total {n} records which do not fulfil the condition, and for each of them a short explanation has been added.",
    "Should there be any objection to this procedure, I would kindly ask you to let me know before {d}.",
    "Furthermore, the documentation of {t} has been extended by a section on the handling of errors.",
    "It appears that the cause lies not in {t} itself but in the manner in which it is called from {p}.",
    "Therefore the proposal is to keep the present solution for the time being and to evaluate the alternative in parallel.",
    "Please be informed that the corresponding test has been carried out in {p} with the expected result.",
    "Regarding the question of responsibility, it would be helpful if the team could come to a decision by {d}.",
    "In addition to the above, a list of {n} open points concerning {t} is attached for your consideration.",
];
/// Sentences that anybody might write.
const EVERYDAY: &[&str] = &[
    "I went through {t} this morning and the numbers add up.",
    "Could you have a look at {t} before {d}?",
    "We moved {t} to {p} and nobody complained.",
    "There were {n} failures last night, most of them from {t}.",
    "I will take {t} if nobody minds.",
    "The customer asked again when {t} will be ready.",
    "My plan is to finish the change on {d} and to ask for a review then.",
    "It would help me to know who owns {t}.",
    "After the update {t} needs about {n} seconds longer.",
    "I left a comment next to the part that looked odd.",
    "We can talk about {t} in the meeting on {d}.",
    "The copy in {p} is older than I thought.",
    "Thanks for sorting out {t} so quickly.",
    "I tried your idea on {t} and it saves a step.",
    "If {t} is not needed any more, I would like to remove it.",
    "Nothing changed in {p} since {d}.",
    "The vendor says that {t} will be supported for {n} more months.",
    "I think that we should test {t} with real data once.",
    "Please send me the list when you have it.",
    "The team in support would like a short note about {t}.",
    "So far {n} people have signed up for the trial.",
    "I am away on {d}, but you can reach me by phone.",
];

impl Manner {
    /// Short lines, two blanks after a full stop.
    pub(crate) fn brisk() -> Manner {
        Manner {
            greeting: "",
            farewell: "Thanks.",
            pool: BRISK.to_vec(),
            sentences: (11, 15),
            gap: "  ",
            numbered: false,
        }
    }

    /// Long sentences in numbered points.
    pub(crate) fn ample() -> Manner {
        Manner {
            greeting: "Dear all,",
            farewell: "Kind regards",
            pool: AMPLE.to_vec(),
            sentences: (5, 8),
            gap: " ",
            numbered: true,
        }
    }

    /// One person's own manner: a choice of turns, a greeting, an end.
    pub(crate) fn own(dice: &mut Dice) -> Manner {
        let mut pool = Vec::new();
        for sentence in EVERYDAY {
            if dice.chance(0.75) {
                pool.push(*sentence);
            }
        }
        pool.extend(BRISK.iter().filter(|_| dice.chance(0.12)));
        pool.extend(AMPLE.iter().filter(|_| dice.chance(0.08)));
        let shortest = dice.between(5, 8);
        Manner {
            greeting: dice.pick(&["Hi all,", "Hello,", "Hey,", "Morning,", "Hi,", "Good morning,"]),
            farewell: dice.pick(&[
                "Best",
                "Cheers",
                "Thanks",
                "Regards",
                "Thank you",
                "Best wishes",
                "See you",
            ]),
            pool,
            sentences: (shortest, shortest + 4),
            gap: " ",
            numbered: false,
        }
    }

    /// Subject and body of a letter.
    pub(crate) fn write(&self, dice: &mut Dice, name: &str) -> (String, String) {
        let subject = format!("{}{}", dice.pick(&["", "Re: ", "About ", "Question on "]), dice.pick(THINGS));
        let mut body = String::new();
        if !self.greeting.is_empty() {
            body = format!("{}\n\n", self.greeting);
        }
        let mut last = usize::MAX;
        let count = dice.between(self.sentences.0, self.sentences.1);
        for number in 1..=count {
            let mut choice = dice.index(self.pool.len());
            if choice == last {
                choice = (choice + 1) % self.pool.len().max(1);
            }
            last = choice;
            let figure = dice.between(2, 90).to_string();
            let template = self.pool.get(choice).copied().unwrap_or("Nothing new today.");
            let sentence = template
                .replace("{t}", dice.pick(THINGS))
                .replace("{d}", dice.pick(DAYS))
                .replace("{p}", dice.pick(PLACES))
                .replace("{n}", &figure);
            if self.numbered {
                body.push_str(&format!("{number}. {sentence}\n"));
            } else {
                body.push_str(&sentence);
                body.push_str(if number % 4 == 0 { "\n" } else { self.gap });
            }
        }
        (subject, format!("{}\n\n{}\n{name}\n", body.trim_end(), self.farewell))
    }
}
