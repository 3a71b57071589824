//! BambooHR: changes of employees as web hooks tell them, and employees as the directory and reports list them.
//!
//! In: one message of an event-based or field-based web hook, one report or directory, or one employee.
//! Out: `changes`, one for each kind of thing that changed; `workers`.

mod changes;
mod employees;

use model::Json;

use crate::formats::json_fields::Fields;
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "bamboohr",
    title: "BambooHR web hooks, directory and reports",
    feeds: &["changes", "workers"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("bamboohr.md"),
};

enum Is {
    /// `{"type":"employee.updated","data":{…}}`
    Event,
    /// `{"employees":[{"id","action","changedFields","fields"}]}`
    Changes,
    /// `{"fields":[…],"employees":[{…}]}`
    List,
    Employee,
}

fn kind(message: Fields<'_>) -> Option<Is> {
    if message.text("type").is_some_and(|it| it.starts_with("employee")) && message.has("data.employeeId") {
        return Some(Is::Event);
    }
    if message.get("employees").is_some_and(Json::is_array) {
        let employees = message.items("employees");
        let is_change = |it: &Json| {
            let it = Fields::new(it);
            it.has("action") && (it.has("changedFields") || it.has("fields"))
        };
        if employees.first().is_some_and(is_change) {
            return Some(Is::Changes);
        }
        let is_listed = employees.first().is_some_and(|it| is_employee(Fields::new(it)));
        return (is_listed && message.get("fields").is_some_and(Json::is_array)).then_some(Is::List);
    }
    is_employee(message).then_some(Is::Employee)
}

/// Names of fields that no other product writes in this way, together.
fn is_employee(employee: Fields<'_>) -> bool {
    let marks =
        ["workEmail", "homeEmail", "hireDate", "employmentHistoryStatus", "canUploadPhoto", "photoUploaded"];
    employee.has("id")
        && (employee.has("firstName") || employee.has("displayName"))
        && employee.has("lastName")
        && marks.iter().filter(|it| employee.has(it)).count() >= 2
}

fn sniff(value: &Json) -> bool {
    kind(Fields::new(value)).is_some()
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let message = Fields::new(value);
    match kind(message) {
        Some(Is::Event) => {
            let data = message.object("data");
            let action = message.text("type").unwrap_or_default();
            changes::read(data, data.text("employeeId"), &action, message, reading);
        }
        Some(Is::Changes) => {
            for employee in message.items("employees") {
                let employee = Fields::new(employee);
                let action = employee.text("action").unwrap_or_default();
                changes::read(employee, employee.text("id"), &action, employee, reading);
            }
        }
        Some(Is::List) => {
            for employee in message.items("employees") {
                employees::read(Fields::new(employee), reading);
            }
        }
        Some(Is::Employee) => employees::read(message, reading),
        None => reading.problem("neither a web hook, a report nor an employee"),
    }
}
