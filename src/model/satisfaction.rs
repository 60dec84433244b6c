//! Satisfaction settings: today's measured value and what moves it.

use crate::units::Fraction;
use std::collections::BTreeMap;

/// `[csat]`.
#[derive(Debug, Clone, PartialEq)]
pub struct CsatSettings {
    /// Measured share of 4 and 5 today, to which the model is calibrated by one common shift.
    pub today: Fraction,
    /// Whether coefficients are fitted from [`Evidence::survey`](super::Evidence).
    pub fitted_from_survey: bool,
    /// Logit per unit of ln(1 + wait / 60 s), of deferred channels ln(1 + wait / 1 h).
    pub wait: Coefficient,
    /// Logit of solved the first time.
    pub resolved: Coefficient,
    /// Logit per earlier contact about the same matter.
    pub repeat: Coefficient,
    /// Logit per transfer.
    pub transfer: Coefficient,
    /// Logit of being served by someone on the ramp.
    pub newcomer: Coefficient,
    /// Levels of channels on the logit about the others, by channel index; the rest from the survey, else 0.
    pub levels: BTreeMap<usize, f64>,
    /// Whether channels without a stated level take that of the survey, where there is one.
    pub levels_from_survey: bool,
    /// Logit of having given up (all-customer variant only; never fitted).
    pub abandoned: Coefficient,
}

/// One logit coefficient and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// Its value.
    pub value: f64,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a coefficient comes from; always printed with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Provenance {
    /// A default of the program.
    Assumed,
    /// Written in the plan.
    Stated,
    /// Fitted, with its standard error and the number of answers.
    Fitted {
        /// Standard error.
        standard_error: f64,
        /// Answers in the fit.
        answers: usize,
    },
    /// Taken as none: the answers do not tell it from 0, and rule out the default.
    NoLink {
        /// What was fitted.
        estimate: f64,
        /// Standard error.
        standard_error: f64,
        /// Answers in the fit.
        answers: usize,
    },
    /// A default of the program, which the answers tell neither from 0 nor from what was fitted.
    Undecided {
        /// What was fitted.
        estimate: f64,
        /// Standard error.
        standard_error: f64,
        /// Answers in the fit.
        answers: usize,
    },
}

impl Provenance {
    /// Whether the value is a default of the program.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::Assumed | Self::Undecided { .. })
    }
}
