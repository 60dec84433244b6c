//! How far the contacts of an interval stray from their expectation, the day's total taken as known.

use super::estimate::Untold;
use crate::calendar::Grid;
use crate::forecasting::{DayKind, DayProfile, DaySeries, SlotSpread};
use crate::model::ChannelCounts;

/// Overdispersion of the counts of intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadFigures {
    /// Minutes of an interval.
    pub minutes: u16,
    /// Variance ÷ mean that remains however few contacts come; 1 is Poisson.
    pub overdispersion: f64,
    /// Its standard error, weeks left out one by one.
    pub overdispersion_error: f64,
    /// Coefficient of variation that remains however many come.
    pub cv: f64,
    /// Its standard error.
    pub cv_error: f64,
    /// Intervals in the fit.
    pub intervals: usize,
    /// Weeks in the fit.
    pub weeks: usize,
}

/// Days that are needed: a weekday's shape from four of its days.
const LEAST_DAYS: usize = 28;

/// The spread of a channel.
pub(super) fn spread(counts: &ChannelCounts) -> Result<SpreadFigures, Untold> {
    if counts.grid == Grid::DAY {
        return Err(Untold::DailyCounts);
    }
    let days = counts.days.len();
    let few = Untold::TooFewDays { days, needed: LEAST_DAYS };
    let series = series(counts).filter(|_| days >= LEAST_DAYS).ok_or(few)?;
    let weeks = pairs_by_week(&series);
    let all: Vec<(f64, f64)> = weeks.iter().flatten().copied().collect();
    let whole = SlotSpread::fit(&all);
    let without: Vec<SlotSpread> = (0..weeks.len())
        .map(|left_out| {
            let kept = weeks.iter().enumerate().filter(|(week, _)| *week != left_out);
            SlotSpread::fit(&kept.flat_map(|(_, pairs)| pairs.iter().copied()).collect::<Vec<_>>())
        })
        .collect();
    Ok(SpreadFigures {
        minutes: counts.grid.minutes(),
        overdispersion: whole.overdispersion,
        overdispersion_error: jackknife(without.iter().map(|fit| fit.overdispersion)),
        cv: whole.cv,
        cv_error: jackknife(without.iter().map(|fit| fit.cv)),
        intervals: all.len(),
        weeks: weeks.len(),
    })
}

fn series(counts: &ChannelCounts) -> Option<DaySeries> {
    let (first, last) = (*counts.days.keys().next()?, *counts.days.keys().next_back()?);
    let day = |date| counts.days.get(&date).map(|day| day.offered.clone());
    let days = first.iter_days().take_while(|date| *date <= last).map(day).collect();
    Some(DaySeries { grid: counts.grid, first, days })
}

/// Expectation and count of every interval of whole days in which contacts ever come, week by week.
fn pairs_by_week(series: &DaySeries) -> Vec<Vec<(f64, f64)>> {
    let profile = DayProfile::fit(series, &[], |_, _| 1.0);
    let mut weeks: Vec<Vec<(f64, f64)>> = Vec::new();
    for (index, whole) in series.whole_days(&[]).into_iter().enumerate() {
        let whole = whole.filter(|day| day.seen >= 1.0 && day.total > 0.0);
        let (Some(day), Some(date), Some(Some(counts))) = (whole, series.date(index), series.days.get(index))
        else {
            continue;
        };
        let week = index / 7;
        weeks.resize(weeks.len().max(week + 1), Vec::new());
        let shares = profile.shares(DayKind::of(date, false));
        let pairs = shares.iter().zip(counts).map(|(share, count)| (day.total * share, *count));
        weeks[week].extend(pairs.filter(|(expected, _)| *expected > 0.0));
    }
    weeks.retain(|pairs| !pairs.is_empty());
    weeks
}

/// `√((n − 1)/n Σ (x₍ᵢ₎ − x̄)²)` over the estimates with one part left out each. Source: \[Efron1993\] §11.
fn jackknife(estimates: impl Iterator<Item = f64> + Clone) -> f64 {
    let n: f64 = estimates.clone().map(|_| 1.0).sum();
    let mean = estimates.clone().sum::<f64>() / n;
    ((n - 1.0) / n * estimates.map(|one| (one - mean).powi(2)).sum::<f64>()).sqrt()
}
