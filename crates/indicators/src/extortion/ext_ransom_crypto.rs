//! A price in crypto currency, or a large one with a wallet, within a run of mails after somebody left.

use model::Finding;

use super::attribution::{Company, Message, cases, finding, senders};
use crate::Gathered;
use crate::explanations::{counted, day};

/// Letters of currencies that are kept in wallets.
const COINS: [&str; 9] = ["BTC", "ETH", "USDT", "USDC", "XMR", "LTC", "TRX", "SOL", "BNB"];
/// Of these, the ones that stand for a dollar.
const DOLLAR_COINS: [&str; 2] = ["USDT", "USDC"];

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let senders = senders(gathered);
    let company = Company::of(gathered);
    let mut res = Vec::new();
    for case in cases(gathered, &senders, &company) {
        for message in &case.run {
            let Some(amount) = demanded(message, gathered) else { continue };
            let mut sentence =
                format!("demand of {amount} by {} on {}", case.sender.address, day(message.at));
            if !message.wallets.is_empty() {
                sentence.push_str(&format!(", with {}", counted(message.wallets.len(), "wallet", "wallets")));
            }
            // Nobody could be paid there: the demand stands, and is worth a little less.
            let doubtful =
                !message.wallets.is_empty() && message.wrong_wallets.len() == message.wallets.len();
            match message.wrong_wallets.len() {
                0 => {}
                1 if message.wallets.len() == 1 => sentence.push_str(" whose checksum is wrong"),
                count => sentence.push_str(&format!(", {count} of them with a wrong checksum")),
            }
            if message.topics.contains("publish_threat") {
                sentence.push_str(", else the data would be published or sold");
            }
            sentence.push_str(&case.attribution.because());
            let refs = message.records.clone();
            let found = finding(
                &case.attribution,
                if doubtful { "doubtful" } else { "demand" },
                message.known_at,
                sentence,
                refs,
            );
            res.extend(found.map(|it| it.between(message.at, message.at)));
        }
    }
    res
}

/// The largest sum, where it is large enough and meant to be paid for silence.
fn demanded<'a>(message: &Message<'a>, gathered: &Gathered) -> Option<&'a str> {
    let ransom = message.topics.contains("ransom_demand");
    let crypto = message.topics.contains("payment_in_crypto") || !message.wallets.is_empty();
    let mut best: Option<(f64, &'a str)> = None;
    for amount in &message.amounts {
        let Some((value, currency)) = amount
            .rsplit_once(' ')
            .and_then(|(value, currency)| Some((value.parse::<f64>().ok()?, currency)))
        else {
            continue;
        };
        let coin = COINS.contains(&currency) && !DOLLAR_COINS.contains(&currency);
        // A mass mail asks for a tenth of a coin, or a thousand dollars.
        let enough =
            if coin { value >= gathered.param("coins_min") } else { value >= gathered.param("amount_min") };
        let meant = ransom
            || crypto && !message.wallets.is_empty()
            || coin && message.topics.contains("publish_threat");
        if enough && meant && (coin || crypto || ransom) && best.is_none_or(|it| value > it.0) {
            best = Some((value, amount));
        }
    }
    best.map(|it| it.1)
}
