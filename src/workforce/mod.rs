//! Workforce: people over time; hires, training, ramp, turnover, backfill.
//!
//! A [`GroupPlan`] says who is there, who starts, and by which rules people leave and are replaced. [`expected`] gives
//! its means, [`Simulator`] one possible course of it, both as [`StepFlows`]; [`LinkedGroups`] does both for groups
//! between which people move. The other parts are rates ([`Hazard`],
//! [`turnover`]), rosters and money. No files, no clock, no randomness of its own: luck comes in by key.

mod attrition;
mod career;
mod cohort;
mod draw;
mod expectation;
mod flows;
mod group;
mod ladder;
mod law;
mod learning;
mod luck;
mod paid;
mod ramp;
mod recruiting;
mod rollforward;
mod step;
mod survival;
mod transfer;

pub use attrition::{
    AttritionError, AttritionForm, Band, BandsError, Basis, Hazard, HeadcountHistory, Population,
    TenureBands, annual_probability, annual_turnover_midperiod, chance_with_backfill,
    chance_without_backfill, hazard_needed, hazard_to_step_probability, midperiod_rate,
    probability_to_hazard, rolling_turnover, rolling_turnover_after, step_probability_to_hazard, turnover,
    turnover_annualised, turnover_to_hazard,
};
pub use cohort::OpeningCohort;
pub use draw::{LuckKey, Simulator};
pub use expectation::{expected, expected_with};
pub use flows::{GradeFlows, StepFlows};
pub use group::{Backfill, GroupPlan, Training};
pub use ladder::{GradeAbove, Grades, MOST_GRADES, Pace, Promotion};
pub use law::{GroupLaws, HeadcountLaw, group_laws, has_exact_law, headcount_law};
pub use learning::{GradeLadder, LearningCell, LearningCurve, LearningLaw, LearningMonth, StayLaw};
pub use luck::{Chance, Purpose, Stream, Urn, binomial, hypergeometric, inverse_normal, splitmix64};
pub use paid::{
    CostDrivers, CostLines, NobodyOnSeat, Prices, additive, hire_per_graduate, hire_per_start, hourly,
    loaded, overtime, rostered, rostered_heads, salaries, staged, training_per_start,
};
pub use ramp::{Ramp, RampError};
pub use recruiting::{Candidates, Recruiting};
pub use step::Step;
pub use survival::{
    BandRate, DAYS_A_MONTH, DAYS_A_YEAR, Employment, HazardChoice, HazardModel, LearntHazard, LifeTable,
    LifeTableRow, RateRatio, RosterCount, Silence, Spell, TENURE_EDGES, WeibullFit, band_rates,
};
pub use transfer::{LinkedGroups, Move};
