//! The whole scale of scores from the probability of being satisfied.

use super::csat::{Drivers, SatisfactionModel};
use super::ordered::OrderedFit;
use crate::units::Fraction;

/// The least score that counts as satisfied.
const SATISFIED: u8 = 4;

/// How much likelier each step of the scale from 1 to 5 is than being satisfied, on the logit.
///
/// `P(score ≥ j) = sigmoid(η + step_j)` where `P(score ≥ 4) = sigmoid(η)`: the cuts of a proportional-odds fit, seen from the one
/// that parts satisfied from dissatisfied. Whatever moves satisfaction moves the whole scale alike, and the same shift makes both agree
/// with today's value. A step to a score that nobody gives, or nobody goes below, is infinite. Source: \[McCullagh1989\] §5.2.2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreScale {
    /// Steps to 2, 3, 4 (which is 0) and 5.
    steps: [f64; 4],
}

impl ScoreScale {
    /// The scale of a fit; `None` where nobody, or everybody, scores 4 or more.
    #[must_use]
    pub fn of(fit: &OrderedFit) -> Option<Self> {
        // P(score ≥ scores[place + 1]) has cut `place`.
        let cut = |least: u8| match fit.scores.partition_point(|&score| score < least) {
            0 => f64::NEG_INFINITY,
            above => fit.cuts.get(above - 1).copied().unwrap_or(f64::INFINITY),
        };
        let satisfied = cut(SATISFIED);
        satisfied.is_finite().then(|| Self { steps: [2, 3, 4, 5].map(|least| satisfied - cut(least)) })
    }

    /// Steps to 2, 3, 4 (which is 0) and 5.
    #[must_use]
    pub const fn steps(&self) -> [f64; 4] {
        self.steps
    }

    /// Mean score over a law of waits, given as `(wait in seconds, mass)`: `1 + Σ_j P(score ≥ j)`, between 1 and 5.
    ///
    /// `None` without mass.
    ///
    /// ```
    /// use staffplan::experience::{Drivers, Effects, OrderedFit, SatisfactionModel, ScoreScale};
    /// use staffplan::units::Fraction;
    /// // Half of the answers 2 and half 5: the mean is 3.5 where half are satisfied.
    /// let answers: Vec<(Vec<f64>, u8)> = (0..40).map(|at| (Vec::new(), if at % 2 == 0 { 2 } else { 5 })).collect();
    /// let scale = ScoreScale::of(&OrderedFit::new(&answers).unwrap()).unwrap();
    /// let none = Fraction::ZERO;
    /// let drivers = Drivers { resolution: none, repeats: 0.0, transferred: none, newcomers: none };
    /// let mean = scale.mean(&SatisfactionModel::new(Effects::default()), &[(0.0, 1.0)], drivers).unwrap();
    /// assert!((mean - 3.5).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn mean(&self, model: &SatisfactionModel, waits: &[(f64, f64)], drivers: Drivers) -> Option<f64> {
        let at_least = |&step: &f64| model.shifted(step).expected(waits, drivers).map(Fraction::get);
        self.steps.iter().map(at_least).try_fold(1.0, |sum, share| Some(sum + share?))
    }
}
