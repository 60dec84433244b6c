//! What must be known of a history before it is used. Data only: `report` gives the words.

use crate::calendar::DateSpan;
use chrono::{NaiveDate, NaiveTime, Weekday};

/// One caution; indices refer to the channels of the picture.
#[derive(Debug, Clone, PartialEq)]
pub enum HistoryCaution {
    /// Weekdays that have no rows, or hardly any: closed, it seems.
    ClosedWeekdays {
        /// Channel.
        channel: usize,
        /// These weekdays.
        weekdays: Vec<Weekday>,
        /// The few days of theirs that have rows.
        exceptions: Vec<NaiveDate>,
    },
    /// Other days without rows between the first and the last.
    MissingDays {
        /// Channel.
        channel: usize,
        /// Runs of such days.
        spans: Vec<DateSpan>,
    },
    /// Days that begin late or end early.
    PartialDays {
        /// Channel.
        channel: usize,
        /// The hours that lack.
        parts: Vec<PartDay>,
    },
    /// Hours without rows amid a day.
    Gaps {
        /// Channel.
        channel: usize,
        /// The hours that lack.
        parts: Vec<PartDay>,
    },
    /// Days far above their weekday.
    Spikes {
        /// Channel.
        channel: usize,
        /// In order.
        days: Vec<OddDay>,
    },
    /// Days far below their weekday.
    Collapses {
        /// Channel.
        channel: usize,
        /// In order.
        days: Vec<OddDay>,
    },
    /// A level that jumped and stayed.
    LevelShifts {
        /// Channel.
        channel: usize,
        /// First days at a new level, which had so many times the old.
        days: Vec<OddDay>,
    },
    /// Days on which clocks were moved.
    ClockChanges {
        /// Put forward: the day is shorter.
        forward: Vec<NaiveDate>,
        /// Put back: the day is longer.
        back: Vec<NaiveDate>,
    },
    /// Channels whose days are too few to tell which of them are out of the ordinary.
    ShortHistory {
        /// These channels.
        channels: Vec<usize>,
        /// Days that would be enough.
        least: usize,
    },
    /// A service level for which all contacts were taken as answered, for want of who gave up.
    AllAnswered {
        /// Channel.
        channel: usize,
    },
    /// A few contacts outside the hours in which nearly all arrive.
    OddHours {
        /// Channel.
        channel: usize,
        /// Share of all contacts.
        share: f64,
        /// Where the hours begin.
        opens: NaiveTime,
        /// Where they end; midnight is that of the day's end.
        closes: NaiveTime,
    },
}

/// Hours of a day that lack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartDay {
    /// The day.
    pub date: NaiveDate,
    /// From here.
    pub from: NaiveTime,
    /// To here; midnight is that of the day's end.
    pub to: NaiveTime,
    /// Usual share of the day's contacts in these hours.
    pub share: f64,
}

/// A day off its weekday, or off the days before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OddDay {
    /// The day.
    pub date: NaiveDate,
    /// How many times the usual it had.
    pub factor: f64,
}
