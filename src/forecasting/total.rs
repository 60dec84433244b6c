//! The law of a day's total.

use super::normal::standard_normal_quantile;

/// Levels are cut to this from either end: the law has no largest value.
const OUTERMOST: f64 = 1e-9;
/// Largest median.
const LARGEST_MEDIAN: f64 = 1e15;
/// Largest standard deviation of the logarithm: beyond, nothing is known, and its exponentials stay finite.
const LARGEST_LOG_SD: f64 = 10.0;

/// How many contacts a whole day brings: lognormal about its median.
///
/// `Y = m · exp(s Z)`, `Z` standard normal: median `m`, mean `m · exp(s²/2)`, coefficient of variation `√(exp(s²) − 1)`.
///
/// Units: contacts a day, not rounded. A median or a deviation that is negative or not finite counts as 0; they are cut to
/// `10¹⁵` and 10.
///
/// Assumes that the day's Poisson noise is small beside its own: for days of fewer than a hundred contacts [`super::CountLaw`]
/// with the day's variance is the better law.
///
/// ```
/// use staffplan::forecasting::TotalLaw;
/// let law = TotalLaw::new(1000.0, 0.1);
/// assert_eq!(law.quantiles(&[0.5]), [1000.0]);
/// assert!((law.mean() / 1000.0 - 0.005_f64.exp()).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TotalLaw {
    median: f64,
    log_sd: f64,
}

impl TotalLaw {
    /// The law with this median and this standard deviation of the logarithm.
    #[must_use]
    pub fn new(median: f64, log_sd: f64) -> Self {
        let known = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        Self { median: known(median).min(LARGEST_MEDIAN), log_sd: known(log_sd).min(LARGEST_LOG_SD) }
    }

    /// `m · exp(s²/2)`.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.median * (0.5 * self.log_sd * self.log_sd).exp()
    }

    /// `m · exp(s Φ⁻¹(p))` for each level `p`, in their order; levels are cut to `[10⁻⁹, 1 − 10⁻⁹]`, NaN counts as the lowest.
    #[must_use]
    pub fn quantiles(&self, levels: &[f64]) -> Vec<f64> {
        let cut = |level: f64| if level > OUTERMOST { level.min(1.0 - OUTERMOST) } else { OUTERMOST };
        let quantile =
            |&level: &f64| self.median * (self.log_sd * standard_normal_quantile(cut(level))).exp();
        levels.iter().map(quantile).collect()
    }
}
