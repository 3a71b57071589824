//! The vocabulary of the rules: pieces of patterns that many rules share.
//!
//! In: a pattern with `<NAME>` in it. Out: the whole pattern, compiled.

use regex::Regex;

const VOCABULARY: [(&str, &str); 37] = [
    // Someone holds or demands, and another tells of it.
    (
        "REPORTED",
        r"\b(?:hackers?|attackers?|criminals?|gangs?|victims?|police|researchers|they|he|she|the (?:company|firm|city|operator|hospital)) (?:\w+ ){0,2}?(?:demand\w*|ask\w*|want\w*|threat\w*|said|says?|claim\w*|paid|pays?|told|received)\b|\b(?:was|were|been) (?:\w+ )?(?:told|asked|forced|made) to pay\b",
    ),
    (
        "HARMLESS_RELEASE",
        r"\brelease notes\b|\b(?:next sprint|version|changelog|documentation|open[- ]source|blog|webinar|newsletter|as agreed|as discussed|review|article|paper)\b",
    ),
    // What makes a price menacing: copies that are kept, or what will be given away.
    (
        "MENACE",
        r"(?:<HOLD>|<KEPT>|\b(?:silence|keep quiet|stay quiet|highest bidder|dark ?web|darknet|leak site)\b|\b<GIVE_AWAY> (?:[\w'-]+ ){0,3}?(?:your|the company's) (?:\w+ ){0,2}?<PROPERTY>|\b(?:i|we) (?:\w+ )?(?:leak|publish|release|hand over|expose|sell) (?:the |all |this |these )?(?:[\w'-]+ ){0,2}?<PROPERTY>|\byour (?:\w+ ){0,2}?<PROPERTY> (?:\w+ ){0,3}?(?:published|leaked|exposed|sold|online|public|to the press|to journalists|to (?:your )?competitors))",
    ),
    (
        "CONDITION",
        r"(?:\bunless\b|\botherwise\b|\bor else\b|\b(?:if|in case|when) (?:[\w']+ ){0,5}?(?:not|\w+n't|no|refuse|ignore|fails?|nothing)\b|last (?:chance|warning)|final warning|you will (?:hear|regret)|consequences|silence|keep quiet|(?:until|before) (?:you|the) pa(?:y|id|yment)|(?:pay|transfer|send|wire)\b[^.]{0,60}\bor (?:i|we|your|the|everything|all)\b|highest bidder|dark ?web|darknet|leak site|\bto (?:the |your )?(?:press|journalists?|competitors?)\b|<KEPT>|<HOLD>)",
    ),
    // A sum and such words anywhere in one text, in either order.
    ("HOLD_AND_SUM", r"(?s:<HOLD>.*<AMOUNT>|<AMOUNT>.*<HOLD>)"),
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
        "PAY_US",
        r"(?:(?:must|have to|need to|should|will|shall|want you to|expect you to|demand that you|please|you) (?:\w+ ){0,2}?(?:pay|transfer|send|wire|deposit)|(?:^\W*|[.,:] ?)(?:pay|transfer|send|wire|deposit)\b|(?:hours|days|week|until \w+) to (?:pay|transfer|send|deposit)|(?:get|receive|see) (?:my |the |our )?(?:money|payment|\W?\d)|price (?:for|of|is)|the (?:sum|amount|fee|price) is|payment of|pay(?:ment)? (?:to|into)|want (?:\w+ ){0,2}(?:dollars|usd|eur|money|bitcoin|btc)|i (?:demand|require|expect|ask for))",
    ),
    (
        "AMOUNT",
        r"(?:[$€£] ?\d[\d.,]*(?: ?(?:k|m|mil|mln|million|thousand))?|\d[\d.,]*(?: \d\d\d)* ?(?:k|m|mil|mln|million|thousand)? ?[$€£]|\d[\d.,]* ?(?:k|m|million|thousand)? ?(?:usd|eur|gbp|dollars?|euros?|pounds?|btc|bitcoins?|eth|usdt|xmr)|(?:usd|eur|gbp|btc) ?\d[\d.,]*|(?:hundred|thousand|million|dozen|ten|twenty|fifty|five|two|six) (?:\w+ ){0,3}(?:dollars|euros|pounds|usd|bitcoins?))",
    ),
    (
        "KEPT",
        r"\b(?:(?:i|we) (?:have |still |also |already )*(?:kept|keep|hold|took|made|got|have) (?:[\w']+ ){0,4}?(?:cop(?:y|ies)|backups?) of (?:your|the company|all|everything|what)|(?:i|we) (?:have )?kept (?:your|all|everything|what|copies|the)|in my possession|copied from (?:your|the company))",
    ),
    (
        "GIVE_AWAY",
        r"(?:publish(?:ed)?|releas(?:e|ed)|leak(?:ed)?|expos(?:e|ed)|sell|sold|dump(?:ed)?|disclos(?:e|ed)|make (?:\w+ ){0,3}public|made public|go public|hand(?:ed)? over|auction(?:ed)?)",
    ),
    (
        "PROPERTY",
        r"(?:data|files?|everything|it all|all of it|source(?: code)?|code(?: ?base)?|documents?|(?:customer|client|price|salary|pay|employee)s? (?:\w+ )?(?:lists?|data|records|details|files)|copies|archives?|material|(?:trade )?secrets?|contracts?|databases?|repositor(?:y|ies)|credentials|the rest|records)",
    ),
    // Whoever writes holds what belongs to the reader: copies of data, or the key to it.
    (
        "HOLD",
        r"(?:decrypt (?:all |of |back )?(?:of )?(?:your|(?:the |all )?(?:data|files?|systems?|servers?|network|computers?|machines?))\b|(?:price|need|want|able|pay|possible) (?:\w+ )?(?:to |for |per )?(?:you )?decrypt\w*|data (?:that )?(?:we|i) (?:have )?(?:received|hold|got)|your (?:stolen|leaked|encrypted|locked) (?:data|files|documents|systems?)|we (?:have|hold|possess) (?:all |also )?(?:of )?your (?:\w+ )?(?:data|files|documents|network|databases?)|decryption (?:tool|software|price|program|key|of your)|decryptors?\b|decrypters?\b|universal decrypt\w+|recovery price|(?:price|pay|costs?|fee|amount) (?:is )?(?:to|for|per|of) (?:the |a |full )?(?:decrypt\w*|unlock\w*|decod\w+|deletion)|price for your (?:\w+ )?(?:network|files|data|company|documents)|your (?:[\w,/-]+ ){0,5}?(?:network|infrastructure|systems?|servers?|computers?|machines|files|data|documents|databases?|backups?|company) (?:[\w,/-]+ ){0,6}?(?:(?:was|were|has|have|been|got) ){1,2}(?:\w+ )?(?:hacked|encrypted|locked|attacked|breached|exfiltrated|downloaded|stolen)|(?:downloaded|stole|stolen|took|taken|exfiltrated|extracted|copied) (?:[\w,-]+ ){0,7}?(?:from )?your (?:\w+ ){0,2}?(?:network|servers?|systems?|company|infrastructure|storage|repositor\w+|data|files|documents|code|customers?)|(?:downloaded|stole|stolen|took|taken|exfiltrated|copied|got) (?:[\w,-]+ ){0,8}?(?:data|information|files|documents|gb|tb) (?:[\w,-]+ ){0,2}?from you(?:r (?:company|network|servers?|side|systems?))?\b|stolen (?:data|files)|(?:files|data|documents) (?:that )?(?:we|i) (?:have )?(?:stole|took|taken|downloaded|copied)|(?:hacked|encrypted) your|(?:avoid|prevent|stop) (?:the |any )?(?:publication|leak)|proofs? of (?:deletion|possession))",
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
