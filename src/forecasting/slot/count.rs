//! The law of a slot's count: Poisson about a rate that is itself not known exactly.

use super::probability::Mixture;
use super::spread::SlotSpread;
use crate::forecasting::normal::standard_normal_quantile;

/// Levels above this are cut to it: a count has no largest value.
const HIGHEST_LEVEL: f64 = 1.0 - 1e-9;
/// A level counts as reached within this part of it: rounding of a sum.
const ROUNDING: f64 = 1e-13;
/// Up to this standard deviation the probabilities are added up one by one; beyond, incomplete beta functions are cheaper.
const LARGEST_SD_ADDED_UP: f64 = 256.0;
/// Means and shapes above this have whole counts that do not matter: skewness is below `3.2e-4`, and the expansion about the normal law takes over.
const LARGEST_EXACT: f64 = 1e7;
/// From this shape on the incomplete beta function takes more terms than the sum of the probabilities.
const NEARLY_POISSON: f64 = 1e6;
/// Tail probabilities are negligible so many standard deviations below the mean: `exp(−8.5²/2) = 2e-16`.
const NEGLIGIBLE_BELOW: f64 = 8.5;
/// Longest tail, in counts a factor `e`, that is added up one by one.
const LONGEST_TAIL: f64 = 1e4;
/// Counts walked from a probability that is known, rather than evaluating another.
const WALK: f64 = 64.0;
/// Largest mean: up to it whole counts have neighbours among the numbers.
const LARGEST_MEAN: f64 = 1e15;
/// Largest squared coefficient of variation of a rate.
const LARGEST_HETEROGENEITY: f64 = 1e12;
/// Evaluations of one search: bisection of 53 bits, doubled.
const MOST_EVALUATIONS: usize = 128;

/// How many contacts come in a slot: a Poisson count whose rate is a Gamma variable (negative binomial).
///
/// Mean `μ`, variance `v = φ μ + (V + c²) μ²`: `φ` and `c` of [`SlotSpread`], `V` the variance of the factor that the slots of a
/// day share, relative to its mean. Where `v ≤ μ` the law is Poisson's.
///
/// A mean that is negative or not finite counts as 0, and so do spreads; means are cut to `10¹⁵`, and `(v − μ)/μ²` to `10¹²`.
///
/// Source: \[Jongbloed2001\] §2 (Poisson mixtures of arrivals).
///
/// ```
/// use staffplan::forecasting::{CountLaw, SlotSpread};
/// // Poisson with P(N = 0) = e^-0.5 = 0.61 is 0 with that probability.
/// let law = CountLaw::new(0.5, SlotSpread::POISSON, 0.0);
/// assert_eq!(law.quantiles(&[0.60, 0.61]), [0.0, 1.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountLaw {
    mean: f64,
    sd: f64,
    law: Mixture,
}

impl CountLaw {
    /// The law with this mean, the slot's own spread, and the variance of the day's factor.
    #[must_use]
    pub fn new(mean: f64, spread: SlotSpread, day_variance: f64) -> Self {
        let known = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        let mean = known(mean).min(LARGEST_MEAN);
        // 1/r of the Gamma law: its variance over its squared mean, `(v − μ)/μ²`.
        let heterogeneity = known(spread.overdispersion - 1.0) / mean.max(f64::MIN_POSITIVE)
            + known(day_variance)
            + known(spread.cv).powi(2);
        let law = Mixture { mean, heterogeneity: heterogeneity.min(LARGEST_HETEROGENEITY) };
        Self { mean, sd: (mean * (1.0 + law.heterogeneity * mean)).sqrt(), law }
    }

    /// `μ`.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// `√v`.
    #[must_use]
    pub const fn standard_deviation(&self) -> f64 {
        self.sd
    }

    /// The quantiles at these levels: the least count `n` with `P(N ≤ n) ≥ p`, one for each level, in their order.
    ///
    /// Levels outside `[0, 1 − 10⁻⁹]` are cut to it; NaN counts as 0. Ascending levels share their work.
    ///
    /// Accuracy as tested: exact for means up to `10⁷`, unless `P(N ≤ n)` lies within `10⁻¹¹` of the level; beyond, within
    /// `10⁻⁶` standard deviations, or one count, for levels between 0.001 and 0.999.
    #[must_use]
    pub fn quantiles(&self, levels: &[f64]) -> Vec<f64> {
        let shape = 1.0 / self.law.heterogeneity;
        if self.mean <= 0.0 {
            return vec![0.0; levels.len()];
        }
        if self.mean.min(shape) > LARGEST_EXACT {
            return levels.iter().map(|&level| self.expanded(cut(level))).collect();
        }
        let short = self.sd <= LARGEST_SD_ADDED_UP && self.law.heterogeneity * self.mean <= LONGEST_TAIL;
        if short || (shape >= NEARLY_POISSON && self.mean <= LARGEST_EXACT) {
            return self.added_up(levels);
        }
        levels.iter().map(|&level| self.searched(cut(level))).collect()
    }

