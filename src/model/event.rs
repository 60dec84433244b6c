//! Dated events that lift or lower demand.

use crate::calendar::DateSpan;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// `[event.X]`: occurrences in the past (learnt from) and in the future (applied).
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name in the plan.
    pub name: String,
    /// What it is; outages and the day after leave the estimation.
    pub kind: EventKind,
    /// When it was and will be, in order.
    pub occurrences: Vec<DateSpan>,
    /// One date an occurrence, aligned with each other (New Year's Day); the first day unless given.
    pub anchors: Vec<NaiveDate>,
    /// How much it lifts demand.
    pub uplift: Uplift,
    /// Days before an occurrence that it already touches.
    pub lead_days: u32,
    /// Days after an occurrence that it still touches.
    pub tail_days: u32,
    /// Shape of its days.
    pub profile: EventProfile,
}

/// The kinds of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventKind {
    /// A sale.
    #[default]
    Promotion,
    /// A holiday season.
    Holiday,
    /// A failure.
    Outage,
    /// A mailing, a launch.
    Campaign,
}

/// The factor of an event on demand is 1 + uplift.
#[derive(Debug, Clone, PartialEq)]
pub enum Uplift {
    /// By day offset and channel from past occurrences in the history.
    Learnt,
    /// The same for every channel (1.2 is +120 %).
    All(f64),
    /// By channel index; a channel left out has none.
    ByChannel(BTreeMap<usize, f64>),
}

/// Shape of an event's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventProfile {
    /// The weekday's own.
    #[default]
    Normal,
    /// Learnt from past occurrences.
    Own,
}
