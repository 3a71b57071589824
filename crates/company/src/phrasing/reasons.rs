//! What honest people say when something unusual happens to them, in several wordings.

use super::{Ask, BYE, HELLO, compose};
use crate::dice::Dice;

pub(crate) fn bank_closed(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "my bank was taken over and closes my account, I have entered the new one in the portal.",
            "the branch shut down and my old account goes away this month, please use the new one.",
            "I had to change banks because mine failed.",
        ],
        BYE,
    );
    ("New bank account".to_owned(), body)
}

pub(crate) fn mistyped_account(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I mixed up two digits of the account last week and have put it right.",
            "there was a typo in my new account number, corrected now. Call me on my usual number to check.",
        ],
        BYE,
    );
    ("Account number put right".to_owned(), body)
}

pub(crate) fn missing_pay(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "my pay did not arrive and the portal shows an account that is not mine. I did not change anything.",
            "somebody changed my bank details, it was not me. I clicked a link in a mail last week, I am afraid.",
        ],
        BYE,
    );
    ("Account changed, not by me".to_owned(), body)
}

pub(crate) fn migration(dice: &mut Dice, change: &str) -> Ask {
    let middle = dice.pick(&[
        "under change {c} all repositories move to our new code server this week. I will clone and push each of them from my laptop.",
        "for {c} I copy every repository to the new host of ours on the agreed evening, please ignore the traffic.",
    ]);
    (format!("Repository move, {change}"), compose(dice, HELLO, &[&middle.replace("{c}", change)], BYE))
}

pub(crate) fn journey(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I will visit my family for some weeks and work from there as agreed. Many pages do not open there without a VPN, may I use one?",
            "my trip is approved. The hotel network blocks a lot, so I will use a VPN in the evenings.",
        ],
        BYE,
    );
    ("Working while abroad".to_owned(), body)
}

pub(crate) fn night_hours(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "as agreed with my manager I work late in the evening and at night because I look after my mother in the daytime.",
            "my hours are from late evening on, my manager has signed it. Please do not book me for mornings.",
        ],
        BYE,
    );
    ("Working hours".to_owned(), body)
}

pub(crate) fn satellite(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "we only have satellite internet out here, so my picture freezes and I switch the camera off when it rains.",
            "no cable reaches our road. Calls over satellite lag by more than half a second, please bear with me.",
        ],
        BYE,
    );
    ("Slow line at home".to_owned(), body)
}

pub(crate) fn home_lab(dice: &mut Dice) -> Ask {
    let body = compose(
        dice,
        HELLO,
        &[
            "I registered my lab machine as a test host. A PiKVM hangs on it so that I can reboot it from upstairs, it is not on the work laptop.",
            "for the record: the remote console in my home lab belongs to the lab server only.",
        ],
        BYE,
    );
    ("Lab host registered".to_owned(), body)
}

pub(crate) fn wage_claim(dice: &mut Dice, round: usize) -> (String, String) {
    let subjects = ["My final pay", "Unpaid overtime", "Last reminder"];
    let body = compose(
        dice,
        &[
            "I am still waiting for an answer.",
            "This is about the money you owe me.",
            "You know exactly why I write.",
        ],
        &[
            "My overtime of the last quarter was never paid and I expect it with the final pay.",
            "The bonus that was promised to me in writing is missing.",
            "I was let go without the notice that my contract gives me, and that has a price.",
        ],
        &[
            "If nothing happens, the labour office will hear from me and I will tell everybody how you treat people.",
            "Next time my lawyer writes.",
            "I will file a claim and make it public.",
        ],
    );
    (subjects[round % subjects.len()].to_owned(), body)
}
