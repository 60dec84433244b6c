//! Tables of cases: each row a situation that lasts, under the column names of the steady-state models.

mod cells;

use super::history::{Flaw, SECONDS_LIMIT};
use super::table_csv::{Store, Table, TableRow, Taken, TextForm, as_flags};
use super::{Diagnostic, InputFile, Severity};
use crate::model::question::{Case, CaseStaff, CaseTarget, QueueCase, SteadyModel, TargetKind, WrittenTable};
use crate::queueing::erlang_c::Crew;
use crate::queueing::finite::Trunk;
use crate::queueing::uncertain::UncertainRate;
use crate::queueing::{ChatDurations, Handling, Patience};
use crate::units::{Erlangs, Fraction, Rate, Seconds};
pub(super) use cells::Cells;
use std::collections::BTreeMap;
use std::io::Read;

/// Objections shown one by one.
pub(super) const SHOWN: usize = 200;
/// Seconds that a threshold or a patience may have.
const LONGEST: f64 = 3.2e11;
/// Erlangs that a load may have.
const MOST_LOAD: f64 = 1e9;

/// A table named on the command line, open.
pub struct TableText<'a> {
    /// As typed.
    pub written: &'a str,
    /// What it holds.
    pub bytes: Box<dyn Read + Send>,
    /// Name of its encoding, where it was said.
    pub encoding: Option<&'a str>,
    /// What stands between its fields, where it was said.
    pub delimiter: Option<char>,
    /// Our column names to theirs.
    pub columns: &'a BTreeMap<String, String>,
}

/// What a table of cases holds.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRead {
    /// The table to the letter.
    pub written: WrittenTable,
    /// One entry a row; `None` for one that cannot be read.
    pub cases: Vec<Option<Case>>,
    /// The account of the file.
    pub file: InputFile,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the file as a whole cannot be used, whatever its good rows.
    pub refused: bool,
}

/// Reads the cases of one model.
#[must_use]
pub fn read(text: TableText<'_>, model: SteadyModel) -> BatchRead {
    let (ours, results) = (model.inputs(), model.results());
    let form = TextForm {
        encoding: text.encoding,
        delimiter: text.delimiter,
        most: Some(SHOWN),
        ..TextForm::default()
    };
    let table = Table {
        from: Store::Stream(text.bytes),
        written: text.written,
        form,
        columns: text.columns,
        ours,
        idle: results,
        instead: None,
        notes_extras: false,
    };
    let mut read = table.take(|row, sound| {
        let (case, flaws) = match sound {
            Ok(()) => case(row, model),
            Err(flaw) => (None, vec![flaw]),
        };
        Taken { kept: Some((row.fields(), case)), flaws }
    });
    if read.ledger.is_refused() {
        read.rows.clear();
    } else if let Some(flaw) = unknown_column(text.columns, ours).or_else(|| no_staff(&read.places)) {
        read.ledger.refuse(flaw);
    }
    read.ledger.refuse_if_empty();
    let refused = read.ledger.is_refused();
    let (file, _, found) = read.ledger.close(Severity::Error);
    let (rows, cases) = read.rows.into_iter().unzip();
    let places = read.places.iter().filter_map(|(name, place)| Some((*name, (*place)?))).collect();
    let written = WrittenTable { header: read.header, rows, places };
    BatchRead { written, cases, file, diagnostics: as_flags(found), refused }
}

/// A name before `=` in `--columns` that is none of ours.
pub(super) fn unknown_column(columns: &BTreeMap<String, String>, ours: &[(&str, bool)]) -> Option<Flaw> {
    let strange = columns.keys().find(|key| !ours.iter().any(|(name, _)| name == key))?;
    let names: Vec<&str> = ours.iter().map(|(name, _)| *name).collect();
    let message = format!("`{}` in `--columns` is none of our columns", super::history::shown(strange));
    Some(
        Flaw::new("E419", super::history::At::START, message)
            .help(format!("ours are {}", super::history::listed(&names))),
    )
}

