//! Quantiles of days, of their slots, and of weeks and months.

use crate::forecasting::{CountLaw, DaySpread, SlotSpread, TotalLaw};

/// Contacts a day up to which a day's total is a count like a slot's.
const FEW: f64 = 100.0;

/// Quantiles wanted, as shares.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Levels {
    shares: Vec<f64>,
}

impl Levels {
    pub(super) fn of(percents: &[f64]) -> Self {
        Self { shares: percents.iter().map(|percent| percent / 100.0).collect() }
    }

    /// Quantiles of the contacts of a day, or of several days whose spread is that of their sum.
    pub(super) fn of_days(&self, mean: f64, spread: DaySpread) -> Vec<f64> {
        if mean < FEW {
            return self.of_slot(mean, SlotSpread::POISSON, spread);
        }
        let counting = mean.recip().ln_1p();
        let spread = DaySpread { noise: spread.noise.max(counting), ..spread };
        TotalLaw::new(mean * spread.median_factor(), spread.log_sd()).quantiles(&self.shares)
    }

    /// Quantiles of a slot's count on a day that strays so far.
    pub(super) fn of_slot(&self, mean: f64, own: SlotSpread, day: DaySpread) -> Vec<f64> {
        CountLaw::new(mean, own, day.of_slots().exp_m1()).quantiles(&self.shares)
    }
}

/// The spread of the sum of days in a row: what is not known of the level is common to all of them, deviations fade from
/// day to day as `ρ^k`, and noise is each day's own. What is a day's own is given as noise.
pub(super) fn spread_of_sum(days: &[(f64, DaySpread)], rho: f64) -> DaySpread {
    let sum: f64 = days.iter().map(|(mean, _)| mean).sum();
    if sum <= 0.0 {
        return DaySpread::default();
    }
    let (mut level, mut own, mut counting, mut before) = (0.0, 0.0, 0.0, 0.0);
    for (mean, spread) in days {
        level += mean * spread.level.sqrt();
        own += mean * mean * (spread.noise + spread.deviation) + 2.0 * mean * before;
        counting += mean * mean * spread.counting;
        before = rho * (before + mean * spread.deviation);
    }
    let of_sum = |variance: f64| variance / (sum * sum);
    DaySpread { noise: of_sum(own), counting: of_sum(counting), deviation: 0.0, level: of_sum(level * level) }
}

#[cfg(test)]
mod tests {
    use super::{Levels, spread_of_sum};
    use crate::forecasting::{DaySpread, SlotSpread};

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12 * one.abs().max(1.0)
    }

    #[test]
    fn quantiles_rise_and_the_median_of_a_day_is_that_of_the_law() {
        let levels = Levels::of(&[2.5, 10.0, 50.0, 90.0, 97.5]);
        let spread = |noise, level| DaySpread { noise, level, ..DaySpread::default() };
        for mean in [0.01, 0.7, 12.0, 4000.0] {
            for variance in [0.0, 0.02, 0.5, 1.0] {
                let day = levels.of_days(mean, spread(variance, variance));
                let slot = levels.of_slot(mean, SlotSpread::POISSON, spread(variance, variance));
                let rising = |all: &[f64]| all.windows(2).all(|pair| pair[0] <= pair[1]);
                assert!(rising(&day) && rising(&slot) && day.iter().chain(&slot).all(|one| one.is_finite()));
            }
        }
        assert!(close(levels.of_days(1000.0, spread(0.04, 0.0))[2], 1000.0 * (-0.02_f64).exp()));
        assert!(close(levels.of_days(1000.0, spread(0.04, 0.06))[2], 1000.0 * (-0.05_f64).exp()));
        assert_eq!(levels.of_slot(0.0, SlotSpread::POISSON, spread(0.0, 0.0)), [0.0; 5]);
    }

    /// What is common to all days stays; what is each day's own averages out, the less the more it lasts.
    #[test]
    fn a_week_strays_by_what_its_days_have_in_common() {
        let week = |spread| [(100.0, spread); 7];
        let all = |days: &[(f64, DaySpread)], rho| {
            let of_sum = spread_of_sum(days, rho);
            of_sum.noise + of_sum.level
        };
        let common = week(DaySpread { level: 0.04, ..DaySpread::default() });
        assert!(close(all(&common, 0.0), 0.04));
        let noise = week(DaySpread { noise: 0.04, ..DaySpread::default() });
        assert!(close(all(&noise, 0.9), 0.04 / 7.0));
        let own = week(DaySpread { deviation: 0.04, ..DaySpread::default() });
        assert!(close(all(&own, 0.0), 0.04 / 7.0) && close(all(&own, 1.0), 0.04));
        assert!(all(&own, 0.0) < all(&own, 0.5) && all(&own, 0.5) < 0.04);
        assert!(close(all(&own[..1], 0.5), 0.04));
    }
}
