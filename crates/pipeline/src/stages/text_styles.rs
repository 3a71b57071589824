//! How a mail is written, kept beside the record as counts of small words; the body of a mail is not kept at all.

use enrichment::own_words::own_words;
use enrichment::topics::topics;
use measures::style::{Sketch, VERSION};
use model::{Record, limits, tables};

/// A record of `text_styles` about the text in `record`, which is known as `of`. None where the sender wrote too little,
/// or in another language than English: the marks are English words, and nothing is said of other texts.
pub fn about(record: &Record, of: i64) -> Option<Record> {
    if record.table.name != "mails" {
        return None;
    }
    let own = own_words(record.text("body")?);
    let sketch = Sketch::of(&own);
    if sketch.words() < limits::STYLE_WORDS_MIN || topics(&own).not_english {
        return None;
    }
    let mut res = Record::new(&tables::TEXT_STYLES, record.origin.clone())
        .with("of", of)
        .with("kind", "mail")
        .with("version", i64::from(VERSION))
        .with("n_words", i64::from(sketch.words()))
        .with("sketch", sketch.encode());
    res.identified_by(&of.to_string());
    Some(res)
}

#[cfg(test)]
mod tests {
    use model::{Origin, Place};

    use super::*;

    fn mail(body: &str) -> Record {
        let origin =
            Origin { file: "sent.mbox".into(), sha256: "".into(), place: Place::Line(1), message_id: None };
        Record::new(&tables::MAILS, origin).with("body", body)
    }

    const ENGLISH: &str = "I moved the report to the new place, so it is a little slower than it was before. \
        Could you look at it when you have time, and tell me if that is all right with you?";

    #[test]
    fn no_word_of_a_mail_stands_in_its_sketch() {
        let kept = about(&mail(ENGLISH), 7).unwrap();
        let sketch = kept.text("sketch").unwrap();
        assert!(sketch.len() < 200 && !sketch.contains("report") && !sketch.contains(' '));
        let other = ENGLISH.replace("report", "payroll").replace("slower", "larger");
        assert_eq!(about(&mail(&other), 7).unwrap().text("sketch"), Some(sketch));
    }

    #[test]
    fn quoted_short_and_foreign_texts_have_none() {
        let quoted: String = ENGLISH.split('.').map(|it| format!("> {it}\n")).collect();
        let foreign = "Ich habe den Bericht an den neuen Ort gelegt, deshalb ist er nun ein wenig langsamer als zuvor; \
            kannst du ihn dir bitte ansehen, wenn du Zeit hast, und mir sagen, ob das so in Ordnung ist?";
        for body in ["It is done.", &quoted, foreign] {
            assert!(about(&mail(body), 7).is_none(), "{body}");
        }
        assert!(about(&mail(&format!("{quoted}\n{ENGLISH}")), 7).is_some());
    }
}
