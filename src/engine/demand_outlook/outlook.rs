//! What is to come, channel by channel.

use super::caution::OutlookCaution;
use crate::calendar::{By, DateSpan, Grid, Period};
use crate::engine::demand::Member;
use crate::engine::figures::event_uplift::EventUplift;
use chrono::{NaiveDate, NaiveDateTime};

/// The demand to come.
#[derive(Debug, Clone, PartialEq)]
pub struct DemandOutlook {
    /// First and last day of the horizon.
    pub horizon: DateSpan,
    /// Last day of history used.
    pub as_of: NaiveDate,
    /// Quantiles given, in per cent, in order.
    pub quantiles: Vec<f64>,
    /// What the periods of every channel are.
    pub by: By,
    /// Every channel, in the order of the plan or of the files.
    pub channels: Vec<ChannelOutlook>,
}

/// One channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelOutlook {
    /// Its name.
    pub channel: String,
    /// The scenario of the plan, where scenarios were asked for.
    pub scenario: Option<String>,
    /// What its history holds; `None` without one.
    pub history: Option<HistoryUsed>,
    /// What is to come, or why it cannot be told.
    pub forecast: Result<ChannelForecast, NoForecast>,
    /// Days far off that nobody named; never carried into the future.
    pub suspects: Vec<SuspectDay>,
    /// What the plan's events do to it within the horizon.
    pub uplifts: Vec<EventUplift>,
    /// What a reader must know.
    pub cautions: Vec<OutlookCaution>,
}

/// The part of a history that a forecast is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryUsed {
    /// First day with rows.
    pub first: NaiveDate,
    /// Last day with rows.
    pub last: NaiveDate,
    /// Days with contacts that count.
    pub days: usize,
    /// Contacts of its last days, oldest first; `None`: closed or missing.
    pub tail: Vec<(NaiveDate, Option<f64>)>,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelForecast {
    /// What it was averaged from.
    pub members: Vec<Member>,
    /// Length of its intervals.
    pub interval: Grid,
    /// Every day of the horizon.
    pub days: Vec<DayOutlook>,
    /// The horizon in weeks or months.
    pub periods: Vec<PeriodOutlook>,
}

/// Why a channel has no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// No row up to the last day used.
    NoRows,
    /// No contact on any day that counts.
    NoContacts,
    /// Too few days with contacts.
    TooFewDays {
        /// Found.
        found: usize,
        /// Needed.
        needed: usize,
    },
}

/// Contacts and how long they take.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Mean contacts.
    pub mean: f64,
    /// Quantiles of the contacts, in the order asked for.
    pub quantiles: Vec<f64>,
    /// Mean handle time of a contact in seconds; `None` where nothing tells.
    pub aht_seconds: Option<f64>,
}

/// A day to come.
#[derive(Debug, Clone, PartialEq)]
pub struct DayOutlook {
    /// The day.
    pub date: NaiveDate,
    /// Whether contacts arrive at all.
    pub open: bool,
    /// All of it.
    pub figure: Figure,
    /// Its intervals in which contacts may arrive; none where intervals are days.
    pub intervals: Vec<IntervalOutlook>,
}

/// An interval to come.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalOutlook {
    /// Local start.
    pub start: NaiveDateTime,
    /// Seconds east of UTC, on a day of which an hour comes twice.
    pub offset: Option<i32>,
    /// All of it.
    pub figure: Figure,
}

/// A week or a month to come.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodOutlook {
    /// Its days within the horizon.
    pub period: Period,
    /// Open days.
    pub open_days: usize,
    /// All of it.
    pub figure: Figure,
}

/// A day of the history far from what its neighbours lead to expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SuspectDay {
    /// The day.
    pub date: NaiveDate,
    /// Its contacts.
    pub contacts: f64,
    /// Contacts to be expected.
    pub expected: f64,
}
