//! Calls of CloudTrail that move data or open it to others: CodeCommit, S3, snapshots, images, exports.
//!
//! In: one call. Out: `code_events`, `file_events`. A call that was refused moved nothing: its action is `other`.

use std::borrow::Cow;

use model::Json;
use model::Record;
use model::tables::{CODE_EVENTS, FILE_EVENTS};
use model::value::join_list;

use super::Call;
use crate::Reading;
use crate::formats::json_fields::{self, Fields};

/// Accounts that one sharing is said to name at most.
const TARGETS_MAX: usize = 50;

pub fn code_event(call: &Call<'_>, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&CODE_EVENTS);
    let action = match &*call.name {
        _ if call.failed => "other",
        "GitClone" => "clone",
        // Cloning, fetching and pulling are one event.
        "GitPull" => "fetch",
        "GitPush" => "push",
        "CreateRepository" => "create",
        "DeleteRepository" => "delete",
        _ => "other",
    };
    record.set("action", action);
    record.set("event", named(call));
    let repository =
        call.request.text("repositoryName").or_else(|| call.event.text("additionalEventData.repositoryName"));
    let arn = call.event.first_text(&["resources.0.ARN", "resources.0.arn"]);
    let of_arn = arn.as_deref().and_then(|it| it.rsplit(':').next());
    record.set("repository", repository.as_deref().or(of_arn));
    let owner = call.event.text("recipientAccountId");
    record.set("owner", owner.as_deref());
    record.set("organisation", owner.as_deref());
    record.set("transport", call.event.text("additionalEventData.protocol").as_deref());
    record.set("access_kind", call.event.text("userIdentity.type").as_deref());
    record.set("token", call.event.text("userIdentity.accessKeyId").as_deref());
    let by_service = call.event.text("userIdentity.type").as_deref() == Some("AWSService");
    record.set("is_bot", by_service.then_some(true));
    record
}

/// Our word for what was done to an object, a snapshot or an image; nothing where it is about none of these.
pub fn file_action(call: &Call<'_>) -> Option<&'static str> {
    let action = match (call.service.as_str(), &*call.name) {
        ("s3", "GetObject" | "GetObjectTorrent" | "SelectObjectContent") => "download",
        ("s3", "PutObject" | "CompleteMultipartUpload") => "upload",
        ("s3", "CopyObject") => "copy",
        ("s3", "DeleteObject" | "DeleteObjects") => "delete",
        (
            "s3",
            "PutBucketPolicy"
            | "PutBucketAcl"
            | "PutObjectAcl"
            | "PutAccessPointPolicy"
            | "PutBucketReplication"
            | "PutBucketWebsite"
            | "DeleteBucketPublicAccessBlock"
            | "DeleteAccountPublicAccessBlock"
            | "DeletePublicAccessBlock",
        ) => "share",
        ("ec2", "ModifySnapshotAttribute") => opened(call.request.has("createVolumePermission.add")),
        ("ec2", "ModifyImageAttribute") => opened(call.request.has("launchPermission.add")),
        ("rds", "ModifyDBSnapshotAttribute" | "ModifyDBClusterSnapshotAttribute") => {
            opened(!call.request.items("valuesToAdd").is_empty())
        }
        ("ecr", "SetRepositoryPolicy") => "share",
        ("ebs", "GetSnapshotBlock") => "download",
        ("rds", "DownloadDBLogFilePortion" | "DownloadCompleteDBLogFile") => "download",
        ("rds", "StartExportTask") => "copy",
        ("dynamodb", "ExportTableToPointInTime") => "copy",
        (
            "ec2",
            "ExportImage"
            | "CreateStoreImageTask"
            | "CreateInstanceExportTask"
            | "CopySnapshot"
            | "CopyImage",
        ) => "copy",
        _ => return None,
    };
    Some(if call.failed { "other" } else { action })
}

/// Taking a permission away, or changing anything else, opens nothing.
fn opened(is_added: bool) -> &'static str {
    if is_added { "share" } else { "other" }
}

pub fn file_event(call: &Call<'_>, action: &'static str, reading: &Reading<'_>) -> Record {
    let mut record = reading.record(&FILE_EVENTS);
    record.set("action", action);
    record.set("event", named(call));
    if call.service == "s3" {
        let bucket = call.request.text("bucketName");
        let here = object(bucket.as_deref(), call.request.title("key").as_deref());
        // What is copied is what was there before.
        let from = call.request.text("x-amz-copy-source");
        let from = from.as_deref().and_then(|it| it.trim_start_matches('/').split_once('/'));
        match from {
            Some((bucket, key)) => {
                set_object(&mut record, Some(bucket), Some(key));
                record.set("target", here);
            }
            None => set_object(&mut record, bucket.as_deref(), call.request.title("key").as_deref()),
        }
    } else {
        let (item, kind) = thing(call.request);
        record.set("item", item.as_deref());
        record.set("item_id", item.as_deref());
        record.set("item_kind", kind);
        record.set("location", call.region().as_deref());
    }
    let moved = call.event.object("additionalEventData");
    let bytes = match action {
        "download" => moved.int("bytesTransferredOut"),
        "upload" => moved.int("bytesTransferredIn"),
        _ => None,
    };
    record.set("size_bytes", bytes);
    match action {
        "share" => set_sharing(&mut record, call),
        "copy" if call.service != "s3" => {
            let names = [
                "s3BucketName",
                "s3Bucket",
                "bucket",
                "s3ExportLocation.s3Bucket",
                "exportToS3Task.s3Bucket",
            ];
            record.set("target", call.request.first_text(&names).as_deref());
        }
        _ => {}
    }
    record
}

