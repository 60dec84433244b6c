//! Demand for programs and spreadsheets.

mod backtest;
mod csv;
mod json;

pub use backtest::{backtest_csv, backtest_json};
pub use csv::demand_csv;
pub use json::demand_json;
