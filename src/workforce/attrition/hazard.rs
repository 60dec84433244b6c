//! The hazard of leaving by tenure, from any of the forms in which a planner knows it.

use super::bands::TenureBands;
use super::calibration;
use super::conversion::{probability_to_hazard, step_probability_to_hazard, turnover_to_hazard};
use crate::workforce::cohort::OpeningCohort;
use crate::workforce::step::Step;

/// What a yearly attrition figure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// Leavers a year ÷ average headcount; may exceed 100 %.
    #[default]
    Turnover,
    /// The probability that a person leaves within a year; below 100 %.
    Probability,
}

/// The form in which attrition is known.
#[derive(Debug, Clone, PartialEq)]
pub enum AttritionForm {
    /// One figure a year at every tenure.
    Annual {
        /// The figure (0.28 is 28 %).
        rate: f64,
        /// What the figure means.
        basis: Basis,
    },
    /// The probability of leaving in a month, at every tenure.
    Monthly(f64),
    /// A turnover rate a year for each band of tenure.
    ByTenure(TenureBands),
    /// A figure a year for the whole group, spread over tenure by relative bands (see [`Hazard::new`]).
    Relative {
        /// The figure that the first year gives.
        rate: f64,
        /// What the figure means.
        basis: Basis,
        /// Relative height of the hazard by tenure; only ratios matter.
        bands: TenureBands,
    },
    /// A Weibull law of tenure at leaving: cumulative hazard `(x / scale)^shape`.
    Weibull {
        /// Below 1: leaving gets rarer with tenure.
        shape: f64,
        /// In months.
        scale: f64,
    },
}

/// Why a form of attrition gives no hazard.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AttritionError {
    /// A rate below 0, above 10 000, or not a number.
    #[error("an attrition rate of {0} is not between 0 and 10000")]
    Rate(f64),
    /// A probability of leaving that leaves nobody.
    #[error("a probability of leaving of {0} is not between 0 and 1 (below 1)")]
    Probability(f64),
    /// A Weibull law without a positive shape and scale.
    #[error("a Weibull law needs a shape between 0.01 and 100 and a scale between 0.01 and 1e6 months")]
    Weibull,
    /// No factor makes relative bands give the yearly figure.
    #[error("no scale of the tenure bands gives {0} a year in the first twelve months")]
    Unreachable(f64),
}

/// The hazard of leaving by tenure-step: `q_k = 1 − exp(−h_k)`, `h_k` the hazard accumulated in step `k`.
#[derive(Debug, Clone, PartialEq)]
pub struct Hazard {
    shape: Shape,
    step: Step,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Constant { annual: f64 },
    Bands { scale: f64, bands: TenureBands },
    Weibull { shape: f64, scale: f64 },
}

impl Hazard {
    /// Nobody leaves.
    #[must_use]
    pub const fn none(step: Step) -> Self {
        Self { shape: Shape::Constant { annual: 0.0 }, step }
    }

    /// The hazard of a form of attrition, for a workforce that moves in `step`.
    ///
    /// Relative bands are scaled once, so that leavers ÷ average headcount over the first twelve months equals
    /// the figure (a probability is turned into its hazard first) when the `opening` people are replaced one for
    /// one at the next step's start: leavers only, no planned hires, no washouts. An empty opening counts as a
    /// group of newcomers. The other forms ignore `opening`.
    ///
    /// # Errors
    /// [`AttritionError`] says which figure is outside its range, or that no scale reaches it.
    pub fn new(form: &AttritionForm, step: Step, opening: &[OpeningCohort]) -> Result<Self, AttritionError> {
        let shape = match form {
            AttritionForm::Annual { rate, basis } => Shape::Constant { annual: annual(*rate, *basis)? },
            AttritionForm::Monthly(q) => {
                let annual = step_probability_to_hazard(*q, 12.0).ok_or(AttritionError::Probability(*q))?;
                Shape::Constant { annual }
            }
            AttritionForm::ByTenure(bands) => Shape::Bands { scale: 1.0, bands: bands.clone() },
            AttritionForm::Relative { rate, basis, bands } => {
                let target = annual(*rate, *basis)?;
                let scale = calibration::scale(target, bands, step, opening);
                Shape::Bands { scale: scale.ok_or(AttritionError::Unreachable(*rate))?, bands: bands.clone() }
            }
            AttritionForm::Weibull { shape, scale } => {
                if !(0.01..=100.0).contains(shape) || !(0.01..=1e6).contains(scale) {
                    return Err(AttritionError::Weibull);
                }
                Shape::Weibull { shape: *shape, scale: *scale }
            }
        };
        Ok(Self { shape, step })
    }

    /// The hazard accumulated in tenure-step `k`, `h_k = −ln(1 − q_k)`.
    #[must_use]
    pub fn in_step(&self, k: u32) -> f64 {
        let (start, end) = (self.step.months_at(k), self.step.months_at(k.saturating_add(1)));
        match &self.shape {
            Shape::Constant { annual } => annual / self.step.per_year(),
            Shape::Bands { scale, bands } if end > start => {
                scale * bands.mean_over(start, end) / self.step.per_year()
            }
            Shape::Bands { .. } => 0.0,
            Shape::Weibull { shape, scale } => {
                (libm::pow(end / scale, *shape) - libm::pow(start / scale, *shape)).max(0.0)
            }
        }
    }

    /// The probability that a person at work at the start of tenure-step `k` leaves in it.
    #[must_use]
    pub fn probability(&self, k: u32) -> f64 {
        -libm::expm1(-self.in_step(k))
    }

    /// The factor by which relative bands were scaled; 1 for every other form.
    #[must_use]
    pub const fn scale(&self) -> f64 {
        match self.shape {
            Shape::Bands { scale, .. } => scale,
            Shape::Constant { .. } | Shape::Weibull { .. } => 1.0,
        }
    }

    /// The step that the hazard was made for.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }
}

fn annual(rate: f64, basis: Basis) -> Result<f64, AttritionError> {
    match basis {
        Basis::Turnover if (0.0..=1e4).contains(&rate) => Ok(turnover_to_hazard(rate)),
        Basis::Turnover => Err(AttritionError::Rate(rate)),
        Basis::Probability => probability_to_hazard(rate).ok_or(AttritionError::Probability(rate)),
    }
}
