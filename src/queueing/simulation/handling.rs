//! The law of handling times, as a multiple of their mean.

use super::seats::up_to;
use crate::queueing::whole::whole;
use crate::units::Seconds;
use rand_distr::{Distribution, Exp1, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::Rng;
use std::sync::Arc;

/// Largest coefficient of variation that is told apart.
const MOST_CV: f64 = 100.0;
/// `2⁻⁵³`: what 53 random bits are multiplied by.
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// How handling times scatter about their mean.
///
/// Only the shape: the mean is the slot's, `1 / service`.
#[derive(Debug, Clone, PartialEq)]
pub struct HandlingLaw(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Exponential,
    Deterministic,
    Lognormal {
        location: f64,
        scale: f64,
    },
    /// Multiples of their mean.
    Sample(Arc<[f64]>),
}

impl HandlingLaw {
    /// Exponential, as the Erlang formulas assume.
    #[must_use]
    pub const fn exponential() -> Self {
        Self(Shape::Exponential)
    }

    /// Every contact takes the mean.
    #[must_use]
    pub const fn deterministic() -> Self {
        Self(Shape::Deterministic)
    }

    /// Lognormal with this coefficient of variation (standard deviation ÷ mean): `ln X ~ N(ln m − s²/2, s²)`,
    /// `s² = ln(1 + cv²)`.
    ///
    /// Domain: 0 to 100, others count as the nearer end; zero is deterministic.
    /// Source: \[Brown2005\] (telephone handling times are lognormal).
    #[must_use]
    pub fn lognormal(cv: f64) -> Self {
        let cv = up_to(MOST_CV, cv);
        if cv <= 0.0 {
            return Self::deterministic();
        }
        let variance = libm::log1p(cv * cv);
        Self(Shape::Lognormal { location: -0.5 * variance, scale: variance.sqrt() })
    }

    /// Each contact takes one of these times, drawn with replacement; only their proportions count.
    ///
    /// `None` without a time above zero.
    #[must_use]
    pub fn empirical(times: &[Seconds]) -> Option<Self> {
        let mean = times.iter().map(|time| time.get()).sum::<f64>() / times.len() as f64;
        (mean > 0.0).then(|| Self(Shape::Sample(times.iter().map(|time| time.get() / mean).collect())))
    }

    /// The next contact's multiple of the mean.
    pub(super) fn draw(&self, stream: &mut Xoshiro256PlusPlus) -> f64 {
        match &self.0 {
            Shape::Exponential => Exp1.sample(stream),
            Shape::Deterministic => 1.0,
            Shape::Lognormal { location, scale } => {
                let normal: f64 = StandardNormal.sample(stream);
                libm::exp(location + scale * normal)
            }
            Shape::Sample(multiples) => {
                let uniform = (stream.next_u64() >> 11) as f64 * UNIT;
                multiples[whole(uniform * multiples.len() as f64).min(multiples.len() - 1)]
            }
        }
    }
}
