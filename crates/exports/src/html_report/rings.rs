//! Groups of linked people: a drawing of who shares what, and the same as a table.

use std::io::{self, Write};

use model::PersonId;
use model::dossier::{PersonReport, Ring};

use super::escape::{anchor, counted, label, short, text};
use super::people::more;
use super::reasons::linked;
use super::{RING_NODES_MAX, RINGS_MAX, TIES_MAX};
use crate::reading::Reading;

const ROW: f64 = 34.0;
const PEOPLE_X: f64 = 200.0;
const THINGS_X: f64 = 400.0;
const WIDTH: f64 = 760.0;

pub fn write(reading: &Reading<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rings = &reading.dossier.rings;
    if rings.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section id=\"rings\" aria-labelledby=\"rings-title\">")?;
    writeln!(out, "<h2 id=\"rings-title\">Groups</h2>")?;
    writeln!(
        out,
        "<p>People whose records share things that honest people seldom share. A group may be one pair of hands, \
         several people who work together, or a household.</p>"
    )?;
    for ring in rings.iter().take(RINGS_MAX) {
        one(reading, ring, out)?;
    }
    more(rings.len(), RINGS_MAX, "rings.json", out)?;
    writeln!(out, "</section>")
}

fn one(reading: &Reading<'_>, ring: &Ring, out: &mut dyn Write) -> io::Result<()> {
    let id = anchor("ring", &ring.id);
    writeln!(
        out,
        "<article class=\"ring\" id=\"{id}\" aria-labelledby=\"{id}-title\"><h3 id=\"{id}-title\">{} \
         <span class=\"soft\">{}</span></h3><p class=\"sentence\"><bdi>{}</bdi></p>",
        counted(ring.members.len() as u64, "person", "people"),
        short(&ring.id, 80),
        text(&ring.sentence)
    )?;
    if !ring.shared.is_empty() {
        drawing(reading, ring, out)?;
    }
    table(reading, ring, out)?;
    writeln!(out, "</article>")
}

/// People on the left, what they share on the right, a line for each that holds.
fn drawing(reading: &Reading<'_>, ring: &Ring, out: &mut dyn Write) -> io::Result<()> {
    let people: Vec<&PersonId> = ring.members.iter().take(RING_NODES_MAX).collect();
    let things: Vec<_> = ring.shared.iter().take(RING_NODES_MAX).collect();
    let rows = people.len().max(things.len()) as f64;
    let height = rows * ROW + 12.0;
    let y_of = |idx: usize, n: usize| 6.0 + (rows - n as f64) * ROW / 2.0 + (idx as f64 + 0.5) * ROW;
    writeln!(
        out,
        "<div class=\"scroll\"><svg class=\"net\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" \
         aria-label=\"Who shares what; the table below says the same\">"
    )?;
    for (thing_idx, thing) in things.iter().enumerate() {
        for member in &thing.members {
            let Some(person_idx) = people.iter().position(|it| *it == member) else { continue };
            let (from, to) = (y_of(person_idx, people.len()), y_of(thing_idx, things.len()));
            let middle = f64::midpoint(PEOPLE_X, THINGS_X);
            writeln!(
                out,
                "<path d=\"M{PEOPLE_X} {from:.1} C{middle} {from:.1} {middle} {to:.1} {THINGS_X} {to:.1}\"/>"
            )?;
        }
    }
    for (idx, person) in people.iter().enumerate() {
        let y = y_of(idx, people.len());
        let tier = reading.person(person).map_or("none", |it| it.tier.id());
        writeln!(
            out,
            "<g class=\"node t-{tier}\"><circle cx=\"{PEOPLE_X}\" cy=\"{y:.1}\" r=\"7\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text></g>",
            PEOPLE_X - 14.0,
            y + 4.5,
            label(reading.name_of(person), 26)
        )?;
    }
    for (idx, thing) in things.iter().enumerate() {
        let y = y_of(idx, things.len());
        writeln!(
            out,
            "<g class=\"thing\"><rect x=\"{:.1}\" y=\"{:.1}\" width=\"13\" height=\"13\" rx=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\"><tspan class=\"kind\">{}</tspan> {}</text></g>",
            THINGS_X - 6.5,
            y - 6.5,
            THINGS_X + 14.0,
            y + 4.5,
            label(&thing.kind.replace('_', " "), 20),
            label(&thing.value, 30)
        )?;
    }
    writeln!(out, "</svg></div>")
}

fn table(reading: &Reading<'_>, ring: &Ring, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<details class=\"quiet\"><summary>Members and what they share, as a table</summary>")?;
    writeln!(
        out,
        "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Person</th>\
         <th scope=\"col\">Seems to be</th></tr></thead><tbody>"
    )?;
    for member in ring.members.iter().take(TIES_MAX) {
        let role = ring.roles.get(member).map_or("", String::as_str);
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            linked(reading, member),
            short(role, 120)
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(ring.members.len(), TIES_MAX, "rings.json", out)?;
    writeln!(
        out,
        "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Shared</th><th scope=\"col\">Value</th>\
         <th scope=\"col\">By</th></tr></thead><tbody>"
    )?;
    for thing in ring.shared.iter().take(TIES_MAX) {
        let members: Vec<String> = thing
            .members
            .iter()
            .take(RING_NODES_MAX)
            .map(|it| format!("<bdi>{}</bdi>", short(reading.name_of(it), 80)))
            .collect();
        writeln!(
            out,
            "<tr><td>{}</td><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td></tr>",
            short(&thing.kind.replace('_', " "), 60),
            short(&thing.value, 200),
            members.join(", ")
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(ring.shared.len(), TIES_MAX, "rings.json", out)?;
    writeln!(out, "</details>")
}

/// Who belongs to one person: the links, and the group.
pub fn around(reading: &Reading<'_>, person: &PersonReport, out: &mut dyn Write) -> io::Result<()> {
    let links = reading.links_of(&person.person);
    let ring = reading.ring_of(person);
    if links.is_empty() && ring.is_none() {
        return Ok(());
    }
    writeln!(out, "<h4>Who belongs to them</h4>")?;
    if let Some(ring) = ring {
        let shown = reading.dossier.rings.iter().take(RINGS_MAX).any(|it| it.id == ring.id);
        let name = format!("a group of {}", ring.members.len());
        let name = if shown { format!("<a href=\"#{}\">{name}</a>", anchor("ring", &ring.id)) } else { name };
        let role = ring.roles.get(&person.person);
        let role = role.map_or(String::new(), |it| format!(", seems to be: {}", short(it, 120)));
        writeln!(out, "<p>Part of {name}{role}.</p>")?;
    }
    if !links.is_empty() {
        writeln!(out, "<ul class=\"links\">")?;
        for link in links.iter().take(TIES_MAX) {
            let other = if link.a == person.person { &link.b } else { &link.a };
            writeln!(
                out,
                "<li>{}: <bdi>{}</bdi> <span class=\"soft\">{} bits between them, not part of the score</span></li>",
                linked(reading, other),
                text(&link.sentence),
                link.bits
            )?;
        }
        writeln!(out, "</ul>")?;
        more(links.len(), TIES_MAX, "links.csv", out)?;
    }
    Ok(())
}
