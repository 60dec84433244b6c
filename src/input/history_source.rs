//! What the plan says about a history: which files, and how to read them.

use crate::calendar::Grid;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One channel's history as the plan names it: files and how to read them.
#[derive(Debug, Clone, PartialEq)]
pub struct HistorySource {
    /// Name of the channel in the plan.
    pub channel: String,
    /// Files in order; patterns expanded and sorted.
    pub files: Vec<SourceFile>,
    /// Name of the encoding; `None`: UTF-8 (UTF-16 where a mark says so).
    pub encoding: Option<String>,
    /// Character between columns; `None`: a comma.
    pub delimiter: Option<char>,
    /// Columns joined by a space; empty: `timestamp` or `interval_start`.
    pub timestamp: Vec<String>,
    /// strftime formats or "epoch"; empty: ISO 8601.
    pub timestamp_formats: Vec<String>,
    /// Our column to theirs.
    pub columns: BTreeMap<String, String>,
    /// Our column to a word in it to its meaning.
    pub values: BTreeMap<String, BTreeMap<String, ValueWord>>,
    /// Their column to the words of rows to skip.
    pub skip: BTreeMap<String, Vec<String>>,
    /// Zone of local times.
    pub timezone: chrono_tz::Tz,
    /// Last day that is used.
    pub as_of: NaiveDate,
    /// The slots of a day.
    pub grid: Grid,
    /// Share of rejected rows up to which the history is used.
    pub max_rejected: f64,
}

/// One file of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// As written in the plan (a pattern's matches in the same manner).
    pub written: String,
    /// Where it is.
    pub path: PathBuf,
}

/// What a word in a column means.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueWord {
    /// Yes.
    True,
    /// No.
    False,
    /// This number.
    Number(f64),
    /// No value.
    Missing,
    /// This text.
    Text(String),
}
