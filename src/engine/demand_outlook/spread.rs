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
