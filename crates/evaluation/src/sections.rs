//! The tables of an evaluation, in the order in which they are read.

use crate::evaluation::Evaluation;
use crate::person_report::PersonLine;
use crate::section::{
    Section, counts, interval, interval_per_thousand, number, per_thousand, quartiles, share,
};

pub(crate) fn all(it: &Evaluation) -> Vec<Section> {
    let mut res = vec![
        tiers(it),
        expected(it),
        scenarios(it, true),
        scenarios(it, false),
        budget(it),
        timing(it),
        rings(it),
        calibration(it),
        indicators(it),
        missed(it),
        look_alikes(it),
        people("honest-raised", "Raised, and simply honest", &it.honest_raised),
    ];
    if !it.untold_raised.is_empty() {
        let mut section = people("untold", "Raised, and the truth says nothing of them", &it.untold_raised);
        section.notes.push("They are in no figure.".to_owned());
        res.push(section);
    }
    if !it.absent.is_empty() {
        let mut section = people("absent", "Known to the truth, and in no row of people.csv", &it.absent);
        section.notes.push("Guilty ones count as missed; honest ones are not counted.".to_owned());
        res.push(section);
    }
    let merged = merged(it);
    if !merged.rows.is_empty() {
        res.push(merged);
    }
    if it.companies.len() > 1 {
        res.push(companies(it));
    }
    if !it.problems.is_empty() {
        res.push(Section {
            id: "problems",
            title: "What could not be read".to_owned(),
            heading: vec!["problem"],
            rows: it.problems.iter().map(|it| vec![it.clone()]).collect(),
            ..Section::default()
        });
    }
    res
}

/// One line on what was evaluated.
pub(crate) fn summary(it: &Evaluation) -> String {
    let raised = it.raised();
    let people: u64 = it.companies.iter().map(|it| it.people).sum();
    let untold: u64 = it.companies.iter().map(|it| it.untold).sum();
    let mut res = format!(
        "{}, {people} people in people.csv: {} guilty, {} honest, {} of them look-alikes",
        if it.companies.len() == 1 {
            "1 company".to_owned()
        } else {
            format!("{} companies", it.companies.len())
        },
        raised.map_or(0, |it| it.recall.of),
        raised.map_or(0, |it| it.honest.of),
        raised.map_or(0, |it| it.look_alikes.of),
    );
    if untold > 0 {
        res.push_str(&format!("; {untold} of whom the truth says nothing are in no figure"));
    }
    res
}

fn tiers(it: &Evaluation) -> Section {
    let mut rows = Vec::new();
    for it in &it.tiers {
        rows.push(vec![
            it.tier.id().to_owned(),
            counts(it.recall),
            share(it.recall),
            interval(it.recall),
            counts(it.precision),
            share(it.precision),
            interval(it.precision),
            counts(it.honest),
            per_thousand(it.honest),
            interval_per_thousand(it.honest),
            counts(it.look_alikes),
        ]);
    }
    Section {
        id: "tiers",
        title: "At each tier line".to_owned(),
        notes: sentences(&[
            "Everybody at that tier or above; raised is verify or above.",
            "Recall: of all guilty people. Precision: guilty, of those at or above.",
            "Honest: of all honest people, look-alikes among them. Intervals are Wilson's, 95 %.",
        ]),
        heading: vec![
            "tier",
            "guilty found",
            "recall",
            "95 %",
            "guilty of those",
            "precision",
            "95 %",
            "honest",
            "per 1,000",
            "95 %",
            "look-alikes",
        ],
        right: (1..11).collect(),
        rows,
    }
}

fn expected(it: &Evaluation) -> Section {
    let mut rows = Vec::new();
    for it in &it.expected {
        let mut row = vec![
            if it.is_guilty { "guilty" } else { "look-alike" }.to_owned(),
            it.expected.id().to_owned(),
            counts(it.met),
            share(it.met),
            interval(it.met),
        ];
        row.extend(it.found.map(|it| it.to_string()));
        rows.push(row);
    }
    Section {
        id: "expected",
        title: "Beside what the truth expects".to_owned(),
        notes: sentences(&[
            "Some stories leave so little in the records that their truth expects a watch or nothing.",
            "Met: guilty people at the expected tier or above, look-alikes at it or below.",
        ]),
        heading: vec!["truth", "expected", "met", "share", "95 %", "none", "watch", "verify", "urgent"],
        right: (2..9).collect(),
        rows,
    }
}

