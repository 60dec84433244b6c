//! Quantiles of whole people.

use crate::workforce::HeadcountLaw;

/// The levels, and what programs call them.
pub const LEVELS: [(f64, &str); 7] =
    [(0.05, "p05"), (0.10, "p10"), (0.25, "p25"), (0.50, "p50"), (0.75, "p75"), (0.90, "p90"), (0.95, "p95")];

/// The least number of people that is not exceeded with the probability of each level, in the order of [`LEVELS`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantiles(pub [f64; 7]);

impl Quantiles {
    /// Those of a law.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a headcount is below 2^52")]
    pub(super) fn of_law(law: &HeadcountLaw) -> Self {
        Self(LEVELS.map(|(level, _)| law.quantile(level) as f64))
    }

    /// Those of draws; `None` without any.
    #[must_use]
    pub(super) fn of_draws(mut draws: Vec<f64>) -> Option<Self> {
        draws.sort_by(f64::total_cmp);
        let last = draws.len().checked_sub(1)?;
        let at = |level: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let place = (level * draws.len() as f64 - 1e-9).ceil().max(1.0) as usize - 1;
            draws[place.min(last)]
        };
        Some(Self(LEVELS.map(|(level, _)| at(level))))
    }

    /// The fifth and the ninety-fifth percentile.
    #[must_use]
    pub const fn central(&self) -> (f64, f64) {
        (self.0[0], self.0[6])
    }
}

#[cfg(test)]
mod tests {
    use super::Quantiles;

    #[test]
    fn a_quantile_of_draws_is_a_draw() {
        let draws = (1..=20).rev().map(f64::from).collect();
        let Quantiles(at) = Quantiles::of_draws(draws).expect("twenty draws");
        assert_eq!(
            at.map(|value| value.to_bits()),
            [1.0, 2.0, 5.0, 10.0, 15.0, 18.0, 19.0].map(f64::to_bits)
        );
        assert_eq!(Quantiles::of_draws(Vec::new()), None);
    }
}
