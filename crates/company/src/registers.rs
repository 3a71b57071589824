//! What the company's registers say at the end: applicants with their résumés, workers, pay accounts, laptops.
//! In: a `World` in which everything has happened. Out: rows as of the day of the export.

use crate::calendar::{self, clock};
use crate::tables::table;
use crate::world::World;

/// Writes what is known of people at the end: applicants, résumés, workers, accounts, laptops.
pub(crate) fn write(world: &mut World) {
    for who in 0..world.people.len() {
        let person = world.people[who].clone();
        let town = person.home.town;
        if let Some(application) = &person.application {
            let town = application.home.town;
            let table = table("applicants");
            let years = application.resume.posts.last().map_or(0, |post| {
                i64::from(calendar::day_of(application.applied_at, "UTC").year()) - post.from.year
            });
            let line = table.line(&[
                ("applicant_id", &application.id),
                ("req_id", &application.req_id),
                ("applied_at", &application.applied_at.to_string()),
                ("source", application.source),
                ("agency", application.agency),
                ("full_name", &person.name()),
                ("emails", &person.personal_email),
                ("phones", &application.phone),
                ("address_line", &application.home.line),
                ("city", town.city),
                ("region", town.region),
                ("postcode", town.postcode),
                ("country", town.country),
                ("time_zone", town.zone),
                ("links", &application.links.join(";")),
                ("years_experience", &years.to_string()),
                ("resume_file", &application.resume_file),
                ("ip", &application.ip),
                ("user_agent", application.user_agent),
            ]);
            world.shelf.state_as(
                application.record,
                table.file,
                table.framing(),
                application.applied_at,
                line,
            );
        }
        let Some(job) = &person.job else { continue };
        let started = calendar::at(job.start, clock(9, 0), "UTC");
        let listed = started.min(calendar::plus_seconds(world.now, -1));
        let manager = job.manager.map_or(String::new(), |it| world.people[it].worker_id().to_owned());
        let replaces = job.replaces.map_or(String::new(), |it| world.people[it].worker_id().to_owned());
        let workers = table("workers");
        let line = workers.line(&[
            ("worker_id", &job.id),
            ("applicant_id", person.applicant_id()),
            ("legal_name", &person.name()),
            ("work_email", &job.work_email),
            ("personal_email", &person.personal_email),
            ("phone", &person.phone),
            ("github_login", &job.github_login),
            ("address_line", &person.home.line),
            ("city", town.city),
            ("region", town.region),
            ("postcode", town.postcode),
            ("country", town.country),
            ("time_zone", person.stated_zone.unwrap_or(town.zone)),
            ("job_title", job.title),
            ("department", job.department),
            ("manager_id", &manager),
            ("worker_type", job.worker_type),
            ("agency", job.agency),
            ("remote", "yes"),
            ("start_date", &job.start.to_string()),
            ("end_date", &job.end.map_or(String::new(), |it| it.to_string())),
            ("end_reason", job.end_reason),
            ("req_id", &job.req_id),
            ("replaces_worker_id", &replaces),
        ]);
        world.shelf.state_as(job.record, workers.file, workers.framing(), listed, line);
        world.row(
            "pay_accounts",
            listed,
            &[
                ("worker_id", &job.id),
                ("account_digest", &person.pay.digest),
                ("institution", &person.pay.institution),
                ("routing_number", &person.pay.routing_number),
                ("account_holder", &person.pay.holder),
                ("since", &job.start.to_string()),
            ],
        );
        if let Some(laptop) = &person.laptop
            && !laptop.handed_on
        {
            let seen = calendar::plus_minutes(world.now, -world.dice.between(60, 4000));
            let seen = job.end.map_or(seen, |end| seen.min(calendar::at(end, clock(17, 0), "UTC")));
            let devices = table("devices");
            let line = devices.line(&[
                ("asset_serial", &laptop.serial),
                ("hostname", &laptop.hostname),
                ("worker_id", &job.id),
                ("model", laptop.model),
                ("platform", laptop.platform),
                ("managed", "yes"),
                ("enrolled_at", &laptop.enrolled_at.to_string()),
                ("last_check_in", &seen.to_string()),
                ("last_ip", &person.line.ip),
                ("gateway_mac", &laptop.gateway_mac),
            ]);
            let enrolled = laptop.enrolled_at.min(calendar::plus_seconds(world.now, -1));
            world.shelf.state_as(laptop.record, devices.file, devices.framing(), enrolled, line);
        }
    }
}
