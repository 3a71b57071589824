//! A company that is handed out piece by piece is the same company: whatever the number of threads, whole or by days,
//! tidy or not.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use company::{Company, Recipe, Untidiness, generate, generate_into, generate_renamed, scenarios};

fn lines_of<'a>(company: &'a Company, product: &str) -> Vec<&'a str> {
    let mut lines = Vec::new();
    for (file, bytes) in &company.files {
        if file.starts_with(product) {
            lines.extend(std::str::from_utf8(bytes).unwrap().lines());
        }
    }
    lines
}

fn all_stories() -> Vec<&'static str> {
    scenarios().iter().map(|it| it.id).collect()
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let recipe = Recipe::with_scenarios(8, 40, 60, &["c04", "c09", "b03"]);
    let one = generate(&Recipe { threads: 1, ..recipe.clone() });
    let five = generate(&Recipe { threads: 5, ..recipe });
    assert_eq!(one.files, five.files);
    assert_eq!(one.truth_json(), five.truth_json());
}

#[test]
fn an_error_of_the_taker_ends_the_making() {
    let mut left = 3;
    let made = generate_into(&Recipe::sized(1, 10), 1, &mut |_, _| {
        left -= 1;
        if left == 0 { Err("the disk is full") } else { Ok(()) }
    });
    assert_eq!(made.err(), Some("the disk is full"));
    assert_eq!(left, 0);
}

#[test]
fn files_by_day_hold_the_lines_of_the_whole_file() {
    let recipe = Recipe::with_scenarios(9, 30, 25, &["c05", "b05"]);
    let whole = generate(&Recipe { daily_files: Some(false), ..recipe.clone() });
    let daily = generate(&Recipe { daily_files: Some(true), ..recipe });
    for product in ["identity/okta_system_log", "web/zscaler_nss_web", "endpoint/sysmon_winlogbeat"] {
        assert_eq!(lines_of(&whole, product), lines_of(&daily, product), "{product}");
    }
    let days = daily.files.keys().filter(|file| file.starts_with("identity/okta_system_log/")).count();
    assert!((15..=26).contains(&days), "{days} days");
    for (file, bytes) in daily.files.iter().filter(|(file, _)| file.ends_with(".json")) {
        assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{file} is no document");
    }
    for (file, line) in daily.truth.planted.iter().flat_map(|sign| &sign.records) {
        let Some(line) = line else { continue };
        let text = std::str::from_utf8(&daily.files[file]).unwrap();
        assert!(text.lines().nth(line - 1).is_some_and(|it| it.len() > 8), "{file}:{line}");
    }
}

#[test]
fn logs_are_in_the_order_of_time() {
    let company = generate(&Recipe::with_scenarios(3, 30, 40, &["c05", "c16", "b04"]));
    let mut last = String::new();
    let mut count = 0;
    for line in lines_of(&company, "identity/okta_system_log") {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let at = event["published"].as_str().unwrap().to_owned();
        assert!(at >= last, "{at} after {last}");
        last = at;
        count += 1;
    }
    assert!(count > 500);
}

#[test]
fn a_story_alone_names_its_people_and_records_in_every_seed() {
    for scenario in scenarios() {
        for seed in [101, 202] {
            let company = generate(&Recipe::with_scenarios(seed, 16, 175, &[scenario.id]));
            assert!(!company.truth.people.is_empty(), "{} has nobody", scenario.id);
            let workers = std::str::from_utf8(&company.files["people/workers.csv"]).unwrap();
            let applicants = std::str::from_utf8(&company.files["hiring/applicants.csv"]).unwrap();
            for known in &company.truth.people {
                let said = format!("{} in company {seed}", known.key);
                assert_eq!(known.scenario, scenario.id, "{said}");
                assert_eq!(known.guilty, !scenario.honest, "{said}");
                assert!(
                    workers.contains(&known.name) || applicants.contains(&known.name),
                    "{said} is nowhere"
                );
                let (id, table) = match known.worker_ids.first() {
                    Some(id) => (id, workers),
                    None => (&known.applicant_ids[0], applicants),
                };
                assert!(table.contains(id.as_str()), "{said} is in no table");
                let signs = company.truth.planted.iter().filter(|sign| sign.key == known.key).count();
                assert!(signs > 0, "nothing planted for {said}");
                assert_eq!(known.guilty, known.prevent_by.is_some(), "{said}: moment of loss");
                assert!(known.prevent_by.is_none_or(|moment| moment > company.start), "{said}: too early");
            }
            for sign in &company.truth.planted {
                for (file, line) in &sign.records {
                    let bytes = &company.files[file];
                    let Some(line) = line else { continue };
                    let text = std::str::from_utf8(bytes).unwrap();
                    let found = text.lines().nth(line - 1);
                    assert!(found.is_some_and(|it| !it.is_empty()), "{file}:{line} for {}", sign.indicator);
                }
            }
        }
    }
}

