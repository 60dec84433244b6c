//! Engine: the stages of a run, from demand to targets.

mod caution;
mod outcome;

pub use caution::Caution;
pub use outcome::{
    ChannelOutcome, HeadcountAccount, IntervalOutcome, Need, Outcome, PeriodOutcome, Range,
    SatisfactionAccount, TargetOutcome, TeamOutcome,
};
