//! What people write and say at work, in several wordings for each intent, drawn by seed.
//! In: the dice. Out: text. Guilty and honest people write with the same words; what differs is what they ask for.

pub(crate) mod cases;
pub(crate) mod letters;
pub(crate) mod reasons;
pub(crate) mod threats;

use crate::dice::Dice;

/// One of the openings, middles and ends, put together as a sentence.
fn compose(dice: &mut Dice, openings: &[&str], middles: &[&str], ends: &[&str]) -> String {
    let mut text = String::new();
    for part in [dice.pick(openings), dice.pick(middles), dice.pick(ends)] {
        let part = part.trim();
        if !text.is_empty() && !part.is_empty() && !part.starts_with([',', ';', '.']) {
            text.push(' ');
        }
        text.push_str(part);
    }
    capital(&text)
}

/// The same text with a capital at its head.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}

const HELLO: &[&str] = &["", "", "Hi team,", "Hello,", "Good morning,", "Hi there,", "Dear IT,"];
const BYE: &[&str] = &[
    "",
    "",
    "Thanks!",
    "Thank you.",
    "Let me know.",
    "Many thanks in advance.",
    "Happy to explain on a call.",
];

/// Subject and body of a ticket.
pub(crate) type Ask = (String, String);

pub(crate) fn own_laptop(dice: &mut Dice) -> Ask {
    let subject = dice.pick(&[
        "Using my own laptop",
        "Company laptop not needed",
        "Question about equipment",
        "Working from my own machine",
        "Laptop delivery",
        "BYOD possible?",
    ]);
    let body = compose(
        dice,
        HELLO,
        &[
            "would it be possible to use my own laptop instead of the one you issue? It is already set up the way I work.",
            "I would rather work on my personal computer. There is no need to ship anything to me.",
            "please skip the company laptop, I have a powerful machine at home and can start right away on that.",
            "can I bring my own device? I am used to it and it saves you the shipping.",
            "I don't need a work laptop. My personal PC meets all the requirements in the welcome mail.",
        ],
        BYE,
    );
    (subject.to_owned(), body)
}

pub(crate) fn virtual_desktop(dice: &mut Dice) -> Ask {
    let subject = dice.pick(&[
        "Virtual desktop access",
        "VDI for all of my work",
        "Please set up VDI",
        "Remote desktop environment",
        "Access through the virtual desktop",
    ]);
    let body = compose(
        dice,
        HELLO,
        &[
            "could you give me a virtual desktop? I would prefer to do all of my work through VDI.",
            "I'd like to work only in the virtual desktop, nothing has to be installed on my side then.",
            "following up on access: can everything go through VDI please? That is the most convenient way for me.",
            "is a VDI seat available for me? A virtual machine in your cloud is all I need.",
        ],
        BYE,
    );
    (subject.to_owned(), body)
}

pub(crate) fn other_address(dice: &mut Dice, address: &str) -> Ask {
    let subject = dice.pick(&[
        "Change of delivery address",
        "Please redirect my parcel",
        "New address for the laptop",
        "Laptop delivery: different address",
    ]);
    let middle = dice.pick(&[
        "I will not be at home when the laptop arrives. Please deliver it to this address instead: {a}",
        "could you have the parcel redirected to {a}? I am staying there for some time.",
        "the laptop is already on the way but please change the address to {a}, a relative will take it.",
        "please update the delivery address of my equipment to {a}. I am between apartments.",
    ]);
    (subject.to_owned(), compose(dice, HELLO, &[&middle.replace("{a}", address)], BYE))
}

pub(crate) fn moved_house(dice: &mut Dice, address: &str) -> Ask {
    let middle = dice.pick(&[
        "we got the keys to the new place earlier than planned. My address from now on is {a}, the lease is attached. Could the parcel go there?",
        "my move happened this week: {a}. I have updated my driving licence and HR has the lease. Please send the laptop there.",
    ]);
    ("Moved house this week".to_owned(), compose(dice, HELLO, &[&middle.replace("{a}", address)], BYE))
}

pub(crate) fn camera_broken(dice: &mut Dice) -> Ask {
    let subject = dice.pick(&[
        "Webcam not working",
        "Camera problem on work laptop",
        "Camera dead again",
        "Video does not work in meetings",
    ]);
    let body = compose(
        dice,
        HELLO,
        &[
            "the webcam of the company laptop shows only a black picture, so I have to stay off camera for now.",
            "my camera is broken again. I will join the calls with sound only.",
            "the built-in camera does not start in Zoom. I tried everything, please do not wait for me to switch it on.",
            "video is not working on this laptop since yesterday, the camera seems to be faulty.",
        ],
        BYE,
    );
    (subject.to_owned(), body)
}

