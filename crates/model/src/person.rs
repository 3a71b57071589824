//! Who a statement is about.

use std::fmt;
use std::sync::Arc;

/// `worker:<worker_id>` where there is one, else `applicant:<applicant_id>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(Arc<str>);

impl PersonId {
    pub fn worker(id: &str) -> PersonId {
        PersonId(format!("worker:{id}").into())
    }

    pub fn applicant(id: &str) -> PersonId {
        PersonId(format!("applicant:{id}").into())
    }

    /// Takes an id as it stands in a `person` column.
    pub fn from_column(id: &str) -> PersonId {
        PersonId(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a piece of evidence is about: a person, or a handle whose owner is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Person(PersonId),
    /// Written as `handle:<kind>:<value>`; counts against nobody.
    Handle {
        kind: Arc<str>,
        value: Arc<str>,
    },
}

impl Subject {
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Subject::Person(it) => Some(it),
            Subject::Handle { .. } => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Person(it) => it.fmt(f),
            Subject::Handle { kind, value } => write!(f, "handle:{kind}:{value}"),
        }
    }
}
