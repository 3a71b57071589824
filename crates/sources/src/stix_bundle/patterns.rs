//! The values that a STIX pattern names, where any one of them alone is what it speaks of.
//!
//! In: a pattern; its grammar and types are checked by `rstix`, which also writes it in one canonical way. Out: kinds
//! and values; and what had to be left out.

use std::collections::BTreeSet;
use std::net::IpAddr;

/// One value.
#[derive(Debug, PartialEq)]
pub struct Said {
    /// `ip`, `email`, `phone`, `device`, `account_digest`.
    pub kind: &'static str,
    pub value: String,
}

impl Said {
    pub fn is_address(&self) -> bool {
        self.kind == "ip"
    }

    /// The address or network in its shortest form; a network of one is an address.
    pub fn network(&self) -> Option<String> {
        let text = self.value.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(address.to_canonical().to_string());
        }
        let network: ipnet::IpNet = text.parse().ok()?;
        let network = network.trunc();
        Some(if network.prefix_len() == network.max_prefix_len() {
            network.addr().to_canonical().to_string()
        } else {
            network.to_string()
        })
    }
}

#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub said: Vec<Said>,
    /// Paths that name nothing a person has.
    pub left_out: BTreeSet<String>,
    /// Several comparisons must hold together, or in an order, or often: one alone says less.
    pub left_out_narrow: bool,
}

pub fn read(pattern: &str) -> Result<Found, String> {
    let parsed = rstix::Pattern::parse(pattern)
        .map_err(|it| format!("pattern: {}", crate::formats::text::shown(&it.to_string(), 160)))?;
    let tokens = tokens(&parsed.canonical());
    let mut res = Found::default();
    let mut idx = 0;
    let mut values: Vec<(String, String)> = Vec::new();
    let mut narrow = false;
    while let Some(token) = tokens.get(idx) {
        match token {
            Token::Word(word)
                if matches!(word.as_str(), "AND" | "FOLLOWEDBY" | "NOT" | "WITHIN" | "REPEATS" | "START") =>
            {
                // A comparison of types narrows nothing.
                narrow |= word != "AND" || !(is_type(&tokens, idx + 1) || ended_with_type(&tokens, idx));
            }
            Token::Word(path) if path.contains(':') => {
                let operator = match tokens.get(idx + 1) {
                    Some(Token::Word(it)) => it.as_str(),
                    _ => "",
                };
                let all = values_after(&tokens, idx + 2);
                let kind = path.split(':').next().unwrap_or_default().to_owned();
                match operator {
                    "=" | "IN" | "ISSUBSET" => values.extend(all.into_iter().map(|it| (path.clone(), it))),
                    _ => {
                        res.left_out.insert(kind);
                    }
                }
            }
            _ => {}
        }
        idx += 1;
    }
    for (path, value) in values {
        if path.ends_with(".type") {
            continue;
        }
        match kind_of(&path, &value) {
            Some(_) if narrow => {}
            Some(kind) => {
                let said = Said { kind, value };
                if !res.said.contains(&said) {
                    res.said.push(said);
                }
            }
            None => {
                res.left_out.insert(path.split(':').next().unwrap_or_default().to_owned());
            }
        }
    }
    res.left_out_narrow = narrow;
    Ok(res)
}

/// What a path names, of the kinds that confirmed artefacts have.
fn kind_of(path: &str, value: &str) -> Option<&'static str> {
    let (object, property) = path.split_once(':')?;
    let last = property.rsplit('.').next().unwrap_or_default();
    let object = object.trim_start_matches("x-");
    let is_address = || {
        let bare = value.split('/').next().unwrap_or_default();
        bare.trim().parse::<IpAddr>().is_ok()
    };
    match object {
        "ipv4-addr" | "ipv6-addr" if last == "value" => Some("ip"),
        "network-traffic" | "domain-name" | "email-message" if last == "value" && is_address() => Some("ip"),
        "email-addr" | "email-message" if last == "value" && value.contains('@') => Some("email"),
        "user-account"
            if matches!(last, "account_login" | "user_id" | "display_name") && value.contains('@') =>
        {
            Some("email")
        }
        "mac-addr" if last == "value" => Some("device"),
        _ if object.contains("phone") || object.contains("telephone") => Some("phone"),
        _ if object.contains("bank-account") || object.contains("account-digest") => Some("account_digest"),
        _ if object.contains("device") || object.contains("hostname") => Some("device"),
        _ => None,
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    /// A path, an operator or a keyword.
    Word(String),
    Text(String),
    /// `[ ] ( ) ,`
    Mark(char),
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut res = Vec::new();
    let mut rest = pattern.chars().peekable();
    let mut word = String::new();
    while let Some(it) = rest.next() {
        // Inside a path, `'` begins a key of a dictionary and `[` an index.
        let in_path = word.contains(':');
        match it {
            '\'' if !in_path => {
                word.clear();
                res.push(Token::Text(quoted(&mut rest)));
            }
            '\'' => {
                word.push_str(&quoted(&mut rest));
            }
            '[' if in_path => {
                for it in rest.by_ref() {
                    if it == ']' {
                        break;
                    }
                }
            }
            ' ' | '\t' | '\n' | '[' | ']' | '(' | ')' | ',' => {
                if !word.is_empty() {
                    res.push(Token::Word(std::mem::take(&mut word)));
                }
                if !it.is_whitespace() {
                    res.push(Token::Mark(it));
                }
            }
            _ => word.push(it),
        }
    }
    if !word.is_empty() {
        res.push(Token::Word(word));
    }
    res
}

