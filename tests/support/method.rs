//! The forecast as a method that can be replayed: days, their shape, and the law of a slot's count.

use chrono::NaiveDate;
use staffplan::calendar::Grid;
use staffplan::forecasting::{
    CountLaw, DayAssumptions, DayForecast, DayKind, DayProfile, DaySeries, DaySpread, KnownDays,
    QUANTILE_LEVELS, ShapeMemory, SlotQuantiles, SlotSpread, TotalLaw,
};

/// Days whose residuals tell the slots' spread.
const SPREAD_DAYS: usize = 40;

/// What the method assumes before any data.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Assumed {
    pub(crate) days: DayAssumptions,
    pub(crate) shape: ShapeMemory,
}

/// Quantiles of the slots of the dates asked for, from the series alone; `None` with too few days.
pub(crate) fn forecast(
    series: &DaySeries,
    known: &KnownDays,
    open: &dyn Fn(usize) -> bool,
    dates: &[NaiveDate],
    assumed: &Assumed,
) -> Option<Vec<Vec<SlotQuantiles>>> {
    let days = DayForecast::fit_with(series, known, &assumed.days).ok()?;
    let marks = known.marks(series);
    let share = |_: DayKind, slot: usize| f64::from(u8::from(open(slot)));
    let profile = DayProfile::fit_with(series, &marks, share, assumed.shape);
    let spread = SlotSpread::fit(&residuals(series, &profile));
    let last = series.last()?;
    let ahead = |date: &NaiveDate| usize::try_from((*date - last).num_days()).ok();
    let spreads = days.spreads(dates.iter().filter_map(ahead).max()?, true);
    let of_day = |date: &NaiveDate| {
        let day = ahead(date).and_then(|ahead| spreads.get(ahead.checked_sub(1)?));
        let day = day.copied().unwrap_or_default();
        let mean = if known.is_open(*date) { days.mean(*date) } else { 0.0 };
        let shares = profile.shares(DayKind::of(*date, false));
        shares.iter().map(|share| quantiles(mean * share, series.grid, spread, day)).collect()
    };
    Some(dates.iter().map(of_day).collect())
}

fn quantiles(mean: f64, grid: Grid, own: SlotSpread, day: DaySpread) -> SlotQuantiles {
    let of = if grid == Grid::DAY {
        TotalLaw::new(mean * day.median_factor(), day.log_sd()).quantiles(&QUANTILE_LEVELS)
    } else {
        CountLaw::new(mean, own, day.of_slots().exp_m1()).quantiles(&QUANTILE_LEVELS)
    };
    of.try_into().unwrap_or_default()
}

/// Expectation and count of the slots of the last days, the day's total taken as known.
fn residuals(series: &DaySeries, profile: &DayProfile) -> Vec<(f64, f64)> {
    let dated: Vec<_> = series
        .first
        .iter_days()
        .zip(&series.days)
        .filter_map(|(date, day)| Some((date, day.as_ref()?)))
        .collect();
    let lately = &dated[dated.len().saturating_sub(SPREAD_DAYS)..];
    let of_day = |(date, day): &(NaiveDate, &Vec<f64>)| {
        let total: f64 = day.iter().sum();
        let shares = profile.shares(DayKind::of(*date, false));
        shares.iter().zip(day.iter()).map(|(share, &count)| (total * share, count)).collect::<Vec<_>>()
    };
    lately.iter().flat_map(of_day).collect()
}
