//! The wording of letters that demand something, after published accounts of such letters.

use super::compose;
use crate::dice::Dice;

pub(crate) fn subject(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "Regarding documents of your company",
        "Your internal files",
        "Important: read before you answer",
        "We should talk about your data",
    ])
}

pub(crate) fn first_letter(dice: &mut Dice) -> String {
    compose(
        dice,
        &["To the management.", "Good day.", "Please read this to the end."],
        &[
            "We hold a large part of your internal files: source code, price lists, customer records.",
            "I have a copy of your internal documents, taken over several months.",
            "Your company documents, among them contracts and source code, are in our hands.",
        ],
        &[
            "You will receive proof within the hour.",
            "A sample follows in the next message.",
            "Do not answer before you have seen the samples.",
        ],
    )
}

pub(crate) fn proof(dice: &mut Dice) -> String {
    compose(
        dice,
        &["As promised.", "See the attached archive.", "Attached is a sample."],
        &[
            "Compare the names with your own storage.",
            "These are a few of several thousand files.",
            "You will recognise the names.",
        ],
        &["The rest is safe with us for now.", "There is much more."],
    )
}

pub(crate) fn demand(dice: &mut Dice) -> String {
    let amount = dice.between(15, 48) * 10_000;
    let amount = format!("{},{:03}", amount / 1000, amount % 1000);
    let wallet = format!("bc1q{}invented{}", dice.hex(14), dice.hex(12));
    let opening = dice.pick(&["We ask for", "The price is", "Our condition:"]);
    let deadline = dice.pick(&["within six days", "by the end of the week", "before Friday midnight"]);
    let threat = dice.pick(&[
        "If not, everything will be published and offered to your competitors.",
        "Otherwise we leak the files and sell the customer lists.",
        "After that we release the documents in public and sell what remains.",
    ]);
    format!("{opening} {amount} USD in bitcoin, {deadline}, to {wallet}.\n{threat}")
}
