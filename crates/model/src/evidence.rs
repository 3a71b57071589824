//! A finding with its weight.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{Bits, Origin, PersonId, Subject, finding::Step};

/// One piece of evidence about one subject, as it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// `sha256:…` over indicator, subject, others, window and records: the same facts give the same id.
    pub id: Arc<str>,
    pub indicator: Arc<str>,
    /// `sha256:…` of the indicator's files.
    pub version: Arc<str>,
    pub status: Status,
    pub subject: Subject,
    pub with: Vec<PersonId>,
    pub from: Timestamp,
    pub to: Timestamp,
    pub known_at: Timestamp,
    pub steps: Vec<Step>,
    pub level: Arc<str>,
    /// Its own worth.
    pub bits: Bits,
    /// Its share of the person's score, after causes and caps.
    pub counted: Bits,
    /// Why `counted` is not `bits`; empty where it is.
    pub counted_why: String,
    pub category: Category,
    pub cause: Arc<str>,
    pub exempt: bool,
    pub sentence: String,
    pub records: Vec<Reference>,
}

/// One record under a sentence, and where else the same record stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    pub record: i64,
    pub origin: Origin,
    pub also: Vec<Origin>,
}

/// The independent kinds of evidence. The list is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Identity,
    Device,
    Network,
    Pay,
    Conduct,
    Graph,
}

impl Category {
    pub const ALL: [Category; 6] = [
        Category::Identity,
        Category::Device,
        Category::Network,
        Category::Pay,
        Category::Conduct,
        Category::Graph,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Category::Identity => "identity",
            Category::Device => "device",
            Category::Network => "network",
            Category::Pay => "pay",
            Category::Conduct => "conduct",
            Category::Graph => "graph",
        }
    }

    pub fn from_id(id: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|it| it.id() == id)
    }
}

/// `Settled` counts. `Trial` is shown and weighs nothing. `Retired` is kept so that old evidence can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Settled,
    Trial,
    Retired,
}

impl Status {
    pub fn id(self) -> &'static str {
        match self {
            Status::Settled => "settled",
            Status::Trial => "trial",
            Status::Retired => "retired",
        }
    }

    pub fn from_id(id: &str) -> Option<Status> {
        [Status::Settled, Status::Trial, Status::Retired].into_iter().find(|it| it.id() == id)
    }
}
