//! Quantiles of days, of their slots, and of weeks and months.

use crate::engine::demand::DaySpread;
use crate::workforce::inverse_normal;

/// Log variance that keeps every quantile a number to print: a factor of a thousand at nine in ten.
const LARGEST_LOG_VARIANCE: f64 = 29.0;

/// Quantiles in per cent as shares, and as standard normal quantiles.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Levels {
    normal: Vec<f64>,
}

impl Levels {
    pub(super) fn of(percents: &[f64]) -> Self {
        Self { normal: percents.iter().map(|percent| inverse_normal(percent / 100.0)).collect() }
    }

    /// Quantiles of a lognormal count with a mean and the variance of its logarithm, which is at least that of counting.
    pub(super) fn of_day(&self, mean: f64, log_variance: f64) -> Vec<f64> {
        if mean <= 0.0 {
            return vec![0.0; self.normal.len()];
        }
        let variance = log_variance.max(mean.recip().ln_1p()).min(LARGEST_LOG_VARIANCE);
        self.normal.iter().map(|z| mean * (variance.sqrt() * z - variance / 2.0).exp()).collect()
    }

    /// Quantiles of a slot's count with a mean and a variance: of the Gamma law with both, by the cube of a normal variable.
    pub(super) fn of_slot(&self, mean: f64, variance: f64) -> Vec<f64> {
        if mean <= 0.0 {
            return vec![0.0; self.normal.len()];
        }
        let ninth = variance.max(mean) / (9.0 * mean * mean);
        self.normal.iter().map(|z| mean * (1.0 - ninth + z * ninth.sqrt()).max(0.0).powi(3)).collect()
    }
}

/// Log variance of the sum of days in a row: what is not known of the level is common to all of them, what is a day's own
/// fades from day to day as `ρ^k`.
pub(super) fn sum_log_variance(days: &[(f64, DaySpread)], ar1: f64) -> f64 {
    let sum: f64 = days.iter().map(|(mean, _)| mean).sum();
    if sum <= 0.0 {
        return 0.0;
    }
    let level: f64 = days.iter().map(|(mean, spread)| mean * spread.level.exp_m1().sqrt()).sum();
    let mut own = 0.0;
    let mut before = 0.0;
    for (mean, spread) in days {
        let sd = mean * spread.busyness.exp_m1().sqrt();
        own += mean * mean * spread.day.exp_m1() + 2.0 * sd * before;
        before = ar1 * (before + sd);
    }
    ((level * level + own) / (sum * sum)).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::{Levels, sum_log_variance};
    use crate::engine::demand::DaySpread;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12 * one.abs().max(1.0)
    }

    #[test]
    fn quantiles_rise_and_the_median_of_a_day_is_that_of_the_law() {
        let levels = Levels::of(&[2.5, 10.0, 50.0, 90.0, 97.5]);
        for mean in [0.01, 0.7, 12.0, 4000.0] {
            for variance in [0.0, 0.02, 0.5, 40.0] {
                let (day, slot) =
                    (levels.of_day(mean, variance), levels.of_slot(mean, variance * mean * mean));
                let rising = |all: &[f64]| all.windows(2).all(|pair| pair[0] <= pair[1]);
                assert!(rising(&day) && rising(&slot) && day.iter().chain(&slot).all(|one| one.is_finite()));
            }
        }
        assert!(close(levels.of_day(1000.0, 0.04)[2], 1000.0 * (-0.02_f64).exp()));
        assert_eq!(levels.of_slot(0.0, 0.0), [0.0; 5]);
    }

    /// What is common to all days stays; what is each day's own averages out, the less the more it lasts.
    #[test]
    fn a_week_strays_by_what_its_days_have_in_common() {
        let day = |level, busyness, day| (100.0, DaySpread { level, busyness, day });
        let common = [day(0.04, 0.0, 0.0); 7];
        assert!(close(sum_log_variance(&common, 0.0), 0.04));
        let own = [day(0.0, 0.04, 0.04); 7];
        assert!(close(sum_log_variance(&own, 0.0), (0.04_f64.exp_m1() / 7.0).ln_1p()));
        assert!(close(sum_log_variance(&own, 1.0), 0.04));
        let between = sum_log_variance(&own, 0.5);
        assert!(sum_log_variance(&own, 0.0) < between && between < 0.04);
        assert!(close(sum_log_variance(&own[..1], 0.5), 0.04));
    }
}
