//! Combinations: what several signs say together. They rest on evidence, never on each other.

use crate::{Indicator, indicator};

mod k10_many_names;
mod k11_two_hands;
mod k1_profile;
mod k2_persona_kit;
mod k3_avoid_laptop;
mod k4_remote_hand;
mod k5_farm;
mod k6_theft_to_extortion;
mod k7_reference_and_replacement;
mod k8_pay;
mod k9_camera;
mod parts;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("combinations/k1_profile", k1_profile),
    indicator!("combinations/k2_persona_kit", k2_persona_kit),
    indicator!("combinations/k3_avoid_laptop", k3_avoid_laptop),
    indicator!("combinations/k4_remote_hand", k4_remote_hand),
    indicator!("combinations/k5_farm", k5_farm),
    indicator!("combinations/k6_theft_to_extortion", k6_theft_to_extortion),
    indicator!("combinations/k8_pay", k8_pay),
    indicator!("combinations/k9_camera", k9_camera),
    indicator!("combinations/k7_reference_and_replacement", k7_reference_and_replacement),
    indicator!("combinations/k10_many_names", k10_many_names),
    indicator!("combinations/k11_two_hands", k11_two_hands),
];
