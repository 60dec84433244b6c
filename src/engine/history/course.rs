//! A channel's course over the whole period.

use crate::model::ChannelCounts;
use chrono::{Datelike, NaiveDate};

/// The most months that are followed day by day.
const MONTHS_BY_DAY: usize = 4;

/// Contacts of days with rows, stretch by stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Calendar months, the first and the last as far as they are covered.
    pub months: Vec<Stretch>,
    /// How long the stretches are.
    pub by: CourseBy,
    /// From the first day to the last.
    pub stretches: Vec<Stretch>,
}

/// How finely a course is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseBy {
    /// Day by day: a period of a few months.
    Day,
    /// By weeks from Monday on.
    Week,
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

impl Stretch {
    /// Mean contacts of its days; `None` without any.
    #[must_use]
    pub fn contacts_a_day(&self) -> Option<f64> {
        (self.days > 0).then(|| self.contacts / self.days as f64)
    }
}

impl Course {
    /// The course of a channel.
    pub(super) fn of(counts: &ChannelCounts) -> Self {
        let months = stretches(counts, |date| i64::from(date.year()) * 12 + i64::from(date.month0()));
        let day = |date: NaiveDate| i64::from(date.num_days_from_ce());
        // Day 1 of the calendar, 0001-01-01, is a Monday.
        let week = |date: NaiveDate| (day(date) - 1).div_euclid(7);
        if months.len() <= MONTHS_BY_DAY {
            Self { months, by: CourseBy::Day, stretches: stretches(counts, day) }
        } else {
            Self { months, by: CourseBy::Week, stretches: stretches(counts, week) }
        }
    }

    /// The most contacts a day that a stretch has.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.stretches.iter().filter_map(Stretch::contacts_a_day).fold(0.0, f64::max)
    }
}

/// The period cut where the number of a day's stretch changes.
fn stretches(counts: &ChannelCounts, number: impl Fn(NaiveDate) -> i64) -> Vec<Stretch> {
    let (Some(first), Some(last)) = (counts.days.keys().next(), counts.days.keys().next_back()) else {
        return Vec::new();
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut current = None;
    for date in first.iter_days().take_while(|date| date <= last) {
        if current != Some(number(date)) {
            current = Some(number(date));
            stretches.push(Stretch { first: date, days: 0, contacts: 0.0 });
        }
        if let (Some(day), Some(stretch)) = (counts.days.get(&date), stretches.last_mut()) {
            stretch.days += 1;
            stretch.contacts += day.offered.iter().sum::<f64>();
        }
    }
    stretches
}
