//! Google Workspace reports of other applications: `admin`, `user_accounts`, `groups`, `token` and the like.
//!
//! In: one activity. Out: `account_events`.

use model::Json;

use crate::{Shape, Source, workspace_reports};

pub static SOURCE: Source = Source {
    id: "workspace_admin",
    title: "Google Workspace admin, user accounts and other reports",
    feeds: &["account_events"],
    shape: Shape::Json { sniff, read: workspace_reports::read },
    proof: include_str!("workspace_admin.md"),
};

fn sniff(value: &Json) -> bool {
    let own = ["login", "saml", "logout", "drive", "meet", "chrome"];
    workspace_reports::application(value).is_some_and(|it| !own.contains(&it.as_str()))
}
