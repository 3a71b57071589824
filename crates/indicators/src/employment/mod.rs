//! Steady employment: from where the work is done, and where its results go.

use crate::{Indicator, indicator};

mod clients;
mod egress_places;
mod emp_astrill_ip;
mod emp_camera_off_recurring;
mod emp_credential_harvest;
mod emp_device_location_gap;
mod emp_handle_switch;
mod emp_hours_offset;
mod emp_input_latency;
mod emp_mouse_jiggler;
mod emp_multi_country_login;
mod emp_nonessential_access;
mod emp_personal_cloud;
mod emp_proxy_subnet_reuse;
mod emp_repo_copy;
mod emp_residential_proxy;
mod emp_reverify_avoid;
mod emp_rule_match;
mod emp_session_cookie;
mod emp_shared_job;
mod emp_two_writing_styles;
mod emp_unusual_egress;
mod emp_vdi_personal_drive;
mod git_remotes;

pub(crate) static INDICATORS: &[Indicator] = &[
    indicator!("employment/emp_astrill_ip", emp_astrill_ip),
    indicator!("employment/emp_camera_off_recurring", emp_camera_off_recurring),
    indicator!("employment/emp_credential_harvest", emp_credential_harvest),
    indicator!("employment/emp_device_location_gap", emp_device_location_gap),
    indicator!("employment/emp_handle_switch", emp_handle_switch),
    indicator!("employment/emp_hours_offset", emp_hours_offset),
    indicator!("employment/emp_input_latency", emp_input_latency),
    indicator!("employment/emp_mouse_jiggler", emp_mouse_jiggler),
    indicator!("employment/emp_multi_country_login", emp_multi_country_login),
    indicator!("employment/emp_nonessential_access", emp_nonessential_access),
    indicator!("employment/emp_personal_cloud", emp_personal_cloud),
    indicator!("employment/emp_proxy_subnet_reuse", emp_proxy_subnet_reuse),
    indicator!("employment/emp_repo_copy", emp_repo_copy),
    indicator!("employment/emp_residential_proxy", emp_residential_proxy),
    indicator!("employment/emp_reverify_avoid", emp_reverify_avoid),
    indicator!("employment/emp_rule_match", emp_rule_match),
    indicator!("employment/emp_session_cookie", emp_session_cookie),
    indicator!("employment/emp_shared_job", emp_shared_job),
    indicator!("employment/emp_two_writing_styles", emp_two_writing_styles),
    indicator!("employment/emp_unusual_egress", emp_unusual_egress),
    indicator!("employment/emp_vdi_personal_drive", emp_vdi_personal_drive),
];
