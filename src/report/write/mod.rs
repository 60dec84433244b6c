//! Writers: the same report for a terminal, a wiki, a program, a spreadsheet, and onto disk.

mod beside;
mod calculator;
mod calibration;
mod demand;
mod escape;
mod figure;
mod file;
mod forecast;
mod history;
mod markdown;
mod staffing;
mod terminal;
mod workforce;

pub use beside::{Batch, Beside, batch_json, beside};
pub use calculator::{calculator_csv, calculator_json};
pub(in crate::report) use calibration::toml_key;
pub use calibration::{calibration_json, calibration_toml};
pub use demand::{backtest_csv, backtest_json, demand_csv, demand_json};
pub use escape::shown;
pub use figure::{duration, number, percent, signed};
pub use file::{Staged, stage};
pub use forecast::{csv, json};
pub use history::{RejectsFile, history_csv, history_json, intervals_csv};
pub use markdown::markdown;
pub use staffing::{deferred_json, live_json};
pub use terminal::{Screen, terminal};
pub use workforce::{workforce_csv, workforce_json};
