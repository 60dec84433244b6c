//! Forecasts that need no model: what the same slot of the same weekday brought lately.

use super::result::Method;
use crate::forecasting::DaySeries;
use chrono::{Days, NaiveDate};

/// Weeks that the mean and the median read.
const WEEKS: u64 = 4;

/// Contacts of a slot of a day after the history; none where its weekday never had that slot. A week in which the slot is
/// missing counts by the last week before in which it was seen.
pub(super) fn naive(method: Method, history: &DaySeries, date: NaiveDate, slot: usize) -> f64 {
    let latest = history.last().and_then(|last| {
        let ahead = u64::try_from((date - last).num_days()).ok()?;
        date.checked_sub_days(Days::new(7 * ahead.div_ceil(7)))
    });
    let Some(latest) = latest else { return 0.0 };
    let weeks = if method == Method::SeasonalNaive { 1 } else { WEEKS };
    let week = |week: u64| last_seen(history, latest.checked_sub_days(Days::new(7 * week))?, slot);
    let mut seen: Vec<f64> = (0..weeks).map_while(week).collect();
    match method {
        Method::FourWeekMedian => median(&mut seen),
        _ if seen.is_empty() => 0.0,
        _ => seen.iter().sum::<f64>() / seen.len() as f64,
    }
}

/// The count of the slot on this date or, where it has none, so many weeks before.
fn last_seen(history: &DaySeries, date: NaiveDate, slot: usize) -> Option<f64> {
    let mut at = history.index_of(date)?;
    loop {
        if let Some(count) = history.days[at].as_ref().and_then(|day| day.get(slot)) {
            return Some(*count);
        }
        at = at.checked_sub(7)?;
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[half],
        _ => f64::midpoint(values[half - 1], values[half]),
    }
}
