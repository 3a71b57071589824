//! Does the page still hold? One small reader of proof pages, for the tests, the pages, and users' own rules.
//!
//! A proof is a Markdown file: a title, prose sections (`## Innocent explanations`, `## Check next`, …) and
//! examples. An example is a `## Heading` with prose and fenced blocks; the blocks named in `expected` hold
//! answers that `bless` writes, all others are given. Knows nothing of what is proved.

use std::fmt::Write as _;

/// A page, cut into its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub title: String,
    /// The prose between the title and the first section.
    pub summary: String,
    pub sections: Vec<Section>,
}

/// One `## Heading` with what stands under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    pub heading: String,
    pub prose: String,
    pub blocks: Vec<Block>,
}

/// One fenced block. `name` is the first word after the fence, `argument` the rest of that line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub name: String,
    pub argument: String,
    pub text: String,
    /// Lines of the page that hold the text, counted from 0: first, and one past the last.
    lines: (usize, usize),
}

impl Page {
    pub fn parse(page: &str) -> Page {
        let mut res = Page::default();
        let mut fence: Option<(String, Block)> = None;
        for (number, line) in page.lines().enumerate() {
            if let Some((mark, block)) = &mut fence {
                if line.trim_end() == *mark {
                    block.lines.1 = number;
                    let (_, block) = fence.take().unwrap_or_default();
                    if let Some(section) = res.sections.last_mut() {
                        section.blocks.push(block);
                    }
                } else {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                continue;
            }
            let ticks = line.bytes().take_while(|it| *it == b'`').count();
            if ticks >= 3 {
                let (name, argument) =
                    line[ticks..].trim().split_once(' ').unwrap_or((line[ticks..].trim(), ""));
                let block = Block {
                    name: name.to_owned(),
                    argument: argument.trim().to_owned(),
                    text: String::new(),
                    lines: (number + 1, number + 1),
                };
                fence = Some(("`".repeat(ticks), block));
            } else if let Some(heading) = line.strip_prefix("## ") {
                res.sections.push(Section { heading: heading.trim().to_owned(), ..Section::default() });
            } else if let Some(title) = line.strip_prefix("# ").filter(|_| res.title.is_empty()) {
                res.title = title.trim().to_owned();
            } else {
                let prose = res.sections.last_mut().map_or(&mut res.summary, |it| &mut it.prose);
                prose.push_str(line);
                prose.push('\n');
            }
        }
        res.summary = res.summary.trim().to_owned();
        for section in &mut res.sections {
            section.prose = section.prose.trim().to_owned();
        }
        res
    }

    pub fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|it| it.heading.eq_ignore_ascii_case(heading))
    }

    /// Sections that give something and expect something: they have a block of that name.
    pub fn examples(&self, given: &str) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |it| it.blocks.iter().any(|block| block.name == given))
    }

    /// The points of a prose section: its list items, else its sentences parted by `;`, without a full stop.
    pub fn points(&self, heading: &str) -> Vec<String> {
        let Some(section) = self.section(heading) else { return Vec::new() };
        let mut res: Vec<String> = Vec::new();
        let listed = section.prose.lines().any(|it| it.starts_with("- "));
        if listed {
            for line in section.prose.lines() {
                if let Some(item) = line.strip_prefix("- ") {
                    res.push(item.trim().to_owned());
                } else if let (Some(last), false) = (res.last_mut(), line.trim().is_empty()) {
                    last.push(' ');
                    last.push_str(line.trim());
                }
            }
        } else {
            let text = section.prose.split_whitespace().collect::<Vec<_>>().join(" ");
            res.extend(text.split(';').map(|it| it.trim().to_owned()));
        }
        for point in &mut res {
            *point = point.trim_end_matches('.').to_owned();
        }
        res.retain(|it| !it.is_empty());
        res
    }
}

impl Section {
    pub fn blocks_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |it| it.name == name)
    }

    pub fn block(&self, name: &str) -> Option<&Block> {
        self.blocks.iter().find(|it| it.name == name)
    }
}

/// The page with new text in some of its blocks: what `bless` writes.
pub fn bless(page: &str, answers: &[(&Block, String)]) -> String {
    let mut res = String::new();
    let mut lines = page.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        res.push_str(line);
        res.push('\n');
        let Some((block, answer)) = answers.iter().find(|(block, _)| block.lines.0 == number + 1) else {
            continue;
        };
        let answer = answer.trim_end();
        if !answer.is_empty() {
            let _ = writeln!(res, "{answer}");
        }
        while lines.next_if(|(number, _)| *number < block.lines.1).is_some() {}
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Title\n\nSummary.\n\n## Check next\n\n- Call back.\n- Ask\n  twice.\n\n## One\nWhy.\n\n```records changes\na b\n```\n\n```evidence\nold\n```\n";

    #[test]
    fn a_page_is_cut_into_its_parts() {
        let page = Page::parse(PAGE);
        assert_eq!(page.title, "Title");
        assert_eq!(page.summary, "Summary.");
        assert_eq!(page.points("check next"), ["Call back", "Ask twice"]);
        let example = page.examples("records").next().unwrap();
        assert_eq!(example.heading, "One");
        assert_eq!(example.block("records").unwrap().argument, "changes");
        assert_eq!(example.block("evidence").unwrap().text, "old\n");
    }

    #[test]
    fn blessing_changes_only_the_answer() {
        let page = Page::parse(PAGE);
        let block = page.sections[1].block("evidence").unwrap();
        assert_eq!(bless(PAGE, &[(block, "new\n".to_owned())]), PAGE.replace("old\n", "new\n"));
        assert_eq!(bless(PAGE, &[(block, String::new())]), PAGE.replace("old\n", ""));
    }

    #[test]
    fn blessing_twice_changes_nothing() {
        let once = {
            let page = Page::parse(PAGE);
            bless(PAGE, &[(page.sections[1].block("evidence").unwrap(), "x\ny\n".to_owned())])
        };
        let page = Page::parse(&once);
        assert_eq!(bless(&once, &[(page.sections[1].block("evidence").unwrap(), "x\ny\n".to_owned())]), once);
    }
}
