//! Days from which the past is forecast again.

use chrono::{Days, NaiveDate};

/// Folds of a backtest at most: a quarter of a year of weekly origins.
pub const MOST_FOLDS: usize = 12;
/// Calendar days of history before the first origin at least: four of each weekday, what a four-week mean reads.
pub const LEAST_TRAINING_DAYS: u32 = 28;

/// Origins a week apart, in order: the last lies `horizon_days` before the last day of the history, at most
/// [`MOST_FOLDS`], each with at least [`LEAST_TRAINING_DAYS`] of history up to and including itself.
///
/// Empty for a history shorter than both together; a shorter horizon may still have folds.
///
/// ```
/// use chrono::{Days, NaiveDate};
/// use staffplan::forecasting::weekly_origins;
/// let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
/// let origins = weekly_origins(first, first + Days::new(41), 7);
/// assert_eq!(origins, [first + Days::new(27), first + Days::new(34)]);
/// ```
#[must_use]
pub fn weekly_origins(first: NaiveDate, last: NaiveDate, horizon_days: u32) -> Vec<NaiveDate> {
    let earliest = first.checked_add_days(Days::new(u64::from(LEAST_TRAINING_DAYS - 1)));
    let latest = last.checked_sub_days(Days::new(u64::from(horizon_days)));
    let (Some(earliest), Some(latest)) = (earliest, latest) else { return Vec::new() };
    let weeks_before = |week: u64| latest.checked_sub_days(Days::new(7 * week));
    let mut origins: Vec<NaiveDate> =
        (0..).map_while(weeks_before).take_while(|&origin| origin >= earliest).take(MOST_FOLDS).collect();
    origins.reverse();
    origins
}
