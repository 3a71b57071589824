//! A virtual background stayed on although the interviewer asked to switch it off.

use model::finding::WITHDRAWN;
use model::{Finding, Row};

use crate::Gathered;

pub(super) fn judge(gathered: &Gathered) -> Vec<Finding> {
    let mut res = Vec::new();
    for (person, rows) in gathered.main().by("person") {
        res.extend(finding(person, &rows));
    }
    res
}

fn finding(person: &str, rows: &[Row<'_>]) -> Option<Finding> {
    let refused: Vec<&Row<'_>> = rows.iter().filter(|it| it.is("background_refused")).collect();
    let (first, last) = (refused.first()?, refused.last()?);
    let cleared = rows.iter().find(|it| it.time("at") > last.time("at") && shows_the_room(it));
    let mut sentence = match refused.len() {
        1 => "kept a virtual background on in 1 interview round when asked to switch it off".to_owned(),
        many => {
            format!("kept a virtual background on in {many} interview rounds when asked to switch it off")
        }
    };
    let mut refs: Vec<i64> = refused.iter().flat_map(|it| it.refs("ref")).collect();
    let known_at = first.time("known_at").or(first.time("at"))?;
    let res = match (refused.get(1), cleared) {
        (_, Some(cleared)) => {
            sentence += "; off in a later round, with the live steps done";
            refs.extend(cleared.refs("ref"));
            let cleared_at = cleared.time("known_at").or(cleared.time("at"))?;
            let res = Finding::about(person, WITHDRAWN, cleared_at, sentence, refs)?;
            let res = res.earlier(known_at, "once");
            match refused.get(1).and_then(|it| it.time("known_at")) {
                Some(again) if again < cleared_at => res.earlier(again, "again"),
                _ => res,
            }
        }
        (Some(second), None) => {
            let again = second.time("known_at").or(second.time("at"))?;
            let res = Finding::about(person, "again", again, sentence, refs)?;
            if known_at < again { res.earlier(known_at, "once") } else { res }
        }
        (None, None) => Finding::about(person, "once", known_at, sentence, refs)?,
    };
    Some(res.between(first.time("at")?, last.time("at")?))
}

/// The picture was live and nothing covered the room.
fn shows_the_room(row: &Row<'_>) -> bool {
    let background = row.text("background").unwrap_or_default().trim().to_lowercase();
    let open =
        ["none", "off"].contains(&background.as_str()) || row.flag("background_refused") == Some(false);
    let seen = row.text("camera").is_some_and(|it| it.trim().eq_ignore_ascii_case("on"));
    open && seen && row.is("liveness_done")
}
