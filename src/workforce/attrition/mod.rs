//! Attrition: what a rate means, the hazard that it gives at each tenure, and the rates that a history shows.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `H` | `annual_hazard` | leavers a person-year of exposure |
//! | `p` | `per_year` | steps a year |
//! | `q` | `probability` | probability that a person at work at the start of a step leaves in it |
//! | `k` | `k` | tenure in whole steps, 0 in the step of starting |
//!
//! Not modelled here: reasons of leaving and sources of hire; a group has one hazard.

mod bands;
mod calibration;
mod chance;
mod conversion;
mod hazard;
mod measured;

pub use bands::{Band, BandsError, TenureBands};
pub use chance::{chance_with_backfill, chance_without_backfill, hazard_needed};
pub use conversion::{
    annual_probability, annual_turnover_midperiod, hazard_to_step_probability, midperiod_rate,
    probability_to_hazard, step_probability_to_hazard, turnover_to_hazard,
};
pub use hazard::{AttritionError, AttritionForm, Basis, Hazard};
pub use measured::{
    HeadcountHistory, Population, rolling_turnover, rolling_turnover_after, turnover, turnover_annualised,
};
