//! Whose place it is: names that belong to the company, and addresses that lead nowhere outside.
//!
//! In: one place of `sent_out` with its host and, on a code host, the owner's name. Out: whether it is the company's.

use std::collections::BTreeSet;
use std::net::IpAddr;

use model::Row;

use crate::Gathered;

/// What the policy calls the company's own, and the organisation that its code host's log names.
pub(super) struct Owned {
    names: BTreeSet<String>,
    organisations: BTreeSet<String>,
}

impl Owned {
    /// Reads the queries `own_names` and `own_organisations`.
    pub(super) fn of(gathered: &Gathered) -> Owned {
        let list = |query: &str| -> BTreeSet<String> {
            gathered.rows(query).iter().filter_map(|it| it.text("name").map(str::to_lowercase)).collect()
        };
        Owned { names: list("own_names"), organisations: list("own_organisations") }
    }

    fn owns_host(&self, host: &str) -> bool {
        self.names
            .iter()
            .any(|it| host == it || host.strip_suffix(it.as_str()).is_some_and(|it| it.ends_with('.')))
    }
}

/// Where the account or the host is the company's, or the address is one inside.
pub(super) fn is_inside(row: &Row<'_>, owned: &Owned) -> bool {
    let host = row.text("host").unwrap_or_default();
    let of_organisation = row.text("storage_kind") == Some("git")
        && row.text("owner").is_some_and(|it| it.is_empty() || owned.organisations.contains(it));
    row.is("inside") || owned.owns_host(host) || of_organisation || leads_nowhere(host)
}

/// An address of a private network, as a sensor inside sees it.
fn leads_nowhere(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast(),
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_multicast()
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_below_an_own_name_is_own_and_one_that_only_ends_alike_is_not() {
        let owned =
            Owned { names: BTreeSet::from(["example.com".to_owned()]), organisations: BTreeSet::new() };
        assert!(owned.owns_host("example.com") && owned.owns_host("up.example.com"));
        assert!(!owned.owns_host("notexample.com") && !owned.owns_host("example.com.example.net"));
    }

    #[test]
    fn private_addresses_lead_nowhere() {
        assert!(leads_nowhere("10.2.3.4") && leads_nowhere("fd00::1"));
        assert!(!leads_nowhere("203.0.113.9") && !leads_nowhere("drive.example"));
    }
}
