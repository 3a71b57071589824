//! Places on the open web where files and text can be put: drives, file sharing, paste sites and git hosts.
//!
//! In: a dated list and a host or URL. Out: the service and its kind. Whether the account there is the company's is not known here.

use crate::dated_list::{ListInfo, Suffixes, Table};

/// What a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StorageKind {
    /// A personal drive in the cloud.
    Drive,
    /// Hands a file to whoever has the link.
    Share,
    /// Shows a text to whoever has the link.
    Paste,
    /// Keeps source code.
    Git,
}

impl StorageKind {
    /// The word that the list and evidence use.
    pub fn id(self) -> &'static str {
        match self {
            StorageKind::Drive => "drive",
            StorageKind::Share => "share",
            StorageKind::Paste => "paste",
            StorageKind::Git => "git",
        }
    }

    fn from_id(id: &str) -> Option<StorageKind> {
        match id {
            "drive" => Some(StorageKind::Drive),
            "share" => Some(StorageKind::Share),
            "paste" => Some(StorageKind::Paste),
            "git" => Some(StorageKind::Git),
            _ => None,
        }
    }
}

/// One service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageService {
    pub id: String,
    pub name: String,
    pub kind: StorageKind,
}

/// The list, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct CloudStorage {
    info: ListInfo,
    services: Vec<StorageService>,
    hosts: Suffixes,
}

impl CloudStorage {
    /// The list that comes with the product.
    pub fn shipped() -> CloudStorage {
        CloudStorage::parse(include_str!("../data/cloud_storage/cloud_storage.tsv")).0
    }

    /// Reads a list with the columns `id name kind hosts`.
    pub fn parse(text: &str) -> (CloudStorage, Vec<String>) {
        let table = Table::read(text, &["id", "kind", "hosts"]);
        let mut problems = table.problems.clone();
        let mut list = CloudStorage::default();
        for row in table.rows() {
            let Some(kind) = StorageKind::from_id(row.cell("kind")) else {
                problems.push(format!(
                    "line {}: kind `{}` is none of drive, share, paste, git",
                    row.line,
                    row.cell("kind")
                ));
                continue;
            };
            for host in row.values("hosts") {
                list.hosts.add(&host, list.services.len());
            }
            list.services.push(StorageService {
                id: row.cell("id").to_string(),
                name: row.cell("name").to_string(),
                kind,
            });
        }
        list.info = table.info("cloud_storage", list.services.len());
        (list, problems)
    }

    /// Date, source and size of the list.
    pub fn info(&self) -> &ListInfo {
        &self.info
    }

    /// All services, in the order of the list.
    pub fn services(&self) -> &[StorageService] {
        &self.services
    }

    /// The service behind a host, `host:port` or URL.
    pub fn by_host(&self, host: &str) -> Option<&StorageService> {
        self.hosts.find(host).and_then(|place| self.services.get(place))
    }

    /// The service that a proxy calls by its name, such as `Google Drive`: uploads go to hosts that many services share.
    pub fn by_name(&self, name: &str) -> Option<&StorageService> {
        let plain = |it: &str| -> String {
            let it = it.split('(').next().unwrap_or(it);
            it.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let name = plain(name);
        self.services.iter().find(|it| !name.is_empty() && (plain(&it.name) == name || plain(&it.id) == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_sound() {
        let (list, problems) = CloudStorage::parse(include_str!("../data/cloud_storage/cloud_storage.tsv"));
        assert!(problems.is_empty(), "{problems:?}");
        assert!(list.services().len() >= 90);
        for kind in [StorageKind::Drive, StorageKind::Share, StorageKind::Paste, StorageKind::Git] {
            assert!(list.services().iter().filter(|service| service.kind == kind).count() > 10);
        }
    }

    #[test]
    fn hosts_and_links_lead_to_services() {
        let list = CloudStorage::shipped();
        for (host, service, kind) in [
            ("drive.google.com", "google_drive", StorageKind::Drive),
            ("doc-0s-c4-docs.googleusercontent.com", "google_drive", StorageKind::Drive),
            ("https://www.dropbox.com/scl/fi/x?dl=0", "dropbox", StorageKind::Drive),
            ("onedrive.live.com", "onedrive", StorageKind::Drive),
            ("1drv.ms", "onedrive", StorageKind::Drive),
            ("https://mega.nz/file/a#b", "mega", StorageKind::Drive),
            ("we.tl", "wetransfer", StorageKind::Share),
            ("store1.gofile.io:443", "gofile", StorageKind::Share),
            ("pastebin.com", "pastebin", StorageKind::Paste),
            ("https://gist.github.com/someone/0a1b", "github_gist", StorageKind::Paste),
            ("github.com", "github", StorageKind::Git),
        ] {
            let found = list.by_host(host);
            assert_eq!(found.map(|found| found.id.as_str()), Some(service), "{host}");
            assert_eq!(found.map(|found| found.kind), Some(kind), "{host}");
        }
    }

    #[test]
    fn a_name_stands_for_its_service_however_it_is_written() {
        let list = CloudStorage::shipped();
        for name in ["Google Drive", "google drive", "GoogleDrive"] {
            assert_eq!(list.by_name(name).map(|it| it.id.as_str()), Some("google_drive"), "{name}");
        }
        assert_eq!(list.by_name(""), None);
        assert_eq!(list.by_name("Google"), None);
    }

    #[test]
    fn neighbours_and_company_hosts_are_not_listed() {
        let list = CloudStorage::shipped();
        for host in [
            "google.com",
            "mail.google.com",
            "outbox.com",
            "omega.nz",
            "example-my.sharepoint.com",
            "live.com",
            "",
        ] {
            assert_eq!(list.by_host(host), None, "{host}");
        }
    }
}
