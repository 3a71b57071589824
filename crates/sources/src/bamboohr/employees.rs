//! An employee as the directory, a report or the employee's own page lists them.
//!
//! Of what BambooHR knows, only what says who works here, since when, from where and how they are reached.

use model::Timestamp;
use model::tables::WORKERS;

use crate::Reading;
use crate::formats::json_fields::Fields;

pub fn read(employee: Fields<'_>, reading: &mut Reading<'_>) {
    let Some(id) = employee.first_text(&["employeeNumber", "id"]) else {
        reading.problem("employee without `id`");
        return;
    };
    let names = ["firstName", "lastName"].map(|it| employee.title(it));
    let name = match names {
        [Some(first), Some(last)] => format!("{first} {last}"),
        _ => match employee.title("displayName") {
            Some(name) => name.into_owned(),
            None => {
                reading.problem("employee without a name");
                return;
            }
        },
    };
    let start = date(employee, &["hireDate", "originalHireDate"], reading);
    let end = date(employee, &["terminationDate"], reading);
    let text = |names: &[&str]| employee.first_text(names);
    let mut record = reading.record(&WORKERS);
    record.set("worker_id", &*id);
    record.set("legal_name", name);
    record.set("preferred_name", employee.title("preferredName").as_deref());
    record.set("work_email", text(&["workEmail"]).as_deref());
    record.set("personal_email", text(&["homeEmail", "personalEmail"]).as_deref());
    record.set("phone", text(&["mobilePhone", "homePhone"]).as_deref());
    let line: Vec<_> = ["address1", "address2"].iter().filter_map(|it| employee.text(it)).collect();
    record.set("address_line", (!line.is_empty()).then(|| line.join(", ")));
    record.set("city", text(&["city"]).as_deref());
    record.set("region", text(&["stateCode", "state"]).as_deref());
    record.set("postcode", text(&["zipcode", "zipCode"]).as_deref());
    record.set("country", text(&["country"]).as_deref());
    record.set("job_title", employee.title("jobTitle").as_deref());
    record.set("department", employee.title("department").as_deref());
    record.set("manager_id", text(&["supervisorEId", "supervisorId"]).as_deref());
    let status = text(&["employmentHistoryStatus", "employmentStatus"]).map(|it| it.to_lowercase());
    record.set("worker_type", status.as_deref().and_then(worker_type));
    let remote = text(&["location"]).map(|it| it.to_lowercase().contains("remote"));
    record.set("remote", remote.filter(|it| *it));
    record.set("start_date", start).set("end_date", end);
    record.set("end_reason", text(&["terminationReason", "terminationType"]).as_deref());
    reading.push(record);
}

/// A date that is not set comes as `0000-00-00`.
fn date(employee: Fields<'_>, names: &[&str], reading: &mut Reading<'_>) -> Option<Timestamp> {
    let set: Vec<&str> = names
        .iter()
        .copied()
        .filter(|it| employee.text(it).is_some_and(|it| !it.starts_with("0000-")))
        .collect();
    if set.is_empty() { None } else { employee.optional_time(&set, reading) }
}

fn worker_type(status: &str) -> Option<&'static str> {
    if status.contains("contract") || status.contains("1099") || status.contains("freelance") {
        Some("contractor")
    } else if status.contains("agency") {
        Some("agency")
    } else if ["full-time", "full time", "part-time", "part time", "employee"]
        .iter()
        .any(|it| status.contains(it))
    {
        Some("employee")
    } else {
        None
    }
}
