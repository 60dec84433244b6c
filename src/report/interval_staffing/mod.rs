//! Staff by interval: the answer to a table of demand, for people.

mod deferred;
mod live;

use crate::engine::interval_staffing::{BacklogTerms, DeferredAnswer, LiveAnswer, LiveTerms};

/// Where an answer comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Names of the channels.
    pub channels: &'a [String],
    /// Length of an interval of each channel, seconds.
    pub seconds: &'a [f64],
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the input, in hex.
    pub inputs_sha256: &'a str,
}

/// Live intervals and their answer.
#[derive(Debug, Clone, Copy)]
pub struct LiveStaffing<'a> {
    /// Where it comes from.
    pub source: Source<'a>,
    /// What was asked.
    pub terms: &'a LiveTerms,
    /// What it came to.
    pub answer: &'a LiveAnswer,
}

/// Deferred intervals and their answer.
#[derive(Debug, Clone, Copy)]
pub struct DeferredStaffing<'a> {
    /// Where it comes from.
    pub source: Source<'a>,
    /// What was asked.
    pub terms: &'a BacklogTerms,
    /// What it came to.
    pub answer: &'a DeferredAnswer,
}

/// `2026-10-01 09:30`, with seconds only where there are any.
fn moment(start: chrono::NaiveDateTime) -> String {
    use chrono::Timelike;
    let seconds = start.second() > 0;
    start.format(if seconds { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" }).to_string()
}
