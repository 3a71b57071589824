//! The company itself: its name, its domain, its networks, its departments.

use crate::dice::Dice;
use crate::people::{Line, plain};
use crate::places::{HOME_TOWNS, Town};
use crate::words;

/// The invented firm.
#[derive(Clone)]
pub(crate) struct Firm {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) slug: String,
    /// Where the head office stands.
    pub(crate) seat: &'static Town,
    /// Prefix of host names.
    pub(crate) host_prefix: String,
    pub(crate) repositories: Vec<String>,
}

/// A department, the posts in it, and how often it hires.
pub(crate) struct Department {
    pub(crate) name: &'static str,
    pub(crate) titles: &'static [&'static str],
    pub(crate) manager: &'static str,
    pub(crate) writes_code: bool,
    pub(crate) weight: usize,
}

pub(crate) const DEPARTMENTS: &[Department] = &[
    Department {
        name: "Product Engineering",
        titles: &[
            "Full Stack Engineer",
            "Backend Engineer",
            "Frontend Engineer",
            "Senior Full Stack Engineer",
        ],
        manager: "Engineering Manager",
        writes_code: true,
        weight: 7,
    },
    Department {
        name: "Platform",
        titles: &["DevOps Engineer", "Site Reliability Engineer"],
        manager: "Platform Lead",
        writes_code: true,
        weight: 2,
    },
    Department {
        name: "Data",
        titles: &["Data Engineer", "Machine Learning Engineer"],
        manager: "Data Lead",
        writes_code: true,
        weight: 3,
    },
    Department {
        name: "Quality",
        titles: &["QA Engineer"],
        manager: "Quality Lead",
        writes_code: true,
        weight: 1,
    },
    Department {
        name: "Design",
        titles: &["Product Designer"],
        manager: "Head of Design",
        writes_code: false,
        weight: 1,
    },
    Department {
        name: "Customer Care",
        titles: &["Support Specialist"],
        manager: "Customer Care Manager",
        writes_code: false,
        weight: 3,
    },
    Department {
        name: "Sales",
        titles: &["Account Executive"],
        manager: "Head of Sales",
        writes_code: false,
        weight: 2,
    },
    Department {
        name: "Finance",
        titles: &["Accountant"],
        manager: "Finance Manager",
        writes_code: false,
        weight: 1,
    },
    Department {
        name: "IT",
        titles: &["IT Support Specialist"],
        manager: "IT Manager",
        writes_code: false,
        weight: 1,
    },
];

pub(crate) fn writes_code(department: &str) -> bool {
    DEPARTMENTS.iter().any(|known| known.name == department && known.writes_code)
}

/// Ranges as the security team keeps them: the company's own, and lists it buys.
pub(crate) const RANGES: &[(&str, &str, &str)] = &[
    ("192.0.2.0/26", "corporate", "head office"),
    ("192.0.2.64/27", "corporate", "help desk"),
    ("192.0.2.96/27", "corporate", "virtual desktops"),
    ("198.51.100.0/26", "astrill", "Astrill"),
    ("198.51.100.64/26", "astrill", "Astrill"),
    ("198.51.100.128/26", "vpn", "Cloakway Example VPN"),
    ("198.51.100.192/26", "hosting", "Rackfield Example Hosting"),
    ("203.0.113.0/25", "residential_proxy", "Peerlend Example"),
    ("203.0.113.128/25", "residential_proxy", "Peerlend Example"),
    ("198.19.200.0/24", "residential_proxy", "Roofmesh Example"),
];

impl Firm {
    pub(crate) fn draw(dice: &mut Dice) -> Firm {
        let first = dice.pick(words::FIRM_FIRST);
        let second = dice.pick(words::FIRM_SECOND);
        let slug = format!("{}-{}", plain(first), plain(second.split(' ').next().unwrap_or(second)));
        let mut repositories = Vec::new();
        for area in [
            "web",
            "api",
            "mobile",
            "billing",
            "search",
            "auth",
            "reports",
            "importer",
            "exporter",
            "infra",
            "charts",
            "docs",
            "design-system",
            "jobs",
            "ledger",
            "gateway",
            "models",
            "notifier",
            "admin",
            "scheduler",
        ] {
            for part in ["core", "tools", "tests"] {
                repositories.push(format!("{area}-{part}"));
            }
        }
        Firm {
            name: format!("{first} {second}"),
            domain: format!("{slug}.example"),
            host_prefix: first.chars().take(2).collect::<String>().to_uppercase(),
            slug,
            seat: &HOME_TOWNS[dice.index(HOME_TOWNS.len())],
            repositories,
        }
    }

    /// The exit of the virtual desktops.
    pub(crate) fn virtual_desktop_ip(&self, host: u32) -> String {
        format!("192.0.2.{}", 98 + host % 28)
    }

    /// The policy file that goes with the exports.
    pub(crate) fn policy(&self) -> String {
        format!(
            r#"# Policy of {name}.
company = "{name}"
mail_domains = ["{domain}"]
retention_days = 540

[code]
hosts = ["code.{domain}"]
organisations = ["{slug}"]

[remote_access]
approved_tools = ["quick assist"]
helpdesk_ids = ["515200300"]
helpdesk_networks = ["192.0.2.64/27"]
roles_that_need_it = ["IT Support Specialist", "IT Manager"]

[network]
egress = ["192.0.2.0/26", "192.0.2.64/27", "192.0.2.96/27"]

[cloud_storage]
approved_tenants = ["{domain}"]
"#,
            name = self.name,
            domain = self.domain,
            slug = self.slug
        )
    }
}

/// An exit of the VPN that the published cases name.
pub(crate) fn astrill(dice: &mut Dice) -> Line {
    Line {
        ip: format!("198.51.100.{}", dice.between(2, 125)),
        provider: "Example Hosting West",
        number: 64505,
        town: elsewhere(dice),
        proxy: true,
        bears: &["emp-astrill-ip"],
    }
}

/// An exit of a pool of household connections that are let out.
pub(crate) fn residential_proxy(dice: &mut Dice) -> Line {
    const PROVIDERS: &[(&str, u32)] = &[
        ("Example Cable", 64500),
        ("Valley Fiber Example", 64501),
        ("Example Telephone", 64502),
        ("Plains Broadband Example", 64503),
    ];
    let (provider, number) = PROVIDERS[dice.index(PROVIDERS.len())];
    Line {
        ip: format!("203.0.113.{}", dice.between(2, 250)),
        provider,
        number,
        town: elsewhere(dice),
        proxy: false,
        bears: &["emp-residential-proxy"],
    }
}

/// An exit of the pool that an earlier incident made known.
pub(crate) fn known_proxy(dice: &mut Dice) -> Line {
    let mut line = residential_proxy(dice);
    line.ip = format!("198.19.200.{}", dice.between(2, 250));
    line.bears = &["emp-residential-proxy", "emp-proxy-subnet-reuse"];
    line
}

/// An exit of an ordinary VPN that privacy-minded people use.
pub(crate) fn vpn(dice: &mut Dice) -> Line {
    Line {
        ip: format!("198.51.100.{}", dice.between(130, 189)),
        provider: "Cloakway Example",
        number: 64506,
        town: elsewhere(dice),
        proxy: true,
        bears: &[],
    }
}

fn elsewhere(dice: &mut Dice) -> &'static Town {
    &HOME_TOWNS[dice.index(HOME_TOWNS.len())]
}
