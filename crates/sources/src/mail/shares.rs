//! Notices in which a cloud drive says that somebody shared something.
//!
//! In: sender, subject and text of a mail. Out: who shared what. Only mails that come from a drive's own
//! sender are looked at: anybody can write "shared with you".

use std::sync::LazyLock;

use regex::Regex;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Share {
    /// A mail address where the notice says one, else the name.
    pub sharer: String,
    pub item: String,
}

/// Senders of sharing notices: an address, or a domain with all below it.
const SENDERS: &[&str] = &[
    "drive-shares-dm-noreply@google.com",
    "drive-shares-noreply@google.com",
    "drive-noreply@google.com",
    "comments-noreply@docs.google.com",
    "no-reply@sharepointonline.com",
    "sharepointonline.com",
    "sharepoint.com",
    "onedrive.com",
    "no-reply@onedrive.live.com",
    "no-reply@dropbox.com",
    "dropbox.com",
    "dropboxmail.com",
    "noreply@box.com",
    "box.com",
    "wetransfer.com",
    "icloud.com",
];

pub(crate) fn read(from: &str, from_name: &str, reply_to: &str, subject: &str, body: &str) -> Share {
    let domain = from.rsplit('@').next().unwrap_or("");
    let is_sender = SENDERS.iter().any(|it| {
        *it == from
            || !it.contains('@')
                && (domain == *it || domain.strip_suffix(*it).is_some_and(|it| it.ends_with('.')))
    });
    // iCloud is a mail provider too: only its machine speaks for the drive.
    if !is_sender || domain == "icloud.com" && !is_machine(from) {
        return Share::default();
    }
    let text = format!("{subject}\n{}", body.split_whitespace().collect::<Vec<_>>().join(" "));
    if !says_shared(&text) {
        return Share::default();
    }
    Share { sharer: sharer(from_name, reply_to, &text), item: item(subject, &text) }
}

fn is_machine(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or("").replace(['-', '_', '.'], "");
    ["noreply", "donotreply", "notification", "mailerdaemon"].iter().any(|it| local.contains(it))
}

fn says_shared(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "shared",
        "invited you to",
        "invitation to",
        "has invited",
        "wants to share",
        "sent you files",
        "gave you access",
    ]
    .iter()
    .any(|it| text.contains(it))
}

fn sharer(from_name: &str, reply_to: &str, text: &str) -> String {
    static NEAR: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let address = r"([A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})";
        [
            // "ann@post.example shared a folder with you", "Ann Sample (ann@post.example) has invited you"
            format!(r"(?i){address}[)>]?\s+(?:has\s+|just\s+|wants\s+to\s+)?(?:shared?|invited|sent|gave)"),
            // "shared by Ann Sample (ann@post.example)"
            format!(r"(?i)\bby\s+[^@\n]{{0,80}}?[(<]?{address}"),
        ]
        .iter()
        .filter_map(|it| Regex::new(it).ok())
        .collect()
    });
    for expression in NEAR.iter() {
        if let Some(found) = expression.captures(text).and_then(|it| it.get(1))
            && !is_machine(found.as_str())
        {
            return found.as_str().to_lowercase();
        }
    }
    if !reply_to.is_empty() && !is_machine(reply_to) {
        return reply_to.to_owned();
    }
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?m)(?:^|[.:!"”]\s)([^\s"“.:!][^"“.:!\n]{1,60}?)\s+(?:has\s+|just\s+|wants\s+to\s+)?(?:shared?|invited|sent|gave)\s"#).ok()
    });
    // "Ann Sample (via Google Drive)"
    if let Some((name, _)) =
        from_name.split_once(" (").filter(|(_, it)| it.to_lowercase().starts_with("via "))
    {
        return name.trim().to_owned();
    }
    let named = NAME.as_ref().and_then(|it| it.captures(text)).and_then(|it| it.get(1));
    named
        .map(|it| it.as_str().trim().to_owned())
        .filter(|it| it.split_whitespace().count() <= 5)
        .unwrap_or_default()
}

fn item(subject: &str, text: &str) -> String {
    static QUOTED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"["“„«']([^"”“»\n]{1,200})["”“»']"#).ok());
    static INVITATION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)^(?:re:\s*)?(.{1,200}?)\s+-\s+(?:invitation|request) to ").ok());
    static FOLLOWING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:following (?:shared )?(?:folder|file|document|item|spreadsheet|presentation)s?|the (?:folder|file|document)):?\s+([^\n]{1,120}?)(?:\s+(?:https?://|with you|open\b|view\b)|[.\n]|$)").ok()
    });
    // A single quote within a word is none.
    let quoted = |text: &str| {
        let text = text.replace(['’', '‘'], "");
        QUOTED.as_ref().and_then(|it| it.captures(&text)).map(|it| it[1].trim().to_owned())
    };
    if let Some(it) = quoted(subject) {
        return it;
    }
    if let Some(found) = INVITATION.as_ref().and_then(|it| it.captures(subject)) {
        return found[1].trim().to_owned();
    }
    if let Some(it) = quoted(text) {
        return it;
    }
    let following = FOLLOWING.as_ref().and_then(|it| it.captures(text));
    following.map(|it| it[1].trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(from: &str, name: &str, reply_to: &str, subject: &str, body: &str) -> (String, String) {
        let res = read(from, name, reply_to, subject, body);
        (res.sharer, res.item)
    }

    #[test]
    fn drives_say_it_in_several_ways() {
        let google = "drive-shares-dm-noreply@google.com";
        for (found, sharer, item) in [
            (
                share(
                    google,
                    "Google Drive",
                    "",
                    "Folder shared with you: \"samples\"",
                    "ann@post.example shared a folder with you.",
                ),
                "ann@post.example",
                "samples",
            ),
            (
                share(
                    google,
                    "Ann Sample (via Google Drive)",
                    "",
                    "Item shared with you: “plan.pdf”",
                    "Ann Sample has shared the following item:",
                ),
                "Ann Sample",
                "plan.pdf",
            ),
            (
                share(
                    google,
                    "Ann Sample (via Google Drive)",
                    "Ann@post.example",
                    "plan - Invitation to edit",
                    "I've invited you.",
                ),
                "Ann@post.example",
                "plan",
            ),
            (
                share(
                    "no-reply@dropbox.com",
                    "Dropbox",
                    "",
                    "Ann Sample shared \"Proof\" with you",
                    "Hi there",
                ),
                "Ann Sample",
                "Proof",
            ),
            (
                share(
                    "no-reply@sharepointonline.com",
                    "Ann Sample",
                    "",
                    "Ann Sample shared the folder \"Q3\" with you.",
                    "Open",
                ),
                "Ann Sample",
                "Q3",
            ),
        ] {
            assert_eq!(found, (sharer.to_owned(), item.to_owned()));
        }
    }

    #[test]
    fn silent_when_the_sender_is_no_drive() {
        let found =
            read("ann@post.example", "Ann", "", "Folder shared with you: \"x\"", "ann@post.example shared");
        assert_eq!(found, Share::default());
        let found =
            read("news@google.com", "Google", "", "Folder shared with you: \"x\"", "ann@post.example shared");
        assert_eq!(found, Share::default());
    }
}
