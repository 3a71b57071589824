//! Microsoft Teams: who was in a meeting, from which machine, network and camera.
//!
//! In: call records of Microsoft Graph, and attendance reports as Graph or the Teams window gives them. Out: `meetings`.

pub mod attendance;
pub mod attendance_csv;
pub mod call_records;
