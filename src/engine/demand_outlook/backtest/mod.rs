//! How good the forecast is on a history's own past: forecast again from earlier days, held against what came and
//! against methods that need no model.
//!
//! A fold takes the days up to its origin and nothing after them and goes the way of any forecast of a history alone
//! (`folds`); `forecasting` scores it beside naive methods on the same slots, and it is told in agents as well (`agents`).

mod agents;
mod folds;
mod result;
mod run;

pub use crate::forecasting::{Contender, Criterion, HorizonBucket, Measures, NaiveMethod, Verdict};
pub use result::{AgentHours, Backtest, ChannelBacktest, NoBacktest, Score, Scored};
pub use run::{BacktestTerms, backtest};
