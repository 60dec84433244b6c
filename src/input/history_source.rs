//! A history as the plan names it.

use crate::calendar::Grid;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One channel's history as the plan names it: files and how to read them.
#[derive(Debug, Clone, PartialEq)]
pub struct HistorySource {
    /// Name of the channel in the plan.
    pub channel: String,
    /// In order; globs expanded and sorted.
    pub files: Vec<SourceFile>,
    /// Name of the encoding; UTF-8 (or UTF-16 by its BOM) where left out.
    pub encoding: Option<String>,
    /// Sheet of a workbook; its only one where left out.
    pub sheet: Option<String>,
    /// What stands between fields; a comma where left out.
    pub delimiter: Option<char>,
    /// Column or columns joined by a space; empty: `timestamp` or `interval_start`.
    pub timestamp: Vec<String>,
    /// strftime formats, or `epoch`; empty: ISO 8601.
    pub timestamp_formats: Vec<String>,
    /// Our column names to theirs.
    pub columns: BTreeMap<String, String>,
    /// Our column, then the word in the file, then its meaning.
    pub values: BTreeMap<String, BTreeMap<String, ValueWord>>,
    /// Their column, then the words of rows to leave out.
    pub skip: BTreeMap<String, Vec<String>>,
    /// Zone of local times.
    pub timezone: chrono_tz::Tz,
    /// Last day used.
    pub as_of: NaiveDate,
    /// Slots of the plan's day.
    pub grid: Grid,
    /// Share of rejected rows that is borne.
    pub max_rejected: f64,
}

/// One file of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// As written in the plan.
    pub written: String,
    /// Where it is; `None`: standard input.
    pub path: Option<PathBuf>,
}

impl SourceFile {
    /// A file by its place and its name as written.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, written: &str) -> Self {
        Self { written: written.to_owned(), path: Some(path.into()) }
    }
}

/// What a word in a column means.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueWord {
    /// Yes.
    True,
    /// No.
    False,
    /// A number.
    Number(f64),
    /// No value.
    Missing,
    /// Another word, such as a channel's name.
    Text(String),
}
