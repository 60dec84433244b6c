//! What is known of days beside their contacts.

use crate::calendar::Month;
use crate::forecasting::series::{DayMark, DaySeries};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// What is known of days beside their contacts, in the history and after it.
///
/// Closures and holidays to come matter as much as those that were: the first day after a closure is busier, and the
/// position of a day in its month is counted in days that are open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDays {
    /// Whether a weekday is open, Monday first.
    pub weekdays: [bool; 7],
    /// Days without service.
    pub closed: BTreeSet<NaiveDate>,
    /// A kind of day of its own.
    pub holidays: BTreeSet<NaiveDate>,
    /// Past days that say nothing about ordinary ones: events, outages, the day after an outage.
    pub excluded: BTreeSet<NaiveDate>,
}

/// A longer closure than this makes the day after it no busier than a shorter one.
const LONGEST_CLOSURE: usize = 10;

impl KnownDays {
    /// Open every day, and nothing else is known.
    #[must_use]
    pub const fn every_day() -> Self {
        Self {
            weekdays: [true; 7],
            closed: BTreeSet::new(),
            holidays: BTreeSet::new(),
            excluded: BTreeSet::new(),
        }
    }

    /// Whether contacts come on a date.
    #[must_use]
    pub fn is_open(&self, date: NaiveDate) -> bool {
        self.opens_on_weekday_of(date) && !self.closed.contains(&date)
    }

    /// What a past day tells the estimation.
    #[must_use]
    pub fn mark(&self, date: NaiveDate) -> DayMark {
        if self.excluded.contains(&date) {
            DayMark::Excluded
        } else if self.holidays.contains(&date) {
            DayMark::Holiday
        } else {
            DayMark::Ordinary
        }
    }

    /// The marks of a series' days.
    #[must_use]
    pub fn marks(&self, series: &DaySeries) -> Vec<DayMark> {
        let mark = |place| series.date(place).map_or(DayMark::Excluded, |date| self.mark(date));
        (0..series.days.len()).map(mark).collect()
    }

    fn opens_on_weekday_of(&self, date: NaiveDate) -> bool {
        self.weekdays[date.weekday().num_days_from_monday() as usize]
    }

    /// Open and no holiday.
    pub(super) fn is_business_day(&self, date: NaiveDate) -> bool {
        self.is_open(date) && !self.holidays.contains(&date)
    }

    /// The place of a business day among those of its month, from both ends (1 is the first, or the last).
    pub(super) fn place_in_month(&self, date: NaiveDate) -> Option<(usize, usize)> {
        let month = Month::of(date);
        let business = |from: NaiveDate, to: NaiveDate| {
            from.iter_days().take_while(|&day| day <= to).filter(|&day| self.is_business_day(day)).count()
        };
        self.is_business_day(date)
            .then(|| (business(month.first_day(), date), business(date, month.last_day())))
    }

    /// Whether a date is the first business day from the 15th of its month on.
    pub(super) fn is_first_from_mid_month(&self, date: NaiveDate) -> bool {
        let Some(middle) = date.with_day(15).filter(|&middle| date >= middle) else { return false };
        middle.iter_days().find(|&day| self.is_business_day(day)) == Some(date)
    }

    /// Whether the day before was closed, or a holiday, though its weekday is open; closed weekdays between are passed over.
    pub(super) fn follows_closure(&self, date: NaiveDate) -> bool {
        let mut missed = false;
        for day in date.pred_opt().into_iter().flat_map(days_back).take(LONGEST_CLOSURE) {
            if self.is_business_day(day) {
                break;
            }
            missed |= self.opens_on_weekday_of(day);
        }
        missed
    }
}

fn days_back(from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), chrono::NaiveDate::pred_opt)
}
