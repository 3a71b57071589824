//! How to read the page: what a bit is, what a tier asks for, and what none of it says.

use std::io::{self, Write};

const GUIDE: &str = r#"<section id="guide" aria-labelledby="guide-title">
<h2 id="guide-title">How to read this</h2>
<div class="guide">
<section><h3>Nobody is accused</h3>
<p>Every sentence here states what records say. It never says why. A person who stands at the top of the list is a person to ask first, and the right to answer comes before any conclusion. This program blocks, dismisses and reports nobody; a human decides.</p></section>
<section><h3>What a bit is</h3>
<p>One bit makes an explanation twice as likely as before: 3 bits make it 2 × 2 × 2 = 8 times as likely. Bits add up, because independent reasons multiply. They say how much a reason changes the odds, not what the odds are: most people in most companies are who they say, and a few bits do not outweigh that.</p>
<p><em>Worth</em> is what a reason would be worth alone. <em>Counted</em> is what it adds here: one cause counts once, however many indicators saw it. A score is the sum of what is counted, and nothing else is in it.</p></section>
<section><h3>What a tier asks for</h3>
<dl>
<dt><span class="badge t-urgent"><span aria-hidden="true">▲ </span>urgent</span></dt><dd>14 bits or more, from at least three independent kinds of evidence. Check today.</dd>
<dt><span class="badge t-verify"><span aria-hidden="true">● </span>verify</span></dt><dd>8 bits or more, from at least two kinds. Do the checks listed.</dd>
<dt><span class="badge t-watch"><span aria-hidden="true">◐ </span>watch</span></dt><dd>4 bits or more. Keep it in mind; ask nobody yet.</dd>
<dt><span class="badge t-none"><span aria-hidden="true">○ </span>below the line</span></dt><dd>Less than that.</dd>
</dl></section>
<section><h3>What speaks for a person</h3>
<p>A travel entry, an open ticket, an approved tool, a shared household, a passed live check: these take bits off, and stand in the list like any other reason. For each person at the top, the one fact is named that would take off most.</p></section>
<section><h3>What is never looked at</h3>
<p>Nationality, ethnicity, religion, gender, age, where a name comes from, an accent, or how good somebody's English is. There is no field for them. What counts is contradiction and conduct: records that do not agree, devices in the wrong place, data that leaves. A rule fires in the same way for everybody in the same kind of post.</p></section>
<section><h3>What silence means</h3>
<p>“Nothing” means that the records were there and nothing was seen. “Could not look” means that the records were not given: it says nothing about anybody. “Broke” is a fault of this program.</p></section>
<section><h3>Could have been known</h3>
<p>The earliest day on which what had been recorded up to then would have raised this person. It is meant for mending a process, not for blaming those who ran it.</p></section>
<section><h3>Where it comes from</h3>
<p>Each reason names its records by file and line. <code>bonafide show FILE:LINE</code> prints the record, and the files beside this page hold everything that stands here for other programs.</p></section>
</div>
</section>
"#;

pub fn write(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(GUIDE.as_bytes())
}
