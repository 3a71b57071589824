//! Résumés: what they say (here and in `phrases`) and the file formats they come in.
//! In: a person, a kind of post and the dice. Out: a `Resume`, and from it the bytes of a file.

mod docx;
mod json;
mod pdf;
mod phrases;

use jiff::civil::Date;

use crate::dice::Dice;
use crate::words;

/// The file format an applicant sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Docx,
    Text,
    Markdown,
    Json,
}

impl Format {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Json => "json",
        }
    }
}

/// How the document looks: the builder it was made with and the choices in it.
#[derive(Clone)]
pub(crate) struct Layout {
    pub(crate) producer: &'static str,
    pub(crate) font: &'static str,
    pub(crate) bold: &'static str,
    pub(crate) size: i64,
    pub(crate) left: i64,
    pub(crate) letter_paper: bool,
    pub(crate) bullet: &'static str,
    pub(crate) order: [Section; 4],
    pub(crate) headings: usize,
    pub(crate) author: String,
}

/// The parts of a résumé below its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Summary,
    Experience,
    Skills,
    Education,
}

/// A post held before.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) employer: String,
    pub(crate) title: String,
    pub(crate) from: Month,
    pub(crate) to: Option<Month>,
    pub(crate) bullets: Vec<String>,
}

/// A month of a year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month {
    pub(crate) year: i64,
    pub(crate) month: i64,
}

impl Month {
    pub(crate) fn plus(self, months: i64) -> Month {
        let count = self.year * 12 + self.month - 1 + months;
        Month { year: count.div_euclid(12), month: count.rem_euclid(12) + 1 }
    }

    pub(crate) fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.year, self.month)
    }

    pub(crate) fn short(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    fn words(self) -> String {
        const NAMES: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        format!("{} {}", NAMES[((self.month - 1).rem_euclid(12)) as usize], self.year)
    }
}

/// A résumé.
#[derive(Clone)]
pub(crate) struct Resume {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) place: String,
    pub(crate) city: &'static str,
    pub(crate) region: &'static str,
    pub(crate) country: &'static str,
    pub(crate) link: String,
    pub(crate) summary: String,
    pub(crate) posts: Vec<Post>,
    pub(crate) skills: Vec<&'static str>,
    pub(crate) college: &'static str,
    pub(crate) degree: &'static str,
    pub(crate) graduated: i64,
    pub(crate) layout: Layout,
    pub(crate) format: Format,
}

/// What the résumé is drawn for.
pub(crate) struct Career {
    pub(crate) title: &'static str,
    pub(crate) years: i64,
    pub(crate) employers: usize,
    pub(crate) until: Date,
}

/// A résumé of its own wording.
pub(crate) fn draw(dice: &mut Dice, career: &Career) -> Resume {
    let now = Month { year: i64::from(career.until.year()), month: i64::from(career.until.month()) };
    let first = now.plus(-career.years * 12 - dice.between(0, 5));
    let employers = career.employers.max(1);
    let mut posts: Vec<Post> = Vec::new();
    let mut from = first;
    let whole = career.years * 12;
    for number in 0..employers {
        let last = number + 1 == employers;
        let share = (whole / employers as i64 + dice.between(-4, 4)).max(5);
        let to = if last { None } else { Some(from.plus(share)) };
        let mut employer = firm(dice);
        while posts.iter().any(|post| post.employer == employer) {
            employer = firm(dice);
        }
        let mut bullets = Vec::new();
        for _ in 0..dice.between(2, 5) {
            bullets.push(phrases::bullet(dice, career.title));
        }
        posts.push(Post {
            employer,
            title: phrases::earlier_title(dice, career.title, number, employers),
            from,
            to,
            bullets,
        });
        from = to.map_or(from, |to| to.plus(dice.between(0, 1)));
    }
    posts.reverse();
    let mut skills: Vec<&'static str> = Vec::new();
    let wanted = 6 + dice.index(7);
    while skills.len() < wanted {
        let skill = phrases::skill(dice, career.title);
        if !skills.contains(&skill) {
            skills.push(skill);
        }
    }
    Resume {
        name: String::new(),
        email: String::new(),
        phone: String::new(),
        place: String::new(),
        city: "",
        region: "",
        country: "",
        link: String::new(),
        summary: phrases::summary(dice, career.title),
        posts,
        skills,
        college: dice.pick(words::COLLEGES),
        degree: dice.pick(&[
            "BSc Computer Science",
            "BSc Information Systems",
            "BEng Software Engineering",
            "BA Mathematics",
            "BSc Physics",
            "BA Design",
            "MSc Computer Science",
        ]),
        graduated: first.year - dice.between(0, 2),
        layout: layout(dice),
        format: format(dice),
    }
}

/// One more experience line in the applicant's own words.
pub(crate) fn bullet(dice: &mut Dice, title: &str) -> String {
    phrases::bullet(dice, title)
}

/// An invented firm.
pub(crate) fn firm(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(words::FIRM_FIRST), dice.pick(words::FIRM_SECOND))
}

fn format(dice: &mut Dice) -> Format {
    match dice.index(20) {
        0..=10 => Format::Pdf,
        11..=14 => Format::Docx,
        15..=16 => Format::Text,
        17..=18 => Format::Markdown,
        _ => Format::Json,
    }
}

