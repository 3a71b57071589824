//! What a free text speaks of, kept beside the record; the body of a mail is not kept at all.

use enrichment::amounts::amounts;
use enrichment::file_names::file_names;
use enrichment::topics::topics;
use enrichment::wallets::{Checksum, wallets};
use model::value::join_list;
use model::{Record, Value, tables};

/// Texts of a record that are read for what they speak of.
fn texts(record: &Record) -> Option<Vec<&str>> {
    let columns: &[&str] = match record.table.name {
        "tickets" => &["subject", "body", "resolution"],
        "mails" => &["subject", "body"],
        "interviews" => &["notes", "camera_reason"],
        "performance" => &["note"],
        _ => return None,
    };
    let found: Vec<&str> = columns.iter().filter_map(|it| record.text(it)).collect();
    (!found.is_empty()).then_some(found)
}

/// A record of `text_facts` about the text in `record`, which is known as `of`; none where it has no text.
pub fn about(record: &Record, of: i64) -> Option<Record> {
    let texts = texts(record)?;
    let text = texts.join("\n");
    let found = topics(&text);
    let topic_ids: Vec<&str> = found.topics().into_iter().map(|it| it.id()).collect();
    let amounts: Vec<String> =
        amounts(&text).iter().map(|it| format!("{} {}", it.value, it.currency)).collect();
    let found_wallets = wallets(&text);
    let wrong =
        found_wallets.iter().filter(|it| it.checksum == Checksum::Wrong).map(|it| it.address.as_str());
    let names = file_names(&text).into_iter().map(|it| it.name).collect::<Vec<_>>();
    let mut res = Record::new(&tables::TEXT_FACTS, record.origin.clone())
        .with("of", of)
        .with("topics", join_list(topic_ids))
        .with("amounts", join_list(amounts.iter().map(String::as_str)))
        .with("wallets", join_list(found_wallets.iter().map(|it| it.address.as_str())))
        .with("wallets_wrong", join_list(wrong))
        .with("file_names", join_list(names.iter().map(String::as_str)))
        .with("not_looked_at", found.not_english);
    res.identified_by(&of.to_string());
    Some(res)
}

/// Empties what is read for features only.
pub fn forget_private_text(record: &mut Record) {
    if record.table.name == "mails" {
        record.set("body", Value::Null);
    }
}
