//! A leak check: from ids, order, file places and record counts alone nobody may tell guilty from honest people.
//!
//! People who were hired in the window are described by numbers that have nothing to do with what they did. A nearest
//! centroid is trained on half of the companies and tried on the other half. It must do no better than the same
//! classifier does when guilt is dealt out anew among the people of each company.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use company::{Company, Recipe, Untidiness, generate, scenarios};

/// One person: what is known without looking at what happened, and the company.
struct Hired {
    company: usize,
    guilty: bool,
    features: Vec<f64>,
}

const COMPANIES: u64 = 30;

/// Tables whose rows about a person are counted.
const COUNTED: &[&str] = &[
    "people/changes.csv",
    "people/performance.csv",
    "people/reverifications.csv",
    "people/travel.csv",
    "equipment/shipments.csv",
    "equipment/tickets.csv",
    "equipment/access_grants.csv",
];

fn rows(company: &Company, file: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in
        csv::ReaderBuilder::new().has_headers(false).from_reader(company.files[file].as_slice()).records()
    {
        rows.push(row.unwrap().iter().map(str::to_owned).collect());
    }
    rows
}

/// Where in its table the first row of an id stands, from 0 to 1; the middle where there is none.
fn place(table: &[Vec<String>], column: usize, id: &str) -> f64 {
    let found = table.iter().position(|row| row[column] == id);
    found.map_or(0.5, |place| place as f64 / table.len() as f64)
}

fn number(id: &str) -> f64 {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0.0)
}

/// An address as a number; households stand in the last two parts.
fn address(ip: &str) -> f64 {
    ip.split('.').fold(0.0, |sum, part| sum * 256.0 + part.parse::<f64>().unwrap_or(0.0))
}

/// Any text as a number, by its first letters.
fn letters(text: &str) -> f64 {
    text.bytes().take(6).fold(0.0, |sum, byte| sum * 256.0 + f64::from(byte))
}

/// How many lines of logs name each mailbox, and in how many files.
fn mentions(company: &Company) -> BTreeMap<String, (f64, f64)> {
    let mut counts: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let mut domain = String::new();
    for row in rows(company, "people/workers.csv").iter().skip(1) {
        domain = row[4].rsplit('@').next().unwrap().to_owned();
        counts.insert(row[4].clone(), (0.0, 0.0));
    }
    let end = format!("@{domain}\"");
    for bytes in company.files.values() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let mut here: BTreeMap<&str, f64> = BTreeMap::new();
        for line in text.lines() {
            let Some(stop) = line.find(&end) else { continue };
            let start = line[..stop].rfind('"').map_or(0, |it| it + 1);
            *here.entry(&line[start..stop + end.len() - 1]).or_default() += 1.0;
        }
        for (mail, lines) in here {
            if let Some(count) = counts.get_mut(mail) {
                count.0 += lines;
                count.1 += 1.0;
            }
        }
    }
    counts
}

fn hired(company: &Company, number_of_company: usize) -> (Vec<Hired>, Vec<Hired>) {
    let workers = rows(company, "people/workers.csv");
    let applicants = rows(company, "hiring/applicants.csv");
    let accounts = rows(company, "people/pay_accounts.csv");
    let devices = rows(company, "equipment/devices.csv");
    let shipments = rows(company, "equipment/shipments.csv");
    let checks = rows(company, "hiring/identity_checks.csv");
    let tables: Vec<Vec<Vec<String>>> = COUNTED.iter().map(|file| rows(company, file)).collect();
    let counts = mentions(company);
    let guilty: Vec<&str> = company
        .truth
        .people
        .iter()
        .filter(|it| it.guilty)
        .flat_map(|it| it.worker_ids.first())
        .map(String::as_str)
        .collect();
    let (mut described, mut counted) = (Vec::new(), Vec::new());
    for row in workers.iter().skip(1) {
        let (worker, applicant) = (&row[0], &row[1]);
        if applicant.is_empty() {
            continue;
        }
        let device = devices.iter().find(|device| device[2] == *worker);
        let shipment = shipments.iter().find(|shipment| shipment[1] == *worker);
        let application = applicants.iter().find(|it| it[0] == *applicant).unwrap();
        let check = checks.iter().find(|check| check[1] == *applicant);
        let features = vec![
            number(worker),
            number(applicant),
            device.map_or(0.0, |it| number(&it[1])),
            device.map_or(0.0, |it| letters(&it[0])),
            device.map_or(0.0, |it| f64::from(u8::from(it[1].contains("-WIN")))),
            device.map_or(0.0, |it| letters(&it[3])),
            address(&application[17]),
            shipment.map_or(0.0, |it| number(&it[0])),
            check.map_or(0.0, |it| number(&it[0])),
            number(&application[1]),
            place(&workers, 0, worker),
            place(&applicants, 0, applicant),
            place(&accounts, 0, worker),
            place(&devices, 2, worker),
            application[16].len() as f64,
            letters(application[16].rsplit('/').next().unwrap()),
        ];
        let guilty = guilty.contains(&worker.as_str());
        described.push(Hired { company: number_of_company, guilty, features });
        let start: jiff::civil::Date = row[20].parse().unwrap();
        let today = company.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        // Counts are read as rates, since people hired later have fewer records whoever they are.
        let tenure = f64::from(start.until(today).map_or(1, |span| span.get_days().max(1)));
        let (lines, files) = counts.get(&row[4]).copied().unwrap_or_default();
        let mut features = vec![lines / tenure, lines.max(1.0).ln(), files];
        let mut all = 0.0;
        for table in &tables {
            all += table.iter().filter(|row| row.contains(worker)).count() as f64;
        }
        features.push(all);
        counted.push(Hired { company: number_of_company, guilty, features });
    }
    (described, counted)
}