/// The text up to the closing quote.
fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut res = String::new();
    while let Some(it) = rest.next() {
        match it {
            '\\' => res.extend(rest.next()),
            '\'' => break,
            _ => res.push(it),
        }
    }
    res
}

/// The texts of one value or one list.
fn values_after(tokens: &[Token], from: usize) -> Vec<String> {
    let mut res = Vec::new();
    for token in &tokens[from.min(tokens.len())..] {
        match token {
            Token::Text(text) => {
                res.push(text.clone());
                if !matches!(tokens.get(from), Some(Token::Mark('('))) {
                    break;
                }
            }
            Token::Mark('(' | ',') => {}
            _ => break,
        }
    }
    res
}

fn is_type(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at), Some(Token::Word(path)) if path.contains(':') && path.ends_with(".type"))
}

/// Whether the comparison before the word at `at` was one of a type.
fn ended_with_type(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(3).is_some_and(|it| is_type(tokens, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pattern: &str) -> Vec<(&'static str, String)> {
        read(pattern).unwrap().said.into_iter().map(|it| (it.kind, it.value)).collect()
    }

    #[test]
    fn alternatives_are_read_each() {
        assert_eq!(
            said(
                "[ipv4-addr:value = '198.51.100.7' OR email-addr:value = 'x@example.net'] OR [ipv6-addr:value = '2001:db8::7']"
            ),
            [("ip", "198.51.100.7".into()), ("email", "x@example.net".into()), ("ip", "2001:db8::7".into())]
        );
        assert_eq!(
            said("[ipv4-addr:value IN ('198.51.100.7', '198.51.100.8')]"),
            [("ip", "198.51.100.7".into()), ("ip", "198.51.100.8".into())]
        );
    }

    #[test]
    fn what_holds_only_together_is_not_read() {
        let found = read("[ipv4-addr:value = '198.51.100.7' AND ipv4-addr:value != '198.51.100.8']").unwrap();
        assert!(found.said.is_empty() && found.left_out_narrow);
        let found =
            read("[ipv4-addr:value = '198.51.100.7'] FOLLOWEDBY [email-addr:value = 'x@example.net']")
                .unwrap();
        assert!(found.said.is_empty() && found.left_out_narrow);
    }

    #[test]
    fn a_comparison_of_types_narrows_nothing() {
        assert_eq!(
            said(
                "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '198.51.100.7']"
            ),
            [("ip", "198.51.100.7".into())]
        );
    }

    #[test]
    fn what_is_excluded_is_not_said() {
        let found = read("[ipv4-addr:value != '198.51.100.7']").unwrap();
        assert!(found.said.is_empty());
        assert_eq!(found.left_out.iter().collect::<Vec<_>>(), ["ipv4-addr"]);
    }

    #[test]
    fn networks_are_written_in_one_way() {
        let network = |value: &str| Said { kind: "ip", value: value.into() }.network();
        assert_eq!(network("198.51.100.9/27").as_deref(), Some("198.51.100.0/27"));
        assert_eq!(network("198.51.100.9/32").as_deref(), Some("198.51.100.9"));
        assert_eq!(network("example.net"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_pattern_is_read_without_panic(pattern in "\\PC{0,60}") {
            let _ = read(&pattern);
            let _ = tokens(&pattern);
        }
    }
}
