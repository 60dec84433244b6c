//! The door: a plan file and what the command line says become scenarios and evidence, or every fault at once.

use super::checks;
use super::diagnostic::Diagnostic;
use super::fields::View;
use super::findings::{Findings, Gathered, Spot, suggestion};
use super::history;
use super::plan::{Draft, Places, Table, baseline, drafts, merge, overrides, parse};
use super::resolve::{self, Sources, Terms};
use super::source_text::SourceText;
use super::survey_csv::{self, SurveyForm};
use crate::model::{Evidence, InputFile, Plan, Scenario};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What the command line says about a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadOptions {
    /// `--set KEY=VALUE`, in order; each is laid over every scenario.
    pub set: Vec<String>,
    /// `--as-of`: last day of history used.
    pub as_of: Option<NaiveDate>,
    /// `--seed`.
    pub seed: Option<u64>,
    /// `--replications`.
    pub replications: Option<u32>,
    /// `--scenario`: names of scenarios, sweep points or sweeps to keep beside the baseline; empty keeps all.
    pub scenarios: Vec<String>,
    /// `--max-rejected`.
    pub max_rejected: Option<f64>,
}

/// A plan that is ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The baseline, then the scenarios in the order of the file, then the points of sweeps.
    pub scenarios: Vec<Scenario>,
    /// What was observed.
    pub evidence: Evidence,
    /// The account of every data file.
    pub inputs: Vec<InputFile>,
    /// Warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts that the diagnostics point into.
    pub sources: Vec<SourceText>,
    /// SHA-256 over the plan file, the data files and what `--set` laid over them, in hex.
    pub inputs_sha256: String,
}

/// Why a plan cannot run.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Everything found, at least one error among it.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts that the diagnostics point into.
    pub sources: Vec<SourceText>,
}

/// Loads a plan: `text` holds the bytes of the file at `path`, which relative paths start from.
///
/// # Errors
/// [`Refused`] with every finding, when any of them is an error.
pub fn load(path: &str, text: &[u8], options: &LoadOptions) -> Result<Loaded, Refused> {
    let mut gathered = Gathered::default();
    let out = Findings::default();
    let (source, root) = parse::plan_text(path, text, 0, &out);
    let mut sources = vec![source];
    let Some(root) = root else {
        return Err(Refused { diagnostics: out.take(), sources });
    };
    let sets = read_sets(&options.set, &mut sources, &out);
    let places = Places::of(path);
    let terms = Terms {
        places: &places,
        title: title_of(path),
        as_of: options.as_of,
        seed: options.seed,
        replications: options.replications,
        max_rejected: options.max_rejected,
        sources: std::cell::RefCell::default(),
    };
    let base = baseline(&root);
    let drafts = written(&root, &base, &sets, &out);
    let kept = kept(&drafts, &options.scenarios, &mut sources, &out);
    gathered.add(out.take());
    let scenarios = scenarios(&base, &sets, &kept, (&terms, &mut gathered));
    if let Some(first) = scenarios.first() {
        let names = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<String>>();
        let teams = names(first.plan.teams.iter().map(|team| team.name.as_str()).collect());
        let channels = names(first.plan.channels.iter().map(|channel| channel.name.as_str()).collect());
        resolve::optimize(&View::root(&root, &out), &teams, &channels);
        gathered.add(out.take());
    }
    if gathered.refused() {
        return Err(Refused { diagnostics: gathered.sorted(), sources });
    }
    let sources_named = terms.sources.take();
    let (evidence, inputs) = read_evidence(&sources_named, &mut gathered);
    if !gathered.refused() {
        checks::events(&sources_named.events, &scenarios, &evidence, &mut gathered);
    }
    if gathered.refused() {
        return Err(Refused { diagnostics: gathered.sorted(), sources });
    }
    let inputs_sha256 = digest(text, &inputs, &options.set);
    Ok(Loaded { scenarios, evidence, inputs, diagnostics: gathered.sorted(), sources, inputs_sha256 })
}

