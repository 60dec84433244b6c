//! Rosters in CSV: who was hired when, and who left when and why.

use super::history::{At, Cell, Clock, Flaw, Ledger, shown};
use super::table_csv::{Skip, Store, Table, TableRead, TableRow, Taken, TextForm, Values, weigh};
use super::{Diagnostic, InputFile, Severity};
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub use crate::model::RosterRow;

/// What a roster holds.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterRead {
    /// People; empty where any diagnostic is an error.
    pub rows: Vec<RosterRow>,
    /// The account of the file; `None` where it could not be opened.
    pub file: Option<InputFile>,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
}

const OURS: [(&str, bool); 6] = [
    ("employee", true),
    ("hire_date", true),
    ("leave_date", true),
    ("reason", false),
    ("grade", false),
    ("source", false),
];

/// How a roster is written.
#[derive(Debug, Clone, Default)]
pub struct RosterForm<'a> {
    /// Our columns to theirs.
    pub columns: BTreeMap<String, String>,
    /// Name of the encoding; UTF-8 (or UTF-16 by its BOM) where left out.
    pub encoding: Option<&'a str>,
    /// What stands between fields; a comma where left out.
    pub delimiter: Option<char>,
    /// What words mean, by our column.
    pub values: Values,
    /// Words of rows to leave out, by their column.
    pub skip: Skip,
    /// strftime formats of the dates; empty: `2026-10-01`.
    pub date_formats: Vec<String>,
    /// Share of rejected rows that is borne.
    pub max_rejected: f64,
    /// Last day used; the last date of the roster where left out.
    pub as_of: Option<NaiveDate>,
}

/// Names of the columns that a roster may have.
pub fn columns() -> impl Iterator<Item = &'static str> {
    OURS.iter().map(|(name, _)| *name)
}

/// Reads a roster with dates like `2026-10-01` in which no row may be wrong.
#[must_use]
pub fn read(path: &Path, written: &str, columns: &BTreeMap<String, String>) -> RosterRead {
    read_as(path, written, &RosterForm { columns: columns.clone(), ..RosterForm::default() })
}

/// Reads a roster as it says it is written: a CSV, or the only sheet of a workbook.
#[must_use]
pub fn read_as(path: &Path, written: &str, form: &RosterForm<'_>) -> RosterRead {
    let dates = match Dates::of(&form.date_formats) {
        Ok(dates) => dates,
        Err(flaw) => {
            let diagnostics = vec![flaw.diagnostic(Severity::Error, written)];
            return RosterRead { rows: Vec::new(), file: None, diagnostics };
        }
    };
    let (encoding, delimiter) = (form.encoding, form.delimiter);
    let (values, skip) = (Some(&form.values), Some(&form.skip));
    let text = TextForm { encoding, delimiter, most: None, values, skip };
    let (from, columns) = (Store::File(path), &form.columns);
    let table = Table {
        from,
        written,
        form: text,
        columns,
        ours: &OURS,
        instead: None,
        idle: &[],
        notes_extras: true,
    };
    let mut before = Before::default();
    let read = table.take(|whole, sound| {
        let row = sound.and_then(|()| person(whole, &dates)).and_then(|row| before.check(whole, row));
        match row {
            Ok(row) => Taken { kept: Some(row), flaws: Vec::new() },
            Err(flaw) => Taken { kept: None, flaws: vec![flaw] },
        }
    });
    let TableRead { rows, mut ledger, lost, .. } = read;
    if let Some(lost) = lost {
        return RosterRead { rows: Vec::new(), file: None, diagnostics: vec![lost] };
    }
    let rows = match form.as_of {
        Some(last) => up_to(last, rows, &mut ledger),
        None => {
            refuse_far_date(&rows, &mut ledger);
            rows
        }
    };
    let rows: Vec<RosterRow> = rows.into_iter().map(|placed| placed.row).collect();
    ledger.refuse_if_empty();
    let severity = weigh(&mut ledger, form.max_rejected);
    let (file, _, mut diagnostics) = ledger.close(severity);
    without_columns(&mut diagnostics);
    let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let rows = if refused { Vec::new() } else { rows };
    RosterRead { rows, file: Some(file), diagnostics }
}

/// Reads dates.
struct Dates(Option<Clock>);

impl Dates {
    /// A reader of the given formats; ISO 8601 without any.
    fn of(formats: &[String]) -> Result<Self, Flaw> {
        if formats.is_empty() {
            return Ok(Self(None));
        }
        // Days need no zone, and in UTC every midnight came.
        Clock::new(chrono_tz::UTC, formats).map(|clock| Self(Some(clock)))
    }

    fn read(&self, cell: &Cell<'_>) -> Result<Option<NaiveDate>, Flaw> {
        match &self.0 {
            Some(clock) if !cell.said().is_empty() => {
                let read = clock.read(&cell.said(), true).map(|moment| Some(moment.local.date()));
                read.map_err(|fault| clock.flaw(fault, &cell.said(), cell.at).field(cell.field))
            }
            _ => cell.date(),
        }
    }
}

/// A row and where its dates stand.
struct Placed {
    row: RosterRow,
    hired_at: At,
    left_at: At,
}

