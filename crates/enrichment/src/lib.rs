//! What else is known about that address, host, program, name, place or text?
//!
//! In: one value, and data sets that are shipped with the product or handed in as text or bytes.
//! Out: facts, each with the list that says so and the date of that list. Pure look-ups: nothing here reads a file, a clock or the
//! network, and nothing here knows who asks. Which fact matters is for the indicators to say.

mod command_line;
mod dated_list;
mod hardware;
mod words;

pub mod activity_simulators;
pub mod amounts;
pub mod cloud_storage;
pub mod file_names;
pub mod knowledge;
pub mod kvm_devices;
pub mod mail_domains;
pub mod network;
pub mod own_words;
pub mod payment_services;
pub mod places;
pub mod remote_tools;
pub mod topics;
pub mod virtual_cameras;
pub mod vpn_clients;
pub mod wallets;

pub use dated_list::{ListInfo, MOST_ROWS};
pub use knowledge::Knowledge;