#[test]
fn other_names_move_nothing_in_any_story() {
    let recipe = Recipe::with_scenarios(6, 110, 175, &all_stories());
    let bones = |company: &Company| {
        let mut bones = Vec::new();
        for sign in &company.truth.planted {
            bones.push((sign.indicator.clone(), sign.person.clone(), sign.records.len()));
        }
        bones
    };
    let (one, two) = (generate(&recipe), generate_renamed(&recipe, 77));
    assert_eq!(bones(&one), bones(&two));
    let count = |company: &Company, product: &str| lines_of(company, product).len();
    for product in
        ["identity/", "web/", "code/", "content/", "endpoint/", "people/", "equipment/", "hiring/app"]
    {
        assert_eq!(count(&one, product), count(&two, product), "{product}");
    }
    assert_ne!(one.truth.people[0].name, two.truth.people[0].name);
}

#[test]
fn the_free_parameters_of_a_story_differ_between_seeds() {
    for id in ["c08", "c10", "c13", "c14", "c15", "c20", "c21", "c23", "q01"] {
        let mut shapes = BTreeSet::new();
        for seed in 0..6 {
            let truth = generate(&Recipe::with_scenarios(seed, 14, 175, &[id])).truth;
            let mut shape = Vec::new();
            for sign in &truth.planted {
                shape.push((sign.indicator.clone(), sign.key.clone(), sign.records.len()));
            }
            shapes.insert(shape);
        }
        assert!(shapes.len() > 3, "{id} looks the same in {} of 6 companies", 7 - shapes.len());
    }
}

fn untidy(seed: u64) -> Recipe {
    let mut recipe = Recipe::with_scenarios(seed, 90, 120, &all_stories());
    recipe.untidy = Untidiness {
        gaps: 0.05,
        late: 0.05,
        merged: 0.05,
        truncated: 0.5,
        duplicates: 0.02,
        ..Untidiness::usual()
    };
    recipe
}

#[test]
fn untidiness_is_the_same_every_time_and_shows_in_every_form() {
    let company = generate(&untidy(5));
    assert_eq!(company.files, generate(&Recipe { threads: 3, ..untidy(5) }).files);
    let lines = lines_of(&company, "identity/okta_system_log");
    let distinct: BTreeSet<&&str> = lines.iter().collect();
    assert!(distinct.len() < lines.len(), "no record stands twice");
    assert!(company.files.keys().any(|file| file.starts_with("late/")), "nothing is late");
    assert!(company.files.keys().any(|file| file.starts_with("again/")), "no export overlaps");
    let days: BTreeSet<&str> =
        lines.iter().filter_map(|line| line.split("\"published\":\"").nth(1)?.get(..10)).collect();
    let tidy = generate(&Recipe { untidy: Untidiness::default(), ..untidy(5) });
    let tidy_lines = lines_of(&tidy, "identity/okta_system_log");
    let all: BTreeSet<&str> =
        tidy_lines.iter().filter_map(|line| line.split("\"published\":\"").nth(1)?.get(..10)).collect();
    assert!(days.len() < all.len(), "no day is missing");
    let cut = company
        .files
        .iter()
        .filter(|(file, bytes)| file.ends_with(".ndjson") && bytes.last() != Some(&b'\n'))
        .count();
    assert!(cut > 0, "no file is cut off");
    let first = |company: &Company| -> Vec<String> {
        let tables = [
            "equipment/tickets.csv",
            "people/workers.csv",
            "people/changes.csv",
            "people/performance.csv",
            "equipment/devices.csv",
            "hiring/references.csv",
        ];
        tables
            .iter()
            .map(|file| {
                std::str::from_utf8(&company.files[*file]).unwrap().lines().next().unwrap().to_owned()
            })
            .collect()
    };
    assert_ne!(first(&company), first(&tidy));
}

