//! What osquery found installed: programs, packages, apps, and extensions of browsers.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::INSTALLED;
use model::value::join_list;

use super::Context;
use crate::Reading;
use crate::formats::json_fields::Fields;

/// The record of a row that stands in a table of software; nothing for any other row.
pub fn installed(columns: Fields<'_>, context: &Context<'_>, reading: &Reading<'_>) -> Option<Record> {
    let kind = kind(columns, context.query)?;
    let mut res = reading.record(&INSTALLED);
    res.set("seen_at", context.at);
    res.set("device_name", context.device.clone());
    let account = columns.first_text(&["username", "user"]).map(Cow::into_owned);
    res.set("account", account.or_else(|| context.account.clone()));
    res.set("kind", kind);
    let name = columns.title("name").or_else(|| columns.title("bundle_name"));
    res.set("name", name.map(|it| it.trim_end_matches(".app").to_owned()));
    const IDENTIFIERS: &[&str] =
        &["identifier", "bundle_identifier", "identifying_number", "upgrade_code", "package_id"];
    res.set("identifier", columns.first_text(IDENTIFIERS).as_deref());
    res.set("version", columns.first_text(&["version", "bundle_short_version", "bundle_version"]).as_deref());
    const VENDORS: &[&str] = &["publisher", "author", "creator", "developer", "maintainer", "vendor"];
    res.set("vendor", columns.first_text(VENDORS).as_deref());
    res.set("path", columns.first_text(&["path", "install_location"]).as_deref());
    let permissions = columns.first_text(&["permissions", "permissions_json"]);
    res.set("permissions", permissions.map(|it| list(&it)));
    res.set("product", "osquery");
    Some(res)
}

fn kind(columns: Fields<'_>, query: &str) -> Option<&'static str> {
    let query = query.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| query.contains(it));
    let has_any = |names: &[&str]| names.iter().any(|it| columns.has(it));
    let is_named = columns.has("name") || columns.has("bundle_name");
    if !is_named || columns.has("pid") {
        return None;
    }
    let of_browser =
        ["browser_type", "profile", "profile_path", "from_webstore", "permissions", "referenced_identifier"];
    if columns.has("identifier") && (has_any(&of_browser) || says(&["extension", "addon"])) {
        return Some("extension");
    }
    if has_any(&["bundle_identifier", "bundle_executable", "bundle_short_version"]) {
        return Some("app");
    }
    let of_program = ["install_location", "uninstall_string", "identifying_number", "publisher"];
    let of_package = ["maintainer", "arch", "revision", "release", "package_group", "install_time"];
    let is_program =
        has_any(&of_program) || has_any(&of_package) || says(&["packages", "programs", "apps", "software"]);
    (columns.has("version") && is_program).then_some("program")
}

/// Permissions stand as a list of JSON, or with commas.
fn list(text: &str) -> String {
    if let Ok(Json::Array(items)) = Json::parse(text) {
        return join_list(items.iter().filter_map(Json::as_str));
    }
    join_list(text.split([',', ';']))
}
