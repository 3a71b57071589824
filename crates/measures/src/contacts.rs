//! When do two addresses or links lead to the same mailbox or profile?
//!
//! In: mail addresses and links as people write them. Out: keys that are equal when the target is; `None` where the
//! text is no address or no profile.
//! Gmail's dots and `+tag`: Google Help, "Dots don't matter in Gmail addresses"; plus addressing as documented by each
//! provider listed here. Domain suffixes of two labels are a short list, not the Public Suffix List.

/// One spelling for all addresses that reach one mailbox: small letters, `+tag` dropped where the provider ignores it,
/// dots dropped at Gmail, other names of one provider's domain made one.
///
/// `Name <a@b>` and `mailto:` are understood.
pub fn email_key(address: &str) -> Option<String> {
    let (local, domain) = split_address(address)?;
    let domain =
        DOMAIN_ALIASES.iter().find(|(alias, _)| *alias == domain).map_or(domain.as_str(), |(_, one)| *one);
    let mut local = local;
    if IGNORES_PLUS_TAG.contains(&domain)
        && let Some((before, _)) = local.split_once('+')
    {
        local = before.to_owned();
    }
    if domain == "gmail.com" {
        local.retain(|character| character != '.');
    }
    if local.is_empty() { None } else { Some(format!("{local}@{domain}")) }
}

/// The domain of a mail address in small letters, without a final dot.
pub fn domain_of(address: &str) -> Option<String> {
    split_address(address).map(|(_, domain)| domain)
}

/// The part before the `@` in small letters, as it stands.
pub fn local_part_of(address: &str) -> Option<String> {
    split_address(address).map(|(local, _)| local)
}

/// The part of a host name that somebody registered: `mail.shop.example.co.uk` gives `example.co.uk`.
///
/// An approximation: suffixes of two labels are known for the countries that use them most.
pub fn registrable_domain(host: &str) -> Option<String> {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) {
        return None;
    }
    if labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let wide_suffix = match labels.as_slice() {
        [.., second, country] => country.len() == 2 && SECOND_LEVEL.contains(second),
        _ => false,
    };
    let kept = if wide_suffix { 3 } else { 2 };
    if labels.len() < kept {
        return None;
    }
    Some(labels.iter().skip(labels.len() - kept).copied().collect::<Vec<_>>().join("."))
}

/// A key for the profile that a link leads to: `github:octo` for all of `https://github.com/Octo`,
/// `www.github.com/octo/repo?tab=x`; `skype:live:octo` for a Skype name.
///
/// A site that is not known here gives `host:name` when its path looks like a profile (`/name`, `/in/name`, `/u/name`,
/// `/@name`), and `host/path` otherwise. `None` for a text without a host or without a path.
pub fn handle_key(link: &str) -> Option<String> {
    let link = link.trim().trim_matches(['<', '>', '"', ',', ';']);
    if link.is_empty() || link.chars().any(char::is_whitespace) || link.chars().count() > LINK_CHARACTERS_MAX
    {
        return None;
    }
    let lower = link.to_lowercase();
    if let Some(rest) = lower.strip_prefix("skype:") {
        let name = before_any(rest, &['?', '&']);
        return (!name.is_empty()).then(|| format!("skype:{name}"));
    }
    if let Some(rest) = lower.strip_prefix("tg://resolve?domain=").or_else(|| lower.strip_prefix("telegram:"))
    {
        let name = before_any(rest, &['&', '?']).trim_start_matches('@');
        return (!name.is_empty()).then(|| format!("telegram:{name}"));
    }
    if lower.contains('@') && !lower.contains('/') {
        return None;
    }
    let without_scheme = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let without_query = before_any(without_scheme, &['?', '#']);
    let (authority, path) = without_query.split_once('/').unwrap_or((without_query, ""));
    let host = before_any(authority.rsplit('@').next().unwrap_or(authority), &[':']).trim_end_matches('.');
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    if !host.contains('.') {
        return None;
    }
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if let Some(name) = host.strip_suffix(".github.io") {
        return Some(format!("github:{name}"));
    }
    for site in SITES {
        if host == site.host || host.strip_suffix(site.host).is_some_and(|sub| sub.ends_with('.')) {
            return site.key(&segments);
        }
    }
    generic_key(host, &segments)
}

/// Longer links are not looked at.
const LINK_CHARACTERS_MAX: usize = 2048;

/// RFC 5321: 64 octets, `@`, 255 octets.
const ADDRESS_BYTES_MAX: usize = 320;