fn scenarios(it: &Evaluation, guilty: bool) -> Section {
    let mut rows = Vec::new();
    for it in it.scenarios.iter().chain(&it.scenario_kinds).filter(|it| it.is_guilty == guilty) {
        rows.push(vec![
            if it.scenario.is_empty() { "(no name)".to_owned() } else { it.scenario.clone() },
            counts(it.watched),
            counts(it.raised),
            share(it.raised),
            interval(it.raised),
        ]);
    }
    Section {
        id: if guilty { "cases" } else { "look-alike-stories" },
        title: if guilty { "Cases: who is raised" } else { "Look-alikes: who is raised" }.to_owned(),
        heading: vec!["story", "watch or above", "raised", "share", "95 %"],
        right: vec![1, 2, 3, 4],
        rows,
        ..Section::default()
    }
}

fn budget(it: &Evaluation) -> Section {
    let budget = it.budget;
    let row = |name: &str, it| vec![name.to_owned(), counts(it), share(it), interval(it)];
    Section {
        id: "budget",
        title: format!("With {} people looked at a week", budget.people_a_week),
        notes: vec![
            format!(
                "{} weeks, people looked at as each ends. Whoever is raised waits in line, first come first; {} never had their turn.",
                budget.weeks, budget.left_in_line
            ),
            "From the top: as many looks, all spent at the end on the highest ranks, raised or not."
                .to_owned(),
        ],
        heading: vec!["", "people", "share", "95 %"],
        right: vec![1, 2, 3],
        rows: vec![
            row("guilty people looked at, of all guilty", budget.recall),
            row("guilty, of those looked at", budget.precision),
            row("guilty people looked at by the loss, of those with one", budget.in_time),
            row("guilty people found from the top, of all guilty", budget.recall_from_top),
        ],
    }
}

fn timing(it: &Evaluation) -> Section {
    let timing = &it.timing;
    let row = |name: &str, values: Vec<String>| {
        let mut res = vec![name.to_owned()];
        res.extend(values);
        res
    };
    Section {
        id: "timing",
        title: "How soon".to_owned(),
        notes: vec![format!(
            "Raised by the moment of loss: {} of the guilty people with such a moment, {} ({}).",
            counts(timing.raised_in_time),
            share(timing.raised_in_time),
            interval(timing.raised_in_time)
        )],
        heading: vec![
            "days, guilty people who are raised",
            "lower quartile",
            "median",
            "upper quartile",
            "people",
        ],
        right: vec![1, 2, 3, 4],
        rows: vec![
            row("from the first sign to raised", quartiles(timing.first_sign_to_raised, 1)),
            row("from raised to the loss", quartiles(timing.before_loss, 1)),
        ],
    }
}

fn rings(it: &Evaluation) -> Section {
    let pairs = it.ring_pairs;
    let mut rows = vec![vec![
        "all pairs together".to_owned(),
        number(pairs.f1(), 3),
        number(pairs.precision(), 3),
        number(pairs.recall(), 3),
        pairs.both.to_string(),
        pairs.only_true.to_string(),
        pairs.only_found.to_string(),
    ]];
    if it.companies.len() > 1
        && let Some(f1) = it.ring_f1
    {
        for (name, value) in [("lower quartile of companies", f1.lower), ("median of companies", f1.median)] {
            let mut row = vec![name.to_owned(), number(Some(value), 3)];
            row.resize(7, String::new());
            rows.push(row);
        }
    }
    Section {
        id: "rings",
        title: "Rings: pairs of people in one ring".to_owned(),
        heading: vec!["", "F1", "precision", "recall", "in both", "missed", "not true"],
        right: (1..7).collect(),
        rows,
        ..Section::default()
    }
}

fn calibration(it: &Evaluation) -> Section {
    let calibration = &it.calibration;
    let mut rows = Vec::new();
    for it in &calibration.bins {
        let bin = match (it.from, it.to) {
            (None, Some(to)) => format!("below {to}"),
            (Some(from), None) => format!("{from} or more"),
            (from, to) => format!("{} to {}", from.unwrap_or(0), to.unwrap_or(0)),
        };
        rows.push(vec![
            bin,
            counts(it.observed),
            number(Some(it.predicted), 4),
            number(it.observed.value(), 4),
            interval(it.observed),
            number(Some(it.mean_bits), 1),
            number(Some(it.observed_bits), 1),
        ]);
    }
    Section {
        id: "calibration",
        title: "Do bits mean what they say?".to_owned(),
        notes: vec![
            format!(
                "Prior: {:.4} guilty, {}. Predicted: the prior's odds moved by each person's bits.",
                calibration.prior,
                if calibration.prior_is_observed {
                    "as among the people evaluated"
                } else {
                    "as given; predicted and observed shares meet only where it is that of these people"
                }
            ),
            "Observed bits: the odds in the bin over the odds among all people evaluated, whatever the prior.".to_owned(),
        ],
        heading: vec!["bits", "guilty", "predicted", "observed", "95 %", "mean bits", "observed bits"],
        right: (1..7).collect(),
        rows,
    }
}

