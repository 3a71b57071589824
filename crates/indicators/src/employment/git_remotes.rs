//! Git command lines: where somebody pushes.
//!
//! In: a command line as a computer logged it. Out: the remote that was named and the place it stands for.
//! `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name` and the like.

/// A repository somewhere: all in lower case, the name without `.git`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub host: String,
    /// The first folder of the path; groups below it belong to it.
    pub owner: String,
    pub name: String,
}

/// What a command line does with a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// `remote add NAME URL`, `remote set-url NAME URL`.
    Names { remote: String, place: Place },
    /// `push URL`.
    PushesTo(Place),
    /// `push NAME`; nothing where the command names none.
    Pushes(Option<String>),
}

/// Options of `git` and `push` that take the next word with them.
const WITH_VALUE: [&str; 9] =
    ["-c", "-C", "--git-dir", "--work-tree", "-o", "--push-option", "--repo", "--exec", "--receive-pack"];

/// What a command line does, where it is git's and concerns a remote.
pub(super) fn command(line: &str) -> Option<Command> {
    let words: Vec<&str> = line.split_whitespace().map(|it| it.trim_matches(['"', '\''])).collect();
    let git = words.iter().position(|it| is_git(it))?;
    let mut plain = Vec::new();
    let mut skip = false;
    for word in words.iter().skip(git + 1) {
        if skip {
            skip = false;
        } else if WITH_VALUE.contains(word) {
            skip = true;
        } else if !word.starts_with('-') {
            plain.push(*word);
        }
    }
    match plain.as_slice() {
        ["remote", "add" | "set-url", remote, url, ..] => {
            Some(Command::Names { remote: (*remote).to_owned(), place: place(url)? })
        }
        ["push"] => Some(Command::Pushes(None)),
        ["push", target, ..] => match place(target) {
            Some(place) => Some(Command::PushesTo(place)),
            None => Some(Command::Pushes(Some((*target).to_owned()))),
        },
        _ => None,
    }
}

fn is_git(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word).to_lowercase();
    name == "git" || name == "git.exe"
}

/// The repository that a URL names; nothing for a folder of the same machine.
pub(super) fn place(url: &str) -> Option<Place> {
    let url = url.trim().to_lowercase();
    let (host, path) = match url.split_once("://") {
        Some(("http" | "https" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        // `C:\src` is a drive, `git@host:owner/name` a host.
        None => url
            .split_once(':')
            .filter(|(host, path)| host.len() > 1 && !host.contains(['/', '\\']) && path.contains('/'))?,
    };
    let host = host.rsplit('@').next()?.split(':').next()?;
    let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let (owner, name) = (parts.first()?, parts.last()?);
    if host.is_empty() || parts.len() < 2 {
        return None;
    }
    let name = name.strip_suffix(".git").unwrap_or(name);
    Some(Place { host: host.to_owned(), owner: (*owner).to_owned(), name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(host: &str, owner: &str, name: &str) -> Place {
        Place { host: host.into(), owner: owner.into(), name: name.into() }
    }

    #[test]
    fn addresses_are_read_in_every_form() {
        let same = Some(at("github.com", "quiet", "core"));
        assert_eq!(place("https://github.com/quiet/core.git"), same);
        assert_eq!(place("https://token:x@github.com/Quiet/core"), same);
        assert_eq!(place("git@github.com:quiet/core.git"), same);
        assert_eq!(place("ssh://git@github.com:22/quiet/core.git/"), same);
        assert_eq!(place("https://gitlab.com/quiet/team/core.git"), Some(at("gitlab.com", "quiet", "core")));
    }

    #[test]
    fn folders_and_names_are_no_address() {
        for it in
            ["origin", r"C:\src\core", "../core", "file:///srv/core", "main", "https://github.com/core", ""]
        {
            assert_eq!(place(it), None, "{it}");
        }
    }

    #[test]
    fn a_command_line_says_what_it_does() {
        let mirror = Command::Names { remote: "mirror".into(), place: at("github.com", "quiet", "core") };
        assert_eq!(
            command(
                r#""C:\Program Files\Git\cmd\git.exe" remote add mirror https://github.com/quiet/core.git"#
            ),
            Some(mirror.clone())
        );
        assert_eq!(
            command("git -C /srv/core remote add -f mirror git@github.com:quiet/core.git"),
            Some(mirror)
        );
        assert_eq!(command("git.exe push --mirror mirror"), Some(Command::Pushes(Some("mirror".into()))));
        assert_eq!(command("/usr/bin/git push -u origin main"), Some(Command::Pushes(Some("origin".into()))));
        assert_eq!(command("git push"), Some(Command::Pushes(None)));
        assert_eq!(
            command("git push https://github.com/quiet/core.git main"),
            Some(Command::PushesTo(at("github.com", "quiet", "core")))
        );
        assert_eq!(command("git fetch origin"), None);
        assert_eq!(command("legit push mirror"), None);
    }
}
