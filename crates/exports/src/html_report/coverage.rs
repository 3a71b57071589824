//! What was looked for, and how that went. Silence has three names: looked and found nothing, could not
//! look, broke. Each has its own sign and its own word, and none is shown as another.

use std::collections::BTreeMap;
use std::io::{self, Write};

use model::dossier::{Coverage, Outcome};

use super::escape::{counted, short, text};
use crate::reading::{self, Reading};

struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    coverage: &'a Coverage,
}

/// Sign, word and what it means, in the order of the legend.
fn shown(outcome: Outcome) -> (&'static str, &'static str, &'static str) {
    match outcome {
        Outcome::Found => ("●", "found", "the records were there, and it saw something"),
        Outcome::Nothing => ("·", "nothing", "the records were there, and it saw nothing"),
        Outcome::CouldNotLook => {
            ("?", "could not look", "the records it needs were not given: this says nothing")
        }
        Outcome::Broke => {
            ("✕", "broke", "it failed while looking: a fault of this program, please report it")
        }
    }
}

const OUTCOMES: [Outcome; 4] = [Outcome::Found, Outcome::Nothing, Outcome::CouldNotLook, Outcome::Broke];

pub fn write(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let dossier = reading.dossier;
    writeln!(out, "<section id=\"coverage\" aria-labelledby=\"coverage-title\">")?;
    writeln!(out, "<h2 id=\"coverage-title\">What was looked for</h2>")?;
    writeln!(out, "<dl class=\"legend\">")?;
    for outcome in OUTCOMES {
        let (sign, word, meaning) = shown(outcome);
        let n = dossier.coverage.values().filter(|it| it.outcome == outcome).count();
        writeln!(
            out,
            "<div><dt><span class=\"tile o-{}\" aria-hidden=\"true\">{sign}</span> {word} <b>{n}</b></dt><dd>{meaning}</dd></div>",
            outcome.id()
        )?;
    }
    writeln!(out, "</dl>")?;

    let mut phases: Vec<(&str, Vec<Entry<'_>>)> = Vec::new();
    for (id, coverage) in &dossier.coverage {
        let card = dossier.indicators.get(id);
        let phase = card.map_or("other", |it| it.phase);
        let title = card.map(|it| it.title.as_str()).filter(|it| !it.is_empty()).unwrap_or(id);
        let entry = Entry { id, title, coverage };
        match phases.iter_mut().find(|(known, _)| *known == phase) {
            Some((_, entries)) => entries.push(entry),
            None => phases.push((phase, vec![entry])),
        }
    }
    phases.sort_by_key(|(phase, _)| (reading::phase_position(phase), *phase));

    for (name, entries) in &phases {
        phase(name, entries, out)?;
    }
    missing(reading, out)?;
    writeln!(out, "</section>")
}

fn phase(name: &str, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<String> = OUTCOMES
        .into_iter()
        .filter_map(|outcome| {
            let n = entries.iter().filter(|it| it.coverage.outcome == outcome).count();
            (n > 0).then(|| format!("{n} {}", shown(outcome).1))
        })
        .collect();
    writeln!(
        out,
        "<details class=\"phase\"><summary><span class=\"name\">{}</span><span class=\"tiles\" aria-hidden=\"true\">",
        short(reading::phase_title(name), 60)
    )?;
    for outcome in OUTCOMES {
        for it in entries.iter().filter(|it| it.coverage.outcome == outcome) {
            write!(
                out,
                "<span class=\"tile o-{}\" title=\"{}: {}\">{}</span>",
                outcome.id(),
                short(it.title, 120),
                shown(outcome).1,
                shown(outcome).0
            )?;
        }
    }
    writeln!(out, "</span><span class=\"counts\">{}</span></summary>", counts.join(", "))?;
    writeln!(
        out,
        "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Looked for</th><th scope=\"col\">Outcome</th>\
         <th scope=\"col\">What it means</th></tr></thead><tbody>"
    )?;
    for outcome in OUTCOMES {
        for it in entries.iter().filter(|it| it.coverage.outcome == outcome) {
            let (sign, word, _) = shown(outcome);
            let meaning = match outcome {
                Outcome::Found => {
                    counted(it.coverage.count as u64, "piece of evidence", "pieces of evidence")
                }
                Outcome::Nothing => "looked and saw nothing".to_owned(),
                Outcome::CouldNotLook => format!("needs any of: {}", text(&it.coverage.missing.join(", "))),
                Outcome::Broke => text(it.coverage.message.as_deref().unwrap_or("no message")).to_string(),
            };
            writeln!(
                out,
                "<tr><th scope=\"row\">{}<span class=\"sub\"><code>{}</code></span></th>\
                 <td><span class=\"tile o-{}\" aria-hidden=\"true\">{sign}</span> {word}</td><td>{meaning}</td></tr>",
                short(it.title, 160),
                short(it.id, 60),
                outcome.id()
            )?;
        }
    }
    writeln!(out, "</tbody></table></div></details>")
}

/// Which kinds of input would let more be seen.
fn missing(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for it in reading.dossier.coverage.values().filter(|it| it.outcome == Outcome::CouldNotLook) {
        for kind in &it.missing {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    if kinds.is_empty() {
        return Ok(());
    }
    let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    writeln!(out, "<h3>What would let more be seen</h3>\n<ul class=\"kinds\">")?;
    for (kind, n) in kinds.iter().take(40) {
        writeln!(out, "<li><code>{}</code> <span class=\"soft\">for {n} more</span></li>", short(kind, 80))?;
    }
    writeln!(out, "</ul>")
}
