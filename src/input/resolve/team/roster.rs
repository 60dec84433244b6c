//! Attrition that a roster teaches: which file, how to read it, and from which day on leavers are in it.

use crate::input::fields::View;
use crate::input::findings::Diagnostic;
use crate::input::resolve::history::{columns, delimiter, skip, texts, values};
use crate::input::resolve::scope::Scope;
use crate::input::roster_csv::{self, RosterForm, RosterRow};
use crate::input::{InputFile, Severity, Skip, Values};
use crate::model::{Attrition, LearntAttrition};
use crate::workforce::{Employment, Hazard, LearntHazard, Step};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Keys of this form.
const KEYS: [&str; 8] =
    ["roster", "window_start", "columns", "values", "skip", "encoding", "delimiter", "date_format"];
/// Rates beyond this no plan takes, a year.
const MOST_ANNUAL: f64 = 10.0;

/// A roster as a plan names it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) struct RosterSource {
    written: String,
    path: PathBuf,
    columns: BTreeMap<String, String>,
    values: Values,
    skip: Skip,
    encoding: Option<String>,
    delimiter: Option<char>,
    date_formats: Vec<String>,
    max_rejected: f64,
    as_of: NaiveDate,
}

/// A roster that was read.
#[derive(Debug)]
pub(in crate::input) struct RosterKept {
    source: RosterSource,
    people: Arc<[Employment]>,
    learnt: Vec<Arc<LearntAttrition>>,
    /// The account of the file; `None` where it could not be opened.
    pub file: Option<InputFile>,
    found: Vec<Diagnostic>,
}

/// The hazard that a roster shows up to the plan's last day of history.
pub(super) fn learnt(table: &View<'_>, scope: &Scope<'_>) -> Option<Attrition> {
    foreign_keys(table);
    let source = source(table, scope);
    let start = table
        .need(
            "window_start",
            "write window_start = 2024-01-01, the first day from which leavers are in the roster",
        )
        .and_then(|field| field.date());
    let (source, start) = (source?, start?);
    // Where the horizon is faulty the last day is too, and what would be found only follows.
    scope.horizon?;
    let window = (start, source.as_of);
    if start > source.as_of {
        let message = format!(
            "`{}` is {start}, and the last day of history used is {}: the window has no day",
            table.path_of("window_start"),
            source.as_of
        );
        let help = "the window ends on the day before `plan.start`, or with `--as-of`";
        table.out.add(Diagnostic::error("E335", table.spot("window_start"), message).help(help));
        return None;
    }
    let mut sources = scope.terms.sources.borrow_mut();
    let kept = kept(&mut sources.rosters, source);
    kept.found.iter().for_each(|found| table.out.add(found.clone()));
    if kept.found.iter().any(|found| found.severity == Severity::Error) {
        return None;
    }
    let Some(learnt) = kept.within(window) else {
        e336_unidentified(table, &kept.people, window);
        return None;
    };
    e337_beyond_any_plan(table, &learnt)?;
    Some(Attrition::Learnt(learnt))
}

/// Rates that no plan takes.
fn e337_beyond_any_plan(table: &View<'_>, roster: &LearntAttrition) -> Option<()> {
    let hazard = &roster.learnt.hazard;
    let form = hazard.form().filter(|form| Hazard::new(form, Step::Month, &[]).is_ok());
    let what = if hazard.highest_rate() > MOST_ANNUAL {
        format!("people leave at a rate of {:.0}% a year at some tenure", 100.0 * hazard.highest_rate())
    } else if form.is_none() {
        "no hazard can be made, for its law is beyond any plan".to_owned()
    } else {
        return Some(());
    };
    let message = format!("`{}` names `{}`, of which {what}", table.path, roster.roster);
    let help = "at most 1000 % a year is taken; is `leave_date` right, or does the window begin too late?";
    table.out.add(Diagnostic::error("E337", table.spot("roster"), message).help(help));
    None
}

/// Keys of a roster say nothing beside another form.
pub(super) fn e110_idle_keys(table: &View<'_>, form: Option<&str>) {
    let Some(form) = form else { return };
    for field in table.each().filter(|field| KEYS.contains(&field.key)) {
        let message = format!("`{}` says how a roster is read, and `{form}` needs none", field.path);
        table.out.add(
            Diagnostic::error("E110", field.key_at, message).help("keep one form: `roster`, or the rate"),
        );
    }
}

