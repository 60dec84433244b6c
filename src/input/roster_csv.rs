//! Rosters in CSV: who was hired when, and who left when and why.

use super::history::{Cell, Clock, Flaw, Ledger, count};
use super::table_csv::{Store, Table, TableRead, TableRow, Taken, TextForm};
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

/// How a roster is written.
#[derive(Debug, Clone, Default)]
pub struct RosterForm<'a> {
    /// Our columns to theirs.
    pub columns: BTreeMap<String, String>,
    /// Name of the encoding; UTF-8 (or UTF-16 by its BOM) where left out.
    pub encoding: Option<&'a str>,
    /// What stands between fields; a comma where left out.
    pub delimiter: Option<char>,
    /// strftime formats of the dates; empty: `2026-10-01`.
    pub date_formats: Vec<String>,
    /// Share of rejected rows that is borne.
    pub max_rejected: f64,
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
    let text = TextForm { encoding: form.encoding, delimiter: form.delimiter, ..TextForm::default() };
    let (from, columns) = (Store::File(path), &form.columns);
    let table = Table { from, written, form: text, columns, ours: &OURS, idle: &[], notes_extras: true };
    let read = table.take(|whole, sound| match sound.and_then(|()| person(whole, &dates)) {
        Ok(kept) => Taken { kept, flaws: Vec::new() },
        Err(flaw) => Taken { kept: None, flaws: vec![flaw] },
    });
    let TableRead { rows, mut ledger, lost, .. } = read;
    if let Some(lost) = lost {
        return RosterRead { rows: Vec::new(), file: None, diagnostics: vec![lost] };
    }
    ledger.refuse_if_empty();
    let severity = weigh(&mut ledger, form.max_rejected);
    let (file, _, diagnostics) = ledger.close(severity);
    let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let rows = if refused { Vec::new() } else { rows };
    RosterRead { rows, file: Some(file), diagnostics }
}

/// What rejected rows weigh, by the share of them that is borne.
fn weigh(ledger: &mut Ledger, most: f64) -> Severity {
    let (read, rejected) = (ledger.file.rows_read as f64, ledger.file.rows_rejected as f64);
    if rejected <= most * read {
        return Severity::Warning;
    }
    if most > 0.0 {
        let (share, most) = (100.0 * rejected / read, 100.0 * most);
        let rows = count(ledger.file.rows_read, "row");
        let message = format!("{share:.1}% of {rows} rejected, and {most}% is the most");
        ledger.note("E444", Severity::Error, message);
    }
    Severity::Error
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
            Some(clock) if !cell.text.is_empty() => {
                let read = clock.read(cell.text, true).map(|moment| Some(moment.local.date()));
                read.map_err(|fault| clock.flaw(fault, cell.text, cell.at).field(cell.field))
            }
            _ => cell.date(),
        }
    }
}

fn person(row: &TableRow<'_>, dates: &Dates) -> Result<Option<RosterRow>, Flaw> {
    let text = |ours: &str| row.cell(ours).map(|cell| cell.text.to_owned()).filter(|text| !text.is_empty());
    let employee = row.cell("employee").map_or(Ok(""), |cell| cell.name())?.to_owned();
    let hired = row.cell("hire_date").map_or(Ok(None), |cell| dates.read(&cell))?;
    let leave_date = row.cell("leave_date").map_or(Ok(None), |cell| dates.read(&cell))?;
    let Some(cell) = row.cell("hire_date") else { return Ok(None) };
    let hire_date = hired.ok_or_else(|| cell.missing("in every row"))?;
    if let (Some(left), Some(cell)) = (leave_date.filter(|left| *left < hire_date), row.cell("leave_date")) {
        return Err(cell.flaw("E430", format!("left on {left}, before the hire on {hire_date}")));
    }
    let (reason, grade, source) = (text("reason"), text("grade"), text("source"));
    Ok(Some(RosterRow { employee, hire_date, leave_date, reason, grade, source }))
}
