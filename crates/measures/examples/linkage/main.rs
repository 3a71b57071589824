//! Links the records of CSV files, and says how well and at what cost where the truth is in the file.
//!
//! In: files with a header, as arguments. Out: a line of figures on standard output; with `--clusters`, a CSV of
//! record and cluster. What the fields mean is read from their names (`fields`), or said with `--field NAME=KIND`.
//! All runs use the same settings. `generate` writes invented people with a truth; `increment` takes records in and
//! out of a population that stands.
//!
//! ```text
//! linkage generate RECORDS SEED                 people as CSV
//! linkage link FILE... [--truth COLUMN] [--id COLUMN] [--field NAME=KIND]... [--clusters] [--explain N] [--rules] [--pair ID ID]...
//! linkage increment FILE RECORDS                the last RECORDS join the rest, and are taken out again
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "a program of its own: it reads files, arguments and the clock"
)]
#![expect(clippy::print_stdout, reason = "its figures are its output")]

mod fields;
mod people;
mod scores;

use std::collections::HashMap;
use std::time::Instant;

use measures::linkage::{Kind, Population, Schema, Settings, Table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", records, seed] => people::write(records.parse()?, seed.parse()?),
        ["link", rest @ ..] => link(&Request::of(rest)?),
        ["increment", file, records] => increment(file, records.parse()?),
        _ => Err("usage: linkage generate RECORDS SEED | link FILE... | increment FILE RECORDS".into()),
    }
}

#[derive(Default)]
struct Request {
    files: Vec<String>,
    truth: Option<String>,
    id: Option<String>,
    kinds: Vec<(String, Kind)>,
    writes_clusters: bool,
    explains: usize,
    pairs: Vec<(String, String)>,
    says_rules: bool,
}

impl Request {
    fn of(words: &[&str]) -> Result<Request, Box<dyn std::error::Error>> {
        let mut res = Request::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut next =
                || words.next().map(|it| (*it).to_owned()).ok_or(format!("{word} wants a word behind it"));
            match *word {
                "--truth" => res.truth = Some(next()?),
                "--id" => res.id = Some(next()?),
                "--clusters" => res.writes_clusters = true,
                "--rules" => res.says_rules = true,
                "--explain" => res.explains = next()?.parse()?,
                "--pair" => {
                    let one = next()?;
                    res.pairs.push((one, words.next().map_or_else(String::new, |it| (*it).to_owned())));
                }
                "--field" => {
                    let field = next()?;
                    let (name, kind) = field.split_once('=').ok_or("--field wants NAME=KIND")?;
                    let kind = fields::kind_called(kind).ok_or(format!("no kind is called {kind}"))?;
                    res.kinds.push((name.to_owned(), kind));
                }
                file => res.files.push(file.to_owned()),
            }
        }
        Ok(res)
    }
}

/// Records of files, read into a table.
struct Loaded {
    table: Table,
    /// By place: the number of the true cluster.
    truth: Vec<u32>,
    /// By place: the record's own id.
    ids: Vec<String>,
    fields: Vec<String>,
}

fn load(
    request: &Request,
    keep_ids: bool,
    mut later: impl FnMut(usize, u64, &[&str], u32) -> bool,
) -> Result<Loaded, Box<dyn std::error::Error>> {
    let mut res: Option<(Loaded, Vec<(String, Kind)>)> = None;
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut place = 0_usize;
    for (file_at, file) in request.files.iter().enumerate() {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_path(file)?;
        let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let column = |name: &str| header.iter().position(|it| it.eq_ignore_ascii_case(name));
        let id = request.id.as_deref().map_or_else(|| fields::id_column(&header), column);
        let truth = request.truth.as_deref().map_or_else(|| fields::truth_column(&header), column);
        let chosen = fields::chosen(&header, &request.kinds);
        let (loaded, chosen) = match &mut res {
            Some(it) => (&mut it.0, &it.1),
            None => {
                let named: Vec<(&str, Kind)> =
                    chosen.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
                let fields = chosen.iter().map(|(name, kind)| format!("{name}={kind:?}")).collect();
                let table = Table::new(&Schema::of(&named))?;
                let loaded = Loaded { table, truth: Vec::new(), ids: Vec::new(), fields };
                let it = res.insert((loaded, chosen));
                (&mut it.0, &it.1)
            }
        };
        let places: Vec<Option<usize>> = chosen.iter().map(|(name, _)| column(name)).collect();
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row)? {
            let values: Vec<&str> =
                places.iter().map(|at| at.and_then(|at| row.get(at)).unwrap_or("")).collect();
            let own = id.and_then(|at| row.get(at)).map_or_else(|| place.to_string(), str::to_owned);
            let said = match truth.and_then(|at| row.get(at)) {
                Some(said) => said.to_owned(),
                None => fields::truth_in_id(&own).unwrap_or_else(|| own.clone()),
            };
            let count = u32::try_from(numbers.len())?;
            let number = *numbers.entry(said).or_insert(count);
            let key = xxhash_rust::xxh3::xxh3_64(format!("{file_at} {own}").as_bytes());
            if !later(place, key, &values, number) {
                if !loaded.table.push(key, &values) {
                    return Err(format!("{own} is there twice").into());
                }
                loaded.truth.push(number);
                if keep_ids {
                    loaded.ids.push(own);
                }
            }
            place += 1;
        }
    }
    res.map(|it| it.0).ok_or_else(|| "no file is given".into())
}

