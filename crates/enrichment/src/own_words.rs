//! Which words of a mail did its sender write?
//!
//! In: the text of a mail. Out: the same without what others wrote and what programs put there: quoted and forwarded
//! parts, attribution lines, greeting, closing and signature, notices, code and logs, links, addresses and paths.
//! What is left out is left out by its form (RFC 3676 for quotes and signatures, else what mailing programs write);
//! where a form is not known, foreign words stay in, and where it is ambiguous, own words are lost rather than foreign
//! ones kept.

use std::sync::LazyLock;

use regex::Regex;

/// The most bytes of one text that are looked at.
const MOST_BYTES: usize = 64 * 1024;

/// Lines at the end among which a closing is looked for.
const CLOSING_LINES: usize = 8;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("a pattern of this file is well formed"));
    };
}

// Everything from here on is somebody else's, or was written before.
pattern!(
    REST_IS_OLDER,
    r"(?i)^\s*(-{2,}\s*(original|forwarded)\s+(message|mail).*|begin forwarded message:?|_{20,}|\*?from:\*?\s.+@.+|-{2,}\s*forwarded by .*)\s*$"
);
// `On Mon, 6 Jul 2026 at 10:04, Robin Example <robin@example.com> wrote:`, and what programs make of it.
pattern!(
    ATTRIBUTION,
    r"(?i)^\s*(>\s*)*(on\b.{4,200}|.{2,120}@.{2,120}|.{2,60})\s(wrote|writes|said|schrieb)\s*:\s*$"
);
pattern!(QUOTE, r"^\s{0,3}([A-Za-z]{0,4}>|\||:\s)");
pattern!(SIGNATURE, r"^\s*(--|—|__+|\*{3,}|={4,}|-{5,})\s*$");
pattern!(
    OF_PROGRAM,
    r"(?i)^\s*(sent from (my|mail|outlook|yahoo|proton)\b|get outlook for\b|sent (with|via|using)\b|envoyé de|von meinem .* gesendet)"
);
pattern!(
    GREETING,
    r"(?i)^\s*(hi|hello|hey|dear|good (morning|afternoon|evening|day)|greetings|all|team|folks)\b[^.?!]{0,40}[,!.:-]?\s*$"
);
pattern!(
    CLOSING,
    r"(?i)^\s*((many |kind(est)? |best |warm(est)? |with (kind |best )?)?(thanks|regards|wishes|greetings)|thank(s| you)( (so|very) much| a lot| again| in advance| and regards)?|best|cheers|sincerely( yours)?|yours( (sincerely|faithfully|truly))?|respectfully|br|rgds|thx|ciao|take care|talk soon|all the best)\s*[,.!-]*\s*$"
);
pattern!(
    NOTICE,
    r"(?i)(intended (solely )?(for|recipient)|confidential and|unsubscribe|mailing list|this (e-?mail|message) (and any|may contain|was sent)|registered (office|in)|virus-free)"
);
pattern!(
    CODE_LINE,
    r"^\s*([$#%>]\s+\S|@@|[+-]{3}\s|diff\s--|at [\w.$]+\(|(import|from|def|class|fn|let|const|var|return|if|for|while|#include|select|insert|update|public|private|static)\b.*[;:{}()=]\s*$|\w+\(.*\)\s*[;{]?\s*$|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\w{3}\s+\d+ \d\d:\d\d:\d\d|[A-Z][\w-]+: \S+$)"
);
pattern!(
    NOT_A_WORD,
    r#"(?x) \b[a-z][a-z0-9+.-]{1,12}://\S+ | \bwww\.\S+ | <?[\w.+-]+@[\w-]+\.[\w.-]+>? | (?:[A-Za-z]:)?(?:[/\\][\w.~-]+){2,}[/\\]? | \b\w+(?:[_.:]\w+)+\b(?:\(\))? | \[[a-z ]{2,12}\] | \b[0-9a-f]{7,}\b | `[^`\n]*` "#
);

/// The own words of a mail's text, a paragraph on each line.
pub fn own_words(text: &str) -> String {
    let text = text.get(..text.floor_char_boundary(MOST_BYTES)).unwrap_or(text);
    let lines: Vec<&str> = without_older(text);
    let lines = without_ends(&lines);
    let mut res = String::with_capacity(text.len());
    for paragraph in paragraphs(&lines) {
        if NOTICE.is_match(&paragraph) {
            continue;
        }
        let plain = NOT_A_WORD.replace_all(&paragraph, " ");
        if plain.chars().any(char::is_alphabetic) {
            res.push_str(plain.trim());
            res.push('\n');
        }
    }
    res
}

/// Lines that are neither quoted nor forwarded, up to the signature.
fn without_older(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let mut res = Vec::new();
    let mut fenced = false;
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        at += 1;
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced || QUOTE.is_match(line) {
            continue;
        }
        if REST_IS_OLDER.is_match(line) || SIGNATURE.is_match(line) && !res.is_empty() && is_end(&lines, at) {
            break;
        }
        if SIGNATURE.is_match(line) || OF_PROGRAM.is_match(line) {
            continue;
        }
        // An attribution may be broken into two lines.
        let next = lines.get(at).copied().unwrap_or("");
        let two = format!("{} {}", line.trim_end(), next.trim());
        let lines_of_it = match (
            ATTRIBUTION.is_match(line),
            line.trim_start().starts_with("On ") && ATTRIBUTION.is_match(&two),
        ) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 0,
        };
        if lines_of_it > 0 {
            at += lines_of_it - 1;
            // Where marks of quoting follow, answers may stand between them; where none do, all that follows is old.
            let marked =
                lines.iter().skip(at).find(|it| !it.trim().is_empty()).is_some_and(|it| QUOTE.is_match(it));
            if !marked {
                break;
            }
            continue;
        }
        if !is_code(line) {
            res.push(line);
        }
    }
    res
}

