//! Which Sigma rules match this event?
//!
//! In: Sigma rules as YAML, and one raw event with its log source. Out: the rules that match it. The one
//! place that knows the Sigma library; everything it says is in our own words. Correlation and filter
//! rules are not used, and said to be: what needs order or time is asked of the stored hits.

mod set;
mod view;

pub use set::{Hit, RuleCard, RuleSet, match_event};

/// The rules that come with the program, file name and text. `shipped/rules.md` proves them.
pub static SHIPPED: &[(&str, &str)] = &[
    ("anydesk_unattended_password.yml", include_str!("../shipped/anydesk_unattended_password.yml")),
    ("browser_credential_store_copied.yml", include_str!("../shipped/browser_credential_store_copied.yml")),
    ("chrome_remote_desktop_client.yml", include_str!("../shipped/chrome_remote_desktop_client.yml")),
    (
        "chrome_remote_desktop_host_registered.yml",
        include_str!("../shipped/chrome_remote_desktop_host_registered.yml"),
    ),
    ("credentials_dumped.yml", include_str!("../shipped/credentials_dumped.yml")),
    ("kvm_over_ip_device.yml", include_str!("../shipped/kvm_over_ip_device.yml")),
    ("malware_detected.yml", include_str!("../shipped/malware_detected.yml")),
    ("mouse_jiggler_process.yml", include_str!("../shipped/mouse_jiggler_process.yml")),
    ("password_vault_exported.yml", include_str!("../shipped/password_vault_exported.yml")),
    ("protection_switched_off.yml", include_str!("../shipped/protection_switched_off.yml")),
    ("remote_access_process.yml", include_str!("../shipped/remote_access_process.yml")),
    ("remote_access_renamed.yml", include_str!("../shipped/remote_access_renamed.yml")),
    ("remote_access_service.yml", include_str!("../shipped/remote_access_service.yml")),
    ("shell_history_removed.yml", include_str!("../shipped/shell_history_removed.yml")),
    ("tunnel_process.yml", include_str!("../shipped/tunnel_process.yml")),
    ("virtual_camera_process.yml", include_str!("../shipped/virtual_camera_process.yml")),
];
