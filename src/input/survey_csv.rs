//! Survey answers in CSV: the raw log's columns with `csat`, and what may explain the score.

use super::table_csv::{Skip, Store, Table, TableRead, TableRow, Taken, TextForm, Values, weigh};
use super::{Diagnostic, InputFile, Severity};
use crate::model::SurveyAnswer;
use std::collections::BTreeMap;
use std::path::Path;

/// What a survey holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyRead {
    /// Rated rows; empty where any diagnostic is an error.
    pub answers: Vec<SurveyAnswer>,
    /// The account of the file; `None` where it could not be opened.
    pub file: Option<InputFile>,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Our columns; `csat` is required where `nps` is not there.
const OURS: [(&str, bool); 8] = [
    ("csat", true),
    ("nps", false),
    ("channel", false),
    ("wait_seconds", false),
    ("resolved", false),
    ("contacts_before", false),
    ("transfers", false),
    ("tenure_months", false),
];
/// Columns of a raw log that say nothing about the score.
const IDLE: [&str; 4] = ["timestamp", "handle_seconds", "abandoned", "agent"];

/// Contacts before, or transfers, that are believed.
const TIMES_LIMIT: f64 = 1000.0;
/// Months of tenure that are believed.
const TENURE_LIMIT: f64 = 720.0;
/// Would you recommend us: the question may stand without the other.
const INSTEAD: (&str, &str) = ("csat", "nps");

/// How a survey is written.
#[derive(Debug, Clone, Default)]
pub struct SurveyForm<'a> {
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
    /// Share of rejected rows that is borne.
    pub max_rejected: f64,
}

/// Names of the columns that a survey may have.
pub fn columns() -> impl Iterator<Item = &'static str> {
    OURS.iter().map(|(name, _)| *name)
}

/// Reads a survey whose words are our own and in which no row may be wrong.
#[must_use]
pub fn read(path: &Path, written: &str, columns: &BTreeMap<String, String>) -> SurveyRead {
    read_as(path, written, &SurveyForm { columns: columns.clone(), ..SurveyForm::default() })
}

/// Reads a survey as it says it is written; a row without a score, of `csat` or of `nps`, is accepted and is no answer.
#[must_use]
pub fn read_as(path: &Path, written: &str, form: &SurveyForm<'_>) -> SurveyRead {
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
        instead: Some(INSTEAD),
        idle: &IDLE,
        notes_extras: true,
    };
    let read = table.take(|whole, sound| match sound.and_then(|()| answer(whole)) {
        Ok(kept) => Taken { kept, flaws: Vec::new() },
        Err(flaw) => Taken { kept: None, flaws: vec![flaw] },
    });
    let TableRead { rows: answers, mut ledger, lost, .. } = read;
    if let Some(lost) = lost {
        return SurveyRead { answers: Vec::new(), file: None, diagnostics: vec![lost] };
    }
    ledger.refuse_if_empty();
    let severity = weigh(&mut ledger, form.max_rejected);
    let (file, _, diagnostics) = ledger.close(severity);
    let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let answers = if refused { Vec::new() } else { answers };
    SurveyRead { answers, file: Some(file), diagnostics }
}

fn answer(row: &TableRow<'_>) -> Result<Option<SurveyAnswer>, super::history::Flaw> {
    let number =
        |ours: &str, most: f64, range: &str| row.cell(ours).map_or(Ok(None), |cell| cell.number(most, range));
    let score = row.cell("csat").map_or(Ok(None), |cell| cell.score())?;
    let recommends = row.cell("nps").map_or(Ok(None), |cell| cell.recommendation())?;
    let wait_seconds = row.cell("wait_seconds").map_or(Ok(None), |cell| cell.seconds())?;
    let resolved = row.cell("resolved").map_or(Ok(None), |cell| cell.truth())?;
    let contacts_before = number("contacts_before", TIMES_LIMIT, "0 to 1,000")?;
    let transfers = number("transfers", TIMES_LIMIT, "0 to 1,000")?;
    let tenure_months = number("tenure_months", TENURE_LIMIT, "0 to 720 months")?;
    let channel = row.cell("channel").map(|cell| cell.said()).filter(|text| !text.is_empty());
    Ok(score.or(recommends).map(|_| SurveyAnswer {
        channel: channel.map(std::borrow::Cow::into_owned),
        score,
        recommends,
        wait_seconds,
        resolved,
        contacts_before,
        transfers,
        tenure_months,
    }))
}