/// A line of dashes within a text parts it; one before the last few lines begins a signature.
fn is_end(lines: &[&str], at: usize) -> bool {
    let exact =
        lines.get(at.saturating_sub(1)).is_some_and(|it| matches!(it.trim_start(), "--" | "-- " | "—"));
    exact || lines.len() - at <= CLOSING_LINES
}

/// Code, logs and tables: more signs than letters, or the form of a statement.
fn is_code(line: &str) -> bool {
    let line = line.trim_end();
    if line.trim().is_empty() {
        return false;
    }
    let (mut letters, mut others) = (0_usize, 0_usize);
    for letter in line.trim().chars() {
        if letter.is_alphabetic() || letter == ' ' || letter == '\'' {
            letters += 1;
        } else {
            others += 1;
        }
    }
    others * 3 > letters && letters + others > 8 || CODE_LINE.is_match(line)
}

/// Without the greeting at the beginning, and without the closing and what stands below it.
fn without_ends<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut res: Vec<&str> = lines.to_vec();
    while res.last().is_some_and(|it| it.trim().is_empty()) {
        res.pop();
    }
    let near_end = res.len().saturating_sub(CLOSING_LINES);
    if let Some(closing) =
        (near_end..res.len()).find(|at| res.get(*at).is_some_and(|it| CLOSING.is_match(it)))
    {
        res.truncate(closing);
    }
    if let Some(first) = res.iter().position(|it| !it.trim().is_empty())
        && res.get(first).is_some_and(|it| GREETING.is_match(it))
    {
        res.drain(..=first);
    }
    res
}

/// Lines joined where they were only wrapped.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut res = vec![String::new()];
    for line in lines {
        if line.trim().is_empty() {
            res.push(String::new());
        } else if let Some(last) = res.last_mut() {
            last.push_str(line.trim());
            last.push(' ');
        }
    }
    res.retain(|it| !it.trim().is_empty());
    res
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn own(text: &str) -> String {
        own_words(text).trim_end().to_owned()
    }

    #[test]
    fn greeting_closing_and_name_are_not_the_text() {
        assert_eq!(
            own(
                "Hi all,\n\nI moved the report, so\nplease look at it.\n\nKind regards,\nRobin Example\nEngineer"
            ),
            "I moved the report, so please look at it."
        );
        assert_eq!(own("It is done now.\n\nThanks.\n"), "It is done now.");
    }

    #[test]
    fn quotes_go_and_answers_between_them_stay() {
        let text = "On Mon, 6 Jul 2026 at 10:04, Robin Example <robin@example.com> wrote:\n> Is it done?\nYes, since noon.\n> And the other?\nNot yet.";
        assert_eq!(own(text), "Yes, since noon. Not yet.");
    }

    #[test]
    fn an_attribution_over_two_lines_is_one() {
        let text = "Fine with me.\n\nOn Mon, 6 Jul 2026 at 10:04, Robin Example\n<robin@example.com> wrote:\nIs it done?\n";
        assert_eq!(own(text), "Fine with me.");
    }

    #[test]
    fn what_follows_a_line_of_forwarding_is_older() {
        for border in [
            "-----Original Message-----",
            "---------- Forwarded message ---------",
            "Begin forwarded message:",
            "________________________________",
            "From: Robin Example <robin@example.com>",
        ] {
            let text =
                format!("See below, it is the same.\n\n{border}\nSubject: x\n\nwords of somebody else\n");
            assert_eq!(own(&text), "See below, it is the same.", "{border}");
        }
    }

    #[test]
    fn code_logs_links_and_addresses_are_left_out() {
        let text = "I ran this and it broke.\n\n```\nlet it = 5;\n```\n$ make all\n2026-07-06 10:04:00 ERROR out of memory\nreturn foo(bar);\n\nSee https://example.com/a?b=c or ask robin@example.com about /var/log/app.log and my_table.";
        assert_eq!(own(text), "I ran this and it broke.\nSee   or ask   about   and  .");
    }

    #[test]
    fn signatures_and_lines_of_programs_are_left_out() {
        assert_eq!(own("It works.\n-- \nRobin\nExample Inc."), "It works.");
        assert_eq!(own("It works.\n\nSent from my iPhone"), "It works.");
    }

    #[test]
    fn a_notice_at_the_end_is_nobodys_style() {
        let text =
            "It works.\n\nThis message may contain confidential matter and is intended for the addressee.";
        assert_eq!(own(text), "It works.");
    }

    #[test]
    fn a_sentence_that_begins_like_a_closing_stays() {
        assert_eq!(own("Thanks for the file, it opens now."), "Thanks for the file, it opens now.");
        assert_eq!(own("Best to wait until it is dry."), "Best to wait until it is dry.");
    }

    proptest! {
        #[test]
        fn nothing_is_added(text in "(\\PC{0,20}\n){0,12}") {
            prop_assert!(own_words(&text).chars().filter(|it| it.is_alphanumeric()).count() <= text.chars().filter(|it| it.is_alphanumeric()).count());
        }
    }
}