pub(crate) fn anydesk_help(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "the printer driver fails with an error after the update. Could somebody connect and have a look?",
            "my VPN client will not install. Please help me remotely, I am at the desk until five.",
            "mail search stopped working on the laptop, can you take over the screen for a moment?",
        ],
        BYE,
    );
    ("Need remote help".to_owned(), body)
}

/// Everyday requests that mean nothing.
pub(crate) fn everyday(dice: &mut Dice) -> (&'static str, Ask) {
    let thing = dice.pick(&[
        "second monitor",
        "docking station",
        "headset",
        "keyboard",
        "mouse",
        "USB-C cable",
        "laptop stand",
        "charger",
    ]);
    let system = dice.pick(&[
        "the wiki",
        "the calendar",
        "the expense tool",
        "the test database",
        "the design library",
        "the staging server",
        "the ticket board",
        "the newsletter tool",
    ]);
    match dice.index(6) {
        0 => (
            "hardware",
            (
                capital(thing) + dice.pick(&[" please", " request", " needed", ""]),
                compose(
                    dice,
                    HELLO,
                    &[
                        &format!("could I get a {thing}?"),
                        &format!("my {thing} gave up, I need a replacement."),
                        &format!("is there a spare {thing} in the office?"),
                    ],
                    BYE,
                ),
            ),
        ),
        1 => (
            "access",
            (
                format!("Access to {system}"),
                compose(
                    dice,
                    HELLO,
                    &[
                        &format!("I need to read {system} for the current project."),
                        &format!("I cannot open {system} since Monday."),
                        &format!("please add me to {system}, my manager agrees."),
                    ],
                    BYE,
                ),
            ),
        ),
        2 => (
            "software",
            (
                "Update stuck".to_owned(),
                compose(
                    dice,
                    HELLO,
                    &[
                        "the operating system update hangs at about half.",
                        "the browser asks for an update every morning.",
                        "the editor crashes when I open large files.",
                    ],
                    BYE,
                ),
            ),
        ),
        3 => (
            "network",
            (
                "Slow connection".to_owned(),
                compose(
                    dice,
                    HELLO,
                    &[
                        "calls stutter in the afternoon, is anything known?",
                        "the VPN drops when I change rooms.",
                        "downloads from the build server are slow today.",
                    ],
                    BYE,
                ),
            ),
        ),
        4 => (
            "account",
            (
                "Password expired".to_owned(),
                compose(
                    dice,
                    HELLO,
                    &[
                        "my password ran out during leave.",
                        "I got a new phone and need the authenticator moved.",
                        "I am locked out after too many tries.",
                    ],
                    BYE,
                ),
            ),
        ),
        _ => (
            "people",
            (
                dice.pick(&["Question about leave", "Payslip question", "Training budget"]).to_owned(),
                compose(
                    dice,
                    HELLO,
                    &[
                        "how many days do I have left this year?",
                        "where do I find the payslip of last month?",
                        "is the conference in spring covered?",
                    ],
                    BYE,
                ),
            ),
        ),
    }
}

pub(crate) fn resolution(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "done",
        "done, user confirmed",
        "sent by courier",
        "access granted after approval",
        "explained on a call",
        "fixed by restart",
        "closed, no answer from user",
        "replaced from stock",
    ])
}

/// What an interviewer notes about an ordinary candidate.
pub(crate) fn scorecard(dice: &mut Dice) -> String {
    compose(
        dice,
        &[
            "solid answers",
            "friendly and prepared",
            "nervous at first, then good",
            "clear about what they do not know",
            "strong on fundamentals",
            "good questions about the team",
            "a bit brief",
            "explained an old project well",
        ],
        &[", ", "; ", " - "],
        &[
            "would work with them",
            "not enough depth for senior",
            "take to next round",
            "hold for another team",
            "salary may be a question",
            "check availability",
            "liked the code sample",
        ],
    )
}

pub(crate) fn camera_reason(dice: &mut Dice) -> String {
    dice.pick(&[
        "camera is at the repair shop",
        "bandwidth too low for video today",
        "webcam driver fails since an update",
        "the room is being painted",
        "says the laptop has no camera",
        "video freezes, prefers sound only",
    ])
    .to_owned()
}

