//! The page for people: whole, self-contained, honest about its numbers, bounded.

use std::collections::HashSet;

use model::dossier::{Dossier, Excerpt, Tie};
use model::evidence::Reference;
use model::{Bits, Tier};

use crate::{PLAIN, REDACTED, fixture, written};

/// One start tag with its attributes.
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 6] = ["meta", "input", "br", "link", "img", "hr"];

/// Walks all tags and fails where they are not nested as they should be. Bodies of style and script are
/// skipped. Quotes around attributes must be double, as the writers promise.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut open: Vec<String> = Vec::new();
    let mut res = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a document");
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray `>` before: {}", &rest[at..(at + 60).min(rest.len())]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let (name, after) = after.split_once('>').expect("an end tag that ends");
            let last = open.pop();
            assert_eq!(last.as_deref(), Some(name), "end tag");
            rest = after;
            continue;
        }
        let mut name_end = 0;
        while rest[name_end..].starts_with(|it: char| it.is_ascii_alphanumeric()) {
            name_end += 1;
        }
        assert!(name_end > 0, "a `<` that opens no tag: {}", &rest[..60.min(rest.len())]);
        let name = rest[..name_end].to_owned();
        rest = &rest[name_end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("/>") {
                rest = after;
                break;
            }
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                if !VOID.contains(&name.as_str()) {
                    open.push(name.clone());
                }
                break;
            }
            let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '-' && it != ':').unwrap();
            assert!(end > 0, "not an attribute: {}", &rest[..60.min(rest.len())]);
            let attribute = rest[..end].to_owned();
            rest = &rest[end..];
            let value = match rest.strip_prefix("=\"") {
                Some(after) => {
                    let (value, after) = after.split_once('"').expect("a closing quote");
                    rest = after;
                    value.to_owned()
                }
                None => String::new(),
            };
            attributes.push((attribute, value));
        }
        if name == "style" || name == "script" {
            let end = format!("</{name}>");
            rest = &rest[rest.find(&end).expect("an end of it")..];
        }
        res.push(Tag { name, attributes });
    }
    assert!(open.is_empty(), "left open: {open:?}");
    res
}

fn without_tags(html: &str) -> String {
    let mut res = String::new();
    for part in html.split('<') {
        res.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    res.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Headings, indented by level.
pub fn outline(page: &str) -> String {
    let mut res = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("<h") {
        rest = &rest[at + 2..];
        let Some(level) = rest.chars().next().and_then(|it| it.to_digit(10)) else { continue };
        let end = rest.find(&format!("</h{level}>")).unwrap();
        let text = without_tags(rest[..end].split_once('>').unwrap().1);
        res.push_str(&"  ".repeat(level as usize - 1));
        res.push_str(text.trim());
        res.push('\n');
    }
    res
}

pub fn is_sound(page: &str) {
    let tags = tags(page);
    let mut ids = HashSet::new();
    for tag in &tags {
        if let Some(id) = tag.attribute("id") {
            assert!(ids.insert(id.to_owned()), "two of #{id}");
        }
    }
    for tag in &tags {
        for (attribute, value) in &tag.attributes {
            assert!(!attribute.starts_with("on"), "an inline handler: {attribute}");
            assert!(
                attribute != "src" && attribute != "style" && attribute != "action",
                "{attribute}={value}"
            );
            if attribute == "href" {
                let id = value.strip_prefix('#').unwrap_or_else(|| panic!("leads outside: {value}"));
                assert!(ids.contains(id), "leads nowhere: {value}");
            }
            if matches!(attribute.as_str(), "aria-labelledby" | "aria-describedby") {
                assert!(ids.contains(value), "labelled by nothing: {value}");
            }
        }
    }
    let count = |name: &str| tags.iter().filter(|it| it.name == name).count();
    assert_eq!((count("script"), count("style"), count("h1"), count("main"), count("head")), (1, 1, 1, 1, 1));
    assert_eq!(
        (count("img"), count("iframe"), count("link"), count("object"), count("form")),
        (0, 0, 0, 0, 0)
    );
    let policy =
        tags.iter().find(|it| it.attribute("http-equiv") == Some("Content-Security-Policy")).unwrap();
    let policy = policy.attribute("content").unwrap();
    assert!(policy.starts_with(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    ));
}

/// Nothing in the page names another place, and nothing in its script could reach one.
fn is_self_contained(page: &str) {
    for address in
        ["http://", "https://", "url(//", "@import", "src=", "fetch(", "XMLHttpRequest", "innerHTML", "eval("]
    {
        assert!(!page.contains(address), "{address}");
    }
}

fn page() -> String {
    written("report.html", &fixture::dossier(), &PLAIN)
}

fn article<'a>(page: &'a str, anchor: &str) -> &'a str {
    let start = page.find(&format!("id=\"{anchor}\"")).unwrap_or_else(|| panic!("no section {anchor}"));
    let end = page[start..].find("</article>").unwrap();
    &page[start..start + end]
}

