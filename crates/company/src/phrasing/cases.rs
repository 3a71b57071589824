//! What is asked for and reported around hires that turn out to be somebody else's, in several wordings. Most
//! of it is asked for by honest people, too.

use super::{Ask, BYE, HELLO, compose};
use crate::dice::Dice;

/// Who will look at the papers of a remote hire, in person.
pub(crate) fn representative(dice: &mut Dice, name: &str, address: &str, phone: &str) -> Ask {
    let middle = dice.pick(&[
        "my authorised representative for the I-9 is {n}, {a}, telephone {p}.",
        "for the employment form I have booked {n} as representative, {a}, {p}.",
        "the I-9 will be signed for you by {n} at {a}; you reach them under {p}.",
    ]);
    let middle = middle.replace("{n}", name).replace("{a}", address).replace("{p}", phone);
    ("I-9 representative".to_owned(), compose(dice, HELLO, &[&middle], BYE))
}

pub(crate) fn invoice(dice: &mut Dice, firm: &str, address: &str, worker: &str) -> Ask {
    let middle = dice.pick(&[
        "invoice of {f}, {a}, for the work of {w} this month. The company was registered this spring.",
        "please pay {f}, {a}, for the services of {w}; this is their first year as a vendor.",
    ]);
    let middle = middle.replace("{f}", firm).replace("{a}", address).replace("{w}", worker);
    (format!("Invoice {}", dice.digits(4)), compose(dice, HELLO, &[&middle], BYE))
}

pub(crate) fn tax_notice(dice: &mut Dice) -> Ask {
    let body = dice.pick(&[
        "A letter says that the number on this person's tax form belongs to somebody who works elsewhere. Please look into it.",
        "The agency reports no match between name and number for this worker. We have written to them.",
        "Somebody called who says that wages are reported under their name and number from us, and that they never worked here.",
    ]);
    ("Notice about a tax form".to_owned(), body.to_owned())
}

pub(crate) fn cheque_by_post(dice: &mut Dice, address: &str) -> Ask {
    let middle = dice.pick(&[
        "please post my pay cheques to {a} until further notice.",
        "could my pay come as a paper cheque? Send it to {a}.",
    ]);
    ("Paper cheques".to_owned(), compose(dice, HELLO, &[&middle.replace("{a}", address)], BYE))
}

pub(crate) fn another_person(dice: &mut Dice) -> Ask {
    let body = dice.pick(&[
        "Two of us interviewed this person and neither recognises the one who is in our meetings.",
        "The new colleague does not remember what we talked about in the interviews, and looks different. Please check.",
        "I am fairly sure that the person on the call today is not the one I hired.",
    ]);
    ("Question about a new colleague".to_owned(), body.to_owned())
}

pub(crate) fn router_trouble(dice: &mut Dice) -> Ask {
    let body = dice.pick(&[
        "You asked about last night: I was following a guide to make my router faster, something must have gone wrong.",
        "About the alert, I had speed trouble with my router and tried a tool. I cannot talk now.",
        "It was the router. I am not available for a call today.",
    ]);
    ("Re: alert on your machine".to_owned(), body.to_owned())
}

pub(crate) fn pay_elsewhere(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "could my pay be sent in USDT, or by a transfer service, instead of to the bank?",
            "is it possible to be paid in crypto? The bank takes too long.",
            "please send this month's pay to my Wise account, I do not use the bank any more.",
        ],
        BYE,
    );
    ("Way of payment".to_owned(), body)
}

pub(crate) fn no_promotion(dice: &mut Dice) -> String {
    dice.pick(&[
        "very good work; declined the promotion that comes with days on site",
        "strong year, does not want the lead role or to travel to the team week",
        "best in the team; again no interest in coming to the office",
    ])
    .to_owned()
}

pub(crate) fn read_aloud(dice: &mut Dice) -> String {
    dice.pick(&[
        "answers sounded read, fell apart when the task was changed",
        "eyes went along lines of text; could not vary the example",
        "perfect sentences, then nothing when asked to change one line",
    ])
    .to_owned()
}

pub(crate) fn other_voice(dice: &mut Dice) -> String {
    dice.pick(&[
        "voice changed in the middle of the call, another person seemed to coach",
        "joined under another name and corrected it; a second voice answered twice",
        "two voices on the line, said it was the radio",
    ])
    .to_owned()
}

