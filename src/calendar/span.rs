//! A run of days.

use chrono::NaiveDate;

/// Days from `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateSpan {
    /// First day.
    pub first: NaiveDate,
    /// Last day, never before the first.
    pub last: NaiveDate,
}

impl DateSpan {
    /// The span of one day.
    #[must_use]
    pub const fn day(date: NaiveDate) -> Self {
        Self { first: date, last: date }
    }

    /// Whether a date lies within.
    #[must_use]
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }

    /// Days in the span.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The days in order.
    pub fn iter(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |&date| date <= last)
    }
}
