//! What every part of a plan is resolved against: horizon, names and files.

use super::team::RosterKept;
use crate::calendar::Month;
use crate::input::fields::Field;
use crate::input::findings::{Diagnostic, Spot, suggestion};
use crate::input::history::HistorySource;
use crate::input::plan::{Places, Table, shortened};
use crate::input::{Skip, Values};
use crate::model::{Event, Settings};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Terms from outside the plan file.
#[derive(Debug)]
pub(in crate::input) struct Terms<'a> {
    /// Where the plan lies.
    pub places: &'a Places,
    /// Title of a plan without one.
    pub title: String,
    /// `--as-of`.
    pub as_of: Option<chrono::NaiveDate>,
    /// `--seed`.
    pub seed: Option<u64>,
    /// `--replications`.
    pub replications: Option<u32>,
    /// `--max-rejected`.
    pub max_rejected: Option<f64>,
    /// Data that the scenarios name.
    pub sources: RefCell<Sources>,
}

/// Data files that scenarios name, each once.
#[derive(Debug, Default)]
pub(in crate::input) struct Sources {
    /// Histories, in the order of their index.
    pub histories: Vec<HistorySource>,
    /// Events of all scenarios, to be held against what was read.
    pub events: Vec<Placed>,
    /// Rosters that attrition is learnt from, read.
    pub rosters: Vec<RosterKept>,
    /// The survey.
    pub survey: Option<SurveySource>,
}

/// A survey as a plan names it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) struct SurveySource {
    /// As written.
    pub written: String,
    /// Where it is.
    pub path: PathBuf,
    /// Our columns to theirs.
    pub columns: BTreeMap<String, String>,
    /// What words mean, by our column.
    pub values: Values,
    /// Words of rows to leave out, by their column.
    pub skip: Skip,
    /// Name of the encoding.
    pub encoding: Option<String>,
    /// What stands between fields.
    pub delimiter: Option<char>,
    /// Share of rejected rows that is borne.
    pub max_rejected: f64,
}

/// An event and where it was written.
#[derive(Debug)]
pub(in crate::input) struct Placed {
    /// Where its table begins.
    pub at: Spot,
    /// Whether it leaves its uplift to the history.
    pub learns: bool,
    /// The event.
    pub event: Event,
}

/// What a part of one scenario is resolved against.
#[derive(Debug)]
pub(in crate::input) struct Scope<'a> {
    /// `[plan]`.
    pub settings: &'a Settings,
    /// Zone of local times.
    pub timezone: chrono_tz::Tz,
    /// First and last month; `None` while the horizon itself is faulty.
    pub horizon: Option<(Month, Month)>,
    /// Names of the channels.
    pub channels: Vec<String>,
    /// Names of the teams.
    pub teams: Vec<String>,
    /// Whether any channel has a history.
    pub learns: bool,
    /// `[history]`, the defaults of every channel's.
    pub history: &'a Table,
    /// Share of rejected rows up to which a history is used.
    pub max_rejected: f64,
    /// Terms from outside.
    pub terms: &'a Terms<'a>,
}

impl Scope<'_> {
    /// The index of the channel that a key names.
    pub(super) fn channel_key(&self, entry: &Field<'_>) -> Option<usize> {
        key_of(entry, "channel", &self.channels)
    }
}

/// The index of the name that a key is, else an error with a suggestion.
pub(super) fn key_of(entry: &Field<'_>, what: &str, known: &[String]) -> Option<usize> {
    let found = known.iter().position(|name| name == entry.key);
    if found.is_none() {
        let message =
            format!("`{}` names the {what} `{}`, which is not there", entry.path, shortened(entry.key));
        let names = known.iter().map(String::as_str);
        entry.out.add(Diagnostic::error("E301", entry.key_at, message).help(suggestion(entry.key, names)));
    }
    found
}