    /// Adds up the probabilities from a count below which nothing matters.
    ///
    /// `P(N ≤ μ − t) ≤ exp(−t²/2v)`: all cumulants of a Poisson mixture by a Gamma law are positive, also after tilting, so
    /// that the lower tail is lighter than the normal one (Chernoff).
    fn added_up(&self, levels: &[f64]) -> Vec<f64> {
        let start = (self.mean - NEGLIGIBLE_BELOW * self.sd).floor().max(0.0);
        let first = Step { count: start, probability: self.law.probability(start), sum: 0.0 };
        let mut at = Step { sum: first.probability, ..first };
        levels
            .iter()
            .map(|&level| {
                let level = cut(level) * (1.0 - ROUNDING);
                if at.sum - at.probability >= level {
                    at = Step { sum: first.probability, ..first };
                }
                if level <= 0.0 {
                    return 0.0;
                }
                at = self.climbed(at, level);
                at.count
            })
            .collect()
    }

    /// Up to the least count whose sum reaches the level.
    fn climbed(&self, from: Step, level: f64) -> Step {
        let Step { mut count, mut probability, mut sum } = from;
        while sum < level && probability > 0.0 {
            probability *= self.law.ratio(count);
            count += 1.0;
            sum += probability;
        }
        Step { count, probability, sum }
    }

    /// Down to the least count whose sum reaches the level.
    fn descended(&self, from: Step, level: f64) -> f64 {
        let Step { mut count, mut probability, mut sum } = from;
        while count > 0.0 && sum - probability >= level {
            sum -= probability;
            count -= 1.0;
            probability /= self.law.ratio(count);
        }
        count
    }

    /// A bracketed search with Newton's steps on the exact distribution function; the last counts are walked.
    fn searched(&self, level: f64) -> f64 {
        let level = level * (1.0 - ROUNDING);
        let (mut below, mut reached) = (-1.0, f64::INFINITY);
        let mut count = self.expanded(level);
        for _ in 0..MOST_EVALUATIONS {
            let at =
                Step { count, probability: self.law.probability(count), sum: self.law.cumulative(count) };
            if at.sum >= level {
                reached = count;
            } else {
                below = count;
            }
            let step = (level - at.sum) / at.probability;
            if step.abs() <= WALK {
                return if step > 0.0 { self.climbed(at, level).count } else { self.descended(at, level) };
            }
            if reached - below <= 1.0 {
                break;
            }
            let newton = (count + step).round();
            count = if newton > below && newton < reached {
                newton
            } else if reached.is_finite() {
                f64::midpoint(below, reached).floor()
            } else {
                2.0 * count + 1.0
            };
        }
        if reached.is_finite() { reached } else { count }
    }

    /// The expansion of the quantile about the normal law, three cumulants beyond the mean, at the middle of a count.
    ///
    /// Source: \[AbramowitzStegun\] 26.2.49.
    fn expanded(&self, level: f64) -> f64 {
        let z = standard_normal_quantile(level);
        let (mu, h, v) = (self.mean, self.law.heterogeneity, self.sd * self.sd);
        let skewness = (1.0 + 2.0 * h * mu) / self.sd;
        let excess = 6.0 * h + 1.0 / v;
        let w = z + (z * z - 1.0) * skewness / 6.0 + (z.powi(3) - 3.0 * z) * excess / 24.0
            - (2.0 * z.powi(3) - 5.0 * z) * skewness * skewness / 36.0;
        let count = (mu + self.sd * w - 0.5).ceil();
        if count.is_finite() { count.max(0.0) } else { mu.round() }
    }
}

/// A count, its probability, and that of all counts up to it.
#[derive(Clone, Copy)]
struct Step {
    count: f64,
    probability: f64,
    sum: f64,
}

fn cut(level: f64) -> f64 {
    if level > 0.0 { level.min(HIGHEST_LEVEL) } else { 0.0 }
}
