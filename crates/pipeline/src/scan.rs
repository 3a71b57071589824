//! One scan, from folders to a dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use enrichment::Knowledge;
use jiff::{SignedDuration, Timestamp};
use model::dossier::{Dossier, IndicatorCard};
use model::{Place, Problem};
use proofs::Page;
use rules::RuleSet;
use score::Weighing;
use sources::Context;
use store::{Engine, Folder, Found, StoreError};

use crate::questions::{self, Datasets};
use crate::stages::files::{self, InputFile};
use crate::stages::indicate::{self, Asked};
use crate::stages::read::{self, Following, ReadReport, Reader};
use crate::stages::survey::hex_digest;
use crate::stages::{link, people, weigh};
use crate::weights::{self, Weights};
use crate::{Policy, Progress};

/// What the operator asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Folders and files; `-` is standard input.
    pub inputs: Vec<PathBuf>,
    /// Where records are kept between scans; else nowhere.
    pub data: Option<PathBuf>,
    pub policy: Option<PathBuf>,
    /// Users' own Sigma rules: a folder, a file, or an archive.
    pub rules: Option<PathBuf>,
    pub now: Option<Timestamp>,
}

/// What the operator can mend.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error("cannot read `{path}`: {source}; give a folder or a file that exists", path = path.display())]
    Input { path: PathBuf, source: std::io::Error },
    #[error("policy `{path}`: {cause}", path = path.display())]
    Policy { path: PathBuf, cause: String },
    #[error("rules `{path}`: {cause}", path = path.display())]
    Rules { path: PathBuf, cause: String },
    #[error("there is nothing to read in {0}; give a folder with exports")]
    Nothing(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads, asks, weighs, links.
pub fn scan(request: &Request, progress: &mut dyn Progress) -> Result<Dossier, ScanError> {
    Ok(scan_to_weigh(request, progress)?.0)
}

/// The same, and what was weighed, so that it can be weighed again under other weights.
pub fn scan_to_weigh(
    request: &Request,
    progress: &mut dyn Progress,
) -> Result<(Dossier, Weighing), ScanError> {
    let mut session = Session::open(request)?;
    let report = session.read(progress)?;
    session.ask_to_weigh(report, progress)
}

/// A data folder, a policy and rules, opened for one request.
pub struct Session {
    request: Request,
    folder: Folder,
    policy: Policy,
    policy_path: Option<String>,
    context: Context,
    rules: Arc<RuleSet>,
    reader: String,
    /// What was wrong with the request's own files.
    problems: Vec<Problem>,
    /// Standard input, copied to a file that is gone in the end.
    stdin: Option<tempfile::NamedTempFile>,
    following: Following,
    knowledge: Knowledge,
}

impl Session {
    pub fn open(request: &Request) -> Result<Session, ScanError> {
        let mut request = request.clone();
        let stdin = take_stdin(&mut request)?;
        for input in &request.inputs {
            std::fs::metadata(input).map_err(|source| ScanError::Input { path: input.clone(), source })?;
        }
        let mut problems = Vec::new();
        let (policy, policy_path) = find_policy(&request, &mut problems)?;
        let folder = match &request.data {
            Some(dir) => Folder::open(dir)?,
            None => Folder::temporary()?,
        };
        let (mut context, unusable) = policy.reading(folder.key());
        context.threads = std::thread::available_parallelism().map_or(1, usize::from);
        problems.extend(unusable.into_iter().map(|it| said(&policy_path, it)));
        let (rules, rule_digest) = find_rules(&request, &mut problems)?;
        let reader = hex_digest(format!("{} {rule_digest}", policy.reader_digest()).as_bytes());
        let following = Following::default();
        let knowledge = find_knowledge(&policy, policy_path.as_deref(), &mut problems)?;
        Ok(Session {
            request,
            folder,
            policy,
            policy_path,
            context,
            rules: Arc::new(rules),
            reader,
            problems,
            stdin,
            following,
            knowledge,
        })
    }

    /// Reads every file of the input that was not read before.
    pub fn read(&mut self, progress: &mut dyn Progress) -> Result<ReadReport, ScanError> {
        let (files, unlisted) = self.walk()?;
        if files.is_empty() {
            let names: Vec<String> =
                self.request.inputs.iter().map(|it| format!("`{}`", it.display())).collect();
            return Err(ScanError::Nothing(names.join(" and ")));
        }
        let reader = Reader { context: &self.context, rules: &self.rules, reader: &self.reader };
        let mut report = reader.read(&files, &mut self.folder, progress)?;
        report.problems.extend(unlisted);
        Ok(report)
    }

    /// Reads what is new since the last time; no file at all is no mistake here.
    pub fn follow(&mut self, progress: &mut dyn Progress) -> Result<ReadReport, ScanError> {
        let (files, unlisted) = self.walk()?;
        let reader = Reader { context: &self.context, rules: &self.rules, reader: &self.reader };
        let mut report = reader.follow(&files, &mut self.folder, &mut self.following, progress)?;
        report.problems.extend(unlisted);
        Ok(report)
    }

    fn walk(&self) -> Result<(Vec<InputFile>, Vec<Problem>), ScanError> {
        let mut inputs = self.request.inputs.clone();
        inputs.extend(self.stdin.iter().map(|it| it.path().to_owned()));
        let (mut files, problems) = files::walk(&inputs).map_err(|source| ScanError::Input {
            path: inputs.first().cloned().unwrap_or_default(),
            source,
        })?;
        if let Some(stdin) = &self.stdin
            && let Some(file) = files.iter_mut().find(|it| it.path == stdin.path())
        {
            file.name = "stdin".to_owned();
        }
        for name in self.policy.ip_data.paths() {
            let path = beside(self.policy_path.as_deref()).join(name);
            // Below an input it is read with the rest.
            let whole = path.canonicalize();
            let is_input = |it: &PathBuf| {
                let input = it.canonicalize();
                input.is_ok_and(|input| whole.as_ref().is_ok_and(|it| it.starts_with(&input)))
            };
            if path.exists() && !inputs.iter().any(is_input) {
                let (more, _) = files::walk(std::slice::from_ref(&path))
                    .map_err(|source| ScanError::Input { path: path.clone(), source })?;
                files.extend(more.into_iter().map(|it| {
                    let below = it.path.strip_prefix(&path).ok().filter(|it| !it.as_os_str().is_empty());
                    let name = below.map_or(name.to_owned(), |it| format!("{name}/{}", it.to_string_lossy()));
                    InputFile { name, ..it }
                }));
            }
        }
        files.sort();
        files.dedup();
        Ok((files, problems))
    }

    /// Asks every indicator, weighs and links what was found.
    pub fn ask(&mut self, report: ReadReport, progress: &mut dyn Progress) -> Result<Dossier, ScanError> {
        Ok(self.ask_to_weigh(report, progress)?.0)
    }

    /// The same, and what was weighed.
    pub fn ask_to_weigh(
        &mut self,
        report: ReadReport,
        progress: &mut dyn Progress,
    ) -> Result<(Dossier, Weighing), ScanError> {
        let mut problems = self.problems.clone();
        problems.extend(report.problems);
        progress.stage("asking", Some(indicators::all().len() as u64));
        let mut engine = Engine::over(&self.folder)?;
        let now = match self.request.now {
            Some(now) => now,
            None => questions::likely_now(&engine)?.unwrap_or(Timestamp::UNIX_EPOCH),
        };
        if let Some(days) = self.policy.retention_days {
            let from = now
                .saturating_sub(SignedDuration::from_hours(24 * i64::from(days)))
                .unwrap_or(Timestamp::MIN);
            drop(engine);
            self.folder.forget_before(from)?;
            engine = Engine::over(&self.folder)?;
            let cause = format!(
                "what product logs say happened before {} is not kept: retention_days is {days}",
                from.strftime("%Y-%m-%d")
            );
            problems.push(read::notice("", cause));
        }
        let (policy, policy_path, folder) = (&self.policy, &self.policy_path, &self.folder);
        for (file, count) in read::later_records(&engine, now)? {
            let records = if count == 1 { "1 record is".to_owned() } else { format!("{count} records are") };
            problems.push(read::notice(
                &file,
                format!("{records} later than the day of the analysis and not used"),
            ));
        }
        engine.until(now)?;
        let datasets = datasets(folder, policy, &mut problems);
        let prepared = questions::prepare(&engine, policy, &self.knowledge, datasets)?;
        for notice in prepared.notices.iter().chain(&prepared.identity.notices) {
            problems.push(read::notice("", notice.clone()));
        }
        problems.extend(questions::unknown_workers(&engine)?);
        let asked =
            indicate::indicate(&engine, &indicators::all(), &policy.thresholds, now, |done, what| {
                progress.step(done as u64, what);
            })?;

        progress.stage("weighing", None);
        let weights = find_weights(policy, policy_path.as_deref(), &mut problems)?;
        let weighing = weigh::gather(&engine, &asked, &weights, now)?;
        let weighed = weighing.weigh();
        problems.extend(weighed.unscaled.iter().map(|it| read::notice("", format!("no weight for {it}"))));
        let linked = link::link(&engine, &asked, &weighed)?;
        let refs: BTreeSet<i64> =
            weighed.evidence.iter().flat_map(|(_, refs)| weigh::shown(refs)).copied().collect();
        let found = with_twins(&engine, &refs)?;

        problems.sort();
        problems.dedup();
        let (evidence, excerpts) = weigh::with_records(weighed.evidence, &found);
        let dossier = Dossier {
            company: policy.company.clone(),
            now,
            people: people::people(prepared.identity, &weighed.scores, &linked.rings),
            evidence,
            links: linked.links,
            rings: linked.rings,
            coverage: asked.iter().map(|it| (it.header.id.as_str().into(), it.coverage.clone())).collect(),
            problems,
            inputs: report.inputs,
            indicators: asked.iter().map(|it| (it.header.id.as_str().into(), card(it))).collect(),
            excerpts,
        };
        Ok((dossier, weighing))
    }
}

/// Copies standard input, where `-` stands among the inputs, to a file.
fn take_stdin(request: &mut Request) -> Result<Option<tempfile::NamedTempFile>, ScanError> {
    let is_stdin = |it: &PathBuf| it.as_os_str() == "-";
    if !request.inputs.iter().any(is_stdin) {
        return Ok(None);
    }
    request.inputs.retain(|it| !is_stdin(it));
    let failed = |source| ScanError::Input { path: "-".into(), source };
    let mut copy = tempfile::Builder::new().prefix("bonafide-stdin-").tempfile().map_err(failed)?;
    std::io::copy(&mut std::io::stdin().lock(), &mut copy).map_err(failed)?;
    Ok(Some(copy))
}

/// Where records stand; one that a second system told too stands there as well.
fn with_twins(engine: &Engine, refs: &BTreeSet<i64>) -> Result<BTreeMap<i64, Found>, StoreError> {
    let rows = engine.query("select ref, \"of\" from told_again")?;
    let twins: Vec<(i64, i64)> = rows
        .iter()
        .filter_map(|it| Some((it.int("ref")?, it.int("of")?)))
        .filter(|(_, of)| refs.contains(of))
        .collect();
    let wanted: BTreeSet<i64> = refs.iter().copied().chain(twins.iter().map(|it| it.0)).collect();
    let mut found = engine.resolve(&wanted)?;
    for (twin, of) in twins {
        let origins = found.get(&twin).map(|it| it.origins.clone()).unwrap_or_default();
        if let Some(it) = found.get_mut(&of) {
            it.origins.extend(origins);
        }
    }
    Ok(found)
}

/// What people read about an indicator, from its own files.
pub fn card(asked: &Asked) -> IndicatorCard {
    let page = Page::parse(asked.indicator.proof);
    IndicatorCard {
        id: asked.header.id.as_str().into(),
        title: asked.header.title.clone(),
        phase: asked.indicator.phase(),
        category: asked.header.category,
        innocent: page.points("Innocent explanations"),
        check: page.points("Check next"),
        blind_spots: page.section("Blind spots").map(|it| it.prose.replace('\n', " ")).unwrap_or_default(),
        source: asked.header.source.clone(),
        clears: asked.header.clears.clone(),
    }
}

fn said(file: &Option<String>, cause: String) -> Problem {
    let file = file.as_deref().unwrap_or("bonafide.toml");
    Problem { file: file.into(), place: Place::Whole, level: model::Level::Problem, cause }
}

/// The policy that was given, else `bonafide.toml` in the first input folder, else none.
fn find_policy(
    request: &Request,
    problems: &mut Vec<Problem>,
) -> Result<(Policy, Option<String>), ScanError> {
    let beside = request.inputs.first().map(|it| it.join("bonafide.toml")).filter(|it| it.is_file());
    let Some(path) = request.policy.clone().or(beside) else { return Ok((Policy::default(), None)) };
    let text = std::fs::read_to_string(&path)
        .map_err(|it| ScanError::Policy { path: path.clone(), cause: it.to_string() })?;
    let (policy, unknown) =
        Policy::parse(&text).map_err(|cause| ScanError::Policy { path: path.clone(), cause })?;
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
    problems.extend(unknown.into_iter().map(|it| said(&name, it)));
    Ok((policy, Some(path.to_string_lossy().into_owned())))
}

/// The lists that are shipped; a file `<list>.txt`, `.tsv` or `.csv` of the policy's folder takes the place of one.
fn find_knowledge(
    policy: &Policy,
    policy_path: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<Knowledge, ScanError> {
    let mut knowledge = Knowledge::shipped();
    let Some(folder) = &policy.knowledge else { return Ok(knowledge) };
    let path = beside(policy_path).join(folder);
    let failed = |it: std::io::Error| ScanError::Policy {
        path: path.clone(),
        cause: format!("the folder of lists cannot be read: {it}"),
    };
    let mut lists: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(failed)? {
        lists.push(entry.map_err(failed)?.path());
    }
    lists.sort();
    for list in lists {
        let name = format!("{folder}/{}", list.file_name().unwrap_or_default().to_string_lossy());
        let id = list.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = match std::fs::read_to_string(&list) {
            Ok(text) => text,
            Err(it) => {
                problems.push(said(&Some(name), format!("cannot be read: {it}")));
                continue;
            }
        };
        match knowledge.replace(&id, &text) {
            Ok(done) => problems.extend(done.problems.into_iter().map(|it| said(&Some(name.clone()), it))),
            Err(it) => problems.push(said(&Some(name), it.to_string())),
        }
    }
    Ok(knowledge)
}

/// The rules that are shipped, and the user's own.
fn find_rules(request: &Request, problems: &mut Vec<Problem>) -> Result<(RuleSet, String), ScanError> {
    let mut rules = RuleSet::shipped();
    let Some(path) = &request.rules else { return Ok((rules, "shipped".to_owned())) };
    let files = crate::rule_files::collect(path)
        .map_err(|it| ScanError::Rules { path: path.clone(), cause: it.to_string() })?;
    let borrowed: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (own, unusable) = RuleSet::parse(&borrowed);
    let clashes = rules.merge(own);
    for cause in unusable.into_iter().chain(clashes) {
        problems.push(read::notice("rules", cause));
    }
    let digest = hex_digest(format!("{files:?}").as_bytes());
    Ok((rules, digest))
}

/// The folder of the policy: paths in it are meant from there.
fn beside(policy_path: Option<&str>) -> &Path {
    policy_path.and_then(|it| Path::new(it).parent()).unwrap_or(Path::new("."))
}

/// The company's own weights, where the policy names a file of them.
fn find_weights(
    policy: &Policy,
    policy_path: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<Weights, ScanError> {
    let Some(name) = &policy.weights else { return Ok(Weights::new()) };
    let path = beside(policy_path).join(name);
    let text = std::fs::read_to_string(&path)
        .map_err(|it| ScanError::Policy { path: path.clone(), cause: it.to_string() })?;
    let known: Vec<indicators::Header> = indicators::all().iter().filter_map(|it| it.header().ok()).collect();
    let (weights, unusable) =
        weights::parse(&text, &known).map_err(|cause| ScanError::Policy { path: path.clone(), cause })?;
    problems.extend(unusable.into_iter().map(|it| said(&Some(name.clone()), it)));
    Ok(weights)
}

/// Databases that were read, those that the policy names first: earlier ones win.
fn datasets(folder: &Folder, policy: &Policy, problems: &mut Vec<Problem>) -> Datasets {
    let named: Vec<&str> =
        [&policy.ip_data.city, &policy.ip_data.asn].into_iter().flatten().map(String::as_str).collect();
    let mut found = Vec::new();
    for kind in ["mmdb_city", "mmdb_asn", "mmdb_country"] {
        found.extend(folder.datasets(kind));
    }
    found.sort_by_key(|(file, _)| !named.iter().any(|it| is_path_end(file, it)));
    for name in named {
        let is_mmdb = name.ends_with(".mmdb");
        if is_mmdb && !found.iter().any(|(file, _)| is_path_end(file, name)) {
            problems.push(said(&None, format!("[ip_data]: no database `{name}` was read")));
        }
    }
    let mut res = Datasets::default();
    for (file, path) in found {
        match std::fs::read(&path) {
            Ok(bytes) => res.databases.push((file, bytes)),
            Err(it) => problems.push(read::notice(&file, format!("data set cannot be read: {it}"))),
        }
    }
    res
}

/// Whether `file` is `named`, in whatever folder.
fn is_path_end(file: &str, named: &str) -> bool {
    file == named || file.strip_suffix(named).is_some_and(|it| it.ends_with('/'))
}
