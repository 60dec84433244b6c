//! How files are to be read, and the words for what was seen.

use super::columns::names::is_peculiar;
use crate::calendar::Grid;
use crate::input::{HistorySource, SourceFile, ValueWord};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A handle time that the files tell in a way that a run cannot read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HandleTime {
    pub(super) seconds: f64,
    pub(super) from: String,
}

/// What is odd in a column that is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// Some words; the other entries are good.
    Words,
    /// Everything: it means something else.
    All,
}

/// A column that is of no use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Left {
    pub(super) theirs: String,
    /// What it would have been for.
    pub(super) ours: &'static str,
    pub(super) why: String,
    pub(super) odd: Odd,
}

/// How files are to be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recipe {
    pub(super) source: HistorySource,
    /// What was seen, by the key of the plan it is about.
    pub(super) remarks: BTreeMap<String, String>,
    /// What is left out and why, a line each.
    pub(super) left_out: Vec<String>,
    /// Columns of no use, of which those of our own names cannot be left out.
    pub(super) left: Vec<Left>,
    /// Keys that may be worth stating, each with the reason.
    pub(super) proposals: Vec<(String, String)>,
    pub(super) handle_time: Option<HandleTime>,
}

impl Recipe {
    /// Of these files, with nothing stated; every rejected row is borne, and every day is used.
    pub(super) fn of(files: &[SourceFile]) -> Self {
        let source = HistorySource {
            channel: String::new(),
            files: files.to_vec(),
            encoding: None,
            sheet: None,
            delimiter: None,
            timestamp: Vec::new(),
            timestamp_formats: Vec::new(),
            columns: BTreeMap::new(),
            values: BTreeMap::new(),
            skip: BTreeMap::new(),
            timezone: chrono_tz::UTC,
            as_of: NaiveDate::MAX,
            grid: Grid::of_minutes(30).unwrap_or(Grid::DAY),
            max_rejected: 1.0,
        };
        let (remarks, left_out, proposals) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { source, remarks, left_out, left: Vec::new(), proposals, handle_time: None }
    }

    /// Says what was seen about a key.
    pub(super) fn remark(&mut self, key: &str, words: impl Into<String>) {
        self.remarks.insert(key.to_owned(), words.into());
    }

    /// What there is to say about a key.
    pub(super) fn words(&self, key: &str) -> &str {
        self.remarks.get(key).map_or("", String::as_str)
    }

    /// Takes one of the file's columns for one of ours.
    pub(super) fn map(&mut self, ours: &str, theirs: &str, system: &str) {
        if theirs.trim().to_lowercase() != ours {
            self.source.columns.insert(ours.to_owned(), theirs.to_owned());
        }
        if let Some(words) = named_by(theirs, system) {
            self.remark(&format!("columns.{ours}"), words);
        }
    }

    /// Gives words of one of our columns a meaning.
    pub(super) fn mean(&mut self, ours: &str, words: BTreeMap<String, ValueWord>) {
        if !words.is_empty() {
            self.source.values.entry(ours.to_owned()).or_default().extend(words);
        }
    }

    /// Leaves out a column that would have been one of ours, as far as its name allows.
    pub(super) fn leave(&mut self, theirs: &str, ours: &'static str, why: impl Into<String>, odd: Odd) {
        self.left.push(Left { theirs: theirs.to_owned(), ours, why: why.into(), odd });
    }
}

/// Whose name it is, where the name alone tells.
pub(super) fn named_by(theirs: &str, system: &str) -> Option<String> {
    let plain = ["", "generic", "this program"].contains(&system);
    (!plain && is_peculiar(theirs)).then(|| {
        if system.is_ascii() {
            format!("a name of {system}")
        } else {
            format!("a name of exports of {system}")
        }
    })
}
