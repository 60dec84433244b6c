//! Demand by interval, as a table of it says.

use crate::queueing::Patience;
use crate::units::Seconds;
use chrono::NaiveDateTime;

/// Rows of a table in its order, each of one interval and channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals<T> {
    /// Names of the channels in the order met.
    pub channels: Vec<String>,
    /// Length of an interval of each channel, seconds.
    pub seconds: Vec<f64>,
    /// The rows; `None` for one that cannot be used.
    pub rows: Vec<Option<T>>,
}

/// Contacts that wait in a queue now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiveInterval {
    /// Index of the channel.
    pub channel: usize,
    /// Its start, local.
    pub start: NaiveDateTime,
    /// Its start, seconds since 1970 in UTC.
    pub instant: i64,
    /// Contacts that arrive in it, expected.
    pub offered: f64,
    /// Mean handle time; of no contacts, none is needed.
    pub aht: Seconds,
    /// How long customers wait, where the row says.
    pub patience: Option<Patience>,
    /// People on seat, where the row says.
    pub agents: Option<u32>,
}

/// Contacts that are worked off a backlog.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeferredInterval {
    /// Index of the channel.
    pub channel: usize,
    /// Its start, local.
    pub start: NaiveDateTime,
    /// Its start, seconds since 1970 in UTC.
    pub instant: i64,
    /// Contacts that arrive in it, spread evenly.
    pub offered: f64,
    /// Contacts that can be worked in it.
    pub capacity: f64,
}
