//! Rules about money, family, planned changes and farewells.
//!
//! Each line: topic, pattern, what must stand in the sentence, what must not, what must stand anywhere in the text, and whether a `not`
//! turns it into its opposite. Texts are in lower case. See `rules.rs` for how they are used and `topics.md` for what they must do.

use super::Topic;
use super::rules::Line;

pub(super) const LINES: &[Line] = &[
    // Where the pay goes.
    (
        Topic::PaymentChange,
        r"\b(?:chang\w*|updat\w*|switch\w*|replac\w*|correct\w*|amend\w*|mov(?:e|ed|ing)|new|different|wrong|set) (?:[\w'-]+ ){0,5}?<ACCOUNT>\b|\b<ACCOUNT> (?:[\w'-]+ ){0,3}?(?:chang\w*|updat\w*|switch\w*|closed|wrong)\b",
        "",
        r"\b(?:someone|somebody|unknown|not me|i did not|i didn't|never|without my|phish\w*|vendor|supplier|customer)\b",
        "",
        true,
    ),
    (
        Topic::PaymentChange,
        r"\b(?:pay|salary|wages?|pay ?check|payroll|deposit)\b (?:[\w'-]+ ){0,4}?(?:go|be sent|be paid|be deposited|sent|paid|deposited|transferred) (?:[\w'-]+ ){0,5}?(?:to|into|through|via|by) (?:[\w'-]+ ){0,4}?(?:account|bank|<TRANSFER>|card|service)\b",
        "<ASK>",
        "",
        "",
        true,
    ),
    (
        Topic::PaymentChange,
        r"\b(?:pay|send|deposit|transfer) (?:my |the |me |our )?(?:<MONEY> )?(?:\w+ ){0,2}?(?:to|into) (?:a|an|another|my|this|the) (?:new|other|different|following|own|second)?(?:[\w'-]+ ){0,3}?account\b",
        "<MONEY>|<ASK>",
        r"\b(?:aws|github|user|service|customer|admin|repo\w*|file)\b",
        "",
        true,
    ),
    // Pay by a transfer service.
    (
        Topic::MoneyTransferRequest,
        r"<TRANSFER>",
        r"\b(?:pay(?:s|ing|ment|ments|roll|check)?|paid|salary|wages?|deposit\w*|compensat\w*|remunerat\w*|my (?:money|earnings))\b",
        r"\b(?:customer|checkout|integration|api|webhook|sandbox|plugin|feature|bug|merchant|invoice export)\b|<FAULT>|\bphish\w*\b|\bscam\w*\b",
        "",
        true,
    ),
    // Pay in crypto currency.
    (
        Topic::CryptoPayRequest,
        r"<CRYPTO>",
        r"\b(?:my (?:pay|salary|wages?|compensation|payment|paycheck|earnings)|paid|pay me|salary|wages?|payroll|compensat\w*|remunerat\w*|receive my|contract)\b",
        r"\b(?:customer|checkout|integration|api|sandbox|feature|bug|merchant|price feed|node|wallet service|you (?:must|have to|will) pay)\b|<FAULT>|<HOSTILE>",
        "",
        true,
    ),
    // Pay to someone else.
    (
        Topic::ThirdPartyPay,
        r"\b(?:to|into|through|via|in the name of|by|with|under) (?:the )?(?:(?:bank )?account (?:of|in the name of|belonging to|held by) )?(?:my|a|an|the|his|her) (?:\w+ )?<RELATIVE>(?:'s|s')?\b",
        "<MONEY>|<ACCOUNT>|\\baccount\\b|\\bmoney\\b",
        r"\bjoint\b|\b(?:parcel|package|laptop|delivery|move|moved|moving|shipment|staying|live|living|travel\w*)\b|\bown (?:name|account)\b",
        "",
        true,
    ),
    (
        Topic::ThirdPartyPay,
        r"\b(?:account|card|wallet) (?:\w+ ){0,3}?(?:belong\w*|is owned by|held by|in the name of|of|registered to|is (?:my|his|her)) (?:to )?(?:someone else|another person|a third party|somebody else|(?:my|a|the) (?:\w+ )?<RELATIVE>)\b|\b<RELATIVE> who (?:\w+ ){0,3}?account\b|\b(?:another|other|different) person's account\b|\bsomeone else's (?:bank )?account\b",
        "",
        r"\bjoint\b",
        "",
        true,
    ),
    // Says that someone else did it.
    (
        Topic::TakeoverReport,
        r"\b(?:someone|somebody|an unknown person|a stranger|unknown) (?:\w+ ){0,3}?(?:chang\w*|logg?ed|access\w*|hack\w*|sign\w*|add\w*|us(?:ed|ing)|took)\b|\bi (?:did not|didn't|never) (?:\w+ ){0,2}?(?:do|make|made|request\w*|change\w*|authori[sz]\w*|send|sent|add\w*|approve\w*|log(?:ged)? in|recogni[sz]e) (?:\w+ ){0,4}?(?:this|that|it|change|login|device|rule|request|account)\b|\bnot me\b|\bwithout my (?:knowledge|consent)\b|\baccount (?:was|has been|is|got) (?:hacked|compromised|hijacked|taken over)\b",
        "",
        r"\bphoto\b|\bseat\b|\bfridge\b",
        "",
        false,
    ),
    // Family, moving house.
    (
        Topic::FamilyOrMoveExplanation,
        r"\b(?:i|we)(?:'m| am|'re| are|'ve| have|'ll| will)? (?:(?:just|recently|also|about to|going to|have to|had to|need to) )*(?:mov(?:e|ed|ing) (?:house|home|flat|flats|apartments?|to|in|out|into|next|this|last|on|soon|away|closer)|relocat\w+)\b",
        "",
        "<BANKISH>",
        "",
        true,
    ),
    (
        Topic::FamilyOrMoveExplanation,
        r"\bnew (?:flat|apartment|house|home|place)\b|\b(?:lease|tenancy|moving (?:day|van|house|truck)|removal van|get the keys)\b",
        "",
        r"\b(?:lease time|dhcp|ip lease|key vault|home ?page|home (?:screen|directory|folder))\b",
        "",
        true,
    ),
    (
        Topic::FamilyOrMoveExplanation,
        r"\bfamily (?:emergency|matter|reasons?|issue|situation|event)\b|\b(?:funeral|bereave\w*|passed away|maternity|paternity|parental leave|child ?care|newborn|wedding|honeymoon|divorc\w*|got married|getting married)\b|\b(?:child|baby|son|daughter) (?:was|is|being|will be) born\b|\b(?:care|caring) for my\b|\bmy <RELATIVE>(?:'s)? (?:is|was|are|were|has been|fell|became|had|has|needs?|died|got)\b",
        "",
        r"\bfamily (?:of products|office)\b|\bvisiting\b|\bmy (?:colleague|landlord|associate|friend|partner) (?:is|was|has|had|needs?|got)\b",
        "",
        true,
    ),
    // Payment in crypto currency.
    (
        Topic::PaymentInCrypto,
        r"\b(?:pay\w*|paid|send|sent|transfer\w*|wire|deposit|price|amount|sum|usd|dollars|fee|money)\b[^.]{0,60}?(?:in|to|via|into|by|with|as|address|wallet|of|\d)\b[^.]{0,30}?<CRYPTO>",
        "",
        r"\b(?:my (?:pay|salary|wages?|compensation)|salary|wages?|payroll|checkout|integration|api|merchant)\b|\b(?:i|we) (?:be|get|am|are) paid\b|<FAULT>",
        "",
        true,
    ),
    (
        Topic::PaymentInCrypto,
        r"<AMOUNT>[^.]{0,30}?\b(?:in|as) <CRYPTO>|\b\d[\d.,]* ?(?:btc|bitcoins?|xmr|monero)\b",
        "",
        r"\b(?:my (?:pay|salary|wages?)|salary|payroll|checkout|integration|api|merchant|price feed)\b",
        "",
        true,
    ),
    // Planned change.
    (Topic::MigrationOrChangeTicket, r"<CHANGE_ID>", "", "", "", false),
    (
        Topic::MigrationOrChangeTicket,
        r"\b(?:migrat\w+|mov(?:e|ed|ing)|transfer\w*|import\w*|export\w*|cut-?over|cut over|switch\w*|consolidat\w*|copy|copying)\b (?:[\w'-]+ ){0,6}?<STORE_THING>\b",
        r"\b(?:migrat\w+|cut-?over|approved|planned|scheduled|owner|old|new (?:host|server|platform|tenant|organi[sz]ation|cluster|instance|password manager|region)|between|window|maintenance|project|decommission\w*|tonight|tomorrow|weekend)\b",
        r"\b(?:my (?:personal|own|private)|usb|gmail|dropbox|home (?:pc|computer))\b",
        "",
        true,
    ),
    // The company could not deliver, or offered something else.
    (
        Topic::StockShortageOrItInitiated,
        r"\b(?:out of stock|no (?:more )?(?:laptops?|stock|devices|machines)(?: (?:left|available|in stock))?|back-?order(?:ed)?|stock shortage|shortage of|supply (?:problem|issue|shortage|delay)s?|none in stock|not in stock)\b",
        "",
        "",
        "",
        false,
    ),
    (
        Topic::StockShortageOrItInitiated,
        r"\b(?:box|parcel|package|laptop|shipment|device)\b[^.]{0,40}?\b(?:crushed|damaged|lost (?:by|in) (?:the )?(?:carrier|mail|post|transit|courier|shipping|ups|fedex|dhl|usps)|destroyed|soaked|dented|dropped by the carrier|arrived broken|smashed)\b|\b(?:damaged|crushed|lost) (?:parcel|package|shipment|laptop|box|delivery)\b",
        "",
        r"\bi (?:dropped|spilled|lost)\b",
        "",
        true,
    ),
    (
        Topic::StockShortageOrItInitiated,
        r"<IT_SAYS>",
        r"\b(?:own|personal|private|your|loaner|loan|temporary|virtual desktop|vdi|byod|spare|wait)\b",
        "",
        "",
        false,
    ),
    (
        Topic::StockShortageOrItInitiated,
        r"\b(?:loaner|loan (?:laptop|device|machine)|(?:we|it) (?:can |could |will )?(?:offer|propose|suggest|provide) (?:you )?(?:a|an) (?:loan|spare|temporary))\b",
        r"\b(?:offer\w*|propos\w*|suggest\w*|given|gave|got|received|sent|provid\w*|issued|until|temporar\w*)\b",
        r"\b(?:student|mortgage|car) loan\b|\b(?:can|could|may) i\b",
        "",
        true,
    ),
    // Steps back.
    (
        Topic::Withdrawal,
        r"\b(?:withdraw\w*|pull(?:ing)? out|step(?:ping)? (?:back|down|away)|drop(?:ping)? out|retract\w*)\b",
        r"\b(?:application|candida\w+|process|offer|interview\w*|position|role|recruit\w*|hiring|consideration|job|acceptance)\b",
        r"\b(?:cash|money|funds|consent|atm|savings|pull request)\b",
        "",
        true,
    ),
    (
        Topic::Withdrawal,
        r"\bno longer (?:interested|available|wish|want|able|pursu\w+)\b|\b(?:declin(?:e|ed|ing)|turn(?:ed|ing)? down|reject(?:ed|ing)?) (?:the|your|this|our) (?:job )?(?:offer|position|role)\b|\b(?:accepted|taken|signed) (?:another|a different|an alternative|other) (?:offer|position|role|job)\b|\bcancel (?:my|the) (?:application|candidacy)\b|\bremove me from (?:consideration|the process)\b|\bnot (?:be able to |able to |wish to |going to |want to )?(?:continue|proceed|move forward) (?:\w+ )?with (?:the |my |your |this )?(?:process|application|interview\w*|hiring|offer)\b|\bi (?:hereby )?(?:resign|quit)\b|\bmy resignation\b",
        r"\b(?:offer|position|role|job|application|process|candidacy|consideration|interview\w*|resign\w*|quit|interested|opportunity|hiring|available|company)\b",
        r"\b(?:supported?|maintained|product|version|in stock|app quits?)\b",
        "",
        false,
    ),
    // Whose number it is.
    (
        Topic::IdentityNoMatch,
        r"\b(?:no[- ]match|mis-?match(?:es|ed)?|(?:do|does|did)(?: not|n't) (?:match|agree|correspond|belong together)|(?:can|could)(?: ?not|n't) be matched|not matched|belongs? to (?:somebody|someone|another|a different))\b",
        r"\b(?:ssn|itin|nino|tax (?:id|number|file|form)|taxpayer|social (?:security|insurance)|insurance number|name and (?:the )?number|number and (?:the )?name|(?:w-?2|w-?4|1099)s?)\b",
        r"\b(?:invoice|order|ticket|version|serial|part|account|phone|card|purchase) numbers?\b",
        "",
        false,
    ),
    (
        Topic::IdentityOwnerComplaint,
        r"\b(?:never|not|nor) (?:\w+ ){0,2}?(?:work(?:ed|s|ing)?|been employed|employed|applied|hired)\b (?:\w+ ){0,3}?(?:us|you|here|there|this (?:company|employer)|the company|your company)\b",
        r"\b(?:wages?|income|earnings|salary|tax(?:es)?|w-?2s?|1099s?|unemployment|benefits?|identity|name|number|ssn)\b",
        r"\b(?:candidate|previous employer|reference|agency says)\b",
        r"\b(?:wages?|income|earnings|tax(?:es)?|w-?2s?|1099s?|unemployment|benefits?|ssn|identity|number)\b",
        false,
    ),
    (
        Topic::IdentityOwnerComplaint,
        r"\b(?:stolen identity|identity theft|(?:uses|using|used|stole|stolen) (?:my|his|her|their) (?:identity|name and number|social security number|ssn|tax (?:id|number)))\b",
        r"\b(?:work(?:s|ing|ed)?|job|wages?|income|earnings|employ\w*|tax(?:es)?|unemployment|benefits?|payroll)\b",
        r"\b(?:training|course|webinar|phish\w*|awareness|insurance|protection|monitoring|policy)\b",
        "",
        false,
    ),
];
