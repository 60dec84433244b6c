//! Months and the periods that a horizon is reported by.

use chrono::{Datelike, Months, NaiveDate};
use std::fmt;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month that holds a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { first: date.with_day(1).unwrap_or(date) }
    }

    /// Month 1 to 12 of a year between 1 and 9999.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        (1..=9999)
            .contains(&year)
            .then(|| NaiveDate::from_ymd_opt(year, month, 1).map(|first| Self { first }))
            .flatten()
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first.pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// Days in the month.
    #[must_use]
    pub fn days(self) -> u32 {
        self.last_day().day()
    }

    /// The month so many months later.
    #[must_use]
    pub fn plus(self, months: u32) -> Self {
        Self { first: self.first.checked_add_months(Months::new(months)).unwrap_or(self.first) }
    }

    /// Whole months from `earlier` to this month, negative when this is before it.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i32 {
        (self.first.year() - earlier.first.year()) * 12 + self.first.month0().cast_signed()
            - earlier.first.month0().cast_signed()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

/// How a horizon is cut for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The plan's own intervals.
    Interval,
    /// Days.
    Day,
    /// ISO weeks, Monday first.
    Week,
    /// Calendar months.
    #[default]
    Month,
    /// Calendar quarters.
    Quarter,
}

/// One row of a report: a label and the days it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `2026-10`, `2026-W41`, `2026-Q4` or `2026-10-01`.
    pub label: String,
    /// First day, cut to the horizon.
    pub first: NaiveDate,
    /// Last day, cut to the horizon.
    pub last: NaiveDate,
}

impl By {
    /// The label of the period that holds a date (a day's label for [`By::Interval`]).
    #[must_use]
    pub fn label(self, date: NaiveDate) -> String {
        match self {
            Self::Interval | Self::Day => date.format("%Y-%m-%d").to_string(),
            Self::Week => date.format("%G-W%V").to_string(),
            Self::Month => date.format("%Y-%m").to_string(),
            Self::Quarter => format!("{}-Q{}", date.year(), date.month0() / 3 + 1),
        }
    }

    /// The periods from `first` to `last`, in order; the outer ones may be partial.
    #[must_use]
    pub fn periods(self, first: NaiveDate, last: NaiveDate) -> Vec<Period> {
        let mut periods: Vec<Period> = Vec::new();
        for date in first.iter_days().take_while(|&date| date <= last) {
            let label = self.label(date);
            match periods.last_mut() {
                Some(period) if period.label == label => period.last = date,
                _ => periods.push(Period { label, first: date, last: date }),
            }
        }
        periods
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Month};
    use chrono::NaiveDate;

    #[test]
    fn the_first_and_last_month_of_a_horizon_may_be_partial() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).expect("a date");
        let months = By::Month.periods(day(10, 15), day(12, 5));
        assert_eq!(months.len(), 3);
        assert_eq!((months[0].first, months[0].last), (day(10, 15), day(10, 31)));
        assert_eq!((months[2].label.as_str(), months[2].last), ("2026-12", day(12, 5)));
    }

    #[test]
    fn months_count_across_years() {
        let month = |y, m| Month::new(y, m).expect("a month");
        assert_eq!(month(2027, 2).months_since(month(2026, 11)), 3);
        assert_eq!(month(2026, 11).plus(3), month(2027, 2));
        assert_eq!(month(2028, 2).days(), 29);
    }
}
