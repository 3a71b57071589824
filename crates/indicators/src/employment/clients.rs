//! Which system and browser a sign-in came from, as families.
//!
//! In: the product's words for system and browser, and the user agent. Out: families that one device cannot change
//! between two requests. What is not known is no family.

/// `windows`, `macos`, `linux`, `android`, `ios`, `chromeos`.
pub(super) fn system(os: Option<&str>, user_agent: Option<&str>) -> Option<&'static str> {
    os.and_then(system_of).or_else(|| user_agent.and_then(system_of))
}

fn system_of(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
    // The order matters: Android says Linux, an iPhone says `like Mac OS X`.
    if has(&["android"]) {
        Some("android")
    } else if has(&["iphone", "ipad", "ipod", "ios", "cfnetwork"]) {
        Some("ios")
    } else if has(&["cros", "chrome os", "chromeos"]) {
        Some("chromeos")
    } else if has(&["windows", "win32", "win64"]) {
        Some("windows")
    } else if has(&["mac os", "macos", "macintosh", "mac_os", "darwin", "os x"]) {
        Some("macos")
    } else if has(&["linux", "ubuntu", "fedora", "x11;"]) {
        Some("linux")
    } else {
        None
    }
}

/// What no browser calls itself: a program sends the cookie by hand.
pub(super) const SCRIPT: &str = "script";

/// `chrome`, `edge`, `firefox`, `safari`, `opera`, or [`SCRIPT`].
pub(super) fn browser(browser: Option<&str>, user_agent: Option<&str>) -> Option<&'static str> {
    browser.and_then(browser_of).or_else(|| user_agent.and_then(browser_of))
}

fn browser_of(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let families = [
        ("edg", "edge"),
        ("opr/", "opera"),
        ("opera", "opera"),
        ("firefox", "firefox"),
        ("fxios", "firefox"),
        ("crios", "chrome"),
        ("chrom", "chrome"),
        ("safari", "safari"),
        ("python-requests", SCRIPT),
        ("python-urllib", SCRIPT),
        ("python-httpx", SCRIPT),
        ("aiohttp", SCRIPT),
        ("curl/", SCRIPT),
        ("wget/", SCRIPT),
        ("go-http-client", SCRIPT),
        ("postmanruntime", SCRIPT),
    ];
    families.iter().find(|(word, _)| text.contains(word)).map(|(_, family)| *family)
}

/// Two systems that one device cannot be. A tablet that asks for the page of a desktop calls itself another system.
pub(super) fn systems_differ(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let mut pair = [one, other];
    pair.sort_unstable();
    one != other && !matches!(pair, ["ios", "macos"] | ["android", "linux"] | ["chromeos", "linux"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_agents_tell_their_families() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/149.0 Safari/537.36 Edg/149.0";
        assert_eq!((system(None, Some(iphone)), browser(None, Some(iphone))), (Some("ios"), Some("safari")));
        assert_eq!((system(None, Some(edge)), browser(None, Some(edge))), (Some("windows"), Some("edge")));
        assert_eq!(system(Some("Mac OS X"), None), Some("macos"));
        assert_eq!(system(Some("Unknown"), Some("okhttp/4.9")), None);
        assert_eq!(browser(Some("Other"), Some("python-requests/2.28.1")), Some(SCRIPT));
        assert_eq!(browser(None, Some("okhttp/4.9")), None);
    }

    #[test]
    fn a_tablet_that_asks_for_the_desktop_page_is_one_device() {
        assert!(!systems_differ(Some("ios"), Some("macos")));
        assert!(!systems_differ(Some("windows"), None));
        assert!(systems_differ(Some("windows"), Some("linux")));
    }
}
