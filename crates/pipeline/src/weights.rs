//! `weights.toml`: what levels are worth at this company, in place of what is shipped.
//!
//! ```toml
//! [pay-multi-change]
//! often = 3.5
//! ```
//!
//! In: its text, and the indicators that there are. Out: the worth of the levels it names, and what could not be used
//! or looks like a mistake. What is not named keeps its shipped worth. Also writes such a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use indicators::Header;
use model::Bits;

use crate::policy::{first_lines, nearest};

/// By indicator, then level.
pub type Weights = BTreeMap<String, BTreeMap<String, Bits>>;

/// No single sign shifts the odds more than a million to one.
const BITS_MAX: f64 = 20.0;

/// Reads it. A wrong type is an error with its place, since somebody meant something by it; a name that nobody knows
/// and a worth that cannot be are problems, and the shipped worth holds.
pub fn parse(text: &str, known: &[Header]) -> Result<(Weights, Vec<String>), String> {
    let given: BTreeMap<String, BTreeMap<String, f64>> =
        toml::from_str(text).map_err(|it| first_lines(&it))?;
    let mut res = Weights::new();
    let mut problems = Vec::new();
    for (indicator, levels) in given {
        let Some(header) = known.iter().find(|it| it.id == indicator) else {
            let near = nearest(&indicator, known.iter().map(|it| it.id.as_str()));
            problems.push(format!("no indicator is named `{indicator}`{near}"));
            continue;
        };
        let mut own = BTreeMap::new();
        for (level, bits) in levels {
            match worth(header, &level, bits) {
                Ok(bits) => _ = own.insert(level, bits),
                Err(cause) => problems.push(cause),
            }
        }
        problems.extend(odd(header, &own));
        res.insert(indicator, own);
    }
    Ok((res, problems))
}

fn worth(header: &Header, level: &str, bits: f64) -> Result<Bits, String> {
    let id = &header.id;
    let Some(shipped) = header.bits(level) else {
        let near = nearest(level, header.levels.iter().map(|(name, _)| name.as_str()));
        return Err(format!("`{id}` has no level `{level}`{near}"));
    };
    if !bits.is_finite() || bits.abs() > BITS_MAX {
        return Err(format!(
            "`{id}` {level}: {bits} is not a worth between -{BITS_MAX} and {BITS_MAX}; {shipped} holds"
        ));
    }
    let own = Bits::from_f64(bits);
    if own.hundredths().signum() * shipped.hundredths().signum() < 0 {
        let side = if shipped > Bits::ZERO { "against" } else { "for" };
        return Err(format!(
            "`{id}` {level}: {own} is of the other side, it speaks {side} a person; {shipped} holds"
        ));
    }
    Ok(own)
}

/// What is used and still looks like a mistake.
fn odd(header: &Header, own: &BTreeMap<String, Bits>) -> Vec<String> {
    let mut res = Vec::new();
    let worth = |name: &str, shipped: Bits| own.get(name).copied().unwrap_or(shipped);
    for (name, shipped) in &header.levels {
        if *shipped > Bits::ZERO
            && *shipped <= score::BENIGN_ALONE
            && worth(name, *shipped) > score::BENIGN_ALONE
        {
            res.push(format!(
                "`{}` {name}: above {} it is no longer one of the traits that many honest people have and that raise \
                 nobody",
                header.id,
                score::BENIGN_ALONE
            ));
        }
        for (other, other_shipped) in &header.levels {
            if other_shipped > shipped && worth(other, *other_shipped) < worth(name, *shipped) {
                res.push(format!(
                    "`{}`: {other} is worth less than {name}, which is the weaker sign",
                    header.id
                ));
            }
        }
    }
    res
}

/// As a file, with what stands before it as comments.
pub fn write(weights: &Weights, about: &[String]) -> String {
    let mut res = String::new();
    for line in about {
        let _ = writeln!(res, "# {line}");
    }
    for (indicator, levels) in weights.iter().filter(|(_, levels)| !levels.is_empty()) {
        let _ = writeln!(res, "\n[{}]", key(indicator));
        for (level, bits) in levels {
            let _ = writeln!(res, "{} = {bits}", key(level));
        }
    }
    res
}

/// Quoted where it must be.
fn key(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it));
    if is_bare { name.to_owned() } else { toml::Value::from(name).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Header> {
        let header = |id: &str, levels: &str| {
            Header::parse(&format!(
                "-- id: {id}\n-- title: T\n-- needs: changes\n-- category: pay\n-- cause: c\n-- levels: {levels}\n\
                 -- weight: w\n-- source: s\n-- query: q\nselect 1\n"
            ))
            .unwrap()
        };
        vec![header("pay-x", "twice 2, often 4, explained -4"), header("trait-x", "trait 0.1")]
    }

    fn problem(text: &str) -> String {
        let (weights, problems) = parse(text, &known()).unwrap();
        assert!(weights.values().all(BTreeMap::is_empty), "{weights:?}");
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        problem.clone()
    }

    #[test]
    fn what_is_named_takes_the_place_of_what_is_shipped() {
        let (weights, problems) = parse("[pay-x]\noften = 3.5\ntwice = 1\n", &known()).unwrap();
        assert_eq!(weights["pay-x"]["often"], Bits::from_f64(3.5));
        assert_eq!(weights["pay-x"]["twice"], Bits::from_f64(1.0));
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn a_name_that_nobody_knows_is_told_with_the_nearest() {
        assert_eq!(problem("[pay-y]\noften = 3\n"), "no indicator is named `pay-y`; did you mean `pay-x`");
        assert_eq!(problem("[pay-x]\noftn = 3\n"), "`pay-x` has no level `oftn`; did you mean `often`");
    }

    #[test]
    fn a_worth_that_cannot_be_is_not_used() {
        for bits in ["nan", "inf", "-inf", "1e300", "20.01"] {
            assert!(problem(&format!("[pay-x]\noften = {bits}\n")).ends_with("4.00 holds"), "{bits}");
        }
        assert!(problem("[pay-x]\nexplained = 1\n").contains("speaks for a person; -4.00 holds"));
    }

    #[test]
    fn what_looks_like_a_mistake_is_used_and_told() {
        let (weights, problems) = parse("[pay-x]\noften = 1\n[trait-x]\ntrait = 2\n", &known()).unwrap();
        assert_eq!(weights["pay-x"]["often"], Bits::from_f64(1.0));
        assert_eq!(problems[0], "`pay-x`: often is worth less than twice, which is the weaker sign");
        assert!(problems[1].starts_with("`trait-x` trait: above 0.30"), "{problems:?}");
    }

    #[test]
    fn a_wrong_type_is_an_error_with_its_line() {
        assert!(parse("[pay-x]\noften = 'much'\n", &known()).unwrap_err().contains("line 2"));
    }

    #[test]
    fn what_is_written_reads_back() {
        let (weights, _) = parse("[pay-x]\noften = 3.57\nexplained = -2.5\n", &known()).unwrap();
        let text = write(&weights, &["fitted".to_owned()]);
        assert!(text.starts_with("# fitted\n"));
        assert_eq!(parse(&text, &known()).unwrap(), (weights, Vec::new()));
    }
}
