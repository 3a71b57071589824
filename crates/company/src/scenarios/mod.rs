//! The stories: one file for each published case (`c…`), each quiet guilty worker (`q…`) and each honest look-alike (`b…`).
//!
//! A story adds people to the company, lets them do what the case tells, and says in the truth which record
//! shows what. To add one: write a file with `pub(super) const SCENARIO`, and name it twice below.
//!
//! Sources are named by their section in the case collection (`cases.md`), which names the seed articles.

mod farm;
mod remote;
mod steps;

mod c01_extortion;
mod c02_candidates;
mod c03_two_styles;
mod c04_remote_hand;
mod c05_laptop_in_transit;
mod c06_virtual_camera;
mod c07_pay_changes;
mod c08_house_of_three;
mod c09_farm_with_parcels;
mod c10_host_signs;
mod c11_malware_on_day_one;
mod c12_hired_face;
mod c13_sold_account;
mod c14_keyboard_from_afar;
mod c15_lent_desk;
mod c16_first_hour;
mod c17_chain_of_three;
mod c18_interview_trap;
mod c19_slow_keys;
mod c20_portal_pattern;
mod c21_travelling_laptop;
mod c22_community;
mod c23_many_applications;

mod q01_quiet_worker;
mod q02_quiet_pair;

mod b01_team_mates;
mod b02_moved_house;
mod b03_family_visit;
mod b04_code_move;
mod b05_failed_bank;
mod b06_freelancer_abroad;
mod b07_couple;
mod b08_interpreter;
mod b09_drafter;
mod b10_home_lab;
mod b11_satellite;
mod b12_help_desk;
mod b13_stolen_login;
mod b14_private_applicant;
mod b15_angry_leaver;
mod b16_night_carer;
mod b17_second_job;
mod b18_three_laptops;
mod b19_family_account;
mod b20_maintainer;
mod b21_nomad;
mod b22_alumni;
mod b23_rural_line;
mod b24_wedding;
mod b25_flat_share;

use crate::world::World;

/// A story that can be played in a company.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Short id such as `c01` or `b03`.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// Where the story was published, or that it is our own invention.
    pub source: &'static str,
    /// True for look-alikes, in which nobody has done anything wrong.
    pub honest: bool,
    pub(crate) play: fn(&mut World),
}

/// All stories, cases first.
pub fn scenarios() -> &'static [Scenario] {
    SCENARIOS
}

static SCENARIOS: &[Scenario] = &[
    c01_extortion::SCENARIO,
    c02_candidates::SCENARIO,
    c03_two_styles::SCENARIO,
    c04_remote_hand::SCENARIO,
    c05_laptop_in_transit::SCENARIO,
    c06_virtual_camera::SCENARIO,
    c07_pay_changes::SCENARIO,
    c08_house_of_three::SCENARIO,
    c09_farm_with_parcels::SCENARIO,
    c10_host_signs::SCENARIO,
    c11_malware_on_day_one::SCENARIO,
    c12_hired_face::SCENARIO,
    c13_sold_account::SCENARIO,
    c14_keyboard_from_afar::SCENARIO,
    c15_lent_desk::SCENARIO,
    c16_first_hour::SCENARIO,
    c17_chain_of_three::SCENARIO,
    c18_interview_trap::SCENARIO,
    c19_slow_keys::SCENARIO,
    c20_portal_pattern::SCENARIO,
    c21_travelling_laptop::SCENARIO,
    c22_community::SCENARIO,
    c23_many_applications::SCENARIO,
    q01_quiet_worker::SCENARIO,
    q02_quiet_pair::SCENARIO,
    b01_team_mates::SCENARIO,
    b02_moved_house::SCENARIO,
    b03_family_visit::SCENARIO,
    b04_code_move::SCENARIO,
    b05_failed_bank::SCENARIO,
    b06_freelancer_abroad::SCENARIO,
    b07_couple::SCENARIO,
    b08_interpreter::SCENARIO,
    b09_drafter::SCENARIO,
    b10_home_lab::SCENARIO,
    b11_satellite::SCENARIO,
    b12_help_desk::SCENARIO,
    b13_stolen_login::SCENARIO,
    b14_private_applicant::SCENARIO,
    b15_angry_leaver::SCENARIO,
    b16_night_carer::SCENARIO,
    b17_second_job::SCENARIO,
    b18_three_laptops::SCENARIO,
    b19_family_account::SCENARIO,
    b20_maintainer::SCENARIO,
    b21_nomad::SCENARIO,
    b22_alumni::SCENARIO,
    b23_rural_line::SCENARIO,
    b24_wedding::SCENARIO,
    b25_flat_share::SCENARIO,
];
