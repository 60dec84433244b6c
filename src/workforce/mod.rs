//! Workforce: people over time; hires, training, ramp, turnover, backfill.

mod cost;

pub use cost::CostLines;
