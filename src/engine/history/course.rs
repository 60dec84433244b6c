//! A channel's course over the whole period, in stretches few enough to be seen at once.

use crate::model::ChannelCounts;
use chrono::{Datelike, NaiveDate};

/// The most stretches.
const MOST: usize = 62;

/// Mean contacts of a day with rows, stretch by stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// How long stretches are.
    pub length: StretchLength,
    /// From the first day to the last.
    pub stretches: Vec<Stretch>,
}

/// Part of a course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Its first day within the period.
    pub first: NaiveDate,
    /// Days with rows.
    pub days: usize,
    /// Contacts of these days.
    pub contacts: f64,
}

/// Lengths of stretches, the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StretchLength {
    /// Days.
    Day,
    /// Weeks from Monday on.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl StretchLength {
    const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The number of the stretch that holds a day, from some day on.
    fn number(self, date: NaiveDate) -> i64 {
        let (year, month) = (i64::from(date.year()), i64::from(date.month0()));
        let day = i64::from(date.num_days_from_ce());
        match self {
            Self::Day => day,
            // Day 1 of the calendar, 0001-01-01, is a Monday.
            Self::Week => (day - 1).div_euclid(7),
            Self::Month => 12 * year + month,
            Self::Quarter => 4 * year + month / 3,
            Self::Year => year,
        }
    }
}

impl Stretch {
    /// Mean contacts of its days; `None` without any.
    #[must_use]
    pub fn contacts_a_day(&self) -> Option<f64> {
        (self.days > 0).then(|| self.contacts / self.days as f64)
    }
}

impl Course {
    /// The course of a channel, in the shortest stretches that are few enough.
    pub(super) fn of(counts: &ChannelCounts) -> Self {
        let (Some(first), Some(last)) = (counts.days.keys().next(), counts.days.keys().next_back()) else {
            return Self { length: StretchLength::Day, stretches: Vec::new() };
        };
        let few = |length: &StretchLength| {
            usize::try_from(length.number(*last) - length.number(*first)).is_ok_and(|steps| steps < MOST)
        };
        let length = StretchLength::ALL.into_iter().find(few).unwrap_or(StretchLength::Year);
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut number = None;
        for date in first.iter_days().take_while(|date| date <= last) {
            if number != Some(length.number(date)) {
                number = Some(length.number(date));
                stretches.push(Stretch { first: date, days: 0, contacts: 0.0 });
            }
            if let (Some(day), Some(stretch)) = (counts.days.get(&date), stretches.last_mut()) {
                stretch.days += 1;
                stretch.contacts += day.offered.iter().sum::<f64>();
            }
        }
        Self { length, stretches }
    }

    /// The most contacts a day that a stretch has.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.stretches.iter().filter_map(Stretch::contacts_a_day).fold(0.0, f64::max)
    }
}