#[test]
fn people_are_untidy_too() {
    let mut recipe = Recipe::sized(4, 160);
    recipe.days = 170;
    let tidy = generate(&recipe);
    recipe.untidy = Untidiness {
        second_accounts: 0.2,
        shared_accounts: 0.2,
        renamed_people: 0.2,
        recycled_laptops: 1.0,
        clock_skew: 0.5,
        wrong_zones: 0.4,
        ..Untidiness::default()
    };
    let company = generate(&recipe);
    let changes = std::str::from_utf8(&company.files["people/changes.csv"]).unwrap();
    assert!(
        changes.lines().filter(|line| line.contains(",legal_name,")).count() > 10,
        "nobody has another name"
    );
    let regions_with_two_zones = |company: &Company| {
        let mut zones: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in csv::Reader::from_reader(company.files["people/workers.csv"].as_slice()).records() {
            let row = row.unwrap();
            zones.entry(row[10].to_owned()).or_default().insert(row[13].to_owned());
        }
        zones.values().filter(|zones| zones.len() > 1).count()
    };
    assert_eq!(regions_with_two_zones(&tidy), 0);
    assert!(regions_with_two_zones(&company) > 3, "no zone is wrong");
    let (mut accounts, mut hosts) = (BTreeMap::new(), BTreeMap::new());
    for line in lines_of(&company, "identity/okta_system_log") {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let actor = event["actor"]["id"].as_str().unwrap().to_owned();
        let account = event["actor"]["alternateId"].as_str().unwrap().to_owned();
        accounts.entry(account).or_insert_with(BTreeSet::new).insert(actor.clone());
        if let Some(host) = event["device"]["name"].as_str() {
            hosts.entry(host.to_owned()).or_insert_with(BTreeSet::new).insert(actor);
        }
    }
    assert!(accounts.keys().any(|account| account.starts_with("adm-")), "nobody has a second account");
    assert!(accounts.values().any(|people| people.len() > 1), "no account is shared");
    assert!(hosts.values().any(|people| people.len() > 1), "no laptop had another owner before");
    let ahead = |company: &Company| {
        let lines = lines_of(company, "endpoint/windows_events");
        let mut moments = Vec::new();
        for line in &lines {
            moments.push(line.split("\"SystemTime\":\"").nth(1).unwrap().get(..19).unwrap().to_owned());
        }
        moments
    };
    assert_ne!(ahead(&company), ahead(&tidy));
}

#[test]
fn renamed_headers_are_mapped_in_the_policy_or_differ_in_spelling_only() {
    let plain = |name: &str| -> String {
        name.chars().filter(|it| !matches!(it, ' ' | '-' | '_')).collect::<String>().to_lowercase()
    };
    let mut mapped = 0;
    for seed in 0..8 {
        let mut recipe = Recipe::sized(seed, 20);
        let tidy = generate(&recipe);
        recipe.untidy = Untidiness { renamed_headers: 0.8, ..Untidiness::default() };
        let company = generate(&recipe);
        let policy = std::str::from_utf8(&company.files["bonafide.toml"]).unwrap();
        for (file, bytes) in
            tidy.files.iter().filter(|(file, _)| file.ends_with(".csv") && !file.starts_with("content/"))
        {
            let known = std::str::from_utf8(bytes).unwrap().lines().next().unwrap();
            let here = std::str::from_utf8(&company.files[file]).unwrap().lines().next().unwrap();
            let section = policy.split("[[table]]").find(|it| it.contains(&format!("files = \"{file}\"")));
            for (one, two) in known.split(',').zip(here.split(',')) {
                if plain(one) != plain(two) {
                    assert!(
                        section.is_some_and(|it| it.contains(&format!("{one} = \"{two}\""))),
                        "{file}: {two}"
                    );
                    mapped += 1;
                }
            }
        }
    }
    assert!(mapped > 10);
}

#[test]
fn what_is_planted_survives_untidiness_or_is_not_claimed() {
    let company = generate(&untidy(6));
    let tidy = generate(&Recipe { untidy: Untidiness::default(), ..untidy(6) });
    let count =
        |company: &Company| company.truth.planted.iter().map(|sign| sign.records.len()).sum::<usize>();
    assert!(count(&company) * 10 > count(&tidy) * 7, "{} of {}", count(&company), count(&tidy));
    for sign in &company.truth.planted {
        for (file, line) in &sign.records {
            let Some(line) = line else { continue };
            let text = std::str::from_utf8(&company.files[file]).unwrap();
            let found = text.lines().nth(line - 1).unwrap_or_else(|| panic!("{file} has no line {line}"));
            if file.ends_with(".ndjson") {
                assert!(serde_json::from_str::<serde_json::Value>(found).is_ok(), "{file}:{line} is cut off");
            }
        }
    }
}

#[test]
fn a_long_window_spreads_its_stories_and_its_applicants() {
    let mut days = BTreeSet::new();
    for seed in 0..5 {
        let recipe = Recipe::with_scenarios(seed, 20, 0, &["c05"]).over_months(24);
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let made = generate_into(&recipe, seed, &mut |file, bytes| -> Result<(), Infallible> {
            if file.starts_with("people/") || file.starts_with("hiring/app") {
                files.entry(file.to_owned()).or_default().extend_from_slice(bytes);
            }
            Ok(())
        });
        let Ok(outline) = made;
        assert_eq!(outline.now.duration_since(outline.start).as_hours(), 24 * 720);
        let known = &outline.truth.people[0];
        days.insert(known.prevent_by.unwrap());
    }
    let (first, last) = (days.first().unwrap(), days.last().unwrap());
    assert!(last.duration_since(*first).as_hours() > 24 * 60, "{first} to {last}");
}
