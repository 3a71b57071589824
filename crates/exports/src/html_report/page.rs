//! The page as a whole: head, header, contents, the order of the parts, foot.

use std::io::{self, Write};

use model::Tier;
use model::dossier::PersonReport;

use super::escape::{anchor, counted, day, grouped, short, text};
use super::{RAISED_SECTIONS_MAX, WATCH_SECTIONS_MAX, coverage, guide, inputs, people, person, rings};
use crate::Options;
use crate::reading::Reading;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Nothing is loaded, nothing is sent; the page's own style and script are all there is.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      img-src data:; base-uri 'none'; form-action 'none'";

/// Patterns that drawings refer to.
const PATTERNS: &str = r#"<svg class="unseen" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-line" width="2.4" height="6"/></pattern>
</defs></svg>
"#;

pub fn write(reading: &Reading<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let raised: Vec<&PersonReport> = reading.dossier.people.iter().filter(|it| it.tier.raised()).collect();
    let watched: Vec<&PersonReport> =
        reading.dossier.people.iter().filter(|it| it.tier == Tier::Watch).collect();

    head(reading, out)?;
    header(reading, options, &raised, &watched, out)?;
    writeln!(out, "<div class=\"columns\">")?;
    contents(reading, &raised, &watched, out)?;
    writeln!(out, "<main id=\"main\" tabindex=\"-1\">")?;

    people::first(reading, &raised, out)?;
    if !raised.is_empty() {
        writeln!(out, "<section id=\"people\" aria-labelledby=\"people-title\">")?;
        writeln!(out, "<h2 id=\"people-title\">Person by person</h2>")?;
        for it in raised.iter().take(RAISED_SECTIONS_MAX) {
            person::write(reading, it, out)?;
        }
        writeln!(out, "</section>")?;
    }
    rings::write(reading, out)?;
    people::watched(reading, &watched, out)?;
    for it in watched.iter().take(WATCH_SECTIONS_MAX) {
        person::write(reading, it, out)?;
    }
    writeln!(out, "</section>")?;
    people::everyone_else(reading, out)?;
    coverage::write(reading, out)?;
    inputs::problems(reading, out)?;
    inputs::files(reading, out)?;
    guide::write(out)?;

    writeln!(out, "</main>\n</div>")?;
    foot(reading, options, out)
}

fn head(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let company = reading.dossier.company.as_deref().unwrap_or("");
    let of = if company.is_empty() { "" } else { " · " };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>Who to check first{of}{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the list</a>\n{PATTERNS}",
        short(company, 120)
    )
}

fn header(
    reading: &Reading<'_>,
    options: &Options,
    raised: &[&PersonReport],
    watched: &[&PersonReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    let dossier = reading.dossier;
    let company = dossier.company.as_deref().filter(|it| !it.is_empty()).unwrap_or("This company");
    let n_records: u64 = dossier.inputs.iter().map(|it| it.records).sum();
    let n_problems: u64 = dossier.inputs.iter().map(|it| it.problems).sum();
    let unread = dossier.inputs.iter().filter(|it| it.kind.is_none()).count() as u64;
    writeln!(
        out,
        "<header class=\"top\">\n<div class=\"bar\"><span class=\"brand\">bonafide</span>\
         <div class=\"tools\">\
         <label class=\"filter\"><span class=\"sr\">Filter people by text</span>\
         <input id=\"filter\" type=\"search\" placeholder=\"Filter people\" autocomplete=\"off\" \
         aria-describedby=\"filter-count\"></label><span id=\"filter-count\" role=\"status\"></span>\
         <button type=\"button\" id=\"unfold\">Unfold all</button>\
         <button type=\"button\" id=\"theme\">Light or dark</button></div></div>"
    )?;
    writeln!(out, "<p class=\"over\"><bdi>{}</bdi> · as of {}</p>", text(company), day(dossier.now))?;
    match raised.len() as u64 {
        0 => writeln!(out, "<h1>Nobody stands above the line</h1>")?,
        n => writeln!(out, "<h1>{} to check first</h1>", counted(n, "person", "people"))?,
    }
    writeln!(
        out,
        "<p class=\"lead\">These are things to look at, not verdicts. Each reason names the records it rests \
         on, what would innocently explain it, and what to ask next. Nobody is accused here, and nothing \
         has been done to anybody.</p>"
    )?;
    if options.redact {
        writeln!(
            out,
            "<p class=\"note\">Redacted: names, contacts and record text are masked. The same mask always stands \
             for the same value.</p>"
        )?;
    }
    let urgent = raised.iter().filter(|it| it.tier == Tier::Urgent).count() as u64;
    writeln!(out, "<dl class=\"facts\">")?;
    let mut fact = |number: u64, label: &str, href: &str, class: &str| {
        writeln!(
            out,
            "<div class=\"{class}\"><dt><a href=\"{href}\">{label}</a></dt><dd>{}</dd></div>",
            grouped(number)
        )
    };
    fact(urgent, "urgent", "#first", "t-urgent")?;
    fact(raised.len() as u64 - urgent, "to verify", "#first", "t-verify")?;
    fact(watched.len() as u64, "on watch", "#watch", "t-watch")?;
    fact(dossier.people.len() as u64, "people in the records", "#everyone", "")?;
    fact(dossier.inputs.len() as u64 - unread, "files read", "#inputs", "")?;
    fact(n_records, "records read", "#inputs", "")?;
    fact(unread, "files not recognised", "#inputs", "")?;
    fact(n_problems, "problems in the data", "#problems", "")?;
    writeln!(out, "</dl>\n</header>")
}

fn contents(
    reading: &Reading<'_>,
    raised: &[&PersonReport],
    watched: &[&PersonReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<nav class=\"contents\" aria-label=\"Contents\">\n<ul class=\"people\">")?;
    for it in raised.iter().take(RAISED_SECTIONS_MAX) {
        writeln!(
            out,
            "<li class=\"t-{}\"><a href=\"#{}\"><span class=\"glyph\" aria-hidden=\"true\">{}</span>\
             <bdi>{}</bdi><span class=\"n\">{}</span></a></li>",
            it.tier.id(),
            anchor("p", it.person.as_str()),
            people::glyph(it.tier),
            short(reading.name_of(&it.person), 60),
            it.bits
        )?;
    }
    writeln!(out, "</ul>\n<ul class=\"parts\">")?;
    let mut part = |href: &str, title: &str| writeln!(out, "<li><a href=\"#{href}\">{title}</a></li>");
    part("first", "Who to check first")?;
    if !reading.dossier.rings.is_empty() {
        part("rings", "Groups")?;
    }
    if !watched.is_empty() {
        part("watch", "Watch list")?;
    }
    part("everyone", "Everyone else")?;
    part("coverage", "What was looked for")?;
    part("problems", "Problems and notices")?;
    part("inputs", "What was read")?;
    part("guide", "How to read this")?;
    writeln!(out, "</ul>\n</nav>")
}

fn foot(reading: &Reading<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<footer class=\"foot\"><p>bonafide {} · analysis as of {} · this page works offline and sends nothing.</p>\
         <p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next and previous person · <kbd>/</kbd> filter · \
         <kbd>t</kbd> top</p></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>",
        text(options.version),
        day(reading.dossier.now)
    )
}
