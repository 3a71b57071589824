//! The vocabulary of the rules: pieces of patterns that many rules share.
//!
//! In: a pattern with `<NAME>` in it. Out: the whole pattern, compiled.

use regex::Regex;

const VOCABULARY: [(&str, &str); 31] = [
    (
        "DEVICE",
        r"(?:laptop|notebook|computer|machine|pc|workstation|mac|mac ?book(?: pro| air)?|imac|hardware|device|desktop pc|desktop computer|rig|equipment|chromebook|thinkpad)s?",
    ),
    (
        "OWN",
        r"(?:(?:my|our|his|her|their|one's) (?:very )?own|(?:my |our |a |his |her |their )?(?:personal(?:ly[- ]owned)?|private(?:ly[- ]owned)?|self[- ]owned)|my home|my existing|own)",
    ),
    ("GAP", r"(?:(?P<gap>(?:[a-z0-9-]+ ){0,3}?))"),
    (
        "COMPANY",
        r"(?:company(?:[- ](?:issued|owned|provided))?|corporate|work|issued|office|official|standard|managed|provided|employer's|new)",
    ),
    (
        "USE",
        r"(?:us(?:e|ing)|utili[sz](?:e|ing)|work(?:ing)? (?:\w+ )?(?:on|from|with|off|via|through)|do(?:ing)? (?:\w+ ){1,3}(?:on|from)|keep(?:ing)?|stay(?:ing)? (?:on|with)|stick(?:ing)? (?:to|with)|bring(?:ing)?|connect(?:ing)? (?:\w+ )?(?:from|with|through)|log(?:ging)? ?(?:in|on) (?:\w+ ){0,2}(?:from|with)|sign(?:ing)? in (?:\w+ ){0,2}(?:from|with)|access(?:ing)? (?:\w+ ){1,4}(?:from|on|with)|start(?:ing)? (?:\w+ )?(?:on|with)|continu(?:e|ing) (?:\w+ )?(?:on|with|from)|go(?:ing)? (?:on )?with|run(?:ning)? (?:\w+ ){0,3}on|enrol(?:l|ling|ment of)?|register(?:ing)?)",
    ),
    (
        "ASK",
        r"\b(?:can|could|may|might|would|i'd|like|want|wish|prefer\w*|rather|allow\w*|possib\w+|ok|okay|permission|permit\w*|instead|please|approv\w+|hope|hoping|happy|glad|need|let me|request\w*|ask\w*|intend\w*|plan\w*|able|easier|better|comfortable|will|i'll|going to|alright|fine|suits?|convenient|wonder\w*)\b",
    ),
    (
        "IT_SAYS",
        r"\b(?:it(?: (?:team|support|department|dept|staff))?|i\.t\.|help ?-?desk|service desk|support(?: team)?|desktop support)\b (?:\w+ ){0,2}?(?:propos\w+|offer\w*|suggest\w*|ask(?:ed|s)|told|tells|recommend\w*|advis\w+|requested|instruct\w*)\b|\b(?:propos\w+|offered|suggested|asked|told|advised|instructed|requested) by (?:the )?(?:it|help ?-?desk|support|service desk)\b|\b(?:you (?:can|may|could|should|might)|(?:can|could|would|will|may) you) (?:\w+ ){0,2}(?:use|work)\b[^.]*\byour\b",
    ),
    (
        "VD",
        r"(?:virtual (?:desktop|workspace|workstation|pc|computer)s?|\bvdi\b|cloud (?:pc|desktop|workstation)s?|\bcitrix\b|\bavd\b|\bwvd\b|windows 365|\bw365\b|amazon workspaces?|aws workspaces?|horizon (?:client|desktop|view)|hosted desktop|\bdaas\b|remote(?:ly)? hosted (?:desktop|machine)|azure desktop)",
    ),
    (
        "FAULT",
        r"\b(?:slow\w*|lag\w*|freez\w*|frozen|crash\w*|black|error\w*|disconnect\w*|drops?|dropped|dropping|hangs?|hanging|password|lock\w*|broken|breaks?|fail\w*|time[sd]? ?out|reset|restart\w*|reboot\w*|fix\w*|repair\w*|cannot|can not|can't|unable|not (?:working|loading|starting|connecting|responding|respond|load|start|connect|work)|doesn't|does not|won't|outage|printer|printing|clipboard|sound|audio|layout|resolution|expired?|stuck|stolen|trouble|troubleshoot\w*|bug|warranty)\b",
    ),
    (
        "CAMERA",
        r"(?:web ?-?cam(?:era)?s?|(?:built-in |laptop |internal |integrated |usb |external |front )?camera|video device)",
    ),
    (
        "PARCEL",
        r"(?:parcel|package|packet|laptop|notebook|computer|machine|device|equipment|shipment|box|delivery|hardware|kit|consignment|macbook)s?",
    ),
    (
        "RELATIVE",
        r"(?:parents?|mother|father|mom|mum|dad|brother|sister|cousin|uncle|aunt|friend|wife|husband|spouse|partner|girlfriend|boyfriend|room ?mate|flat ?mate|house ?mate|neighbou?r|in-laws|grand(?:mother|father|parents)|son|daughter|nephew|niece|relative|family|colleague|landlord|associate)",
    ),
    (
        "ELSEWHERE",
        r"(?:(?:an?|the|my|this|some) )?(?:other|another|different|new|alternat\w+|second|temporary|updated|changed|following|below|friend's) (?:\w+ )?(?:address|place|location|flat|apartment|house|home|city|town|state|destination|spot)",
    ),
    (
        "MONEY",
        r"(?:pay(?: ?check| ?cheque)?s?|salary|salaries|wages?|compensation|earnings|payroll|direct deposit|income|remuneration)",
    ),
    (
        "ACCOUNT",
        r"(?:bank(?:ing)? (?:account|details?|info\w*)|direct deposit|account (?:number|details)|(?:pay|payroll|salary|deposit|payment) (?:account|details?|method|route|info\w*)|routing number|iban|bank account|payout (?:account|method))",
    ),
    (
        "TRANSFER",
        r"(?:western union|money ?gram|remitly|world ?remit|xoom|money[- ]transfer\w*(?: (?:service|provider|company|office))?|transfer service|remittance(?: service)?|payoneer|transfer ?wise|(?:via|through|by|using|to my|my) wise\b|paysera|skrill|neteller|airwallex|cash ?app|venmo|zelle|gift cards?|pre-?paid (?:debit )?cards?|paypal|revolut)",
    ),
    (
        "CRYPTO",
        r"(?:bitcoins?|\bbtc\b|crypto(?:[- ]?currenc(?:y|ies))?|\busdt\b|\busdc\b|tether|ethereum|\beth\b|ether\b|stable ?coins?|monero|\bxmr\b|litecoin|digital (?:coins?|currency)|tron\b|\btrx\b)",
    ),
    (
        "REMOTE_TOOL",
        r"(?:any ?desk|team ?viewer|rust ?desk|chrome remote desktop|splashtop|screen ?connect|log ?me ?in|go ?to ?my ?pc|go ?to ?assist|zoho assist|parsec|dwservice|meshcentral|quick ?assist|jump desktop|anyviewer|to ?desk|sunlogin|hoptodesk|remote ?pc|ultraviewer|supremo|ammyy|aeroadmin|nomachine|real ?vnc|tight ?vnc|ultra ?vnc|\bvnc\b|ngrok|cloudflared|tailscale|zerotier|bomgar|beyondtrust|remote utilities|code tunnel)",
    ),
    (
        "VPN_PRODUCT",
        r"(?:astrill|nord ?vpn|express ?vpn|surfshark|proton ?vpn|mullvad|private internet access|cyberghost|ipvanish|hotspot shield|tunnelbear|windscribe|hide\.me|hidemyass|purevpn|vyprvpn|strongvpn|torguard|psiphon|v2ray|shadowsocks|urban vpn|hola vpn)",
    ),
    (
        "THREAT_VERB",
        r"(?:publish(?:ed)?|releas(?:e|ed)|leak(?:ed)?|post(?:ed)?|expos(?:e|ed)|sell|sold|dump(?:ed)?|disclos(?:e|ed)|make (?:\w+ ){0,3}public|made public|go public|hand(?:ed)? over|upload(?:ed)?|auction(?:ed)?|forward(?:ed)?|give|given|send|sent)",
    ),
    (
        "LOOT",
        r"(?:data|files?|everything|it all|all of it|source|code(?: ?base)?|documents?|customer\w*|client\w*|lists?|records?|information|copies|archive|material|secrets?|contracts?|databases?|repositor(?:y|ies)|credentials|mails?|e-?mails|rest)",
    ),
    (
        "HOSTILE",
        r"(?:competitors?|press|journalists?|reporters?|dark ?web|darknet|public(?:ly)? (?:online|on the internet)|the highest bidder|regulators?|your customers|your clients|leak site|forums?|silence|keep quiet|stay quiet|consequences|you will regret|pay or |last (?:chance|warning)|final (?:notice|warning)|you will hear|deadline|(?:until|before) (?:you|the) pa(?:y|id|yment)|unless (?:you|we|i|the)|(?:kept|hold|took|made|have) (?:\w+ ){0,3}(?:copy|copies|backup) of (?:your|the company|what)|if (?:you|we|i|it|the (?:money|payment|amount|sum|transfer)|there|payment|nothing) (?:\w+ ){0,3}?(?:not|n't|fails?|refuse|ignore|don't|doesn't|do not|does not|is missing|is late)|otherwise|or else|(?:pay|transfer|send|wire)\b[^.]{0,60}\bor (?:i|we|your|the|everything|all)\b|stolen|i kept|we kept|i have kept|i took|we took|in my possession|copies of what|copied from)",
    ),
    (
        "PAY_US",
        r"(?:(?:must|have to|need to|should|will|shall|want you to|expect you to|demand that you|please|you) (?:\w+ ){0,2}?(?:pay|transfer|send|wire|deposit)|(?:^\W*|[.,:] ?)(?:pay|transfer|send|wire|deposit)\b|(?:hours|days|week|until \w+) to (?:pay|transfer|send|deposit)|(?:get|receive|see) (?:my |the |our )?(?:money|payment|\W?\d)|price (?:for|of|is)|the (?:sum|amount|fee|price) is|payment of|pay(?:ment)? (?:to|into)|want (?:\w+ ){0,2}(?:dollars|usd|eur|money|bitcoin|btc)|i (?:demand|require|expect|ask for))",
    ),
    (
        "AMOUNT",
        r"(?:[$€£] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?|\d[\d.,]* ?(?:k|m|million|thousand)? ?(?:usd|eur|gbp|dollars?|euros?|pounds?|btc|bitcoins?|eth|usdt|xmr)|(?:usd|eur|gbp|btc) ?\d[\d.,]*|(?:hundred|thousand|million|dozen|ten|twenty|fifty|five|two|six) (?:\w+ ){0,3}(?:dollars|euros|pounds|usd|bitcoins?))",
    ),
    (
        "APPROVE",
        r"(?:approv\w+|permission|permit\w*|allow(?:ed|ance)?|whitelist\w*|allow ?-?list\w*|exception|authori[sz]\w*|clear(?:ed|ance)|sign[- ]?off|ok to|okay to)",
    ),
    ("FIRST", r"(?:i|i'm|i am|i'll|i will|i'd|we|we're|we are|we'll|we will|my|me|our)"),
    (
        "FUTURE",
        r"(?:will|'ll|going to|plan\w*|am|'m|are|'re|next (?:week|month|monday|tuesday|wednesday|thursday|friday)|tomorrow|from (?:\w+ ){0,2}\d|\d+ (?:to|until|till|through|-) \d+|until|till|between|for (?:a|one|two|three|four|some|the next|\d+) (?:days?|weeks?|months?))",
    ),
    (
        "STORE_THING",
        r"(?:repos?|repositor(?:y|ies)|vaults?|data(?:base|set|bases)?|servers?|tenants?|mail ?box(?:es)?|hosts?|buckets?|file ?shares?|share ?point|storage|platform|organi[sz]ation|wiki|cluster|pipelines?|registry|archives?|password manager|workspaces?)",
    ),
    ("CHANGE_ID", r"\b(?:chg|chn|rfc|cr|crq|change(?: request)?)[- #]{0,2}\d{2,}\b"),
    ("DETAILS", r"(?:where|how|which account)"),
    (
        "BANKISH",
        r"\b(?:bank|credit union|team|department|project|branch|version|linux|python|server|repo\w*|role|position|desk|meeting|account|file|folder|data|channel|vdi|plan)\b",
    ),
];

/// Letters, digits and all that is beyond ASCII. Much smaller, once compiled, than the full tables of letters of all scripts, and the
/// rules are English.
const LETTERS: &str = r"0-9a-z_\x{80}-\x{10FFFF}";

/// The pattern with its pieces put in; nothing when it does not compile.
pub(super) fn expand(pattern: &str) -> Option<Regex> {
    let mut text = pattern.to_string();
    for (name, piece) in VOCABULARY {
        text = text.replace(&format!("<{name}>"), piece);
    }
    let text = text
        .replace(r"[\w'-]", &format!("[{LETTERS}'-]"))
        .replace(r"\w", &format!("[{LETTERS}]"))
        .replace(r"\W", &format!("[^{LETTERS}]"))
        .replace(r"\d", "[0-9]")
        .replace(r"\b", r"(?-u:\b)");
    regex::RegexBuilder::new(&text).size_limit(32 * 1024 * 1024).build().ok()
}
