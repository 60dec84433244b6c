//! What is promised, and by when.

use crate::units::Fraction;
use chrono::NaiveDate;

/// One statement that a plan is held to.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// What is measured.
    pub measure: Measure,
    /// Of which channel, or of the whole plan.
    pub scope: Scope,
    /// The bound; a share, seconds, or money.
    pub goal: f64,
    /// The period that holds this date; `None`: the last period (a channel's own targets: every month).
    pub by: Option<NaiveDate>,
    /// Met means at least this probable; `None`: the mean against the goal.
    pub confidence: Option<Fraction>,
}

/// What a target measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Share answered within the channel's time, at least.
    ServiceLevel,
    /// Mean wait of answered contacts, at most.
    Asa,
    /// Share that gives up, at most.
    Abandonment,
    /// Busy share of time on live channels, at most.
    Occupancy,
    /// Share of 4 and 5, at least.
    Csat,
    /// Annualised turnover, at most.
    Attrition {
        /// Whose leavers count.
        population: Population,
        /// Over which months.
        window: AttritionWindow,
    },
    /// Cash cost over the horizon, at most.
    Cost,
}

impl Measure {
    /// Whether more is better.
    #[must_use]
    pub const fn at_least(self) -> bool {
        matches!(self, Self::ServiceLevel | Self::Csat)
    }
}

/// Of what a target speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole plan.
    Plan,
    /// One channel, every month.
    Channel(usize),
}

/// Whose separations and heads a turnover counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Population {
    /// Everybody, trainees and washouts included.
    #[default]
    All,
    /// People past onboarding.
    Productive,
}

/// The months a turnover is measured over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttritionWindow {
    /// From the start of the plan, annualised.
    #[default]
    ToDate,
    /// The last twelve months; without a value before month twelve.
    RollingTwelve,
}
