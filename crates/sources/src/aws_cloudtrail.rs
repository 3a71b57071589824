//! AWS CloudTrail: sign-ins and borrowed roles, code that was pulled, objects that were fetched or given out,
//! and every other call.
//!
//! In: one event of a log file, of `lookup-events` (which keeps the event as JSON in a string) or of EventBridge
//! (which wraps it in `detail`). Out: `signins`, `code_events` for CodeCommit, `file_events` for S3, snapshots and
//! images, `account_events` for everything else: every event gives one record.

mod data;

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{ACCOUNT_EVENTS, SIGNINS};

use crate::formats::described::described;
use crate::formats::json_fields::Fields;
use crate::formats::raw_events::{push_with_raw, service};
use crate::{Reading, Shape, Source};

pub static SOURCE: Source = Source {
    id: "aws_cloudtrail",
    title: "AWS CloudTrail",
    feeds: &["signins", "code_events", "file_events", "account_events"],
    shape: Shape::Json { sniff, read },
    proof: include_str!("aws_cloudtrail.md"),
};

fn sniff(value: &Json) -> bool {
    let outer = Fields::new(value);
    let kept = outer.get("CloudTrailEvent").is_some_and(Json::is_string) && outer.has("EventName");
    kept || is_event(outer) || (outer.has("detail-type") && is_event(outer.object("detail")))
}

/// Notices of S3 about its objects look much alike, but their source is `aws:s3`. Copies of one collector name
/// their kind.
fn is_event(event: Fields<'_>) -> bool {
    let by_service = event.text("eventSource").is_some_and(|it| it.ends_with(".amazonaws.com"));
    let typed = event.text("eventType").is_some_and(|it| it.starts_with("Aws"));
    let kept = event.text("p_log_type").as_deref() == Some("AWS.CloudTrail") && event.has("eventName");
    let placed = event.has("awsRegion") || event.has("userIdentity") || event.has("eventTime");
    kept || (placed && ((by_service && event.has("eventName")) || (typed && event.has("eventTime"))))
}

fn read(value: &Json, reading: &mut Reading<'_>) {
    let outer = Fields::new(value);
    if outer.has("CloudTrailEvent") {
        let event = outer.nested("CloudTrailEvent");
        if event.is_object() {
            read_event(&event, reading);
        } else {
            reading.problem("`CloudTrailEvent` is no JSON object");
        }
        return;
    }
    match outer.get("detail") {
        Some(event) if outer.has("detail-type") => read_event(event, reading),
        _ => read_event(value, reading),
    }
}

/// One event with what most records need of it.
struct Call<'a> {
    event: Fields<'a>,
    name: Cow<'a, str>,
    /// `s3` of `s3.amazonaws.com`.
    service: String,
    request: Fields<'a>,
    failed: bool,
}

fn read_event(value: &Json, reading: &mut Reading<'_>) {
    let event = Fields::new(value);
    let Some(at) = event.time(&["eventTime", "p_event_time"], reading) else { return };
    let Some(name) = event.first_text(&["eventName", "insightDetails.eventName"]) else {
        reading.problem("no `eventName`");
        return;
    };
    let source = event.first_text(&["eventSource", "insightDetails.eventSource"]).unwrap_or_default();
    let call = Call {
        event,
        service: source.strip_suffix(".amazonaws.com").unwrap_or(&source).to_owned(),
        request: event.object("requestParameters"),
        failed: event.has("errorCode") || denied(event, &name),
        name,
    };
    let mut record = if call.is_signin() {
        call.signin(reading)
    } else if call.service == "codecommit" {
        data::code_event(&call, reading)
    } else if let Some(action) = data::file_action(&call) {
        data::file_event(&call, action, reading)
    } else {
        call.account_event(reading)
    };
    record.set("happened_at", at);
    record.set("account", call.account().as_deref());
    // The name of a service or `AWS Internal` is no address.
    record.set("ip", event.address(&["sourceIPAddress"]));
    record.set("user_agent", event.text("userAgent").as_deref());
    record.set("product", "aws");
    if record.table.column("session_id").is_some() {
        record.set("session_id", event.text("userIdentity.accessKeyId").as_deref());
    }
    if let Some(id) = event.text("eventID") {
        record.identified_by(&id);
    }
    push_with_raw(reading, record, service("aws", "cloudtrail"), value);
}

/// The console says so in its answer, not as an error: `{"ConsoleLogin":"Failure"}`.
fn denied(event: Fields<'_>, name: &str) -> bool {
    event.object("responseElements").text(name).is_some_and(|it| it.eq_ignore_ascii_case("failure"))
}

