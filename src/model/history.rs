//! What was observed: inquiry counts per channel and survey answers, already in the plan's local time.

use crate::calendar::Grid;
use chrono::NaiveDate;

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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyAnswer {
    /// Scored 4 or 5 of 5.
    pub satisfied: bool,
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