fn person(row: &TableRow<'_>, dates: &Dates) -> Result<Placed, Flaw> {
    let text =
        |ours: &str| row.cell(ours).map(|cell| cell.said().into_owned()).filter(|text| !text.is_empty());
    let employee = row.cell("employee").map_or(Ok(""), |cell| cell.name())?.to_owned();
    let (hired, left) = (row.cell("hire_date"), row.cell("leave_date"));
    let hire_date = match &hired {
        Some(cell) => dates.read(cell)?.ok_or_else(|| cell.missing("in every row"))?,
        None => return Err(Flaw::new("E428", row.at(), "no day of hire")),
    };
    let leave_date = left.as_ref().map_or(Ok(None), |cell| dates.read(cell))?;
    if let (Some(day), Some(cell)) = (leave_date.filter(|day| *day < hire_date), &left) {
        return Err(cell.flaw("E430", format!("left on {day}, before the hire on {hire_date}")));
    }
    let (reason, grade, source) = (text("reason"), text("grade"), text("source"));
    let place = |cell: Option<Cell<'_>>| cell.map_or(row.at(), |cell| cell.at);
    let (hired_at, left_at) = (place(hired), place(left));
    Ok(Placed {
        row: RosterRow { employee, hire_date, leave_date, reason, grade, source },
        hired_at,
        left_at,
    })
}

/// Employments read so far, by employee, each with its line.
#[derive(Default)]
struct Before(HashMap<String, Vec<(NaiveDate, Option<NaiveDate>, u64)>>);

impl Before {
    /// Refuses an employment that stands there already, or that lies within another of the same person.
    fn check(&mut self, whole: &TableRow<'_>, placed: Placed) -> Result<Placed, Flaw> {
        let RosterRow { employee, hire_date, leave_date, .. } = &placed.row;
        let all = self.0.entry(employee.clone()).or_default();
        let (hired, left, line) = (*hire_date, *leave_date, whole.at().line);
        let name = shown(employee);
        if let Some((.., other)) = all.iter().find(|(h, l, _)| (*h, *l) == (hired, left)) {
            let message = format!("`{name}`, hired on {hired}, stands already in line {other}");
            return Err(Flaw::new("E450", whole.at(), message).help("remove one of the two"));
        }
        let meets = |(h, l, _): &&(NaiveDate, Option<NaiveDate>, u64)| {
            l.is_none_or(|l| l >= hired) && left.is_none_or(|left| left >= *h)
        };
        if let Some((from, to, other)) = all.iter().find(meets) {
            let to = to.map_or_else(|| "still employed".to_owned(), |to| format!("until {to}"));
            let message =
                format!("`{name}` is hired on {hired} and by line {other} employed from {from}, {to}");
            let flaw = Flaw::new("E451", placed.hired_at, message);
            return Err(flaw.help("employments of one person follow each other; are these two people, or is a leave date missing?"));
        }
        all.push((hired, left, line));
        Ok(placed)
    }
}

/// The rows up to the last day used: later hires are set apart, later leavers were still there. Each is said at its place.
fn up_to(last: NaiveDate, rows: Vec<Placed>, ledger: &mut Ledger) -> Vec<Placed> {
    let mut said = Vec::new();
    let mut kept = Vec::new();
    for mut placed in rows {
        let RosterRow { hire_date, leave_date, .. } = placed.row;
        if hire_date > last {
            let message = format!("hired on {hire_date}, after {last}, the last day used: not counted");
            said.push(Flaw::new("W463", placed.hired_at, message));
            continue;
        }
        if let Some(left) = leave_date.filter(|left| *left > last) {
            let message =
                format!("leaves on {left}, after {last}, the last day used: counted as still employed");
            said.push(Flaw::new("W463", placed.left_at, message));
            placed.row.leave_date = None;
        }
        kept.push(placed);
    }
    ledger.warn(said);
    kept
}

/// Days that may lie between the last date of a roster and the one before it.
const FAR: TimeDelta = TimeDelta::days(3 * 366);

/// Refuses a roster whose last date stands alone, more than three years after all others: all who stay would be counted as
/// employed up to it.
fn refuse_far_date(rows: &[Placed], ledger: &mut Ledger) {
    let each = |placed: &Placed| {
        let left = placed.row.leave_date.map(|left| (left, placed.left_at));
        [Some((placed.row.hire_date, placed.hired_at)), left]
    };
    let mut dates: Vec<(NaiveDate, At)> = rows.iter().flat_map(each).flatten().collect();
    dates.sort_unstable();
    let Some((last, at)) = dates.last().copied() else { return };
    let Some((before, _)) = dates.iter().rev().find(|(date, _)| *date < last) else { return };
    if last - *before > FAR {
        let message = format!("{last} is the last date of the roster, and the one before it is {before}");
        let flaw = Flaw::new("E452", at, message);
        ledger.refuse(flaw.help("is it a slip? If not, say the last day used: `--as-of DATE`"));
    }
}

/// What a table without one of the columns of a roster cannot tell.
fn without_columns(diagnostics: &mut [Diagnostic]) {
    let lacks = |found: &&mut Diagnostic| found.code == "E416";
    for found in diagnostics.iter_mut().filter(lacks) {
        let why = "who was at risk of leaving, and when, follows from days of hire and of leaving; whole years of \
                   service or a yes and no of leaving cannot tell it";
        found.help = Some(match found.help.take() {
            Some(help) => format!("{help}; {why}"),
            None => why.to_owned(),
        });
    }
}
