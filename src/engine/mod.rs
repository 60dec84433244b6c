//! Engine: the stages of a run, from demand to targets.

mod audit;
mod caution;
mod cut;
mod demand;
mod direct;
mod horizon;
mod measures;
mod money;
mod outcome;
mod paths;
mod replicate;
mod run;
mod satisfaction;
mod service;
mod staff;
mod supply;
mod targets;
mod tell;

pub use caution::Caution;
pub use outcome::{
    ChannelOutcome, HeadcountAccount, IntervalOutcome, Need, Outcome, PeriodOutcome, Range,
    SatisfactionAccount, Shortage, TargetOutcome, TeamOutcome,
};
pub use run::{RunOptions, run};
