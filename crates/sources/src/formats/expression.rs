//! Regular expressions of the readers' own.
//!
//! In: an expression that stands in the source code, never one that was read. Out: the compiled expression.

use regex::Regex;

/// Compiles an expression that we wrote.
///
/// # Panics
///
/// Where it is none: that is a mistake of ours, which the first line any reader looks at shows, whatever stands in it.
pub(crate) fn expression(text: &'static str) -> Regex {
    Regex::new(text).expect("an expression that can be read")
}
