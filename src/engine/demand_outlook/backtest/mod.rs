//! How good the forecast is on a history's own past: forecast again from earlier days, held against what came and
//! against methods that need no model.
//!
//! A fold takes the days up to its origin and nothing after them, goes the way of any forecast of a history alone, and is
//! scored by distance (`folds`); folds are pooled (`measures`), beside naive methods on the same slots (`naive`), and told in
//! agents as well (`agents`).

mod agents;
mod folds;
mod measures;
mod naive;
mod result;
mod run;

pub use result::{
    AgentHours, Backtest, ChannelBacktest, Distance, Measures, Method, NoBacktest, Score, Scored,
};
pub use run::{BacktestTerms, backtest};