fn set_object(record: &mut Record, bucket: Option<&str>, key: Option<&str>) {
    let name = key.map(|it| it.rsplit('/').next().unwrap_or(it)).filter(|it| !it.is_empty());
    record.set("item", name.or(key).or(bucket));
    record.set("item_id", object(bucket, key));
    record.set("item_kind", if key.is_some() { Some("object") } else { bucket.map(|_| "bucket") });
    record.set("location", bucket);
}

fn object(bucket: Option<&str>, key: Option<&str>) -> Option<String> {
    bucket.map(|bucket| format!("s3://{bucket}/{}", key.unwrap_or_default()))
}

/// `GetObject (AccessDenied)`: what was called, and why it was refused.
fn named(call: &Call<'_>) -> String {
    match call.event.text("errorCode") {
        Some(error) => format!("{} ({error})", call.name),
        None => call.name.to_string(),
    }
}

fn thing(request: Fields<'_>) -> (Option<Cow<'_, str>>, Option<&'static str>) {
    let kinds = [
        ("snapshotId", "snapshot"),
        ("imageId", "image"),
        ("dBSnapshotIdentifier", "database snapshot"),
        ("dBClusterSnapshotIdentifier", "database snapshot"),
        ("logFileName", "database log"),
        ("sourceArn", "database snapshot"),
        ("tableArn", "table"),
        ("instanceId", "instance"),
        ("sourceSnapshotId", "snapshot"),
        ("sourceImageId", "image"),
        ("repositoryName", "container images"),
    ];
    for (name, kind) in kinds {
        if let Some(found) = request.text(name) {
            return (Some(found), Some(kind));
        }
    }
    (None, None)
}

/// To whom it was opened. Other accounts may be the company's own; only the whole world is surely outside.
fn set_sharing(record: &mut Record, call: &Call<'_>) {
    let mut found = Opened::default();
    let request = call.request;
    for path in ["createVolumePermission.add.items", "launchPermission.add.items"] {
        for item in request.items(path) {
            let item = Fields::new(item);
            if item.text("group").as_deref() == Some("all") {
                found.everyone = true;
            }
            let names = ["userId", "organizationArn", "organizationalUnitArn"];
            found.add(item.first_text(&names));
        }
    }
    for value in request.items("valuesToAdd") {
        match json_fields::text(value) {
            Some(value) if value == "all" => found.everyone = true,
            other => found.add(other),
        }
    }
    for list in ["x-amz-acl", "acl"] {
        for word in request.items(list).iter().filter_map(json_fields::text) {
            found.everyone |= word.starts_with("public-read");
        }
    }
    for name in ["bucketPolicy", "policyText", "policy"] {
        found.read_policy(&request.nested(name));
    }
    let grants = "AccessControlPolicy.AccessControlList.Grant";
    for grant in request.items(grants) {
        let uri = Fields::new(grant).text("Grantee.URI");
        found.everyone |=
            uri.is_some_and(|it| it.ends_with("/AllUsers") || it.ends_with("/AuthenticatedUsers"));
    }
    if found.everyone {
        found.accounts.insert(0, "everyone".to_owned());
        record.set("visibility", "public");
        record.set("external", true);
    }
    if !found.accounts.is_empty() {
        record.set("target", join_list(found.accounts.iter().map(String::as_str)));
    }
}

#[derive(Default)]
struct Opened {
    everyone: bool,
    accounts: Vec<String>,
}

impl Opened {
    fn add(&mut self, account: Option<Cow<'_, str>>) {
        if let Some(account) = account
            && self.accounts.len() < TARGETS_MAX
            && !self.accounts.iter().any(|it| *it == account)
        {
            self.accounts.push(account.into_owned());
        }
    }

    /// A statement with a condition may open it to nobody new.
    fn read_policy(&mut self, policy: &Json) {
        for statement in Fields::new(policy).items("Statement").iter().map(Fields::new) {
            if statement.text("Effect").as_deref() != Some("Allow") {
                continue;
            }
            for path in ["Principal", "Principal.AWS"] {
                for principal in statement.items(path).iter().filter_map(json_fields::text) {
                    match &*principal {
                        "*" => self.everyone |= !statement.has("Condition"),
                        _ => self.add(Some(principal)),
                    }
                }
            }
        }
    }
}
