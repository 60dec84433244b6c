//! The people to come, by themselves: headcount, flows, turnover and cost of every team, and how sure they are.
//!
//! The recursion, the draws, the prices and the judgement of targets are those of a whole run; what customers meet is
//! left out. Demand is computed only where turnover follows occupancy, or contacts answered outside have a price.

mod attrition;
mod needed;
mod outlook;
mod quantiles;
mod run;
mod team;

pub use crate::workforce::Candidates;
pub use attrition::{AttritionAccount, HazardEvidence, TenureHazard};
pub use needed::NeededHazard;
pub use outlook::{PeopleTarget, ScenarioPeople, TeamPeople, TeamPeriod, TeamSummary, WorkforceOutlook};
pub use quantiles::{LEVELS, Quantiles};
pub use run::workforce_outlook;