/// Share of guilty and honest people told rightly, each group counting the same, on the companies that were not
/// trained on.
fn accuracy(people: &[Hired], labels: &[bool]) -> f64 {
    let width = people[0].features.len();
    let (mut right, mut all) = ([0.0; 2], [0.0; 2]);
    for half in 0..2 {
        let mut sums = [vec![0.0; width], vec![0.0; width]];
        let mut squares = vec![0.0; width];
        let (mut counts, mut total) = ([0.0; 2], 0.0);
        for (person, label) in people.iter().zip(labels).filter(|(person, _)| person.company % 2 == half) {
            counts[usize::from(*label)] += 1.0;
            total += 1.0;
            for (column, value) in person.features.iter().enumerate() {
                sums[usize::from(*label)][column] += value;
                squares[column] += value * value;
            }
        }
        for (person, label) in people.iter().zip(labels).filter(|(person, _)| person.company % 2 != half) {
            let mut distance = [0.0; 2];
            for column in 0..width {
                let mean = (sums[0][column] + sums[1][column]) / total;
                let spread = (squares[column] / total - mean * mean).max(1e-12).sqrt();
                for group in 0..2 {
                    let centre = sums[group][column] / counts[group];
                    distance[group] += ((person.features[column] - centre) / spread).powi(2);
                }
            }
            all[usize::from(*label)] += 1.0;
            right[usize::from(*label)] += f64::from(u8::from((distance[1] < distance[0]) == *label));
        }
    }
    (right[0] / all[0] + right[1] / all[1]) / 2.0
}

/// The accuracy that 99 of 100 deals of guilt among the people of each company stay below.
fn bound(people: &[Hired]) -> f64 {
    let mut dice = fastrand::Rng::with_seed(17);
    let mut reached = Vec::new();
    for _ in 0..300 {
        let mut labels: Vec<bool> = people.iter().map(|person| person.guilty).collect();
        let mut start = 0;
        while start < people.len() {
            let end =
                start + people[start..].iter().take_while(|it| it.company == people[start].company).count();
            dice.shuffle(&mut labels[start..end]);
            start = end;
        }
        reached.push(accuracy(people, &labels));
    }
    reached.sort_by(f64::total_cmp);
    reached[reached.len() * 99 / 100]
}

/// Companies with stories drawn from all there are, guilty and honest; made once, since all tests only read them.
fn people() -> &'static (Vec<Hired>, Vec<Hired>) {
    static PEOPLE: OnceLock<(Vec<Hired>, Vec<Hired>)> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let mut people = (Vec::new(), Vec::new());
        for seed in 0..COMPANIES {
            let mut dice = fastrand::Rng::with_seed(seed + 500);
            let mut ids: Vec<&str> = scenarios().iter().map(|it| it.id).collect();
            dice.shuffle(&mut ids);
            let mut recipe = Recipe::with_scenarios(seed + 900, 70, 175, &ids[..9]);
            if seed % 2 == 0 {
                recipe.untidy = Untidiness::usual();
            }
            let (described, counted) = hired(&generate(&recipe), seed as usize);
            people.0.extend(described);
            people.1.extend(counted);
        }
        people
    })
}

fn tells_nothing(people: &[Hired]) {
    let guilty = people.iter().filter(|it| it.guilty).count();
    assert!(guilty > 80 && people.len() - guilty > 200, "{guilty} of {}", people.len());
    let labels: Vec<bool> = people.iter().map(|it| it.guilty).collect();
    let (reached, bound) = (accuracy(people, &labels), bound(people));
    assert!(reached <= bound, "{reached:.3} right, where dealing at random stays below {bound:.3}");
}

#[test]
fn ids_order_and_file_places_tell_nothing_about_guilt() {
    tells_nothing(&people().0);
}

#[test]
fn numbers_of_records_tell_nothing_about_guilt() {
    tells_nothing(&people().1);
}

#[test]
fn the_check_would_find_a_leak() {
    let mut marked = Vec::new();
    for person in &people().0 {
        let mut features = person.features.clone();
        features[0] += if person.guilty { 60_000.0 } else { 0.0 };
        marked.push(Hired { company: person.company, guilty: person.guilty, features });
    }
    let labels: Vec<bool> = marked.iter().map(|it| it.guilty).collect();
    assert!(accuracy(&marked, &labels) > bound(&marked));
}