/// One fingerprint of all that figures depend on, apart from the version.
fn digest(plan: &[u8], inputs: &[InputFile], sets: &[String]) -> String {
    let mut all = Sha256::new();
    all.update(Sha256::digest(plan));
    inputs.iter().for_each(|input| all.update(input.sha256.as_bytes()));
    sets.iter().for_each(|set| all.update(Sha256::digest(set.as_bytes())));
    all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One fingerprint of the tables that figures without a plan come from.
#[must_use]
pub fn inputs_sha256(inputs: &[InputFile]) -> String {
    let mut all = Sha256::new();
    inputs.iter().for_each(|input| all.update(input.sha256.as_bytes()));
    all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of the file without its ending.
fn title_of(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| "plan".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn read_sets(written: &[String], sources: &mut Vec<SourceText>, out: &Findings) -> Vec<Table> {
    written
        .iter()
        .map(|set| {
            let (text, table) = overrides::read(set, sources.len(), out);
            sources.push(text);
            checks::unknown(&table, &[], out);
            table
        })
        .collect()
}

/// Checks every layer as written and lists the scenarios.
fn written(root: &Table, base: &Table, sets: &[Table], out: &Findings) -> Vec<Draft> {
    checks::unknown(root, &[], out);
    checks::layer(base, None, out);
    let drafts = drafts(root, out);
    let mut whole = base.clone();
    sets.iter().for_each(|set| {
        checks::layer(set, None, out);
        merge::lay(&mut whole, set);
    });
    for draft in &drafts {
        let mut over = whole.clone();
        for layer in &draft.layers {
            checks::layer(layer, Some(&over), out);
            merge::lay(&mut over, layer);
        }
    }
    drafts
}

/// The scenarios that were asked for; unknown names are found.
fn kept<'a>(
    drafts: &'a [Draft],
    wanted: &[String],
    sources: &mut Vec<SourceText>,
    out: &Findings,
) -> Vec<&'a Draft> {
    if wanted.is_empty() {
        return drafts.iter().collect();
    }
    let named = |draft: &Draft, name: &str| draft.name == name || draft.sweep.as_deref() == Some(name);
    for name in wanted.iter().filter(|name| *name != "baseline") {
        if !drafts.iter().any(|draft| named(draft, name)) {
            let at = Spot { source: sources.len(), start: 0, end: name.len() };
            sources.push(SourceText { name: "--scenario".into(), text: name.clone() });
            let known = drafts.iter().map(|draft| draft.sweep.as_deref().unwrap_or(&draft.name));
            let mut known: Vec<&str> = known.chain(["baseline"]).collect();
            known.dedup();
            let message = format!("there is no scenario `{}`", super::plan::shortened(name));
            out.add(Diagnostic::error("E301", at, message).help(suggestion(name, known.iter().copied())));
        }
    }
    drafts.iter().filter(|draft| wanted.iter().any(|name| named(draft, name))).collect()
}

/// Resolves the baseline and every scenario.
fn scenarios(
    base: &Table,
    sets: &[Table],
    drafts: &[&Draft],
    (terms, gathered): (&Terms<'_>, &mut Gathered),
) -> Vec<Scenario> {
    let mut resolved = |layers: &[Table]| -> Plan {
        let mut tree = base.clone();
        layers.iter().chain(sets).for_each(|layer| merge::lay(&mut tree, layer));
        let out = Findings::default();
        let plan = resolve::plan(&tree, terms, &out);
        gathered.add(out.take());
        plan
    };
    let first = Scenario { name: "baseline".into(), about: None, sweep_point: false, plan: resolved(&[]) };
    let rest = drafts.iter().map(|draft| Scenario {
        name: draft.name.clone(),
        about: draft.about.clone(),
        sweep_point: draft.sweep.is_some(),
        plan: resolved(&draft.layers),
    });
    std::iter::once(first).chain(rest).collect()
}

/// Reads every data file once.
fn read_evidence(sources: &Sources, gathered: &mut Gathered) -> (Evidence, Vec<InputFile>) {
    let mut evidence = Evidence::default();
    let mut inputs = Vec::new();
    for source in &sources.histories {
        let read = history::read(source);
        evidence.histories.extend(read.history);
        inputs.extend(read.files);
        gathered.add(read.diagnostics);
    }
    if let Some(survey) = &sources.survey {
        let form = SurveyForm {
            columns: survey.columns.clone(),
            encoding: survey.encoding.as_deref(),
            delimiter: survey.delimiter,
            values: survey.values.clone(),
            skip: survey.skip.clone(),
            max_rejected: survey.max_rejected,
        };
        let read = survey_csv::read_as(&survey.path, &survey.written, &form);
        evidence.survey = read.answers;
        inputs.extend(read.file);
        gathered.add(read.diagnostics);
    }
    inputs.extend(sources.rosters.iter().filter_map(|roster| roster.file.clone()));
    (evidence, inputs)
}