pub(crate) fn local_questions(dice: &mut Dice) -> String {
    dice.pick(&[
        "could not name a restaurant or street of the stated town, nor hold the document to the camera",
        "when asked for the document and the town, became vague and left",
    ])
    .to_owned()
}

/// A threat by somebody who still works here.
pub(crate) fn pay_or_publish(dice: &mut Dice) -> String {
    compose(
        dice,
        &["To whom it may concern.", "Read this yourself."],
        &[
            "I want an extra payment of two months, or the source code goes public.",
            "Pay what I asked for or I release the repositories.",
        ],
        &["You have until Friday.", "This is my last word."],
    )
}

/// Ordinary lives that look odd from far off.
pub(crate) fn broken_laptop(dice: &mut Dice, time: usize) -> Ask {
    let subject = ["Laptop does not start", "The replacement is broken, too", "Third laptop, please"];
    let body = compose(
        dice,
        HELLO,
        &[
            "the machine you sent shows nothing but a blue light.",
            "coffee, I am sorry. Nothing happens when I press the button.",
            "the screen broke on the way, the box was crushed.",
            "the battery is swollen, I switched it off as you said.",
        ],
        BYE,
    );
    (subject[time % subject.len()].to_owned(), body)
}

pub(crate) fn second_job(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I teach at a college two evenings a week and use their portal in the breaks; here is the signed approval.",
            "as agreed with HR I work a few hours a week for another firm, on weekends and early mornings.",
            "my secondary employment was approved last year; I sometimes sign in there at lunch.",
        ],
        BYE,
    );
    ("Second job, approved".to_owned(), body)
}

pub(crate) fn roaming(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I will work from several places over the next months under the roaming policy, the list is attached.",
            "HR has approved my travelling months. I keep my hours and use the company laptop only.",
        ],
        BYE,
    );
    ("Working from several places".to_owned(), body)
}

pub(crate) fn open_source(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I maintain a public library that we use. Legal has agreed that I push fixes to my own repositories in working hours.",
            "our fork goes upstream this month; I will push from my work laptop to the public project, as agreed with Legal.",
        ],
        BYE,
    );
    ("Open source work, agreed with Legal".to_owned(), body)
}

pub(crate) fn rural_line(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "the new tower is far, so my line is slow to answer. Nothing to be done, just so that you know.",
            "out here there is only fixed wireless; typing in the remote shell lags a little.",
        ],
        BYE,
    );
    ("Slow line at home".to_owned(), body)
}

pub(crate) fn handover(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I take over the project of the other team and will go through its whole library today.",
            "for the audit I have to open every document of last year, please do not be surprised.",
            "we sort the team's files this week; I will touch all of them.",
        ],
        BYE,
    );
    ("Going through all documents".to_owned(), body)
}

/// What newcomers ask.
pub(crate) fn newcomer(dice: &mut Dice) -> (&'static str, Ask) {
    const QUESTIONS: &[(&str, &str, &[&str])] = &[
        (
            "onboarding",
            "Laptop arrival",
            &[
                "on which day will my laptop arrive? I want to be at home.",
                "the carrier says Tuesday, I start on Monday. Is that all right?",
                "does somebody have to sign for the laptop?",
            ],
        ),
        (
            "onboarding",
            "First day",
            &[
                "at what time do we begin on the first day, and on which link?",
                "who will show me around on Monday?",
                "which programs should I install before we start?",
            ],
        ),
        (
            "payroll",
            "Direct deposit form",
            &[
                "the portal does not accept my routing number, it has nine digits as it should.",
                "when is the first pay day for somebody who starts in the middle of the month?",
                "I have entered my account, could you check that it is complete?",
            ],
        ),
        (
            "people",
            "Benefits",
            &[
                "until when do I have to choose a health plan?",
                "my spouse has a plan already, how do I opt out?",
                "where do I find the list of dentists?",
            ],
        ),
        (
            "access",
            "Missing access",
            &[
                "I cannot see the team's board yet.",
                "the source code asks for a group that I am not in.",
                "my manager says I should have the shared calendar, it is empty.",
            ],
        ),
        (
            "onboarding",
            "Address",
            &[
                "there is a typo in my street, the number is right.",
                "please add the apartment to my address, the carrier did not find me.",
                "my building has two entrances, the parcel should go to the one at the back.",
            ],
        ),
    ];
    let (category, subject, middles) = QUESTIONS[dice.index(QUESTIONS.len())];
    (category, (subject.to_owned(), compose(dice, HELLO, middles, BYE)))
}
