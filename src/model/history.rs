//! What was observed: inquiry counts per channel and survey answers, already in the plan's local time.

use crate::calendar::Grid;
use chrono::{NaiveDate, NaiveDateTime};

/// Everything measured that a set of scenarios refers to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// Histories, referred to by [`Channel::history`](super::Channel).
    pub histories: Vec<ChannelHistory>,
    /// Survey answers for the fit of satisfaction; empty without a survey.
    pub survey: Vec<SurveyAnswer>,
}

/// Counts per day and slot of one channel's history up to the plan's `as_of` day.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelHistory {
    /// The slots of a day.
    pub grid: Grid,
    /// Day of `days[0]`.
    pub first: NaiveDate,
    /// One entry a calendar day; `None`: no row that day (missing or closed, never zero).
    pub days: Vec<Option<HistoryDay>>,
    /// Whether rows say who gave up.
    pub knows_abandonment: bool,
    /// Whether rows say how long contacts waited.
    pub knows_waits: bool,
    /// Share solved the first time, with the number of answers, where rows say so.
    pub resolved: Option<(f64, u64)>,
}

/// One observed day; vectors have one entry a slot.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HistoryDay {
    /// Contacts that arrived.
    pub offered: Vec<f64>,
    /// Contacts with a known handle time.
    pub handled: Vec<f64>,
    /// Their handle time together, in seconds.
    pub handle_seconds: Vec<f64>,
    /// Contacts that gave up.
    pub abandoned: Vec<f64>,
    /// Waits of all contacts together, in seconds, where known.
    pub wait_seconds: Vec<f64>,
}

/// One answered survey.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyAnswer {
    /// Channel of the contact, where the survey says.
    pub channel: Option<String>,
    /// Score from 1 to 5; `None` where only the other question was answered.
    pub score: Option<u8>,
    /// Answer from 0 to 10 to the question whether the customer would recommend us, where the survey asks it.
    pub recommends: Option<u8>,
    /// Wait in seconds.
    pub wait_seconds: Option<f64>,
    /// Solved the first time.
    pub resolved: Option<bool>,
    /// Earlier contacts about the same matter.
    pub contacts_before: Option<f64>,
    /// Transfers.
    pub transfers: Option<f64>,
    /// Tenure of the agent in months.
    pub tenure_months: Option<f64>,
}

impl SurveyAnswer {
    /// The least score that counts as satisfied.
    pub const SATISFIED: u8 = 4;

    /// Whether the score is 4 or 5; `None` without one.
    #[must_use]
    pub fn satisfied(&self) -> Option<bool> {
        self.score.map(|score| score >= Self::SATISFIED)
    }
}

/// One person's employment, as a roster has it.
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

/// The contacts of a log one by one; names are numbered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ContactLog {
    /// Contacts in the order of the files.
    pub contacts: Vec<LoggedContact>,
    /// Names of channels, as first met.
    pub channels: Vec<String>,
    /// Names of agents, as first met.
    pub agents: Vec<String>,
    /// Whether any file names the agent of a contact.
    pub tells_agents: bool,
    /// Whether any file says which customer a contact is of.
    pub tells_customers: bool,
    /// The customer with the most contacts, and how many: a name that stands for no customer has far more than others.
    pub busiest_customer: Option<(String, usize)>,
}

/// One contact of a log.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoggedContact {
    /// When it came, in local time.
    pub at: NaiveDateTime,
    /// Its channel, by number.
    pub channel: u32,
    /// Who answered, by number.
    pub agent: Option<u32>,
    /// Whose it is, by number.
    pub customer: Option<u32>,
    /// Wait in seconds.
    pub wait_seconds: Option<f64>,
    /// Handle time in seconds; of answered contacts only.
    pub handle_seconds: Option<f64>,
    /// Whether the customer gave up.
    pub abandoned: bool,
    /// 1 to 5.
    pub score: Option<u8>,
    /// Solved the first time.
    pub resolved: Option<bool>,
}
