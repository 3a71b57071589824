//! What every page must hold: checks that say who, how long and what would clear, and that ask nobody to act.

use std::collections::BTreeSet;

use model::Check;
use proofs::Page;

/// Pages whose checks do not say yet who does them, what they take and what would clear. The list may only shrink.
const WITHOUT_THE_FORM: &[&str] = &[
    "applying/contact_reuse",
    "applying/employers_listed",
    "applying/fullstack_role",
    "applying/identity_mismatch",
    "applying/mutual_reference",
    "applying/resume_clone",
    "applying/shared_format",
    "applying/work_history_gap",
    "applying/years_claimed",
    "combinations/k1_profile",
    "combinations/k3_avoid_laptop",
    "combinations/k4_remote_hand",
    "combinations/k6_theft_to_extortion",
    "combinations/k8_pay",
    "combinations/k9_camera",
    "early/ear_anydesk",
    "early/ear_anydesk_astrill",
    "early/ear_early_exfil",
    "early/ear_unauthorized_rat",
    "employment/emp_astrill_ip",
    "employment/emp_repo_copy",
    "employment/emp_residential_proxy",
    "employment/emp_rule_match",
    "employment/emp_vdi_personal_drive",
    "extortion/ext_email_series",
    "extortion/ext_gdrive_share",
    "extortion/ext_ransom_crypto",
    "extortion/ext_zip_proof",
    "interviewing/call_center_audio",
    "interviewing/camera_off",
    "interviewing/shared_client",
    "interviewing/virtual_background",
    "interviewing/virtual_camera",
    "offboarding/off_poor_performance_window",
    "offboarding/off_replacement_chain",
    "onboarding/onb_address_change",
    "onboarding/onb_byod_request",
    "onboarding/onb_vdi_preference",
    "payroll/pay_fintech_account",
    "payroll/pay_multi_change",
    "shipping/shp_cancel_then_byod",
    "shipping/shp_farm_cluster",
    "shipping/shp_in_transit_change",
    "shipping/shp_reroute",
];

/// What a check must never ask for: the road ends in front of a person, who decides after the check.
const ACTS: &[&str] = &[
    "confront",
    "accuse",
    "dismiss",
    "terminate",
    "suspend",
    "fire",
    "sack",
    "reject",
    "punish",
    "arrest",
    "interrogate",
    "threaten",
    "sue",
];

fn checks() -> Vec<(&'static str, Vec<Check>)> {
    let read =
        |proof: &str| Page::parse(proof).points("Check next").iter().map(|it| Check::parse(it)).collect();
    crate::all().into_iter().map(|it| (it.path, read(it.proof))).collect()
}

#[test]
fn every_check_says_who_how_long_and_what_would_clear() {
    let mut wrong = Vec::new();
    for (path, checks) in checks() {
        if WITHOUT_THE_FORM.contains(&path) {
            continue;
        }
        for check in checks.iter().filter(|it| it.is_something() && !it.is_complete()) {
            wrong.push(format!("{path}: {}", check.what));
        }
    }
    assert!(
        wrong.is_empty(),
        "write `- <what> (<who>; <effort>; <what would clear the person>)`, who of HR, IT, manager, counsel, security, \
         effort one of minutes, an hour, a day:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn pages_without_the_form_are_pages() {
    let paths: BTreeSet<&str> = crate::all().into_iter().map(|it| it.path).collect();
    for path in WITHOUT_THE_FORM {
        assert!(paths.contains(path), "{path} is no page");
    }
}

#[test]
fn no_check_asks_to_act_on_anybody() {
    for (path, checks) in checks() {
        for check in checks {
            let first =
                check.what.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default().to_lowercase();
            assert!(!ACTS.contains(&first.as_str()), "{path}: {}", check.what);
        }
    }
}

#[test]
fn every_page_names_a_check() {
    for (path, checks) in checks() {
        assert!(!checks.is_empty(), "{path}");
    }
}
