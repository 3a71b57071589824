//! What kind of network hides where somebody is?
//!
//! In: the labels that lists give an address, joined by `;`. Out: the kind, or nothing where the network hides nobody: the
//! company's own, a relay that keeps the region, an ordinary line.

/// Kinds of network that hide where somebody is, from the most common on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Anonymity {
    Vpn,
    Hosting,
    Tor,
    /// The VPN service that the reports name.
    Astrill,
    /// Lines at home that are let out.
    ResidentialProxy,
}

impl Anonymity {
    /// In a sentence, behind `from`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Anonymity::Vpn => "a VPN",
            Anonymity::Hosting => "a hosting network",
            Anonymity::Tor => "Tor",
            Anonymity::Astrill => "an Astrill VPN",
            Anonymity::ResidentialProxy => "a residential proxy",
        }
    }

    /// Not what people use against advertising, or to watch films abroad.
    pub(crate) fn is_uncommon(self) -> bool {
        matches!(self, Anonymity::Astrill | Anonymity::ResidentialProxy)
    }
}

/// The least common kind among the labels. A relay or a company's own network hides nobody, whatever else a list says.
pub(crate) fn anonymity(labels: &str) -> Option<Anonymity> {
    let mut res = None;
    for label in labels.split(';') {
        let kind = match label.trim() {
            "relay" | "corporate" => return None,
            "vpn" => Anonymity::Vpn,
            "hosting" => Anonymity::Hosting,
            "tor" => Anonymity::Tor,
            "astrill" => Anonymity::Astrill,
            "residential_proxy" => Anonymity::ResidentialProxy,
            _ => continue,
        };
        res = res.max(Some(kind));
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_common_kind_is_named() {
        assert_eq!(anonymity("hosting;vpn"), Some(Anonymity::Hosting));
        assert_eq!(anonymity("astrill;vpn"), Some(Anonymity::Astrill));
        assert_eq!(anonymity("residential_proxy"), Some(Anonymity::ResidentialProxy));
    }

    #[test]
    fn relays_and_company_networks_hide_nobody() {
        for labels in ["", "relay;vpn", "corporate", "vpn;corporate", "something"] {
            assert_eq!(anonymity(labels), None, "{labels}");
        }
    }
}