/// Neither agents nor a target that could be solved for.
fn no_staff(places: &[(&'static str, Option<usize>)]) -> Option<Flaw> {
    let there = |name| places.iter().any(|(ours, place)| *ours == name && place.is_some());
    let solvable = there("target_kind") && there("target_value");
    (!there("agents") && !solvable).then(|| {
        let message = "there is neither a column `agents` nor `target_kind` and `target_value`";
        Flaw::new("E416", super::history::At::START, message)
            .help("give the agents of each row, or the target that the least agents are to meet")
    })
}

fn case(row: &TableRow<'_>, model: SteadyModel) -> (Option<Case>, Vec<Flaw>) {
    let mut cells = Cells::of(row);
    let case = match model {
        SteadyModel::ErlangB => loss(&mut cells),
        SteadyModel::ErlangC | SteadyModel::ErlangA | SteadyModel::Chat => {
            queue(&mut cells, model).map(Case::Queue)
        }
        SteadyModel::FiniteLines => trunk(&mut cells, "lambda_per_hour"),
        SteadyModel::ErlangX => trunk(&mut cells, "fresh_lambda_per_hour"),
        SteadyModel::Blend => blend(&mut cells),
        SteadyModel::GammaPoisson => uncertain(&mut cells),
    };
    let flaws = cells.into_flaws();
    (case.filter(|_| flaws.is_empty()), flaws)
}

fn loss(cells: &mut Cells<'_>) -> Option<Case> {
    let load = cells.number("load_erlangs", 0.0..=MOST_LOAD, "within 0 to 1e9 erlangs");
    let agents = cells.real_agents("agents", true);
    Some(Case::Loss { load: Erlangs::new(load?).ok()?, agents: agents? })
}

fn queue(cells: &mut Cells<'_>, model: SteadyModel) -> Option<QueueCase> {
    let per_hour = per_hour(cells, "lambda_per_hour");
    let handling = if model == SteadyModel::Chat { levels(cells) } else { aht(cells).map(Handling::Single) };
    let patience = if model == SteadyModel::ErlangC { Some(Patience::Infinite) } else { patience(cells) };
    let within = within(cells);
    // Between whole numbers only the closed form goes on.
    let agents = if model == SteadyModel::ErlangC {
        cells.real_agents("agents", false)
    } else {
        cells.agents("agents", false).map(f64::from)
    };
    let target = target(cells, agents.is_none());
    let (per_hour, handling) = (per_hour?, handling?);
    let (aht, column) = match &handling {
        Handling::Single(aht) => (aht.get(), "aht_s"),
        Handling::Chat(durations) => (1.0 / durations.top_rate(), "aht_s_by_concurrency"),
    };
    believed(cells, per_hour, aht, column)?;
    let staff = match (agents, target) {
        (Some(agents), _) => cells::whole(agents).map_or(CaseStaff::Between(agents), CaseStaff::Given),
        (None, Some(target)) => CaseStaff::Least(target),
        (None, None) => return None,
    };
    let rate = Rate::new(per_hour / 3600.0).ok()?;
    Some(QueueCase { per_hour, rate, handling, patience: patience?, within: within?, staff, target })
}

fn trunk(cells: &mut Cells<'_>, rate_column: &'static str) -> Option<Case> {
    let per_hour = per_hour(cells, rate_column);
    let aht = aht(cells);
    let patience = patience(cells);
    let redials = (rate_column == "fresh_lambda_per_hour")
        .then(|| cells.number("redial_prob", 0.0..=1.0, "within 0 to 1"));
    let agents = cells.agents("agents", true);
    let lines = cells.agents("capacity_in_system", true);
    let within = within(cells);
    let (per_hour, aht) = (per_hour?, aht?);
    believed(cells, per_hour, aht.get(), "aht_s")?;
    let redials = match redials {
        Some(share) => Some(Fraction::new(share?).ok()?),
        None => None,
    };
    let trunk = Trunk { aht, patience: patience?, agents: agents?, lines: Some(lines?) };
    Some(Case::Trunk { rate: Rate::new(per_hour / 3600.0).ok()?, trunk, redials, within: within? })
}

fn blend(cells: &mut Cells<'_>) -> Option<Case> {
    let per_hour = per_hour(cells, "phone_lambda_per_hour");
    let aht = aht(cells);
    let agents = cells.agents("agents", true);
    let keep_busy = cells.agents("keep_busy", true);
    let within = within(cells);
    if let (Some(agents), Some(kept)) = (agents, keep_busy)
        && kept > agents
    {
        cells.object("keep_busy", "E430", format!("`{kept}` agents kept busy, and there are {agents}"));
        return None;
    }
    let (per_hour, aht) = (per_hour?, aht?);
    believed(cells, per_hour, aht.get(), "aht_s")?;
    let crew = Crew::of_hourly(per_hour, aht, agents?);
    Some(Case::Blend { crew, aht, keep_busy: keep_busy?, within: within? })
}

fn uncertain(cells: &mut Cells<'_>) -> Option<Case> {
    let per_hour = per_hour(cells, "mean_lambda_per_hour");
    let aht = aht(cells);
    let agents = cells.agents("agents", true);
    let within = within(cells);
    let patience = patience(cells);
    let cv = cells.number("rate_cv", 0.0..=2.0, "within 0 to 2");
    let (per_hour, aht) = (per_hour?, aht?);
    believed(cells, per_hour, aht.get(), "aht_s")?;
    let rate = UncertainRate::new(Rate::new(per_hour / 3600.0).ok()?, cv?).ok()?;
    Some(Case::Uncertain { rate, aht, patience: patience?, agents: agents?, within: within? })
}

fn per_hour(cells: &mut Cells<'_>, ours: &str) -> Option<f64> {
    cells.number(ours, 0.0..=3.6e12, "within 0 to 3.6e12 contacts an hour")
}

fn aht(cells: &mut Cells<'_>) -> Option<Seconds> {
    let aht = cells.positive("aht_s", SECONDS_LIMIT, "above 0 and at most 10 years in seconds")?;
    Seconds::new(aht).ok()
}

fn within(cells: &mut Cells<'_>) -> Option<Seconds> {
    let seconds = cells.number("target_s", 0.0..=LONGEST, "within 0 to 3.2e11 seconds")?;
    Seconds::new(seconds).ok()
}

/// Objects to a load beyond those that the models take.
fn believed(cells: &mut Cells<'_>, per_hour: f64, aht: f64, column: &str) -> Option<()> {
    let load = per_hour * aht / 3600.0;
    if load <= MOST_LOAD {
        return Some(());
    }
    cells.object(column, "E430", format!("a load of {load:.3e} erlangs, and 1e9 is the most"));
    None
}

fn patience(cells: &mut Cells<'_>) -> Option<Patience> {
    if matches!(cells.text("patience_s").to_ascii_lowercase().as_str(), "inf" | "infinite" | "infinity") {
        return Some(Patience::Infinite);
    }
    let seconds = cells.number("patience_s", 0.0..=LONGEST, "within 0 to 3.2e11 seconds, or `inf`")?;
    Some(Patience::Mean(Seconds::new(seconds).ok()?))
}

/// Durations by the number of conversations held, joined by `;`.
fn levels(cells: &mut Cells<'_>) -> Option<Handling> {
    const COLUMN: &str = "aht_s_by_concurrency";
    let text = cells.required(COLUMN)?;
    let mut levels = Vec::new();
    for part in text.split(';') {
        let aht = cells.parsed(
            COLUMN,
            part.trim(),
            0.0..=SECONDS_LIMIT,
            "above 0 and at most 10 years in seconds",
        )?;
        levels.push(Seconds::new(aht).ok()?);
    }
    match ChatDurations::new(&levels) {
        Ok(durations) => Some(Handling::Chat(durations)),
        Err(error) => {
            cells.object(COLUMN, "E430", error.to_string());
            None
        }
    }
}

/// The target of a row: required where the agents are asked for.
fn target(cells: &mut Cells<'_>, asked: bool) -> Option<CaseTarget> {
    let (kind, value) = (cells.text("target_kind"), cells.text("target_value"));
    if kind.is_empty() && value.is_empty() {
        if asked && !cells.is_faulty("agents") {
            cells.missing("agents", "where `target_kind` and `target_value` do not say what to solve for");
        }
        return None;
    }
    let kind = cells.required("target_kind")?;
    let named = TargetKind::named(kind);
    if named.is_none() {
        let names: Vec<&str> = TargetKind::NAMES.iter().map(|(name, _)| *name).collect();
        let message = format!("`{}` is no kind of target", super::history::shown(kind));
        cells.object("target_kind", "E431", message);
        cells.help(format!("kinds are {}", names.join(", ")));
    }
    let kind = named?;
    let range = if kind.is_share() { "above 0 and at most 1" } else { "above 0 and at most 3.2e11 seconds" };
    let value = cells.positive("target_value", if kind.is_share() { 1.0 } else { LONGEST }, range)?;
    if kind.at_least() && value >= 1.0 {
        let message = "a share of 1 is certainty, which no finite number of agents gives".to_owned();
        cells.object("target_value", "E430", message);
        cells.help("ask for less, like 0.999");
        return None;
    }
    Some(CaseTarget { kind, value })
}
