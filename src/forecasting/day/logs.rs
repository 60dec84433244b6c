//! Contacts of days as logarithms about the usual day.

use crate::forecasting::robust::median;
use crate::forecasting::series::count;

const WEEK: usize = 7;
/// Fewer contacts a day than this are none.
const LEAST_SCALE: f64 = 1e-6;
/// A day of less than this part of the usual, or of more than one over it as many, is an error in the data.
const LEAST_RATIO: f64 = 1e-6;

/// `ln(y/m + c)` by day, `m` the median day: `c` is 0 unless days without contacts are ordinary, then half of what the
/// variance is of the mean, as suits counts about their mean \[Anscombe1948\].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Logs {
    /// One entry a day; `None`: missing, closed or excluded.
    pub(super) by_day: Vec<Option<f64>>,
    /// `m`.
    scale: f64,
    /// `c`.
    shift: f64,
}

impl Logs {
    /// `None` where nothing ever came.
    pub(super) fn of(totals: &[Option<f64>]) -> Option<Self> {
        let seen: Vec<f64> = totals.iter().flatten().copied().collect();
        let mean = seen.iter().sum::<f64>() / count(seen.len());
        let scale = median(&seen).filter(|&middle| middle > 0.0).unwrap_or(mean);
        if !(scale >= LEAST_SCALE && scale.is_finite()) {
            return None;
        }
        let empty = seen.iter().any(|&total| total <= 0.0);
        let shift = if empty { dispersion(totals, mean) / 2.0 / scale } else { 0.0 };
        let log = |total: f64| (total / scale + shift).clamp(LEAST_RATIO, 1.0 / LEAST_RATIO).ln();
        Some(Self { by_day: totals.iter().map(|total| total.map(log)).collect(), scale, shift })
    }

    /// Contacts of a logarithm, at least 0.
    pub(super) fn contacts(&self, log: f64) -> f64 {
        (self.scale * (log.exp() - self.shift)).max(0.0)
    }
}

/// Variance over mean, from days a week apart: 1 for Poisson counts.
fn dispersion(totals: &[Option<f64>], mean: f64) -> f64 {
    let apart =
        totals.iter().zip(totals.iter().skip(WEEK)).filter_map(|(one, next)| Some((*next)? - (*one)?));
    let (squares, pairs) = apart.fold((0.0, 0.0), |(sum, pairs), apart| (sum + apart * apart, pairs + 1.0));
    if pairs > 0.0 && mean > 0.0 { squares / 2.0 / pairs / mean } else { 1.0 }
}