const DOMAIN_ALIASES: &[(&str, &str)] =
    &[("googlemail.com", "gmail.com"), ("protonmail.com", "proton.me"), ("pm.me", "proton.me")];

const IGNORES_PLUS_TAG: &[&str] = &[
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "proton.me",
    "fastmail.com",
    "zoho.com",
    "yandex.com",
    "mailbox.org",
    "posteo.de",
];

const SECOND_LEVEL: &[&str] =
    &["co", "com", "org", "net", "ac", "gov", "edu", "gob", "or", "ne", "go", "ltd", "plc", "me"];

/// A site of which the paths are known.
struct Site {
    host: &'static str,
    kind: &'static str,
    /// What stands before the name in the path; empty when the name comes first.
    before: &'static [&'static str],
    /// First segments that are pages of the site and no names.
    reserved: &'static [&'static str],
}

const CODE_PAGES: &[&str] = &[
    "about",
    "collections",
    "contact",
    "explore",
    "features",
    "login",
    "marketplace",
    "notifications",
    "orgs",
    "pricing",
    "search",
    "settings",
    "site",
    "sponsors",
    "topics",
    "trending",
    "users",
    "join",
];

const SOCIAL_PAGES: &[&str] = &[
    "about", "explore", "hashtag", "help", "home", "i", "intent", "login", "p", "privacy", "search", "share",
    "terms",
];

const SITES: &[Site] = &[
    Site { host: "linkedin.com", kind: "linkedin", before: &["in", "pub"], reserved: &[] },
    Site { host: "github.com", kind: "github", before: &[], reserved: CODE_PAGES },
    Site { host: "gist.github.com", kind: "github", before: &[], reserved: CODE_PAGES },
    Site { host: "gitlab.com", kind: "gitlab", before: &[], reserved: CODE_PAGES },
    Site { host: "bitbucket.org", kind: "bitbucket", before: &[], reserved: CODE_PAGES },
    Site { host: "t.me", kind: "telegram", before: &[], reserved: &["joinchat", "share", "addstickers"] },
    Site {
        host: "telegram.me",
        kind: "telegram",
        before: &[],
        reserved: &["joinchat", "share", "addstickers"],
    },
    Site { host: "wa.me", kind: "whatsapp", before: &[], reserved: &["message"] },
    Site { host: "twitter.com", kind: "x", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "x.com", kind: "x", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "facebook.com", kind: "facebook", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "instagram.com", kind: "instagram", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "medium.com", kind: "medium", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "dev.to", kind: "dev.to", before: &[], reserved: SOCIAL_PAGES },
    Site { host: "stackoverflow.com", kind: "stackoverflow", before: &["users"], reserved: &[] },
    Site { host: "npmjs.com", kind: "npm", before: &[], reserved: &["package", "search"] },
    Site { host: "kaggle.com", kind: "kaggle", before: &[], reserved: &["datasets", "competitions", "code"] },
    Site {
        host: "leetcode.com",
        kind: "leetcode",
        before: &["u"],
        reserved: &["problems", "contest", "explore"],
    },
    Site {
        host: "hackerrank.com",
        kind: "hackerrank",
        before: &["profile"],
        reserved: &["challenges", "domains"],
    },
    Site { host: "upwork.com", kind: "upwork", before: &["freelancers", "fl"], reserved: &[] },
    Site { host: "freelancer.com", kind: "freelancer", before: &["u"], reserved: &[] },
    Site { host: "fiverr.com", kind: "fiverr", before: &[], reserved: &["categories", "search"] },
    Site { host: "behance.net", kind: "behance", before: &[], reserved: &["gallery", "search"] },
    Site { host: "dribbble.com", kind: "dribbble", before: &[], reserved: &["shots", "search"] },
];

impl Site {
    fn key(&self, segments: &[&str]) -> Option<String> {
        let first = segments.first()?;
        let name = if self.before.contains(first) {
            segments.get(1)?
        } else if self.before.is_empty() || self.before == ["u"] || self.before == ["profile"] {
            first
        } else {
            // A page of the site that belongs to nobody.
            return None;
        };
        let name = name.trim_start_matches(['@', '~']);
        if name.is_empty() || self.reserved.contains(&name) {
            return None;
        }
        Some(format!("{}:{name}", self.kind))
    }
}

fn generic_key(host: &str, segments: &[&str]) -> Option<String> {
    match segments {
        [] => None,
        [name] => Some(format!("{host}:{}", name.trim_start_matches(['@', '~']))),
        ["in" | "u" | "user" | "users" | "profile" | "profiles" | "people" | "member" | "members", name] => {
            Some(format!("{host}:{}", name.trim_start_matches(['@', '~'])))
        }
        many => Some(format!("{host}/{}", many.join("/"))),
    }
}

