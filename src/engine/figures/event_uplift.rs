//! What events do to a channel's days, and what that was learnt from.

pub use crate::forecasting::EventPhase;
use chrono::NaiveDate;

/// The effect of one event on one channel within the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct EventUplift {
    /// Event name.
    pub event: String,
    /// Channel.
    pub channel: usize,
    /// Whether the plan states it; else it was learnt from past occurrences.
    pub stated: bool,
    /// Every phase that falls into the horizon, in the order of the phases: before, during, after.
    pub phases: Vec<PhaseFactor>,
    /// Days of past occurrences that the history could not use, and why.
    pub unused: Vec<UnusedDay>,
    /// Days of past occurrences that other events touched too and that were divided by the factors of these.
    pub divided: Vec<NaiveDate>,
}

impl EventUplift {
    /// The phase furthest from an ordinary day, up or down; the first of several.
    #[must_use]
    pub fn strongest(phases: &[PhaseFactor]) -> Option<PhaseFactor> {
        let size = |phase: &PhaseFactor| phase.factor.max(f64::MIN_POSITIVE).ln().abs();
        phases.iter().copied().reduce(|best, next| if size(&next) > size(&best) { next } else { best })
    }
}

/// The factor on contacts of one phase of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhaseFactor {
    /// The phase.
    pub phase: EventPhase,
    /// First day of the horizon that it falls on.
    pub date: NaiveDate,
    /// Contacts ÷ contacts of an ordinary day, the median of the next occurrence.
    pub factor: f64,
    /// Its tenth percentile; the factor itself where it is stated.
    pub low: f64,
    /// Its ninetieth percentile.
    pub high: f64,
    /// Past occurrences it was learnt from; 0 where none reached this phase (the nearest day of the event stands in)
    /// and where it is stated.
    pub occurrences: usize,
}

/// A past day of an event that taught nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct UnusedDay {
    /// The day.
    pub date: NaiveDate,
    /// Why.
    pub why: Unused,
}

/// Why a day taught nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Unused {
    /// The channel was closed, or open for other hours than its weekday's.
    Closed,
    /// The history misses the day, or a tenth of it or more.
    Missing,
    /// An outage, or the day after one.
    Outage,
    /// Another event touched it, whose own factor there is not known.
    Shared(String),
}
