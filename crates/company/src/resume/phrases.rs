//! The wording of résumés, put together from parts, so that hundreds of thousands of lines are possible and
//! two people seldom write the same one.

use crate::dice::Dice;

const VERBS: &[&str] = &[
    "Built",
    "Rewrote",
    "Designed",
    "Led",
    "Shipped",
    "Replaced",
    "Maintained",
    "Extended",
    "Prototyped",
    "Took over",
    "Untangled",
    "Migrated",
    "Introduced",
    "Tuned",
    "Owned",
    "Coordinated",
    "Hardened",
    "Simplified",
    "Automated",
    "Reviewed",
    "Restructured",
    "Launched",
    "Paired on",
    "Retired",
    "Instrumented",
    "Localised",
    "Reworked",
    "Stabilised",
];
const OBJECTS: &[&str] = &[
    "the booking calendar",
    "an invoice archive",
    "nightly settlement jobs",
    "the parts catalogue",
    "a seat map editor",
    "the returns desk",
    "customer onboarding screens",
    "our rate engine",
    "a claims inbox",
    "the roster planner",
    "warehouse pick lists",
    "the loyalty ledger",
    "a meter reading feed",
    "the tender board",
    "shift handover notes",
    "a fraud review queue",
    "the coupon service",
    "an audit export",
    "driver messaging",
    "the tax form wizard",
    "a playlist backend",
    "the stock forecast",
    "patient reminders",
    "an address lookup",
    "the permit tracker",
    "a telemetry gateway",
    "the survey builder",
    "subscription renewals",
    "a parking map",
    "the grading sheet",
    "an outage page",
    "recipe imports",
    "the donation form",
    "a fleet dashboard",
    "the search index",
    "push notifications",
    "an image pipeline",
    "the ticket router",
    "a price comparison page",
    "the partner portal",
    "bulk mail delivery",
    "the feature flag store",
    "a document scanner",
    "the timesheet module",
    "route suggestions",
    "the refund flow",
    "a consent banner",
    "the chat widget",
];
const LINKS: &[&str] = &[
    "with",
    "on",
    "using",
    "around",
    "in",
    "by way of",
    "on top of",
    "together with",
    "moving it to",
    "starting from",
];
const ENGINEERING: &[&str] = &[
    "TypeScript",
    "Go",
    "Rust",
    "Python",
    "Ruby",
    "Java",
    "Kotlin",
    "C#",
    "Elixir",
    "PHP",
    "React",
    "Vue",
    "Svelte",
    "Angular",
    "Next.js",
    "Django",
    "Rails",
    "Spring",
    "Laravel",
    "FastAPI",
    "PostgreSQL",
    "MySQL",
    "MongoDB",
    "Redis",
    "Kafka",
    "RabbitMQ",
    "GraphQL",
    "gRPC",
    "Docker",
    "Kubernetes",
    "Terraform",
    "AWS",
    "Azure",
    "Google Cloud",
    "Snowflake",
    "Spark",
    "Airflow",
    "dbt",
    "Elasticsearch",
    "Nginx",
    "Cypress",
    "Playwright",
    "Jenkins",
    "GitHub Actions",
    "Grafana",
    "Prometheus",
    "WebSockets",
    "Node.js",
    "Swift",
    "Flutter",
];
const OFFICE: &[&str] = &[
    "Excel",
    "Tableau",
    "Power BI",
    "Figma",
    "Salesforce",
    "Jira",
    "Confluence",
    "HubSpot",
    "Notion",
    "Zendesk",
    "SAP",
    "Looker",
    "Miro",
    "Asana",
    "Sketch",
    "Workday",
    "NetSuite",
    "Airtable",
    "Adobe Illustrator",
    "SQL",
];
const AIMS: &[&str] = &[
    "for {n} regional teams",
    "for about {n} thousand users",
    "ahead of a {n} day deadline",
    "across {n} countries",
    "for {n} partner firms",
    "after {n} months of drift",
    "with {n} colleagues",
    "inside {n} weeks",
    "over {n} releases",
    "for {n} sites",
    "during a merger of {n} offices",
    "while on call every {n} weeks",
];
const RESULTS: &[&str] = &[
    "page loads fell to {n} ms",
    "support mail dropped {n} percent",
    "{n} manual steps went away",
    "nobody had to wait {n} minutes again",
    "errors halved within {n} days",
    "costs went down {n} percent",
    "the backlog shrank by {n}",
    "deploys took {n} minutes",
    "sign-ups rose {n} percent",
    "{n} customers renewed",
    "audits passed {n} times running",
    "reports arrived {n} hours sooner",
    "test coverage reached {n} percent",
    "uptime held for {n} weeks",
    "{n} old servers were switched off",
    "month end closed {n} hours earlier",
    "new staff settled in {n} days",
    "duplicates fell under {n} a month",
];
const JOINS: &[&str] = &["; ", ", so that ", ", and ", "; since then ", ", after which ", " until "];

pub(crate) fn bullet(dice: &mut Dice, title: &str) -> String {
    let tools = tools(title);
    let mut line =
        format!("{} {} {} {}", dice.pick(VERBS), dice.pick(OBJECTS), dice.pick(LINKS), dice.pick(tools));
    if dice.chance(0.45) {
        line = format!("{line} and {}", dice.pick(tools));
    }
    if dice.chance(0.6) {
        line = format!("{line} {}", number(dice, AIMS));
    }
    if dice.chance(0.75) {
        line = format!("{line}{}{}", dice.pick(JOINS), number(dice, RESULTS));
    }
    line.push('.');
    line
}

pub(crate) fn summary(dice: &mut Dice, title: &str) -> String {
    let tools = tools(title);
    let opening = dice.pick(&[
        "I like work where",
        "What I do best:",
        "Most at home where",
        "Curious person;",
        "I look for places where",
        "I have spent my years where",
        "Known among colleagues for days when",
        "Happy when",
    ]);
    let middle = dice.pick(&[
        "{o} meets {t}",
        "{t} keeps {o} alive",
        "{o} has to be explained to people who never saw {t}",
        "{o} and {t} both get proper care",
        "somebody must bring {t} to {o}",
    ]);
    let close = dice.pick(&[
        "I write things down.",
        "I ask early.",
        "Small steps, often.",
        "I care about the person on call.",
        "Teaching is part of the job.",
        "I read logs before opinions.",
        "Plain tools first.",
        "I finish what I start.",
    ]);
    let middle = middle.replace("{o}", dice.pick(OBJECTS)).replace("{t}", dice.pick(tools));
    format!("{opening} {middle}. {close}")
}

pub(crate) fn skill(dice: &mut Dice, title: &str) -> &'static str {
    dice.pick(tools(title))
}

/// What the person was called before the post applied for.
pub(crate) fn earlier_title(dice: &mut Dice, title: &str, number: usize, of: usize) -> String {
    let stem = title.trim_start_matches("Senior ");
    if number == 0 && of > 1 {
        return dice
            .pick(&["Junior Developer", "Associate Engineer", "Trainee", "Technical Assistant", "Analyst"])
            .to_owned();
    }
    if number + 1 == of && dice.chance(0.5) { format!("Senior {stem}") } else { stem.to_owned() }
}

fn tools(title: &str) -> &'static [&'static str] {
    let technical = ["Engineer", "Developer", "DevOps", "Scientist"];
    if technical.iter().any(|word| title.contains(word)) { ENGINEERING } else { OFFICE }
}

fn number(dice: &mut Dice, choices: &'static [&'static str]) -> String {
    let number = dice.between(2, 97).to_string();
    dice.pick(choices).replace("{n}", &number)
}
