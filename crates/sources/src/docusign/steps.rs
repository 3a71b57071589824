//! DocuSign's words for steps of an envelope, as ours.

/// `sent`, `delivered`, `viewed`, `signed`, `declined`, `voided` or `other`, of the word of a Connect event
/// (`recipient-completed`), of an audit event (`Sent Invitations`), of a status, or of another product's copy
/// (`ENVELOPE SIGNED`). An envelope that is complete is no step of a person's.
pub fn action(word: &str) -> &'static str {
    let word = word.to_lowercase();
    let words: Vec<&str> = word.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let has = |any: &[&str]| any.iter().any(|it| words.contains(it));
    if has(&["failure", "failed", "authentication", "template", "reminder"]) {
        "other"
    } else if has(&["declined", "decline"]) {
        "declined"
    } else if has(&["voided", "void"]) {
        "voided"
    } else if has(&["signed", "sign", "signing"]) || (has(&["completed"]) && has(&["recipient"])) {
        "signed"
    } else if has(&["viewed", "view", "opened"]) {
        "viewed"
    } else if has(&["delivered"]) {
        "delivered"
    } else if has(&["sent", "resent", "invitations"]) {
        "sent"
    } else {
        "other"
    }
}

#[cfg(test)]
mod tests {
    use super::action;

    #[test]
    fn words_of_all_shapes_are_the_same_steps() {
        for (word, wanted) in [
            ("envelope-sent", "sent"),
            ("Sent Invitations", "sent"),
            ("recipient-completed", "signed"),
            ("recipient-signed", "signed"),
            ("ENVELOPE SIGNED", "signed"),
            ("Signed In-Session", "signed"),
            ("Opened", "viewed"),
            ("Viewed In-Session", "viewed"),
            ("recipient-delivered", "delivered"),
            ("recipient-declined", "declined"),
            ("envelope-voided", "voided"),
            ("envelope-completed", "other"),
            ("recipient-authentication-failure", "other"),
            ("Registered", "other"),
        ] {
            assert_eq!(action(word), wanted, "{word}");
        }
    }
}
