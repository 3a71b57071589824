//! The rules of the topics: words of general English, put together from a small vocabulary.
//!
//! A rule is a pattern for one sentence in lower case. `<NAME>` stands for a piece of the vocabulary. `needs` must stand in the same
//! sentence, `unless` must not, `text_needs` must stand anywhere in the text. Rules that can be turned into their opposite say so.

use super::Topic;
use regex::Regex;

/// One rule, ready to run.
pub(super) struct Rule {
    pub(super) topic: Topic,
    pub(super) pattern: Regex,
    pub(super) needs: Option<Regex>,
    pub(super) unless: Option<Regex>,
    pub(super) text_needs: Option<Regex>,
    /// A `not` before it makes it its opposite.
    pub(super) negatable: bool,
}

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

fn expand(pattern: &str) -> Option<Regex> {
    let mut text = pattern.to_string();
    for (name, piece) in VOCABULARY {
        text = text.replace(&format!("<{name}>"), piece);
    }
    regex::RegexBuilder::new(&text).size_limit(32 * 1024 * 1024).build().ok()
}

/// Topic, pattern, `needs`, `unless`, `text_needs` (empty for none), and whether a `not` turns it round.
type Line = (Topic, &'static str, &'static str, &'static str, &'static str, bool);

const LINES: &[Line] = &[
    // Asks to work on a computer of one's own.
    (
        Topic::OwnDeviceRequest,
        r"\b<USE> (?:\w+ ){0,2}?<OWN> <GAP><DEVICE>\b",
        "<ASK>",
        r"<IT_SAYS>|\bdo (?:i|we) (?:need|have) to\b|\bmust i\b|\bby mistake\b|\bwip(?:e|ed|ing)\b",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\b<USE> (?:\w+ ){0,3}?<DEVICE> (?:that i|i already|which i|i) (?:already )?(?:own|have|bought|possess)\b",
        "<ASK>",
        "<IT_SAYS>|<FAULT>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\b<OWN> <GAP><DEVICE> (?:instead|rather than|in place of|would be (?:enough|better|fine|easier)|is (?:\w+ ){0,2}(?:enough|sufficient|faster|fine|more powerful|stronger|adequate))\b",
        "",
        "<IT_SAYS>|<FAULT>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\b(?:i|we) (?:already |still )?(?:own|have|bought) (?:a|an|my|our) <GAP><DEVICE>\b",
        r"\buse (?:that|it|this|mine)\b|\bwork (?:on|from|with) (?:that|it|this|mine)\b",
        "<IT_SAYS>|<FAULT>|<COMPANY> <DEVICE>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\b(?:comfortable|productive|faster|happier|familiar|used to) (?:\w+ )?(?:with|on|working on) <OWN> <GAP><DEVICE>\b",
        "",
        "<IT_SAYS>|<FAULT>",
        "",
        true,
    ),
    (Topic::OwnDeviceRequest, r"\b<DEVICE> of (?:my|our) own\b", "<ASK>", "<IT_SAYS>|<FAULT>", "", true),
    (
        Topic::OwnDeviceRequest,
        r"\b(?:have|got|own|possess) (?:already )?<OWN> <GAP><DEVICE>\b",
        r"<ASK>|\bno need\b|\bsuffic\w+|\benough\b",
        "<IT_SAYS>|<FAULT>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\b(?:byod|bring (?:my|your|our) own (?:device|laptop|computer|machine))\b",
        r"<ASK>|\bexception\b",
        r"\b(?:policy (?:training|survey|document|review)|training|survey|webinar|newsletter)\b|<IT_SAYS>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"^\W*(?:(?:re|fw|fwd): ?)*(?:(?:request\w*|permission|approval|exception|us(?:e|ing|age)|question)(?: (?:to|for|of|about|on|use|using)){0,3} )?<OWN> <GAP><DEVICE>(?: (?:for|instead|until|please|request|exception|while|at work|during)\b)",
        "",
        "<FAULT>|<IT_SAYS>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"^\W*(?:(?:re|fw|fwd): ?)*(?:request\w*|permission|approval|exception|us(?:e|ing|age))(?: (?:to|for|of|about|on|use|using)){0,3} <OWN> <GAP><DEVICE>\b",
        "",
        "<FAULT>|<IT_SAYS>",
        "",
        true,
    ),
    (
        Topic::OwnDeviceRequest,
        r"\bmy <GAP><DEVICE> (?:instead of|rather than|in place of) (?:a|an|the|your|any) <COMPANY>",
        "<ASK>",
        "<IT_SAYS>",
        "",
        true,
    ),
    // Does not want the company's computer.
    (
        Topic::CompanyDeviceDeclined,
        r"\b(?:do not|don't|dont|no need (?:to|for you to)|not necessary to|need not|needn't|unnecessary to|not have to|stop|no reason to) (?:\w+ ){0,3}?(?:send|ship|mail|deliver|post|dispatch|order|provide|prepare|issue|courier)(?:ing)? (?:\w+ ){0,4}?<DEVICE>\b",
        "",
        r"\b(?:another|other|new|different|wrong|old) address\b|\byet\b|\bbefore\b",
        "",
        false,
    ),
    (
        Topic::CompanyDeviceDeclined,
        r"\b(?:do not|don't|dont|won't|will not|would not|wouldn't|no longer) (?:\w+ )?(?:need|want|require)(?: to (?:have|get|receive))? (?:(?:the|your|that|this)|an?y? <COMPANY>) (?:<COMPANY> )?<DEVICE>\b",
        "",
        "",
        "",
        false,
    ),
    (
        Topic::CompanyDeviceDeclined,
        r"\bno need (?:for|of) (?:a|the|any|your) (?:<COMPANY> )?<DEVICE>\b|\b<DEVICE> (?:is |are |will )?(?:not (?:be )?|un)(?:needed|required|necessary|wanted)\b",
        "",
        r"\b(?:stand|bag|charger)\b",
        "",
        false,
    ),
    (
        Topic::CompanyDeviceDeclined,
        r"\b(?:without|declin\w+|skip(?:ping)?|refus\w+|pass on|forgo\w*) (?:a |an |the |your |any |my )?(?:company(?:[- ](?:issued|owned|provided))?|corporate|issued|office|managed) <DEVICE>\b",
        "",
        "",
        "",
        false,
    ),
    (
        Topic::CompanyDeviceDeclined,
        r"\bcancel(?:ling|led)? (?:\w+ ){0,4}?(?:laptop|computer|machine|macbook|notebook)\b",
        "",
        r"\bcarrier\b|\bsubscription\b|<IT_SAYS>",
        "",
        true,
    ),
    // Wants to work through a virtual desktop.
    (
        Topic::VirtualDesktopRequest,
        r"<VD>",
        r"\b(?:can|could|may|would|i'd|like|want|need\w*|wish|prefer\w*|rather|request\w*|please|possib\w*|instead|only|enough|suffic\w*|keep|stay|stick|set ?-?up|provid\w*|assign\w*|order\w*|give|grant\w*|get|best|ideal\w*|happy|all (?:of )?my work|entirely|exclusively|seat)\b",
        r"<FAULT>|\bstop using\b",
        "",
        true,
    ),
    (
        Topic::VirtualDesktopRequest,
        r"<VD> works? (?:\w+ )?(?:well|fine|great|perfectly)|<VD> is (?:\w+ )?(?:enough|fine|perfect|great|all i need|sufficient)",
        "",
        "",
        r"\b(?:no need|not needed|do not (?:send|ship|need)|don't (?:send|ship|need)|keep)\b",
        true,
    ),
    // Needs aids.
    (
        Topic::AccessibilityNeed,
        r"\b(?:screen[- ]?reader\w*|braille|assistive|disabilit\w+|wheelchair|sign language|hard of hearing|hearing (?:aids?|loss|impair\w*)|deaf|low vision|visual(?:ly)? impair\w*|legally blind|dyslexi\w*|carpal tunnel|repetitive strain|occupational (?:health|therap\w+)|medical (?:reasons?|conditions?|needs?|grounds?|certificate|device)|doctor'?s (?:note|letter)|speech (?:recognition|impair\w*)|live captions?|captioning|closed captions?|stutter\w*|adhd|autis\w+|ergonomic\w*|zoomtext|eye condition|epilep\w+)\b",
        "",
        r"\bno disabilit\w+\b",
        "",
        true,
    ),
    (
        Topic::AccessibilityNeed,
        r"\b(?:jaws|nvda)\b",
        r"\b(?:licen[cs]e\w*|read\w*|use|using|screen|software|install\w*|set-?up)\b",
        "",
        "",
        true,
    ),
    (
        Topic::AccessibilityNeed,
        r"\baccessibilit\w*\b",
        "",
        r"\b(?:web ?site|page|endpoint|wcag|audit|ticket|api|release|component|colou?r contrast|end users)\b",
        "",
        true,
    ),
    (
        Topic::AccessibilityNeed,
        r"\baccommodations?\b",
        r"\b(?:reasonable|request\w*|need\w*|captions?|interpreter|hearing|vision|medical|health|disab\w*|workplace|ada|screen|approved|granted)\b",
        r"\b(?:hotel|travel|trip|night|stay|booking|expense\w*|conference|housing|flight)\b",
        "",
        true,
    ),
    (
        Topic::AccessibilityNeed,
        r"\b(?:i am|i'm|is|who is|am) (?:\w+ )?blind\b|\bblind (?:colleague|user|employee|person|developer)\b",
        "",
        "",
        "",
        true,
    ),
    // A new address.
    (
        Topic::AddressChangeRequest,
        r"\b(?:chang\w*|updat\w*|correct\w*|amend\w*|replac\w*|edit\w*|switch\w*|modif\w*) (?:\w+ ){0,6}?(?:address|place of residence)\b",
        "",
        r"\b(?:e-?mail|mail|ip|mac|web|smtp|url|wallet|dns|server|reply|sender) address|<FAULT>",
        "",
        true,
    ),
    (
        Topic::AddressChangeRequest,
        r"\b(?:new|different|another) (?:home |mailing |postal |shipping |delivery |residential |street )?address\b|\baddress (?:has changed|has been changed|changed|is now|will be)\b|\bchange of address\b",
        r"<ASK>|\bis\b|\bhas\b|\bnow\b|\bto\b|\bchange\b",
        r"\b(?:bring|ship|send|deliver|courier|carrier|drop|forward)(?:s|ed|ing|er)?\b|\b(?:e-?mail|ip|mac|web|smtp|url|wallet|dns|server) address|<FAULT>",
        "",
        true,
    ),
    (
        Topic::AddressChangeRequest,
        r"\b(?:moved|moving|relocat\w+) to (?:\w+ ){0,4}",
        r"\b(?:address|ship\w*|deliver\w*|parcel|package|laptop|send)\b",
        "<BANKISH>",
        "",
        true,
    ),
    // Sends a parcel elsewhere.
    (
        Topic::DeliveryRedirectRequest,
        r"\b(?:send|sent|ship\w*|deliver\w*|bring|brought|drop\w*|forward\w*|divert\w*|mail|courier|route|go|take|leave)\b (?:[\w'-]+ ){0,6}?(?:to|at|with) <ELSEWHERE>\b",
        r"<PARCEL>|\bit\b|\border\b",
        r"\bdo not\b|\bdon't\b|<IT_SAYS>",
        "",
        true,
    ),
    (
        Topic::DeliveryRedirectRequest,
        r"\b(?:bring|send|ship|deliver|drop|take)\b (?:[\w'-]+ ){0,4}?(?:there|elsewhere)\b",
        r"<PARCEL>",
        r"\b(?:was|were|is|been|get) (?:delivered|sent|shipped|brought)\b",
        "",
        true,
    ),
    (
        Topic::DeliveryRedirectRequest,
        r"\b(?:re-?direct\w*|re-?rout\w*|divert\w*|intercept\w*|re-?address\w*) (?:[\w'-]+ ){0,4}?<PARCEL>\b|\b<PARCEL> (?:be |to be |is |was )?(?:re-?direct\w*|re-?rout\w*|divert\w*|re-?address\w*)",
        "",
        r"\b(?:url|dns|traffic|page|e-?mail|call|login|web ?site|browser)\b",
        "",
        true,
    ),
    (
        Topic::DeliveryRedirectRequest,
        r"\b(?:send|sent|ship\w*|deliver\w*|bring|drop\w*|parcels?|packages?|leave|delivery)\b (?:[\w'-]+ ){0,5}?(?:to|at|with|c/o|care of) my <RELATIVE>(?:'s|s')?\b",
        "",
        r"\b(?:salary|pay|paycheck|money|deposit|message|e-?mail|invoice|file)\b",
        "",
        true,
    ),
    (
        Topic::DeliveryRedirectRequest,
        r"\bmy <RELATIVE>(?:'s|s')? (?:can |could |will |would |may )?(?:take|takes|accept|accepts|receive|receives|sign|signs|collect|collects|pick up|picks up)\b",
        r"<PARCEL>|\bdeliver\w*\b|\bmail\b",
        "",
        "",
        true,
    ),
    (
        Topic::DeliveryRedirectRequest,
        r"\b(?:hold|keep|held|kept|pick(?:ed)? (?:it |them )?up|collect\w*|deliver\w*|send|ship|leave)\b (?:[\w'-]+ ){0,6}?(?:at|from|to|in) (?:a |an |the |my )?(?:\w+ )?(?:pick-?up (?:point|location)|access point|locker|ups store|fedex (?:office|location)|mail ?box(?: store)?|depot|post office|parcel shop|hotel|po box|p\.o\. box|freight forwarder|forwarding (?:address|service))\b",
        r"<PARCEL>|\bit\b",
        r"<STORE_THING> migration|\be-?mails?\b",
        "",
        true,
    ),
    // A camera that does not work.
    (
        Topic::CameraFault,
        r"\b<CAMERA>\b",
        r"\b(?:broken|breaks?|broke|not (?:\w+ )?(?:work\w*|found|detect\w*|recogni\w*|start\w*|turn\w*|show\w*|connect\w*|deliver\w*|arriv\w*|available|function\w*)|doesn't|does not|isn't|won't|will not|stopp?(?:ed|s)?|dead|fault\w*|fail\w*|black|driver|flicker\w*|defect\w*|malfunction\w*|crash\w*|no (?:picture|image|video)|unavailable|cannot|can not|can't|repair\w*|froze\w*|freez\w*|issues?|problems?|trouble|missing|damaged|out of order|glitch\w*|acting up|quit|died|cracked|blurry|being replaced)\b",
        r"\b(?:security|surveillance|cctv|ip|door(?:bell)?|parking|traffic|cam(?:era)? policy|camera roll|speed) ?cam(?:era)?s?\b|\bcamera (?:policy|team|feature|api|sdk|angle)\b|\b(?:works|working) (?:again|fine|now|well)\b|\bfixed\b|\bno (?:problem|issue|trouble)s?\b",
        "",
        false,
    ),
    (
        Topic::CameraFault,
        r"\b(?:no|without(?: a)?|(?:do not|don't|doesn't|does not) have (?:a|any)(?: working)?) <CAMERA>\b",
        r"\b(?:laptop|pc|desktop|computer|have|today|join|video|available|here)\b",
        r"\bpolicy\b|\brequired\b|\bno camera (?:in|at|on) the (?:office|door|room|building)\b",
        "",
        false,
    ),
    // Help over a remote session.
    (
        Topic::RemoteSupport,
        r"<REMOTE_TOOL>|\bremote (?:session|support|assistance|help|control)\b|\bscreen[- ]?shar(?:e|ing)\b|\bremotely\b|\bremote in(?:to)?\b|\btake over my (?:screen|pc|computer|laptop|mouse)\b",
        r"\b(?:help\w*|support|fix\w*|look (?:at|into)|check|troubleshoot\w*|session|technician|vendor|assist\w*|repair|diagnos\w*|show (?:you|me|them)|install (?:the )?(?:driver|printer|update))\b",
        r"\b(?:scam\w*|phish\w*|suspicious|did not (?:start|open|request|allow)|never (?:asked|started|allowed)|(?:fully|working|works?|worked|hire|hired|job|position|employee|team) remotely|work remotely)\b",
        "",
        true,
    ),
    // Asks for, or openly names, a tool.
    (
        Topic::ToolApproval,
        r"\b<APPROVE>\b (?:[\w'-]+ ){0,6}?(?:tool|software|app|application|extension|plug-?in|program|package|<REMOTE_TOOL>|install\w*)",
        "",
        r"\b(?:leave|vacation|holiday|expense|invoice|time ?sheet|purchase order|budget|pull request|merge|apply|applicant|job application)\b",
        "",
        true,
    ),
    (
        Topic::ToolApproval,
        r"\b(?:may|can|could|might) (?:i|we) (?:please )?(?:install|use|run|get|have|add|set ?up|download)\b (?:[\w'-]+ ){0,4}?(?:tool|software|app|application|extension|plug-?in|program|<REMOTE_TOOL>)\b",
        "",
        "<FAULT>",
        "",
        true,
    ),
    (
        Topic::ToolApproval,
        r"<REMOTE_TOOL>",
        r"\b(?:i (?:will |would |want to |need to |would like to |plan to |am going to )?(?:use|install|need|run|set ?up)|i'll use|i'm using|i am using|is mine|for my (?:lab|own|home|office)|request\w*|<APPROVE>|until|whitelist\w*|allowed|while (?:travell?ing|away|abroad))\b",
        r"\b(?:scam\w*|phish\w*|suspicious|did not|didn't|never|remove[ds]?|uninstall\w*|someone)\b",
        "",
        true,
    ),
    // Will be away.
    (
        Topic::TravelNotice,
        r"\b(?:travel(?:l?ing)?|trip|abroad|overseas|vacation|holidays?|on leave|away|flying|visit(?:ing)?|out of (?:the )?(?:country|office|town|state)|stay(?:ing)? (?:with|at|in)|work(?:ing)? from (?:my (?:parents|family)\S*|another|a different|abroad|\w+ for (?:a|two|three|some)))\b",
        r"(?:\b<FIRST>\b).{0,80}?(?:<FUTURE>)|(?:<FUTURE>).{0,80}?\b<FIRST>\b|\btravel notice\b|\btravel is approved\b",
        r"\b(?:after|since|before|back from|returned from|last) (?:my |the |a )?(?:travel|trip|vacation|holidays?|leave|visit)\b|\btravel (?:expense|booking|system|tool|policy|budget|agency|portal)\w*\b|\b(?:visit(?:ing)?|stay(?:ing)? (?:at|in|with)) (?:the |a |this |your |our )?(?:page|site|web ?site|portal|url|link|wiki|company|team|role|queue)\b|\b(?:go|goes|going|went|throw|keep|stay|kept|far|right|walk\w*|take\w*|explain\w*|take) away\b|\b(?:customers?|visitors?|parking)\b|\bmy <RELATIVE>(?:'s)? (?:is|are|will be|comes?) (?:visiting|away|abroad|staying|travel\w*)\b",
        "",
        true,
    ),
    // Uses a VPN of one's own.
    (Topic::VpnUse, r"\b<VPN_PRODUCT>\b", "", r"\b(?:block(?:ed)?|alert|training|vendor list)\b", "", true),
    (
        Topic::VpnUse,
        r"\bvpn\b",
        r"\b(?:(?:i|we|he|she|candidate|applicant) (?:\w+ ){0,3}?(?:use|uses|using|run|runs|connect|am (?:on|behind)|go|need)|uses? an? (?:\w+ ){0,2}vpn|on (?:a|my) (?:personal |private |home |own )?vpn|through (?:a|my) (?:\w+ )?vpn|my (?:own|personal|private|home) vpn|behind a vpn|vpn on principle)\b",
        r"\b(?:company|corporate|our|office|work|your|the|managed|global ?protect|anyconnect|client) vpn\b|<FAULT>",
        "",
        true,
    ),
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
    // Extortion.
    (
        Topic::RansomDemand,
        r"<PAY_US>",
        r"<AMOUNT>|<CRYPTO>|\bmoney\b",
        r"\b(?:invoice|subscription|late fee|renewal|premium|discount|trial|purchase order|order number|licen[cs]e fee)\b",
        "<HOSTILE>|\\b(?:leak|expose|your (?:data|files|source code|secrets))\\b",
        false,
    ),
    (
        Topic::RansomDemand,
        r"\bpay(?: up| us| me| the (?:money|sum|price))?\b.{0,30}?\bor (?:else|i|we|your|the|everything|all)\b",
        "",
        r"\b(?:invoice|subscription|late fee|salary|wages?|overtime)\b",
        r"\b(?:leak|publish|online|public|competitors|your (?:data|files|code|customers))\w*\b",
        false,
    ),
    (
        Topic::RansomDemand,
        r"\b(?:ransom|price (?:for|of) (?:my |our )?silence|in exchange for (?:my |our )?silence|to (?:prevent|avoid) (?:the )?(?:publication|release|leak|disclosure)|buy (?:back )?(?:your|the) (?:data|files))\b",
        "",
        r"\b(?:ransomware (?:training|drill|exercise|protection|policy))\b",
        "<AMOUNT>|<CRYPTO>|\\b(?:pay|payment|price)\\b",
        false,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:will|shall|going to|'ll|about to|be|is|are|am|or|ready to) (?:\w+ ){0,3}?<THREAT_VERB> (?:[\w'-]+ ){0,4}?(?:<LOOT>|public|online|on the internet|to the press)\b",
        "",
        r"\brelease notes\b|\b(?:next sprint|version|changelog|documentation|open[- ]source|blog|webinar|as agreed|as discussed)\b",
        "<HOSTILE>",
        true,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:otherwise|or|or else) (?:i|we) (?:\w+ ){0,2}?<THREAT_VERB> (?:[\w'-]+ ){0,4}?<LOOT>\b|\byour (?:\w+ )?<LOOT> (?:will )?(?:go|goes|be|is|are) (?:online|public|on the internet|to the press|to (?:your )?competitors)\b",
        "",
        "",
        "<HOSTILE>",
        true,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:<LOOT>) (?:\w+ ){0,3}?(?:will|shall|is going to|are going to|would|gets?|get) (?:be )?(?:\w+ ){0,2}?(?:published|released|leaked|posted|exposed|sold|dumped|disclosed|public|online|auctioned|handed over|sent to)\b",
        "",
        r"\brelease notes\b|\b(?:next sprint|version|changelog|documentation|open[- ]source|blog)\b",
        "<HOSTILE>",
        true,
    ),
    (
        Topic::PublishThreat,
        r"\b(?:i|we)(?:'ll| will| am going to|'m going to| are going to| shall)? (?:leak|expose|sell) (?:\w+ ){0,4}?(?:<LOOT>)\b",
        "",
        r"\b(?:memory|products?|licen[cs]es?|services|api|endpoint|port)\b",
        "",
        true,
    ),
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
];

/// All rules. A pattern that does not compile would be left out; a test counts them.
pub(super) fn all() -> Vec<Rule> {
    let optional = |pattern: &str| if pattern.is_empty() { None } else { expand(pattern) };
    let mut rules = Vec::new();
    for (topic, pattern, needs, unless, text_needs, negatable) in LINES {
        if let Some(pattern) = expand(pattern) {
            rules.push(Rule {
                topic: *topic,
                pattern,
                needs: optional(needs),
                unless: optional(unless),
                text_needs: optional(text_needs),
                negatable: *negatable,
            });
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        for (topic, pattern, needs, unless, text_needs, _) in LINES {
            for part in [pattern, needs, unless, text_needs] {
                assert!(expand(part).is_some(), "{}: {part}", topic.id());
                assert!(!regex::escape(part).contains("\\<\\>"), "{part}");
            }
        }
        assert_eq!(all().len(), LINES.len());
    }

    #[test]
    fn every_topic_has_a_rule() {
        for topic in Topic::ALL {
            assert!(LINES.iter().any(|line| line.0 == *topic), "{}", topic.id());
        }
    }
}
