//! Whose browser is it? The database does not say; the path may.
//!
//! In: the path of the file below the input folder. Out: the account and the machine that its folders name:
//! `WS-0104/C/Users/sam/AppData/Local/Google/Chrome/User Data/Default/History` is `sam` on `WS-0104`, and so is
//! `WS-0104/sam@example.com/History` with the account in full.

/// What the path says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    pub account: Option<String>,
    pub device: Option<String>,
}

/// Folders that browsers and systems make themselves.
const OWN: &[&str] = &[
    "appdata",
    "local",
    "roaming",
    "google",
    "chrome",
    "chrome beta",
    "google-chrome",
    "chromium",
    "microsoft",
    "microsoft edge",
    "microsoft-edge",
    "edge",
    "bravesoftware",
    "brave-browser",
    "opera software",
    "opera stable",
    "vivaldi",
    "user data",
    "default",
    "guest profile",
    "system profile",
    "mozilla",
    "firefox",
    ".mozilla",
    "profiles",
    "library",
    "application support",
    ".config",
    "snap",
    "common",
    "browser",
    "browsers",
    "history",
    "c",
    "c:",
    "d",
    "d:",
];

/// Folders whose next one inside is named after a person.
const HOMES: &[&str] = &["users", "home", "documents and settings"];

pub fn of(path: &str) -> Owner {
    let folders: Vec<&str> = path.rsplit(['/', '!']).skip(1).collect();
    let mut res = Owner::default();
    let mut outer = &folders[..];
    // From the nearest outwards: the person's folder stands before that of all homes.
    if let Some(at) = folders.iter().position(|it| HOMES.contains(&it.to_ascii_lowercase().as_str())) {
        res.account = at.checked_sub(1).and_then(|it| folders.get(it)).map(|it| (*it).to_owned());
        outer = folders.get(at + 1..).unwrap_or_default();
    }
    for folder in outer.iter().filter(|it| !is_own(it)) {
        if folder.contains('@') {
            // An address says more than the name of a home.
            res.account = Some((*folder).to_owned());
        } else if res.device.is_none() {
            res.device = Some((*folder).to_owned());
        }
        if res.device.is_some() && res.account.is_some() {
            break;
        }
    }
    res
}

fn is_own(folder: &str) -> bool {
    let folder = folder.trim().to_ascii_lowercase();
    let is_numbered =
        folder.strip_prefix("profile ").is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    // `ab12cd34.default-release`
    let is_firefox =
        folder.split_once('.').is_some_and(|(salt, name)| salt.len() == 8 && name.starts_with("default"));
    folder.is_empty() || is_numbered || is_firefox || OWN.contains(&folder.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(account: Option<&str>, device: Option<&str>) -> Owner {
        Owner { account: account.map(str::to_owned), device: device.map(str::to_owned) }
    }

    #[test]
    fn a_home_names_the_person_and_what_lies_around_it_the_machine() {
        for path in [
            "WS-0104/C/Users/sam/AppData/Local/Google/Chrome/User Data/Profile 2/History",
            "laptops/WS-0104/C:/Users/sam/AppData/Local/Microsoft/Edge/User Data/Default/History",
            "WS-0104/home/sam/.config/google-chrome/Default/History",
            "case.zip!WS-0104/Users/sam/Library/Application Support/BraveSoftware/Brave-Browser/Default/History",
            "WS-0104/Users/sam/AppData/Roaming/Mozilla/Firefox/Profiles/ab12cd34.default-release/places.sqlite",
        ] {
            assert_eq!(of(path), owner(Some("sam"), Some("WS-0104")), "{path}");
        }
    }

    #[test]
    fn folders_made_by_hand_are_told_by_the_at_sign() {
        assert_eq!(of("WS-0104/sam@example.com/History"), owner(Some("sam@example.com"), Some("WS-0104")));
        assert_eq!(
            of("sam@example.com/WS-0104/Default/History"),
            owner(Some("sam@example.com"), Some("WS-0104"))
        );
        assert_eq!(of("WS-0104/History"), owner(None, Some("WS-0104")));
        assert_eq!(of("History"), Owner::default());
    }
}