impl<'a> Call<'a> {
    fn is_signin(&self) -> bool {
        let name = &*self.name;
        match self.service.as_str() {
            "signin" => !name.starts_with("Password"),
            "sts" => {
                let by_service = self.event.text("userIdentity.type").as_deref() == Some("AWSService");
                let borrowed = name.starts_with("AssumeRole") || name == "AssumeRoot";
                (borrowed && !by_service) || matches!(name, "GetSessionToken" | "GetFederationToken")
            }
            "sso" => {
                matches!(
                    name,
                    "Authenticate" | "Federate" | "UserAuthentication" | "CreateToken" | "GetRoleCredentials"
                )
            }
            "sso-oauth" | "oidc" => name.starts_with("CreateToken"),
            _ => false,
        }
    }

    /// Who it was. Of a role it is the session's name, which companies set to the person's own; of a service
    /// the service.
    fn account(&self) -> Option<Cow<'a, str>> {
        let user = self.event.object("userIdentity");
        let kind = user.text("type").unwrap_or_default();
        let of_session = || {
            let arn = user.text("arn").filter(|it| it.contains("/"));
            let principal = user.text("principalId").filter(|it| it.contains(':'));
            arn.and_then(|it| last(it, '/')).or_else(|| principal.and_then(|it| last(it, ':')))
        };
        let asked = || self.request.text("roleSessionName");
        match &*kind {
            "AssumedRole" | "FederatedUser" => of_session().or_else(|| user.text("userName")),
            "Root" => Some(Cow::Borrowed("root")),
            "AWSService" => user.text("invokedBy"),
            "SAMLUser" | "WebIdentityUser" => user
                .text("userName")
                .filter(|it| it.contains('@'))
                .or_else(asked)
                .or_else(|| user.text("userName")),
            _ => user
                .text("userName")
                .or_else(of_session)
                .or_else(|| user.first_text(&["onBehalfOf.userId", "principalId", "invokedBy"])),
        }
    }

    fn region(&self) -> Option<Cow<'a, str>> {
        self.event.text("awsRegion")
    }

    fn signin(&self, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&SIGNINS);
        record.set(
            "account_id",
            self.event.first_text(&["userIdentity.principalId", "userIdentity.arn"]).as_deref(),
        );
        let answer = self.event.object("responseElements").text(&self.name);
        let step = matches!(&*self.name, "CheckMfa" | "CredentialChallenge");
        let result = match answer.as_deref() {
            _ if self.failed => "failure",
            _ if step => "challenge",
            _ if matches!(&*self.name, "ExitRole" | "RenewRole" | "Logout") => "other",
            _ => "success",
        };
        record.set("result", result);
        record.set("reason", self.event.first_text(&["errorMessage", "errorCode"]).as_deref());
        record.set("event", &*self.name);
        let role = self.request.text("roleArn").or_else(|| self.event.text("additionalEventData.SwitchTo"));
        record.set("app", role.as_deref().or((self.service == "signin").then_some("aws console")));
        let mfa = self.event.first_text(&[
            "additionalEventData.MFAUsed",
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
        ]);
        record.set("behaviors", mfa.map(|it| format!("MFA={it}")));
        record
    }

    fn account_event(&self, reading: &Reading<'_>) -> Record {
        let mut record = reading.record(&ACCOUNT_EVENTS);
        record.set("action", &*self.name);
        record.set("target", self.target().as_deref());
        record.set("target_kind", (!self.service.is_empty()).then_some(self.service.as_str()));
        let mut detail: Vec<String> = Vec::new();
        detail.extend(self.event.first_text(&["errorMessage", "errorCode"]).map(Cow::into_owned));
        detail.extend(self.event.get("requestParameters").map(described).filter(|it| !it.is_empty()));
        record.set_free_text("detail", &detail.join("; "));
        record.set("result", if self.failed { "failure" } else { "success" });
        record
    }

    /// What was called upon: the parameter that names it, else the first resource.
    fn target(&self) -> Option<Cow<'a, str>> {
        let names = [
            "userName",
            "roleName",
            "groupName",
            "policyArn",
            "accessKeyId",
            "secretId",
            "functionName",
            "instanceId",
            "dBInstanceIdentifier",
            "keyId",
            "bucketName",
            "repositoryName",
            "name",
            "resourceArn",
            "roleArn",
        ];
        self.request
            .first_text(&names)
            .or_else(|| self.event.first_text(&["resources.0.ARN", "resources.0.arn"]))
    }
}

fn last(text: Cow<'_, str>, mark: char) -> Option<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => text.rsplit(mark).next().filter(|it| !it.is_empty()).map(Cow::Borrowed),
        Cow::Owned(text) => {
            text.rsplit(mark).next().filter(|it| !it.is_empty()).map(|it| Cow::Owned(it.to_owned()))
        }
    }
}
