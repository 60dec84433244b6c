//! A group: people who are hired, trained, replaced and promoted by the same rules.

use super::attrition::Hazard;
use super::cohort::OpeningCohort;
use super::ladder::Grades;
use super::ramp::Ramp;
use crate::units::Fraction;
use std::num::NonZeroU32;

/// All that decides the headcount of a group: a team, or one contract of it. A team of leads is a group as well.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupPlan {
    /// People employed on the first day.
    pub opening: Vec<OpeningCohort>,
    /// People who start at the beginning of each step, backfill aside; a step beyond the list has none.
    pub hires: Vec<u32>,
    /// The hazard of leaving by tenure.
    pub hazard: Hazard,
    /// Onboarding, exam and training seats.
    pub training: Training,
    /// Proficiency after onboarding.
    pub ramp: Ramp,
    /// Replacement of those who leave; `None`: nobody is replaced.
    pub backfill: Option<Backfill>,
    /// Grades above the entry grade; `None`: all people have one grade.
    pub grades: Option<Grades>,
    /// Steps of the horizon.
    pub steps: usize,
}

impl GroupPlan {
    /// People employed on the first day.
    #[must_use]
    pub fn opening_headcount(&self) -> f64 {
        self.opening.iter().map(|cohort| f64::from(cohort.count)).sum()
    }

    /// Planned hires of a step.
    #[must_use]
    pub fn hires_in(&self, step: usize) -> u32 {
        self.hires.get(step).copied().unwrap_or(0)
    }
}

/// Onboarding: trainees take no contacts; an exam on the last day decides who stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Training {
    /// Length in steps, `L`.
    pub onboarding: u32,
    /// The share that passes the exam.
    pub pass_rate: Fraction,
    /// The most trainees at once; further people wait, first come first served. Without onboarding it does not bind.
    pub seats: Option<u32>,
}

impl Training {
    /// No onboarding and no exam.
    pub const NONE: Self = Self { onboarding: 0, pass_rate: Fraction::ONE, seats: None };
}

/// Replacement of people who leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backfill {
    /// The share of departures that opens a requisition.
    pub share: Fraction,
    /// Steps from the end of the step of leaving, plus one: a lead of 1 starts the replacement at the next step.
    pub lead: NonZeroU32,
    /// The share of accepted people who show up; for the others the requisition opens again, with the same lead.
    pub show: Fraction,
    /// Whether those who fail the exam are replaced as well.
    pub washouts: bool,
}
