//! What the figures of a demand say that a reader must know. Data only: `report` gives the words.

use crate::engine::figures::caution::Caution;
use chrono::{NaiveDate, Weekday};

/// One caution about a channel's demand.
#[derive(Debug, Clone, PartialEq)]
pub enum OutlookCaution {
    /// A mean stands in for a forecast: there are few days, or most have no contact.
    PlainMean {
        /// Days with contacts.
        found: usize,
        /// Days from the first to the last.
        days: i64,
    },
    /// Weekdays on which hardly a contact came, which is no luck, are taken as closed.
    ClosedWeekdays {
        /// These weekdays, from Monday on.
        weekdays: Vec<Weekday>,
        /// Their contacts, which are left out.
        contacts: f64,
    },
    /// The channel's rows end long before the last day used.
    EndsEarly {
        /// Its last day with rows.
        last: NaiveDate,
        /// Days from there to the last day used.
        days: i64,
    },
    /// Intervals finer than those of the history are even parts of them.
    SpreadEvenly {
        /// Minutes of the history's intervals.
        own: u16,
        /// Minutes asked for.
        asked: u16,
    },
    /// Less than eight weeks: no trend, and ranges that rest on little.
    ShortHistory {
        /// Days from the first to the last.
        days: i64,
    },
    /// A caution of the plan.
    Plan(Caution),
}
