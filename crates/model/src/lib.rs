//! What do we call things? The nouns that every room speaks.
//!
//! In reading order: a file holds *records*; a record has an *origin* and stands in a *table*; a query
//! gives back *rows*; an indicator turns rows into *findings* about a *person*; a finding becomes
//! *evidence* once it has a weight; evidence adds up to a *score*; all of it together is a *dossier*.
//! Whatever could not be understood is a *problem*.
//!
//! Knows no stage. There is no field here for nationality, ethnicity, religion, gender or age:
//! what is not there cannot be scored (`tests/absences.rs` guards it).

pub mod limits;

pub mod json;
pub mod origin;
pub mod record;
pub mod tables;
pub mod value;

pub mod rows;

pub mod finding;
pub mod person;

pub mod evidence;
pub mod score;

pub mod check;
pub mod dossier;
pub mod problem;

pub use check::Check;
pub use evidence::{Category, Evidence, Status};
pub use finding::{Finding, Step};
pub use jiff::Timestamp;
pub use json::{Json, Members};
pub use origin::{Origin, Place};
pub use person::{PersonId, Subject};
pub use problem::{Level, Problem};
pub use record::{LogSource, RawEvent, Record, Ref};
pub use rows::{Row, Rows};
pub use score::{Bits, Tier};
pub use tables::{Column, Kind, Table};
pub use value::Value;
