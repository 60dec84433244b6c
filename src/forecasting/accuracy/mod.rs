//! How good a forecast is: the past forecast again from earlier days, held against what came and against naive methods.
//!
//! A fold takes the days up to its origin, forecasts those after it, and is scored by distance; folds are pooled. Three
//! methods that need no model stand beside the one under test: where one of them wins, it should be said.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `y`, `f` | `actual`, `forecast` | contacts of a slot that came, and its point forecast, the median |
//! | `μ` | `mean` | its mean, which adds up: bias and day totals are scored by it |
//! | `q_p` | `SlotQuantiles` | quantiles of a slot at [`QUANTILE_LEVELS`] |
//! | `D` | `scale` | mean squared difference of a slot to the same slot one week before, over a fold's training days |
//!
//! Not scored: slots that were closed or whose count is missing. A missing count is never a count of zero.

mod backtest;
mod folds;
mod horizon;
mod measures;
mod naive;
mod replay;
mod verdict;

pub use backtest::{Backtest, Contender, Score};
pub use folds::{LEAST_TRAINING_DAYS, MOST_FOLDS, weekly_origins};
pub use horizon::HorizonBucket;
pub use measures::{Criterion, Measures, QUANTILE_LEVELS, SlotForecast, SlotQuantiles};
pub use naive::NaiveMethod;
pub use replay::{Replay, ScoredDay};
pub use verdict::Verdict;