fn indicators(it: &Evaluation) -> Section {
    let mut rows = Vec::new();
    for it in &it.indicators {
        let seen = it.guilty_fire.hits + it.honest_fire.hits + it.recall.of + it.harmless_seen.of;
        if seen == 0 {
            continue;
        }
        rows.push(vec![
            it.indicator.clone(),
            counts(it.recall),
            share(it.recall),
            it.not_looked.to_string(),
            counts(it.harmless_seen),
            counts(it.guilty_fire),
            counts(it.honest_fire),
            share(it.honest_fire),
            interval(it.honest_fire),
            number(it.observed_bits, 1),
            if it.is_known { "" } else { "not in the program" }.to_owned(),
        ]);
    }
    Section {
        id: "indicators",
        title: "Each indicator".to_owned(),
        notes: sentences(&[
            "Seen: signs planted on guilty people. Blind: of those missed, where the scan said that it could not look.",
            "Harmless: signs planted on honest people with a reason, and seen. Fires: on how many people at all.",
            "Observed bits: log2 of the share of guilty over the share of honest people on whom it fires.",
        ]),
        heading: vec![
            "indicator",
            "seen",
            "recall",
            "blind",
            "harmless",
            "fires on guilty",
            "on honest",
            "share",
            "95 %",
            "observed bits",
            "",
        ],
        right: (1..10).collect(),
        rows,
    }
}

fn sentences(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

fn missed(it: &Evaluation) -> Section {
    let is_missed = |it: &&PersonLine| !it.tier.raised() || it.days_before_loss.is_some_and(|it| it < 0.0);
    let missed: Vec<PersonLine> = it.guilty.iter().filter(is_missed).cloned().collect();
    people("missed", "Guilty, and missed or late", &missed)
}

fn look_alikes(it: &Evaluation) -> Section {
    let mut section = people("look-alikes", "Look-alikes, one by one", &it.look_alikes);
    if it.companies.len() > 1 {
        let seen = it.look_alikes.iter().filter(|it| it.tier != model::Tier::None);
        section = people("look-alikes", "Look-alikes at watch or above", &seen.cloned().collect::<Vec<_>>());
    }
    section
}

fn people(id: &'static str, title: &str, all: &[PersonLine]) -> Section {
    let mut rows = Vec::new();
    // Honest people cause no loss.
    let with_loss = all.iter().any(|it| it.prevent_by.is_some());
    for it in all {
        let mut reasons = it.reasons.iter().take(6).cloned().collect::<Vec<_>>().join(" ");
        if it.reasons.len() > 6 {
            reasons.push_str(&format!(" and {} more", it.reasons.len() - 6));
        }
        let mut row = vec![
            it.company.clone(),
            it.key.clone(),
            it.person.clone(),
            if it.is_present { it.tier.id() } else { "absent" }.to_owned(),
            it.bits.to_string(),
        ];
        if with_loss {
            row.push(number(it.days_before_loss, 1));
        }
        row.push(reasons);
        rows.push(row);
    }
    let mut heading = vec!["company", "key", "person", "tier", "bits", "reasons"];
    let mut right = vec![4];
    if with_loss {
        heading.insert(5, "days before loss");
        right.push(5);
    }
    Section { id, title: title.to_owned(), heading, right, rows, ..Section::default() }
}

fn merged(it: &Evaluation) -> Section {
    let mut rows = Vec::new();
    for company in &it.companies {
        for keys in &company.merged {
            rows.push(vec![company.company.clone(), keys.join(" ")]);
        }
    }
    Section {
        id: "merged",
        title: "Several people of the truth, taken for one".to_owned(),
        notes: sentences(&["Each of them counts by themselves, with what was said of the one."]),
        heading: vec!["company", "keys"],
        rows,
        ..Section::default()
    }
}

fn companies(it: &Evaluation) -> Section {
    let mut rows = Vec::new();
    for it in &it.companies {
        rows.push(vec![
            it.company.clone(),
            it.people.to_string(),
            counts(it.guilty_raised),
            counts(it.honest_raised),
            counts(it.raised_in_time),
            number(it.ring_pairs.f1(), 3),
            it.merged.len().to_string(),
        ]);
    }
    Section {
        id: "companies",
        title: "Each company".to_owned(),
        heading: vec!["company", "people", "guilty raised", "honest raised", "in time", "ring F1", "merged"],
        right: (1..7).collect(),
        rows,
        ..Section::default()
    }
}
