//! What a roster counts within its window, and the turnover that this makes by the definitions in use.

use super::spell::{DAYS_A_YEAR, Spell};
use chrono::NaiveDate;

/// One person's employment by its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Employment {
    /// First day.
    pub hired: NaiveDate,
    /// Last day; `None`: still employed.
    pub left: Option<NaiveDate>,
}

impl Employment {
    /// The spell as seen from `first` to `last`, both inclusive; `None` where nothing of it lies within.
    ///
    /// Tenure is the last day less the day of hire; who leaves after the window was still there at its end.
    #[must_use]
    pub fn seen(self, first: NaiveDate, last: NaiveDate) -> Option<Spell> {
        let left = self.left.filter(|left| *left <= last);
        let end = left.unwrap_or(last);
        let days = |date: NaiveDate| u32::try_from((date - self.hired).num_days().max(0)).unwrap_or(u32::MAX);
        let spell = Spell { entry: days(first), exit: days(end), left: left.is_some() };
        (self.hired <= last && end >= first).then_some(spell)
    }
}

/// Heads and moves within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterCount {
    /// Days of the window.
    pub window_days: u32,
    /// People hired before its first day and there on it.
    pub opening: u32,
    /// People there after its last day.
    pub closing: u32,
    /// People hired within it.
    pub hires: u32,
    /// People whose last day lies within it.
    pub leavers: u32,
    /// Days employed within it, first and last included, of all people together.
    pub person_days: u64,
}

impl RosterCount {
    /// Counts from `first` to `last`, both inclusive.
    #[must_use]
    pub fn new(people: &[Employment], first: NaiveDate, last: NaiveDate) -> Self {
        let days = |from: NaiveDate, to: NaiveDate| u32::try_from((to - from).num_days() + 1).unwrap_or(0);
        let mut count = Self {
            window_days: days(first, last),
            opening: 0,
            closing: 0,
            hires: 0,
            leavers: 0,
            person_days: 0,
        };
        for person in people {
            let (hired, left) = (person.hired, person.left);
            let end = left.unwrap_or(last).min(last);
            count.person_days += u64::from(days(hired.max(first), end));
            count.opening += u32::from(hired < first && left.is_none_or(|left| left >= first));
            count.closing += u32::from(hired <= last && left.is_none_or(|left| left > last));
            count.hires += u32::from((first..=last).contains(&hired));
            count.leavers += u32::from(left.is_some_and(|left| (first..=last).contains(&left)));
        }
        count
    }

    /// People employed on a mean day; `None` for a window without days.
    #[must_use]
    pub fn average_headcount(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a roster has far fewer than 2^53 person-days")]
        let days = self.person_days as f64;
        (self.window_days > 0).then(|| days / f64::from(self.window_days))
    }

    /// Leavers ÷ average headcount a year: the reference definition of this program.
    #[must_use]
    pub fn turnover(&self) -> Option<f64> {
        self.a_year(self.average_headcount()?)
    }

    /// Leavers ÷ the mean of opening and closing headcount, a year: the personnel department's shortcut.
    #[must_use]
    pub fn two_point(&self) -> Option<f64> {
        self.a_year(0.5 * (f64::from(self.opening) + f64::from(self.closing)))
    }

    /// Leavers ÷ opening headcount, a year.
    #[must_use]
    pub fn of_opening(&self) -> Option<f64> {
        self.a_year(f64::from(self.opening))
    }

    fn a_year(&self, headcount: f64) -> Option<f64> {
        let years = f64::from(self.window_days) / DAYS_A_YEAR;
        (headcount > 0.0 && years > 0.0).then(|| f64::from(self.leavers) / headcount / years)
    }
}
