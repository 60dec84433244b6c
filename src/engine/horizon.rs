//! The days, workforce steps and report periods of a plan, and which holds which.

use crate::calendar::{By, Month, Period};
use crate::model::{Settings, WorkforceStep};
use crate::workforce::Step;
use chrono::{Days, NaiveDate};

/// The horizon laid out once for a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Horizon {
    /// Every day, in order.
    pub days: Vec<NaiveDate>,
    /// The calendar month of each day.
    pub months: Vec<Month>,
    /// Step of the workforce.
    pub step: Step,
    /// First day of each workforce step.
    pub step_starts: Vec<NaiveDate>,
    /// The step of each day.
    pub step_of_day: Vec<usize>,
    /// Periods of the report.
    pub periods: Vec<Period>,
    /// The period of each day.
    pub period_of_day: Vec<usize>,
    /// Whether periods are at least as long as a step, so that flows of people can be shown by period.
    pub periods_hold_steps: bool,
}

impl Horizon {
    /// Lays out a plan's days, steps and periods.
    #[must_use]
    pub(super) fn new(settings: &Settings, by: By) -> Self {
        let (first, last) = (settings.start, settings.end());
        let days: Vec<NaiveDate> = first.iter_days().take_while(|&day| day <= last).collect();
        let step = match settings.workforce_step {
            WorkforceStep::Month => Step::Month,
            WorkforceStep::Week => Step::Week,
        };
        let step_starts = step_starts(settings, last);
        let periods = by.periods(first, last);
        let holds_steps = match by {
            By::Month | By::Quarter => true,
            By::Week => settings.workforce_step == WorkforceStep::Week,
            By::Day | By::Interval => false,
        };
        Self {
            months: days.iter().map(|&day| Month::of(day)).collect(),
            step_of_day: indices(&days, &step_starts),
            period_of_day: indices(&days, &periods.iter().map(|period| period.first).collect::<Vec<_>>()),
            days,
            step,
            step_starts,
            periods,
            periods_hold_steps: holds_steps,
        }
    }

    /// The steps whose first day lies in a period, in order.
    pub(super) fn steps_in(&self, period: usize) -> impl Iterator<Item = usize> + '_ {
        let Period { first, last, .. } = &self.periods[period];
        (0..self.step_starts.len()).filter(move |&step| (*first..=*last).contains(&self.step_starts[step]))
    }

    /// The step that is running at the end of a period.
    #[must_use]
    pub(super) fn last_step_of(&self, period: usize) -> usize {
        let last = self.periods[period].last;
        self.step_starts.partition_point(|&start| start <= last).saturating_sub(1)
    }

    /// The step in which people of a month start: the first that begins on or after its first day; the first step
    /// for the month that holds the plan's start.
    #[must_use]
    pub(super) fn step_of_month(&self, month: Month) -> Option<usize> {
        let start = *self.step_starts.first()?;
        if month == Month::of(start) {
            return Some(0);
        }
        let step = self.step_starts.partition_point(|&first| first < month.first_day());
        (month.first_day() > start && step < self.step_starts.len()).then_some(step)
    }

    /// So many days of a step in months: the step's own length is one month, or 12/52 of one.
    #[must_use]
    pub(super) fn months_of(&self, step: usize, days: f64) -> f64 {
        let start = self.step_starts[step];
        let length = match self.step {
            Step::Week => 7,
            Step::Month => {
                let next = start.checked_add_months(chrono::Months::new(1)).unwrap_or(start);
                (next - start).num_days()
            }
        };
        self.step_months() * days / (length.max(1) as f64)
    }

    /// Length of a whole step in months.
    #[must_use]
    pub(super) fn step_months(&self) -> f64 {
        12.0 / self.step.per_year()
    }
}

fn step_starts(settings: &Settings, last: NaiveDate) -> Vec<NaiveDate> {
    match settings.workforce_step {
        WorkforceStep::Month => (0..settings.months)
            .map(|month| Month::of(settings.start).plus(month).first_day().max(settings.start))
            .collect(),
        WorkforceStep::Week => (0..)
            .map_while(|week| settings.start.checked_add_days(Days::new(7 * week)))
            .take_while(|&day| day <= last)
            .collect(),
    }
}

/// For each day the index of the latest start at or before it; both in order.
fn indices(days: &[NaiveDate], starts: &[NaiveDate]) -> Vec<usize> {
    days.iter().map(|day| starts.partition_point(|start| start <= day).saturating_sub(1)).collect()
}
