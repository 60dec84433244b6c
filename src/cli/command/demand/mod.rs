//! `plan demand`: contacts and handle time to come, from histories or for a plan.

mod histories;
mod plan;
mod run;

pub(in crate::cli) use run::run;
