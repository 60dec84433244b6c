//! How far the days of a history are from their fit, and which of them are too far for luck.

use crate::forecasting::robust::residual_scale;
use chrono::NaiveDate;

/// Least standard deviation of a day about its fit: a day within 4 % of it is never wild.
const LEAST_SCATTER: f64 = 0.01;

/// A day far from what its neighbours lead to expect: an event that nobody named, or an error in the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The day.
    pub date: NaiveDate,
    /// Contacts of the whole day.
    pub contacts: f64,
    /// Contacts to be expected.
    pub expected: f64,
    /// Log of contacts over what the days around lead to expect, in robust standard deviations.
    pub deviations: f64,
}

/// Log contacts over their fit, by day; `None` where the day was not seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Residuals {
    by_day: Vec<Option<f64>>,
    scatter: f64,
}

impl Residuals {
    pub(super) fn of(logs: &[Option<f64>], fitted: &[f64]) -> Self {
        let by_day: Vec<Option<f64>> =
            logs.iter().zip(fitted).map(|(log, fit)| log.map(|log| log - fit)).collect();
        let scatter = residual_scale(&by_day.iter().flatten().copied().collect::<Vec<_>>());
        Self { by_day, scatter: scatter.max(LEAST_SCATTER) }
    }

    /// A day's, in robust standard deviations.
    pub(super) fn deviations(&self, place: usize) -> Option<f64> {
        self.by_day.get(place).copied().flatten().map(|residual| residual / self.scatter)
    }

    /// Whether a day was seen and is no further from its fit than so many robust standard deviations.
    pub(super) fn is_within(&self, place: usize, deviations: f64) -> bool {
        self.deviations(place).is_some_and(|own| own.abs() <= deviations)
    }

    /// The logs of days that are within so many.
    pub(super) fn calm(&self, logs: &[Option<f64>], deviations: f64) -> Vec<Option<f64>> {
        let place = logs.iter().enumerate();
        place.map(|(place, log)| log.filter(|_| self.is_within(place, deviations))).collect()
    }
}