/// A layout: one of the builders people use, with the choices it offers.
pub(crate) fn layout(dice: &mut Dice) -> Layout {
    let producer = dice.pick(&[
        "PaperPress 4.1",
        "CareerSheet Export",
        "Onepage 2026",
        "Writer 25.8",
        "WordMill 16",
        "VitaForm Pro",
        "TypeDesk 3",
        "Folio Maker 7.2",
    ]);
    let (font, bold) =
        [("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold")]
            [dice.index(3)];
    let orders = [
        [Section::Summary, Section::Experience, Section::Skills, Section::Education],
        [Section::Summary, Section::Skills, Section::Experience, Section::Education],
        [Section::Skills, Section::Experience, Section::Education, Section::Summary],
        [Section::Experience, Section::Education, Section::Skills, Section::Summary],
        [Section::Education, Section::Summary, Section::Experience, Section::Skills],
    ];
    Layout {
        producer,
        font,
        bold,
        size: dice.between(9, 11),
        left: dice.between(8, 12) * 6,
        letter_paper: dice.chance(0.7),
        bullet: dice.pick(&["-", "*", "o", ">"]),
        order: orders[dice.index(orders.len())],
        headings: dice.index(3),
        author: String::new(),
    }
}

/// A line of the document and how it is set.
pub(crate) enum Set {
    Title(String),
    Heading(String),
    Strong(String),
    Plain(String),
    Bullet(String),
    Gap,
}

impl Resume {
    /// The bytes of the file the applicant sends.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self.format {
            Format::Pdf => pdf::bytes(self),
            Format::Docx => docx::bytes(self),
            Format::Text => self.text().into_bytes(),
            Format::Markdown => self.markdown().into_bytes(),
            Format::Json => json::text(self).into_bytes(),
        }
    }

    /// The document line by line, in the order of its layout.
    pub(crate) fn lines(&self) -> Vec<Set> {
        let mut lines = vec![Set::Title(self.name.clone())];
        let mut head = self.email.clone();
        for part in [&self.phone, &self.place, &self.link] {
            if !part.is_empty() {
                head = format!("{head} | {part}");
            }
        }
        lines.push(Set::Plain(head));
        for section in self.layout.order {
            lines.push(Set::Gap);
            lines.push(Set::Heading(heading(section, self.layout.headings).to_owned()));
            match section {
                Section::Summary => lines.push(Set::Plain(self.summary.clone())),
                Section::Skills => lines.push(Set::Plain(self.skills.join(", "))),
                Section::Education => {
                    lines.push(Set::Plain(format!("{}, {}, {}", self.college, self.degree, self.graduated)))
                }
                Section::Experience => {
                    for post in &self.posts {
                        lines.push(Set::Strong(format!("{}, {}", post.title, post.employer)));
                        let to = post.to.map_or("present".to_owned(), Month::words);
                        lines.push(Set::Plain(format!("{} - {to}", post.from.words())));
                        for bullet in &post.bullets {
                            lines.push(Set::Bullet(bullet.clone()));
                        }
                    }
                }
            }
        }
        lines
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for line in self.lines() {
            match line {
                Set::Title(line) | Set::Heading(line) => text.push_str(&line.to_uppercase()),
                Set::Strong(line) | Set::Plain(line) => text.push_str(&line),
                Set::Bullet(line) => {
                    text.push_str("  ");
                    text.push_str(self.layout.bullet);
                    text.push(' ');
                    text.push_str(&line);
                }
                Set::Gap => {}
            }
            text.push('\n');
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = String::new();
        for line in self.lines() {
            match line {
                Set::Title(line) => text.push_str(&format!("# {line}\n")),
                Set::Heading(line) => text.push_str(&format!("## {line}\n\n")),
                Set::Strong(line) => text.push_str(&format!("### {line}\n")),
                Set::Plain(line) => text.push_str(&format!("{line}\n\n")),
                Set::Bullet(line) => text.push_str(&format!("- {line}\n")),
                Set::Gap => text.push('\n'),
            }
        }
        text
    }
}

fn heading(section: Section, style: usize) -> &'static str {
    match (section, style) {
        (Section::Summary, 0) => "Summary",
        (Section::Summary, 1) => "Profile",
        (Section::Summary, _) => "About me",
        (Section::Experience, 0) => "Experience",
        (Section::Experience, 1) => "Work history",
        (Section::Experience, _) => "Employment",
        (Section::Skills, 0) => "Skills",
        (Section::Skills, 1) => "Tools",
        (Section::Skills, _) => "Technologies",
        (Section::Education, 0) => "Education",
        (Section::Education, 1) => "Studies",
        (Section::Education, _) => "Degree",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_of_eight_words_are_seldom_shared_by_chance() {
        let mut seen = std::collections::BTreeMap::<Vec<String>, usize>::new();
        let mut dice = Dice::new(7);
        let count = 200;
        for _ in 0..count {
            let career = Career {
                title: "Full Stack Engineer",
                years: 9,
                employers: 4,
                until: Date::constant(2026, 5, 1),
            };
            let mut own = std::collections::BTreeSet::new();
            for post in draw(&mut dice, &career).posts {
                for bullet in post.bullets {
                    let words: Vec<String> = bullet.split(' ').map(str::to_owned).collect();
                    for window in words.windows(8) {
                        own.insert(window.to_vec());
                    }
                }
            }
            for passage in own {
                *seen.entry(passage).or_default() += 1;
            }
        }
        let shared = seen.values().filter(|people| **people > 1).count();
        assert!(shared * 50 < seen.len(), "{shared} of {} passages are shared", seen.len());
    }
}
