//! Engine: the stages of a run, from demand to targets.

mod audit;
pub mod calibrate;
mod demand;
pub mod demand_outlook;
mod direct;
mod figures;
pub mod history;
mod horizon;
pub mod interval_staffing;
mod paths;
mod people;
mod replicate;
mod run;
mod satisfaction;
mod service;
pub mod situation;
pub mod workforce_outlook;
mod worlds;
mod worth;

pub use audit::Unbalanced;
pub use figures::caution::{Caution, UnnamedDay};
pub use figures::event_uplift::{EventPhase, EventUplift, PhaseFactor, Unused, UnusedDay};
pub use figures::outcome::{
    ChannelOutcome, HeadcountAccount, IntervalOutcome, Need, OneMore, Outcome, PeriodOutcome, Range,
    SatisfactionAccount, SatisfactionAt, Shortage, Swing, SwingEnd, TargetOutcome, TeamOutcome,
};
pub use people::money::MemoLines;
pub use people::time_off::TimeOff;
pub use run::{RunOptions, run};
