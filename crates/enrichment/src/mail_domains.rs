//! What kind of mail domain an address has: open to everyone, thrown away after use, or a forwarding alias.
//!
//! In: lists of domains, and one domain or address. Out: the kind, or nothing for a domain that is in no list (most companies').
//! Half the world writes from a consumer mailbox: the kind is context, never a sign by itself.

use crate::dated_list::{ListInfo, Table, host_of};
use std::collections::HashMap;

/// The kind of a mail domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MailKind {
    /// Anybody may open a mailbox there, or gets one with an internet connection.
    Consumer,
    /// Made to be thrown away.
    Disposable,
    /// Forwards to a mailbox that stays hidden; a privacy feature of phones and browsers.
    Alias,
}

impl MailKind {
    /// The word that evidence uses.
    pub fn id(self) -> &'static str {
        match self {
            MailKind::Consumer => "consumer",
            MailKind::Disposable => "disposable",
            MailKind::Alias => "alias",
        }
    }
}

/// The lists, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct MailDomains {
    infos: Vec<ListInfo>,
    kinds: HashMap<String, MailKind>,
}

impl MailDomains {
    /// The lists that come with the product.
    pub fn shipped() -> MailDomains {
        let mut domains = MailDomains::default();
        domains.add(
            "mail_domains/consumer",
            MailKind::Consumer,
            include_str!("../data/mail_domains/consumer.tsv"),
        );
        domains.add(
            "mail_domains/consumer_more",
            MailKind::Consumer,
            include_str!("../data/mail_domains/consumer_more.tsv"),
        );
        domains.add(
            "mail_domains/disposable",
            MailKind::Disposable,
            include_str!("../data/mail_domains/disposable.tsv"),
        );
        domains.add("mail_domains/alias", MailKind::Alias, include_str!("../data/mail_domains/alias.tsv"));
        domains
    }

    /// Reads one list with the columns `domain` and `kind` (`consumer`, `disposable`, `alias`).
    pub fn parse(text: &str) -> (MailDomains, Vec<String>) {
        let table = Table::read(text, &["domain", "kind"]);
        let mut problems = table.problems.clone();
        let mut domains = MailDomains::default();
        for row in table.rows() {
            let kind = match row.cell("kind") {
                "consumer" => MailKind::Consumer,
                "disposable" => MailKind::Disposable,
                "alias" => MailKind::Alias,
                other => {
                    problems.push(format!("line {}: kind `{other}` is unknown", row.line));
                    continue;
                }
            };
            domains.kinds.insert(row.cell("domain").to_lowercase(), kind);
        }
        domains.infos.push(table.info("mail_domains", domains.kinds.len()));
        (domains, problems)
    }

    /// Adds a list with the column `domain`, all of one kind. A later list wins over an earlier one. Returns the problems.
    pub fn add(&mut self, name: &str, kind: MailKind, text: &str) -> Vec<String> {
        let mut table = Table::read(text, &["domain"]);
        let mut problems = std::mem::take(&mut table.problems);
        let mut entries = 0;
        for row in table.rows() {
            let domain = row.cell("domain").trim_start_matches('@').to_lowercase();
            if domain.contains('.') && !domain.contains(char::is_whitespace) {
                self.kinds.insert(domain, kind);
                entries += 1;
            } else {
                problems.push(format!("line {}: `{}` is no mail domain", row.line, row.cell("domain")));
            }
        }
        self.infos.push(table.info(name, entries));
        problems
    }

    /// Puts a list with the column `domain` in the place of all domains of one kind. Returns the problems.
    pub fn replace(&mut self, kind: MailKind, name: &str, text: &str) -> Vec<String> {
        self.kinds.retain(|_, known| *known != kind);
        let prefix = format!("mail_domains/{}", kind.id());
        self.infos.retain(|info| !info.name.starts_with(&prefix) && info.name != name);
        self.add(name, kind, text)
    }

    /// How many domains there are of one kind.
    pub fn count(&self, kind: MailKind) -> usize {
        self.kinds.values().filter(|known| **known == kind).count()
    }

    /// Date, source and size of each list.
    pub fn infos(&self) -> &[ListInfo] {
        &self.infos
    }

    /// The kind of a domain, or of the domain of a whole address. A name below a listed domain has its kind as well.
    pub fn kind(&self, domain_or_address: &str) -> Option<MailKind> {
        let text = domain_or_address.trim().trim_end_matches('>');
        let domain = text.rsplit_once('@').map_or(text, |(_, domain)| domain);
        let domain = host_of(domain);
        let mut rest = domain.as_str();
        while rest.contains('.') {
            if let Some(kind) = self.kinds.get(rest) {
                return Some(*kind);
            }
            rest = rest.split_once('.')?.1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_are_dated_and_large() {
        let domains = MailDomains::shipped();
        assert_eq!(domains.infos().len(), 4);
        for info in domains.infos() {
            assert_eq!(info.as_of.len(), 10, "{info:?}");
            assert!(!info.source.is_empty());
        }
        let entries = |kind: &str| -> usize {
            domains.infos().iter().filter(|info| info.name.contains(kind)).map(|info| info.entries).sum()
        };
        assert!(entries("consumer") > 5_000);
        assert!(entries("disposable") > 10_000);
    }

    #[test]
    fn well_known_domains_have_their_kind() {
        let domains = MailDomains::shipped();
        for domain in [
            "gmail.com",
            "outlook.com",
            "hotmail.com",
            "yahoo.com",
            "icloud.com",
            "proton.me",
            "tutanota.com",
            "qq.com",
            "gmx.de",
        ] {
            assert_eq!(domains.kind(domain), Some(MailKind::Consumer), "{domain}");
        }
        assert_eq!(domains.kind("Sam <sam@GMail.com>"), Some(MailKind::Consumer));
        assert_eq!(domains.kind("mailinator.com"), Some(MailKind::Disposable));
        assert_eq!(domains.kind("x.guerrillamail.com"), Some(MailKind::Disposable));
        assert_eq!(domains.kind("privaterelay.appleid.com"), Some(MailKind::Alias));
        for domain in
            ["google.com", "microsoft.com", "appleid.com", "example.com", "com", "", "@", "notgmail.com"]
        {
            assert_eq!(domains.kind(domain), None, "{domain}");
        }
    }

    #[test]
    fn a_list_of_ones_own_is_read_with_its_kinds() {
        let (domains, problems) =
            MailDomains::parse("domain,kind\nmine.example,consumer\nodd.example,what\n");
        assert_eq!(domains.kind("a@mine.example"), Some(MailKind::Consumer));
        assert_eq!(problems.len(), 1);
    }
}
