//! Rosters in CSV: who was hired when, and who left when and why.

use super::history::Flaw;
use super::table_csv::{Store, Table, TableRow, TextForm};
use super::{Diagnostic, InputFile, Severity};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

/// One person's employment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Whatever tells people apart.
    pub employee: String,
    /// First day.
    pub hire_date: NaiveDate,
    /// Last day; `None`: still employed.
    pub leave_date: Option<NaiveDate>,
    /// Why the person left, where the roster says.
    pub reason: Option<String>,
    /// Grade, where the roster says.
    pub grade: Option<String>,
    /// Where the person was hired from, where the roster says.
    pub source: Option<String>,
}

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

/// Reads a roster.
#[must_use]
pub fn read(path: &Path, written: &str, columns: &BTreeMap<String, String>) -> RosterRead {
    let (from, form) = (Store::File(path), TextForm::default());
    let table = Table { from, written, form, columns, ours: &OURS, idle: &[], notes_extras: true };
    let (rows, file, diagnostics) = table.read(person);
    let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let rows = if refused { Vec::new() } else { rows };
    RosterRead { rows, file, diagnostics }
}

fn person(row: &TableRow<'_>) -> Result<Option<RosterRow>, Flaw> {
    let text = |ours: &str| row.cell(ours).map(|cell| cell.text.to_owned()).filter(|text| !text.is_empty());
    let employee = row.cell("employee").map_or(Ok(""), |cell| cell.name())?.to_owned();
    let hired = row.cell("hire_date").map_or(Ok(None), |cell| cell.date())?;
    let leave_date = row.cell("leave_date").map_or(Ok(None), |cell| cell.date())?;
    let Some(cell) = row.cell("hire_date") else { return Ok(None) };
    let hire_date = hired.ok_or_else(|| cell.missing("in every row"))?;
    if let (Some(left), Some(cell)) = (leave_date.filter(|left| *left < hire_date), row.cell("leave_date")) {
        return Err(cell.flaw("E430", format!("left on {left}, before the hire on {hire_date}")));
    }
    let (reason, grade, source) = (text("reason"), text("grade"), text("source"));
    Ok(Some(RosterRow { employee, hire_date, leave_date, reason, grade, source }))
}
