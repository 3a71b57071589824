//! Programs in paths and command lines, as Windows, macOS and Linux write them.
//!
//! In: a path or a command line. Out: the name of the program without folder and ending, the words of the line, and which of them
//! name a program that is started.

/// A path in lower case, with `/` between folders and without quotes.
pub(crate) fn plain_path(path: &str) -> String {
    path.trim().trim_matches(['"', '\'']).to_lowercase().replace('\\', "/")
}

/// The name of the program file: without folder, ending, and the `(1)` that browsers add to a second download.
pub(crate) fn program_name(plain_path: &str) -> &str {
    let name = plain_path.trim_end_matches('/');
    let name = name.rsplit('/').next().unwrap_or("");
    let mut name = name;
    for ending in [".exe", ".app", ".msi", ".com", ".cmd", ".bat", ".appimage"] {
        if let Some(stem) = name.strip_suffix(ending) {
            name = stem;
            break;
        }
    }
    if let Some((stem, count)) = name.rsplit_once('(')
        && let Some(count) = count.strip_suffix(')')
        && !count.is_empty()
        && count.bytes().all(|byte| byte.is_ascii_digit())
    {
        return stem.trim_end();
    }
    name.trim()
}

/// The most words of a command line that are looked at.
const MOST_WORDS: usize = 256;

/// The words of a command line. A first word such as `C:\Program Files\x.exe` without quotes stays whole.
pub(crate) fn command_words(command_line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = command_line.trim();
    let bytes = rest.as_bytes();
    let drive =
        bytes.len() > 2 && bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    if drive
        && let Some(end) = rest.to_ascii_lowercase().find(".exe")
        && let (Some(program), Some(after)) = (rest.get(..end + 4), rest.get(end + 4..))
    {
        words.push(program.to_string());
        rest = after;
    }
    let mut word = String::new();
    let mut quote: Option<char> = None;
    let mut quoted = false;
    for letter in rest.chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => word.push(letter),
            None if letter == '"' || letter == '\'' => {
                quote = Some(letter);
                quoted = true;
            }
            None if letter.is_whitespace() || letter == ';' || letter == '&' || letter == '|' => {
                if !word.is_empty() || quoted {
                    words.push(std::mem::take(&mut word));
                }
                quoted = false;
                if words.len() >= MOST_WORDS {
                    return words;
                }
            }
            None => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Programs that only start another one named in their arguments.
const STARTERS: [&str; 20] = [
    "cmd",
    "powershell",
    "pwsh",
    "bash",
    "sh",
    "zsh",
    "sudo",
    "doas",
    "nohup",
    "start",
    "start-process",
    "msiexec",
    "env",
    "exec",
    "setsid",
    "screen",
    "open",
    "call",
    "npx",
    "timeout",
];

/// The places in `words` that name a program that is started.
pub(crate) fn programs_of(words: &[String]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        places.push(place);
        let path = plain_path(word);
        if !STARTERS.contains(&program_name(&path)) {
            break;
        }
        place += 1;
        while words.get(place).is_some_and(|word| {
            word.is_empty() || word.starts_with('-') || is_switch(word) || word.contains('=')
        }) {
            place += 1;
        }
    }
    places
}

/// `/c`, `/i` and the like; a path such as `/usr/bin/x` is none.
fn is_switch(word: &str) -> bool {
    word.len() <= 3 && word.starts_with('/')
}

/// Whether `arguments` come next after `place`, options left out.
pub(crate) fn follows(words: &[String], place: usize, arguments: &[String]) -> bool {
    let mut wanted = arguments.iter();
    let mut next = wanted.next();
    for word in words.iter().skip(place + 1) {
        let Some(argument) = next else {
            return true;
        };
        if word.starts_with('-') {
            continue;
        }
        if !word.eq_ignore_ascii_case(argument) {
            return false;
        }
        next = wanted.next();
    }
    next.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folder_ending_and_the_number_of_a_second_download() {
        for (path, name) in [
            (r"C:\Program Files\Tool\Tool.EXE", "tool"),
            ("/Applications/Tool.app/", "tool"),
            ("tool (3).exe", "tool"),
            ("tool (beta).exe", "tool (beta)"),
            ("", ""),
        ] {
            assert_eq!(program_name(&plain_path(path)), name, "{path}");
        }
    }

    #[test]
    fn words_keep_quoted_blanks_and_unquoted_program_files() {
        assert_eq!(command_words(r#""a b.exe" -x "c d""#), ["a b.exe", "-x", "c d"]);
        assert_eq!(command_words(r"C:\Program Files\a.exe -x"), [r"C:\Program Files\a.exe", "-x"]);
        assert!(command_words("a ".repeat(10_000).as_str()).len() <= MOST_WORDS);
    }

    #[test]
    fn starters_lead_to_what_they_start() {
        let words = command_words("sudo -E nohup /opt/x/tool run");
        assert_eq!(programs_of(&words), [0, 2, 3]);
        assert!(follows(&words, 3, &["run".to_string()]));
        assert!(!follows(&words, 3, &["stop".to_string()]));
    }
}
