//! A history as the plan names it.

use crate::calendar::Grid;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// Where its bytes are.
    pub stored: Stored,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// In a file.
    File(PathBuf),
    /// They come from standard input.
    Stdin,
    /// In memory.
    Bytes(Arc<[u8]>),
}

impl SourceFile {
    /// A file by its place and its name as written.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, written: &str) -> Self {
        Self { written: written.to_owned(), stored: Stored::File(path.into()) }
    }

    /// Its place, where it has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.stored {
            Stored::File(path) => Some(path),
            Stored::Stdin | Stored::Bytes(_) => None,
        }
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
