//! Forecasts that need no model: what the same slot of the same weekday brought lately.

use crate::forecasting::robust::median;
use crate::forecasting::series::DaySeries;
use chrono::{Days, NaiveDate};

/// Weeks that the mean and the median read.
const WEEKS: u64 = 4;

/// A method that any forecast should beat before it is believed.
///
/// Each reads the weeks before the origin only; past the first week ahead it repeats itself. A week in which the slot
/// is missing or was closed counts by the last week before in which it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NaiveMethod {
    /// The same slot of the last week.
    SeasonalNaive,
    /// The mean of the same slot over the last four weeks.
    FourWeekMean,
    /// The median of the same slot over the last four weeks.
    FourWeekMedian,
}

impl NaiveMethod {
    /// In the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::SeasonalNaive, Self::FourWeekMean, Self::FourWeekMedian];

    /// Its place in [`Self::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }

    /// Contacts of a slot of a day after the history; `None` when its weekday never saw that slot open.
    ///
    /// `open(date, slot)` says which slots were open; counts that are negative or not finite are missing.
    #[must_use]
    pub fn forecast(
        self,
        history: &DaySeries,
        open: &dyn Fn(NaiveDate, usize) -> bool,
        date: NaiveDate,
        slot: usize,
    ) -> Option<f64> {
        let last = history.last()?;
        let ahead = u64::try_from((date - last).num_days()).unwrap_or(0);
        let latest = date.checked_sub_days(Days::new(7 * ahead.div_ceil(7)))?;
        let weeks = if self == Self::SeasonalNaive { 1 } else { WEEKS };
        let seen: Vec<f64> = (0..weeks)
            .map_while(|week| last_seen(history, open, latest.checked_sub_days(Days::new(7 * week))?, slot))
            .collect();
        match self {
            Self::FourWeekMedian => median(&seen),
            Self::SeasonalNaive | Self::FourWeekMean => mean(&seen),
        }
    }
}

/// The count of the slot on this date or, where it has none, so many weeks before.
fn last_seen(
    history: &DaySeries,
    open: &dyn Fn(NaiveDate, usize) -> bool,
    date: NaiveDate,
    slot: usize,
) -> Option<f64> {
    let mut at = history.index_of(date)?;
    loop {
        let known =
            count(history, at, slot).filter(|_| history.date(at).is_some_and(|date| open(date, slot)));
        if known.is_some() {
            return known;
        }
        at = at.checked_sub(7)?;
    }
}

/// A count that can be one: finite and not negative.
pub(super) fn count(series: &DaySeries, day: usize, slot: usize) -> Option<f64> {
    let counted = *series.days.get(day)?.as_deref()?.get(slot)?;
    (counted.is_finite() && counted >= 0.0).then_some(counted)
}

fn mean(values: &[f64]) -> Option<f64> {
    let count: f64 = values.iter().map(|_| 1.0).sum();
    (count > 0.0).then(|| values.iter().map(|value| value / count).sum())
}