#[test]
fn the_page_is_whole_and_self_contained() {
    for dossier in [fixture::dossier(), fixture::small::small(), Dossier::default()] {
        let page = written("report.html", &dossier, &PLAIN);
        is_sound(&page);
        is_self_contained(&page);
    }
}

#[test]
fn headings_never_skip_a_level() {
    let mut last = 0;
    for tag in tags(&page()) {
        let Some(level) = tag.name.strip_prefix('h').and_then(|it| it.parse::<usize>().ok()) else {
            continue;
        };
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
}

#[test]
fn every_sentence_about_a_raised_or_watched_person_is_there() {
    let dossier = fixture::dossier();
    let page = page();
    for person in dossier.people.iter().filter(|it| it.tier >= Tier::Watch) {
        let section =
            without_tags(article(&page, &format!("p-{}", person.person.as_str().replace(':', "-"))));
        let mut n = 0;
        for it in dossier.evidence.iter().filter(|it| it.subject.person() == Some(&person.person)) {
            assert!(section.contains(&it.sentence), "{}: {}", person.person, it.sentence);
            for reference in &it.records {
                assert!(section.contains(&*reference.origin.file), "{}", reference.origin.file);
            }
            for text in dossier.indicators[&it.indicator]
                .innocent
                .iter()
                .chain(&dossier.indicators[&it.indicator].check)
            {
                assert!(section.contains(text.as_str()), "{text}");
            }
            if !it.counted_why.is_empty() {
                assert!(section.contains(&it.counted_why));
            }
            n += 1;
        }
        assert!(n > 0);
    }
}

#[test]
fn bars_of_a_waterfall_add_up_to_the_total() {
    let dossier = fixture::dossier();
    let page = page();
    let numbers = |html: &str| -> Vec<i32> {
        html.split("<td class=\"n\">")
            .skip(1)
            .map(|it| {
                it.split_once("</td>").unwrap().0.replace('−', "-").replace(['.', '+'], "").parse().unwrap()
            })
            .collect()
    };
    let mut n_raised = 0;
    for person in dossier.people.iter().filter(|it| it.tier >= Tier::Watch) {
        let section = article(&page, &format!("p-{}", person.person.as_str().replace(':', "-")));
        let table = section.split_once("<table class=\"waterfall\">").expect("a waterfall").1;
        let (rows, foot) = table.split_once("</tbody>").unwrap();
        let foot = foot.split_once("</table>").unwrap().0;
        assert_eq!(Bits::from_hundredths(numbers(rows).iter().sum()), person.bits);
        assert_eq!(numbers(foot), [person.bits.hundredths()]);
        n_raised += usize::from(person.tier.raised());
    }
    assert_eq!(n_raised, 2);
}

#[test]
fn a_total_that_its_reasons_do_not_explain_is_not_hidden() {
    let mut dossier = fixture::dossier();
    dossier.people[0].bits += Bits::from_hundredths(100);
    let page = written("report.html", &dossier, &PLAIN);
    assert!(page.contains("not explained by any reason"));
    assert!(!self::page().contains("not explained by any reason"));
}

#[test]
fn silence_has_three_names() {
    let page = page();
    let coverage = page.split_once("<section id=\"coverage\"").unwrap().1.split_once("</section>").unwrap().0;
    for (outcome, indicator, says) in [
        ("found", "pay-multi-change", "1 piece of evidence"),
        ("nothing", "app-odd-hours", "looked and saw nothing"),
        ("could_not_look", "ear-ip-kvm", "needs any of: osquery_usb_devices"),
        ("broke", "emp-two-writing-styles", "limit of texts reached: `4000`"),
    ] {
        let row = coverage
            .split_once(&format!("<code>{indicator}</code>"))
            .unwrap()
            .1
            .split_once("</tr>")
            .unwrap()
            .0;
        assert!(row.contains(&format!("o-{outcome}")) && row.contains(says), "{indicator}: {row}");
    }
}

#[test]
fn what_speaks_for_a_person_and_what_weighs_nothing_is_shown_apart() {
    let page = page();
    let section = article(&page, "p-worker-W0417");
    let at = |text: &str| section.find(text).unwrap_or_else(|| panic!("{text}"));
    let (adds, speaks_for) = (at("class=\"cap\""), at("</span>Speaks for this person</h5>"));
    let (exempt, nothing) = (at("Under an exemption"), at("Seen, and weighs nothing here"));
    assert!(adds < speaks_for && speaks_for < exempt && exempt < nothing);
    assert!(section[speaks_for..exempt].contains("travel to Portugal"));
    assert!(section[exempt..nothing].contains("loan laptop 9 days overdue"));
    assert!(section[nothing..].contains("asked once to use an own machine"));
}

#[test]
fn checks_stand_once_and_those_of_the_heaviest_reason_first() {
    let mut dossier = fixture::dossier();
    let twice = dossier.indicators["pay-multi-change"].check[0].clone();
    dossier.indicators.get_mut("ear-anydesk").unwrap().check.insert(0, twice.to_uppercase());
    let page = written("report.html", &dossier, &PLAIN);
    let section = article(&page, "p-worker-W0417");
    let list = section.split_once("<ol class=\"checks\">").unwrap().1.split_once("</ol>").unwrap().0;
    assert_eq!(list.to_lowercase().matches(&twice).count(), 1);
    assert!(list.trim_start().starts_with(&format!("<li><bdi>{twice}")));
}

/// A company of 20,000, with as many problems and files: the page stays one that a browser opens.
#[test]
fn the_page_is_bounded_for_a_large_company() {
    let mut dossier = fixture::dossier();
    let template = dossier.people.last().unwrap().clone();
    for n in 0..20_000 {
        let mut person = template.clone();
        person.person = model::PersonId::worker(&format!("X{n}"));
        dossier.people.push(person);
    }
    let (evidence, problem, input) =
        (dossier.evidence[0].clone(), dossier.problems[0].clone(), dossier.inputs[0].clone());
    let subject = dossier.people[0].person.clone();
    for n in 0..20_000 {
        let mut one = evidence.clone();
        one.id = format!("sha256:{n}").into();
        one.subject = model::Subject::Person(subject.clone());
        dossier.evidence.push(one);
        let mut one = problem.clone();
        one.file = format!("{}.csv", n / 4).into();
        dossier.problems.push(one);
        dossier.inputs.push(input.clone());
    }
    let page = written("report.html", &dossier, &PLAIN);
    is_sound(&page);
    assert!(page.len() < 4 << 20, "{} bytes", page.len());
    assert!(page.contains(" more in <code>evidence.ndjson</code>"));
    assert!(page.contains(" more in <code>people.csv</code>"));
    assert!(page.contains(" more in <code>inputs.json</code>"));
    assert!(page.contains(" more in <code>problems.ndjson</code>"));
}

#[test]
fn passages_of_two_resumes_stand_side_by_side_with_every_word_escaped() {
    let mut dossier = fixture::dossier();
    let (own, other) = ("worker:W0388", "worker:W0417");
    let evidence = dossier
        .evidence
        .iter_mut()
        .find(|it| {
            &*it.indicator == "app-resume-clone" && it.subject.person().is_some_and(|it| it.as_str() == own)
        })
        .expect("the fixture has one");
    let like = evidence.records[0].clone();
    for (record, document, passage) in [
        (
            9_001,
            "d1",
            "<script>x</script> Rebuilt the tide gauge pipeline so that late readings no longer stop it",
        ),
        (9_002, "d2", "Rewrote the tide gauge pipeline so late readings no longer stop it"),
    ] {
        let cells = [("document", document), ("stem", "cv"), ("text", passage)];
        let cells = cells.iter().map(|(column, cell)| (*column, (*cell).to_owned())).collect();
        dossier.excerpts.insert(record, Excerpt { table: "resume_passages", at: None, cells });
        evidence.records.push(Reference { record, ..like.clone() });
    }
    for (person, document) in [(own, "d1/cv"), (other, "d2/cv")] {
        let person = dossier.people.iter_mut().find(|it| it.person.as_str() == person).expect("is there");
        person.ties.push(Tie {
            kind: "resume".into(),
            value: document.into(),
            from: None,
            to: None,
            reason: "file name".to_owned(),
        });
    }
    let shown = written("report.html", &dossier, &PLAIN);
    assert!(shown.contains("The passages side by side"));
    assert!(shown.contains(
        "&lt;script&gt;x&lt;/script&gt; Rebuilt <mark>the tide gauge pipeline so</mark> that <mark>late readings no longer stop it</mark>"
    ));
    assert!(
        shown.contains("Rewrote <mark>the tide gauge pipeline so late readings no longer stop it</mark>")
    );
    // Masked texts say nothing beside each other.
    assert!(!written("report.html", &dossier, &REDACTED).contains("The passages side by side"));
}
