//! Rules about extortion: who demands money for silence, and who threatens to publish.
//!
//! Each line: topic, pattern, what must stand in the sentence, what must not, what must stand anywhere in the text, and whether a `not`
//! turns it into its opposite. Advertising asks for money in the imperative and offers to send things, so that neither counts by
//! itself: somebody must hold what is the reader's, or threaten to give it away. How often ordinary mail and published demands are
//! taken for a demand is measured in `tests/shared_mail.rs`.

use super::Topic;
use super::rules::Line;

pub(super) const LINES: &[Line] = &[
    (
        Topic::RansomDemand,
        r"<PAY_US>",
        r"<AMOUNT>|<CRYPTO>|\bmoney\b",
        r"\b(?:invoice|subscription|late fee|renewal|premium|discount|trial|purchase order|order number|licen[cs]e fee)\b",
        "<MENACE>",
        false,
    ),
    (
        Topic::RansomDemand,
        r"\bpay(?: up| us| me| the (?:money|sum|price))?\b.{0,30}?\bor (?:else|i|we|your|the|everything|all)\b",
        "",
        r"\b(?:invoice|subscription|late fee|salary|wages?|overtime)\b",
        "<MENACE>",
        false,
    ),
    (
        Topic::RansomDemand,
        r"\b(?:price (?:for|of) (?:my |our )?silence|in exchange for (?:my |our )?silence|to (?:prevent|avoid) (?:the )?(?:publication|release|leak|disclosure)|buy (?:back )?(?:your|the) (?:data|files))\b",
        "",
        "",
        r"<AMOUNT>|<CRYPTO>|\b(?:pay|payment|price)\b",
        false,
    ),
    (
        Topic::RansomDemand,
        r"\b(?:our|my|the) ransom\b|\bransom (?:is|of|price|amount|will be|must|payment|demand)\b|\bpay (?:us |me )?(?:the|our|a|this) ransom\b",
        r"<AMOUNT>|<CRYPTO>|\byour?\b",
        r"<REPORTED>",
        r"<AMOUNT>|<CRYPTO>",
        false,
    ),
    // A sum of money in a text whose writer holds the reader's data, or the key to it.
    (
        Topic::RansomDemand,
        r"<AMOUNT>",
        "",
        r"\b(?:invoice|subscription|late fee|renewal|revenue|turnover|purchase order|licen[cs]e fee|salary|per (?:month|year))\b|<REPORTED>",
        "<HOLD>",
        false,
    ),
    // No sum yet, but they are to be paid for what they hold.
    (
        Topic::RansomDemand,
        r"\b(?:you|company|management|they) (?:\w+ )?(?:need|have|must|should|will have|are required|are obliged) (?:to )?pay\b|\b(?:to )?pay (?:us|me)\b",
        "",
        r"\b(?:invoice|subscription|late fee|salary|wages?|overtime)\b|<REPORTED>",
        "<HOLD>",
        false,
    ),
    // A price where files are locked or lists of them are shown.
    (
        Topic::RansomDemand,
        r"<AMOUNT>",
        r"\b(?:prices?|costs?(?: you)?(?: is| will)? \W?\d|pay|payment|fee|demand\w*|sum|discount|amount|ask\w*|want|requir\w+|offer|settle\w*|deal|accept|bitcoins?|btc|usdt|monero|xmr)\b",
        r"\b(?:invoice|subscription|late fee|renewal|salary|per (?:month|year)|tickets?)\b|<REPORTED>",
        r"\bdecrypt\w*\b|\bdecryptors?\b|\bencrypted (?:files|data|network|machines|servers|systems)\b|\bfile ?(?:tree|listing)\b|\bexfiltrat\w+|\b(?:our|the) (?:leak site|blog) [^.]{0,80}\b(?:publi|post|data)\w*",
        false,
    ),
    // A large sum, and data that would be deleted or given back.
    (
        Topic::RansomDemand,
        r"[$€£] ?\d{1,3}(?:[., ]\d{3})+\b|\d{1,3}(?:[., ]\d{3})+ ?(?:[$€£]|(?:usd|eur|dollars?|euros?)\b)|\b\d[\d.,]* ?(?:k|kk|mil|mln|million) ?(?:[$€£]|usd|dollars?|in b|btc)|[$€£] ?\d[\d.,]* ?(?:k|kk|mil|mln|million)\b|\b\d[\d.,]* ?(?:btc|bitcoins?|xmr|monero)\b",
        "",
        r"\b(?:invoice|subscription|late fee|renewal|revenue|turnover|salary)\b|<REPORTED>",
        r"\b(?:delet\w+ (?:of )?(?:\w+ ){0,2}?(?:your|all|stolen|the) (?:\w+ )?(?:data|files)|your (?:\w+ )?(?:files|data|network|systems) back|(?:restore|recover|unlock) (?:\w+ )?your (?:\w+ )?(?:files|data|network|systems?|servers?)|not (?:be )?(?:published|leaked|disclosed)|data leak|leak of)\b",
        false,
    ),
    // `You need to pay us`, and the sum stands elsewhere.
    (
        Topic::RansomDemand,
        r"\b(?:(?:need|have) (?:to )?pay|must pay|pay us|not (?:be )?pa(?:y|id|yment)|not making payment|after (?:the )?payment|once (?:you|the) pa(?:y|id))\b",
        "",
        r"\b(?:invoice|subscription|late fee|salary|wages?|overtime)\b|<REPORTED>",
        "<HOLD_AND_SUM>",
        false,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:will|shall|going to|'ll|about to|ready to|or|or else|otherwise) (?:(?:i|we) )?(?:\w+ ){0,2}?<GIVE_AWAY> (?:[\w'-]+ ){0,4}?(?:<PROPERTY>|public|online|on the internet)\b",
        r"\b(?:i|we|'ll|our|my|somebody|they|it)\b",
        r"<HARMLESS_RELEASE>",
        "<CONDITION>",
        true,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:i|we)(?:'ll| will| am going to|'m going to| are going to| shall)? (?:leak|expose|sell) (?:\w+ ){0,3}?(?:your|the company's|all|these|this|the) (?:\w+ ){0,2}?<PROPERTY>\b",
        "",
        r"\b(?:memory|products?|licen[cs]es?|services|api|endpoint|port)\b",
        r"<CONDITION>|\byour\b",
        true,
    ),
    // To somebody who should not have it.
    (
        Topic::PublishThreat,
        r"\b(?:will|shall|going to|'ll|or (?:i|we)|otherwise (?:i|we)) (?:\w+ ){0,2}?(?:send|give|forward|post|upload|hand(?: over)?|pass|show) (?:[\w'-]+ ){0,5}?(?:<PROPERTY>) (?:[\w'-]+ ){0,4}?(?:press|journalists?|reporters?|competitors?|newspapers?|online|public|internet|dark ?web|regulators?|authorities|your (?:\w+ )?(?:customers|clients|partners))\b",
        "",
        r"<HARMLESS_RELEASE>",
        "<CONDITION>",
        true,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:your|the|all|these|this|company|customer|client|its?) (?:[\w'-]+ ){0,2}?<PROPERTY> (?:[\w'-]+ ){0,3}?(?:will|shall|is going to|are going to|gets?|get|go|goes) (?:also )?(?:be )?(?:\w+ ){0,2}?(?:published|released|leaked|posted|exposed|sold|dumped|disclosed|public|online|auctioned|handed over|on the internet|(?:sent |given )?to (?:the |your )?(?:press|journalists?|reporters?|competitors?|newspapers?))\b|\beverything (?:will be|goes|gets) (?:published|leaked|released|online|public|sold|exposed)\b",
        "",
        r"<HARMLESS_RELEASE>",
        "<CONDITION>",
        true,
    ),
    // What was taken comes out unless they are paid.
    (
        Topic::PublishThreat,
        r"\b(?:it|they|all|that|which|this|data|files|documents|information|payment|paid|paying)\b[^.]{0,60}?\bwill (?:also )?be (?:also )?(?:published|posted|leaked|sold|auctioned|exposed|disclosed|made public)\b",
        "",
        r"<HARMLESS_RELEASE>",
        "<HOLD>",
        true,
    ),
];
