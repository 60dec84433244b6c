//! The demand to come, with ranges: from histories alone, or for a plan with its events and levers.
//!
//! Both go one way: a history alone becomes a plan of one channel with inferred hours (`from_history`), and every channel of
//! a plan goes through `demand` and is laid out by day, interval, week or month (`of_channel`). `explained` tells how a
//! plan's figure came about.

pub mod backtest;
mod caution;
mod clock;
mod explained;
mod from_history;
mod of_channel;
mod outlook;
mod run;
mod spread;

pub use super::demand::{AccountStep, Member, Part};
pub use crate::forecasting::Method;
pub use caution::OutlookCaution;
pub use explained::{Explained, explained};
pub use outlook::{
    ChannelForecast, ChannelOutlook, DayOutlook, DemandOutlook, Figure, HistoryUsed, IntervalOutlook,
    NoForecast, PeriodOutlook, SuspectDay,
};
pub use run::{IntervalRefused, OutlookTerms, of_histories, of_plan};