fn split_address(address: &str) -> Option<(String, String)> {
    let inner = match (address.rfind('<'), address.rfind('>')) {
        (Some(open), Some(close)) if open < close => address.get(open + 1..close)?,
        _ => address,
    };
    let inner = inner.trim().to_lowercase();
    let inner = inner.strip_prefix("mailto:").unwrap_or(&inner);
    let inner = before_any(inner, &['?']);
    let (local, domain) = inner.rsplit_once('@')?;
    let domain = domain.trim_end_matches('.');
    let odd = |character: char| character.is_whitespace() || matches!(character, '<' | '>' | ',' | ';' | '@');
    if local.is_empty()
        || domain.is_empty()
        || inner.len() > ADDRESS_BYTES_MAX
        || local.contains(odd)
        || domain.contains(odd)
        || domain.starts_with('.')
    {
        return None;
    }
    Some((local.to_owned(), domain.to_owned()))
}

fn before_any<'a>(text: &'a str, stops: &[char]) -> &'a str {
    text.split(stops).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_mailbox_have_one_key() {
        for (address, expected) in [
            ("Rosa.Del.Mar+jobs@GoogleMail.com", Some("rosadelmar@gmail.com")),
            ("Rosa <rosa.delmar@example.org>", Some("rosa.delmar@example.org")),
            ("mailto:rosa@outlook.com?subject=hello", Some("rosa@outlook.com")),
            ("rosa+work@outlook.com", Some("rosa@outlook.com")),
            // Nothing is known of this domain, so a plus may be part of the name.
            ("rosa+work@example.org", Some("rosa+work@example.org")),
            ("rosa@", None),
            ("@example.org", None),
            ("no address", None),
            ("+tag@gmail.com", None),
        ] {
            assert_eq!(email_key(address).as_deref(), expected, "{address}");
        }
        assert_eq!(domain_of("Rosa@Mail.Example.ORG.").as_deref(), Some("mail.example.org"));
        assert_eq!(local_part_of("Rosa.D@example.org").as_deref(), Some("rosa.d"));
    }

    #[test]
    fn registered_parts_of_hosts() {
        for (host, expected) in [
            ("mail.shop.example.co.uk", Some("example.co.uk")),
            ("a.b.example.com", Some("example.com")),
            ("example", None),
            ("co.uk", None),
            ("192.0.2.7", None),
        ] {
            assert_eq!(registrable_domain(host).as_deref(), expected, "{host}");
        }
    }

    #[test]
    fn links_to_one_profile_have_one_key() {
        for (link, expected) in [
            ("https://www.linkedin.com/in/Rosa-Delmar/", Some("linkedin:rosa-delmar")),
            ("uk.linkedin.com/in/rosa-delmar?trk=x", Some("linkedin:rosa-delmar")),
            ("https://www.linkedin.com/company/acme", None),
            ("http://GitHub.com/octo/repo#readme", Some("github:octo")),
            ("https://octo.github.io/blog", Some("github:octo")),
            ("https://github.com/features", None),
            ("https://t.me/octo", Some("telegram:octo")),
            ("tg://resolve?domain=octo", Some("telegram:octo")),
            ("skype:live:octo?chat", Some("skype:live:octo")),
            ("https://twitter.com/Octo", Some("x:octo")),
            ("https://medium.com/@octo", Some("medium:octo")),
            ("https://stackoverflow.com/users/123/octo", Some("stackoverflow:123")),
            ("https://people.example.com/in/octo", Some("people.example.com:octo")),
            ("https://code.example.com/octo", Some("code.example.com:octo")),
            ("https://example.com/a/b/c", Some("example.com/a/b/c")),
            ("https://example.com", None),
            ("rosa@example.org", None),
            ("", None),
        ] {
            assert_eq!(handle_key(link).as_deref(), expected, "{link}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(address in "[A-Za-z.+]{1,8}@(gmail\\.com|GOOGLEMAIL\\.com|example\\.org|outlook\\.com)") {
            if let Some(key) = email_key(&address) {
                prop_assert_eq!(email_key(&key), Some(key.clone()));
                prop_assert_eq!(email_key(&address.to_uppercase()), Some(key));
            }
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,60}") {
            let _ = (email_key(&text), domain_of(&text), registrable_domain(&text), handle_key(&text));
        }
    }
}
