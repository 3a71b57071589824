//! What a web hook says has changed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use model::tables::CHANGES;

use crate::Reading;
use crate::formats::json_fields::Fields;
use crate::tables::hide_accounts;

/// One message about one employee. `timed` carries its `timestamp`.
pub fn read(
    change: Fields<'_>,
    employee: Option<Cow<'_, str>>,
    action: &str,
    timed: Fields<'_>,
    reading: &mut Reading<'_>,
) {
    let Some(employee) = employee else {
        reading.problem("change without the employee's id");
        return;
    };
    let Some(at) = timed.time(&["timestamp"], reading) else { return };
    // Someone who comes or goes is told of by the list of employees.
    if !action.to_lowercase().ends_with("updated") {
        return;
    }
    let mut kinds = BTreeSet::new();
    for name in change.items("changedFields") {
        if let Some(kind) = name.as_str().and_then(kind_of) {
            kinds.insert(kind);
        }
    }
    let values = change.object("fields");
    let worker = value(values, &["employeeNumber", "Employee #", "Employee Number"]).unwrap_or(employee);
    for kind in kinds {
        let mut record = reading.record(&CHANGES);
        record.set("change_id", format!("{worker} {at} {kind}"));
        record.set("worker_id", &*worker);
        record.set("field", kind);
        record.set("changed_at", at);
        record.set("new_value", new_value(kind, values));
        record.set("channel", "bamboohr");
        hide_accounts(&mut record, reading);
        reading.push(record);
    }
}

/// The neutral kind of a field by its name in the API (`address1`) or on the screen (`Address Line 1`).
fn kind_of(name: &str) -> Option<&'static str> {
    let name = folded(name);
    let has = |parts: &[&str]| parts.iter().any(|it| name.contains(it));
    let kind = match name.as_str() {
        _ if has(&["bank", "directdeposit", "routing", "accountnumber"]) => "bank_account",
        _ if has(&["paymentmethod", "paymentplatform"]) => "payment_platform",
        _ if has(&["taxtype", "taxfiling", "withholding", "taxform"]) => "tax_form",
        "address1" | "address2" | "addressline1" | "addressline2" | "city" | "state" | "statecode"
        | "zipcode" | "country" => "home_address",
        "mobilephone" | "homephone" => "phone",
        "homeemail" | "personalemail" => "personal_email",
        "firstname" | "middlename" | "lastname" => "legal_name",
        _ => return None,
    };
    Some(kind)
}

fn new_value(kind: &str, values: Fields<'_>) -> Option<String> {
    let one = |names: &[&str]| value(values, names).map(Cow::into_owned);
    match kind {
        "home_address" => {
            let line = [&["address1", "Address Line 1"][..], &["address2", "Address Line 2"]];
            let town = [&["city", "City"][..], &["state", "State"], &["zipcode", "zipCode", "Zip Code"]];
            let mut res: Vec<String> = line.iter().filter_map(|it| one(it)).collect();
            let town: Vec<String> = town.iter().filter_map(|it| one(it)).collect();
            match town.split_first() {
                Some((city, rest)) if !rest.is_empty() => res.push(format!("{city}, {}", rest.join(" "))),
                Some((city, _)) => res.push(city.clone()),
                None => {}
            }
            (!res.is_empty()).then(|| res.join(", "))
        }
        "phone" => one(&["mobilePhone", "Mobile Phone", "homePhone", "Home Phone"]),
        "personal_email" => one(&["homeEmail", "Home Email", "personalEmail", "Personal Email"]),
        "legal_name" => {
            let names = [
                &["firstName", "First Name"][..],
                &["middleName", "Middle Name"],
                &["lastName", "Last Name"],
            ];
            let res: Vec<String> = names.iter().filter_map(|it| one(it)).collect();
            (res.len() > 1).then(|| res.join(" "))
        }
        "bank_account" => one(&["accountNumber", "Account Number", "bankAccount", "Bank Account"]),
        _ => None,
    }
}

/// A field's value: plain, or under `value`.
fn value<'a>(values: Fields<'a>, names: &[&str]) -> Option<Cow<'a, str>> {
    names.iter().find_map(|it| values.text(it).or_else(|| values.object(it).text("value")))
}

fn folded(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