/// Keys of other forms say nothing beside a roster.
fn foreign_keys(table: &View<'_>) {
    for field in table.each().filter(|field| !KEYS.contains(&field.key)) {
        let message = format!("`{}` says nothing of attrition that a roster teaches", field.path);
        let help = "leave it out; `basis` and weights by tenure belong to annual = \"28%\"";
        table.out.add(Diagnostic::error("E110", field.key_at, message).help(help));
    }
}

fn source(table: &View<'_>, scope: &Scope<'_>) -> Option<RosterSource> {
    let field = table.need("roster", "name the file: roster = \"roster.csv\"")?;
    field.text()?;
    let files = scope.terms.places.files(&field);
    let [file] = files.as_slice() else {
        if files.len() > 1 {
            let message = format!("`{}` finds {} files, and a roster is one", field.path, files.len());
            field.refuse("E211", message, "name the one file");
        }
        return None;
    };
    Some(RosterSource {
        written: file.written.clone(),
        path: file.path()?.to_path_buf(),
        columns: known_columns(table),
        values: values(table),
        skip: skip(table),
        encoding: table.get("encoding").and_then(|field| field.text()).map(str::to_owned),
        delimiter: table.get("delimiter").and_then(|field| delimiter(&field)),
        date_formats: table.get("date_format").map(|field| texts(&field)).unwrap_or_default(),
        max_rejected: scope.max_rejected,
        as_of: scope.settings.as_of,
    })
}

/// Our columns to theirs; a name that no roster has is found.
fn known_columns(table: &View<'_>) -> BTreeMap<String, String> {
    let known: Vec<&str> = roster_csv::columns().collect();
    for names in ["columns", "values"].iter().filter_map(|key| table.view(key)) {
        for field in names.each().filter(|field| !known.contains(&field.key)) {
            let message = format!("`{}` is no column of a roster", field.path);
            let help =
                format!("ours are {}, as in columns = {{ employee = \"agent_id\" }}", known.join(", "));
            table.out.add(Diagnostic::error("E106", field.key_at, message).help(help));
        }
    }
    columns(table)
}

/// A roster, which is read once.
fn kept(rosters: &mut Vec<RosterKept>, source: RosterSource) -> &mut RosterKept {
    let at = rosters.iter().position(|kept| kept.source == source).unwrap_or_else(|| {
        rosters.push(read(source));
        rosters.len() - 1
    });
    &mut rosters[at]
}

impl RosterKept {
    /// What it teaches within a window; learnt once, for a sweep asks for it thousands of times.
    fn within(&mut self, window: (NaiveDate, NaiveDate)) -> Option<Arc<LearntAttrition>> {
        if let Some(known) = self.learnt.iter().find(|known| known.learnt.window == window) {
            return Some(Arc::clone(known));
        }
        let learnt = LearntHazard::of(&self.people, window)?;
        let roster = self.source.written.clone();
        let fresh = Arc::new(LearntAttrition { roster, learnt, people: Arc::clone(&self.people) });
        self.learnt.push(Arc::clone(&fresh));
        Some(fresh)
    }
}

fn read(source: RosterSource) -> RosterKept {
    let form = RosterForm {
        columns: source.columns.clone(),
        values: source.values.clone(),
        skip: source.skip.clone(),
        encoding: source.encoding.as_deref(),
        delimiter: source.delimiter,
        date_formats: source.date_formats.clone(),
        max_rejected: source.max_rejected,
        as_of: Some(source.as_of),
    };
    let read = roster_csv::read_as(&source.path, &source.written, &form);
    let person = |row: &RosterRow| Employment { hired: row.hire_date, left: row.leave_date };
    let people = read.rows.iter().map(person).collect();
    RosterKept { people, learnt: Vec::new(), file: read.file, found: read.diagnostics, source }
}

/// A window in which nobody leaves shows no hazard, and neither does one in which nobody is at risk.
fn e336_unidentified(table: &View<'_>, people: &[Employment], (first, last): (NaiveDate, NaiveDate)) {
    let spells = people.iter().filter_map(|person| person.seen(first, last));
    let at_risk = spells.filter(|spell| spell.was_at_risk()).count();
    let what = match at_risk {
        0 => "nobody of it is at risk".to_owned(),
        1 => "its one person at risk does not leave".to_owned(),
        many => format!("none of its {many} people at risk leaves"),
    };
    let message = format!("`{}` shows no hazard: from {first} to {last} {what}", table.path);
    let help = "let the window start earlier, if leavers are recorded from then on, or state a rate: attrition = \"28%\"";
    table.out.add(Diagnostic::error("E336", table.spot("roster"), message).help(help));
}
