//! Consumer VPN and proxy products: by the name a log gives as operator, by program, service or host.
//!
//! In: a dated list and one value from a log. Out: the product. Many people use one for good reasons; one product is marked as named
//! in public reports on fraudulent remote workers.

use crate::command_line::{command_words, plain_path, program_name};
use crate::dated_list::{ListInfo, Suffixes, Table, fits};
use crate::words::{has_words, plain_words};

/// One product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VpnClient {
    pub id: String,
    pub name: String,
    /// Whether public reports on fraudulent remote workers name it.
    pub named_in_reports: bool,
    names: Vec<String>,
    processes: Vec<String>,
    services: Vec<String>,
    paths: Vec<String>,
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct VpnClients {
    info: ListInfo,
    clients: Vec<VpnClient>,
    domains: Suffixes,
}

impl VpnClients {
    /// The list that comes with the product.
    pub fn shipped() -> VpnClients {
        VpnClients::parse(include_str!("../data/vpn_clients/vpn_clients.tsv")).0
    }

    /// Reads a list with the columns `id name named_in_reports names processes services paths domains`; `id` and `names` must be there.
    pub fn parse(text: &str) -> (VpnClients, Vec<String>) {
        let table = Table::read(text, &["id", "names"]);
        let mut problems = table.problems.clone();
        let mut list = VpnClients::default();
        for row in table.rows() {
            if row.cell("id").is_empty() {
                problems.push(format!("line {}: the id is empty", row.line));
                continue;
            }
            for domain in row.values("domains") {
                list.domains.add(&domain, list.clients.len());
            }
            let names = row.values("names").iter().map(|name| plain_words(name)).collect();
            let paths = row.values("paths").iter().map(|path| path.replace('\\', "/")).collect();
            list.clients.push(VpnClient {
                id: row.cell("id").to_string(),
                name: row.cell("name").to_string(),
                named_in_reports: row.cell("named_in_reports").eq_ignore_ascii_case("yes"),
                names,
                processes: row.values("processes"),
                services: row.values("services"),
                paths,
            });
        }
        list.info = table.info("vpn_clients", list.clients.len());
        (list, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All products, in the order of the list.
    pub fn clients(&self) -> &[VpnClient] {
        &self.clients
    }

    /// The product in an operator's name as identity products write it: `ASTRILL_VPN`, `NordVPN`, `Surfshark Ltd.`.
    pub fn by_operator(&self, operator: &str) -> Option<&VpnClient> {
        let words = plain_words(operator);
        self.clients.iter().find(|client| client.names.iter().any(|name| has_words(&words, name)))
    }

    /// The product that a program file belongs to: a full path or a bare name.
    pub fn by_process(&self, image_path_or_name: &str) -> Option<&VpnClient> {
        let path = plain_path(image_path_or_name);
        let name = program_name(&path);
        if name.is_empty() {
            return None;
        }
        self.clients.iter().find(|client| {
            client.processes.iter().any(|process| fits(process, name))
                || client.paths.iter().any(|piece| path.contains(piece.as_str()))
        })
    }

    /// The product that installed a service, by its name or else by the program it starts.
    pub fn by_service(&self, name: &str, image_path: &str) -> Option<&VpnClient> {
        let name = name.trim().to_lowercase();
        let known =
            self.clients.iter().find(|client| client.services.iter().any(|service| fits(service, &name)));
        if known.is_some() {
            return known;
        }
        let words = command_words(image_path);
        words.first().and_then(|program| self.by_process(program))
    }

    /// The product that a host name belongs to.
    pub fn by_domain(&self, host: &str) -> Option<&VpnClient> {
        self.domains.find(host).and_then(|place| self.clients.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(client: Option<&VpnClient>) -> Option<&str> {
        client.map(|client| client.id.as_str())
    }

    #[test]
    fn the_shipped_list_is_sound() {
        let (list, problems) = VpnClients::parse(include_str!("../data/vpn_clients/vpn_clients.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.clients().len() >= 35);
        assert!(list.clients().iter().any(|client| client.id == "astrill" && client.named_in_reports));
    }

    #[test]
    fn operators_are_known_in_the_ways_logs_write_them() {
        let list = VpnClients::shipped();
        assert_eq!(id(list.by_operator("ASTRILL_VPN")), Some("astrill"));
        assert_eq!(id(list.by_operator("Astrill")), Some("astrill"));
        assert_eq!(id(list.by_operator("NordVPN S.A.")), Some("nordvpn"));
        assert_eq!(id(list.by_operator("Proton_VPN")), Some("protonvpn"));
        assert_eq!(id(list.by_operator("Example Cable LLC")), None);
        assert_eq!(id(list.by_operator("")), None);
    }

    #[test]
    fn clients_are_known_by_program_service_and_host() {
        let list = VpnClients::shipped();
        assert_eq!(id(list.by_process(r"C:\Program Files (x86)\Astrill\astrill.exe")), Some("astrill"));
        assert_eq!(id(list.by_process(r"C:\Program Files (x86)\Astrill\tools\helper.exe")), Some("astrill"));
        assert_eq!(id(list.by_process("/usr/local/Astrill/asovpnc")), Some("astrill"));
        assert_eq!(id(list.by_process(r"C:\Windows\System32\rasdial.exe")), None);
        assert_eq!(id(list.by_process("openvpn.exe")), None);
        assert_eq!(
            id(list.by_service("Tunnel", r#""C:\Program Files (x86)\Astrill\ASTRILL.EXE" -svc"#)),
            Some("astrill")
        );
        assert_eq!(id(list.by_domain("www.astrill.com")), Some("astrill"));
        assert_eq!(id(list.by_domain("castrill.com")), None);
    }
}
