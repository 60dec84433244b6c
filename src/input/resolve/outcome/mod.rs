//! What comes of a plan: prices, satisfaction, targets and optimisation.

mod cost;
mod csat;
mod optimize;
mod targets;

pub(super) use cost::cost;
pub(super) use csat::csat;
pub(in crate::input) use optimize::optimize;
pub(super) use targets::{e314_projected, targets};
