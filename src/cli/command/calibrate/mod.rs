//! `plan calibrate`: parameters of a plan from data, each with its error.

mod columns;
mod data;
mod run;
mod write;

pub(in crate::cli) use run::run;