fn link(request: &Request) -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let keeps = request.writes_clusters || request.explains > 0 || !request.pairs.is_empty();
    let Loaded { table, truth, ids, fields } = load(request, keeps, |_, _, _, _| false)?;
    let read = began.elapsed().as_secs_f64();
    let records = table.len();
    let population = Population::of(table, Settings::default());
    let seconds = began.elapsed().as_secs_f64();
    let mut found = Vec::with_capacity(records);
    population.each_cluster(|_, cluster| found.push(cluster));
    if request.writes_clusters {
        println!("record,cluster");
        for (id, cluster) in ids.iter().zip(&found) {
            println!("{id},{cluster:016x}");
        }
        return Ok(());
    }
    if request.says_rules {
        println!("fields: {}", fields.join(" "));
        for rule in population.rules() {
            println!("{:>12.0} pairs, {} blocks left out: {}", rule.pairs, rule.blocks_left_out, rule.name);
        }
        for hub in population.hubs() {
            println!("hub: {} {} held by {}", hub.field, hub.value, hub.holders);
        }
        println!("{}", population.weights());
    }
    let scores = scores::of(&truth, &found);
    println!(
        "bonafide  {records} records  {} true clusters, {} found  pair F1 {:.4} (precision {:.4} recall {:.4})  B-cubed F1 {:.4}  cluster F1 {:.4}  {seconds:.2} s wall ({read:.2} s of it reading)",
        scores.true_clusters,
        scores.found_clusters,
        scores.pair_f1,
        scores.precision,
        scores.recall,
        scores.b_cubed_f1,
        scores.cluster_f1,
    );
    for (one, other) in &request.pairs {
        let key = |id: &str| xxhash_rust::xxh3::xxh3_64(format!("0 {id}").as_bytes());
        if let Some((bits, voices)) = population.compare(key(one), key(other)) {
            println!("{one} and {other}: {bits:+.1} bits");
            for voice in voices {
                println!("  {:+.1} {}: {}", voice.bits, voice.field, voice.level);
            }
        }
    }
    let mut left = request.explains;
    for (at, cluster) in found.iter().enumerate() {
        if left == 0 {
            break;
        }
        let members = population.members(*cluster);
        if members.len() < 2 || found.iter().position(|it| it == cluster) != Some(at) {
            continue;
        }
        left -= 1;
        if let Some(explanation) = population.explain(*cluster) {
            println!("{explanation}");
        }
    }
    Ok(())
}

fn increment(file: &str, count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let request = Request { files: vec![file.to_owned()], ..Request::default() };
    let mut all = 0;
    load(&request, false, |_, _, _, _| {
        all += 1;
        true
    })?;
    let mut late: Vec<(u64, Vec<String>, u32)> = Vec::new();
    let Loaded { table, mut truth, .. } = load(&request, false, |place, key, values, number| {
        let is_late = place + count >= all;
        if is_late {
            late.push((key, values.iter().map(|it| (*it).to_owned()).collect(), number));
        }
        is_late
    })?;
    let mut population = Population::of(table, Settings::default());
    let before = population.clusters();
    let batch: Vec<(u64, Vec<&str>)> =
        late.iter().map(|(key, values, _)| (*key, values.iter().map(String::as_str).collect())).collect();

    let began = Instant::now();
    let changes = population.add(&batch);
    let adding = began.elapsed().as_secs_f64();

    let after = population.clusters();
    let moved = before.iter().filter(|(key, id)| after.get(key) != Some(id)).count();
    let changed: std::collections::BTreeSet<u64> = changes.now.iter().chain(&changes.gone).copied().collect();
    let unexplained =
        before.iter().filter(|(key, id)| after.get(key) != Some(id) && !changed.contains(id)).count();
    truth.extend(late.iter().map(|it| it.2));
    let mut found = Vec::new();
    population.each_cluster(|_, cluster| found.push(cluster));
    let scores = scores::of(&truth, &found);

    let keys: Vec<u64> = batch.iter().map(|it| it.0).collect();
    let began = Instant::now();
    population.remove(&keys);
    let removing = began.elapsed().as_secs_f64();
    let back = population.clusters() == before;
    println!(
        "bonafide  {} records join {}: {adding:.3} s wall; {} clusters new or changed; {moved} older records have another id, {unexplained} of them in clusters that did not change; pair F1 then {:.4}; taken out again: {removing:.3} s, clusters and ids as before: {back}",
        changes.records,
        before.len(),
        changes.now.len(),
        scores.pair_f1,
    );
    Ok(())
}