pub(crate) fn background_note(dice: &mut Dice) -> String {
    dice.pick(&[
        "asked to turn off the virtual background, said it cannot be switched off",
        "kept the artificial background after two requests",
        "would not remove the background picture when asked",
        "declined to show the real room",
    ])
    .to_owned()
}

pub(crate) fn good_review(dice: &mut Dice) -> String {
    compose(
        dice,
        &[
            "reliable",
            "helps others",
            "good quarter",
            "delivers on time",
            "learned a lot",
            "calm under pressure",
            "careful reviews",
        ],
        &[
            "",
            ", one date missed",
            ", could speak up more",
            ", ready for more scope",
            ", strong with customers",
        ],
        &["", "."],
    )
}

pub(crate) fn poor_review(dice: &mut Dice) -> String {
    compose(
        dice,
        &[
            "work is late and needs redoing",
            "little output, hard to reach",
            "code does not match what was shown in the interview",
            "misses stand-ups, answers hours later",
        ],
        &[", talked about it twice", ", second quarter in a row", ", no improvement since the last talk", ""],
        &["", "."],
    )
}

/// A question and an answer before the interview proper.
pub(crate) fn small_talk(dice: &mut Dice) -> (&'static str, &'static str) {
    const PAIRS: &[(&str, &str)] = &[
        ("Can you hear me well?", "Yes, loud and clear."),
        ("How was your morning?", "Quiet, thank you."),
        ("Did the link work at once?", "It did, no trouble."),
        ("Is this time of day good for you?", "Yes, it is fine."),
        ("Have you had lunch yet?", "Not yet, after this."),
        ("Do you want some water first?", "I have some here."),
        ("Shall I send you the agenda?", "I got it, thanks."),
        ("May I take notes?", "Of course."),
        ("Was the weather kind to you?", "A bit of rain."),
        ("Can you see my screen?", "Yes, I can."),
        ("Is the volume all right?", "All right, yes."),
        ("Ready to begin?", "Ready when you are."),
    ];
    PAIRS[dice.index(PAIRS.len())]
}

pub(crate) fn open_question(dice: &mut Dice, round: usize) -> String {
    const OPENERS: &[&str] = &[
        "Could you walk me through",
        "Tell me about",
        "What did you learn from",
        "How would you approach",
        "Describe",
        "Take me back to",
        "What was hard about",
        "Why did you choose",
        "How did you test",
        "What would you do differently in",
        "Who depended on",
        "How did the team handle",
    ];
    let subject = dice.pick(&[
        "the last system you built",
        "an outage you lived through",
        "a migration that went wrong",
        "a review you disagreed with",
        "your largest refactoring",
        "a slow query",
        "a feature nobody used",
        "your first weeks in a new team",
        "a deadline you missed",
        "a bug that took a week",
    ]);
    format!("{} {subject}?", OPENERS[round % OPENERS.len()])
}

/// An answer as it is spoken, made from a résumé line.
pub(crate) fn spoken(dice: &mut Dice, line: &str) -> String {
    let start =
        dice.pick(&["So we", "In that team we", "At the time I", "Mostly I", "Back then we", "Together we"]);
    let mut characters = line.chars();
    let first = characters.next().map(|it| it.to_ascii_lowercase()).unwrap_or('d');
    format!("{start} {first}{}", characters.as_str())
}

pub(crate) fn acknowledgement(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "I see.",
        "Right.",
        "Good, thank you.",
        "Okay, that makes sense.",
        "Interesting.",
        "Fair enough.",
    ])
}

/// A file's name in the company's storage.
pub(crate) fn document(dice: &mut Dice) -> String {
    let first = dice.pick(&[
        "roadmap",
        "pricing",
        "forecast",
        "onboarding",
        "incident",
        "architecture",
        "budget",
        "customer-list",
        "release",
        "survey",
        "contract",
        "inventory",
        "retro",
        "audit",
        "schema",
        "campaign",
        "benchmark",
        "handbook",
    ]);
    let second = dice.pick(&[
        "notes",
        "draft",
        "final",
        "review",
        "table",
        "plan",
        "summary",
        "appendix",
        "minutes",
        "figures",
        "checklist",
        "overview",
    ]);
    let kind = dice.pick(&["docx", "xlsx", "pptx", "pdf", "md", "csv"]);
    format!("{first}-{second}-{:03}.{kind}", dice.between(1, 480))
}

pub(crate) fn site(dice: &mut Dice, department: &str) -> String {
    if dice.chance(0.75) {
        department.replace(' ', "")
    } else {
        dice.pick(&["Company", "Projects", "Handbook"]).to_owned()
    }
}
