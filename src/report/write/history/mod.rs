//! A history for programs and spreadsheets, its rejected rows, and how its week is drawn.

mod csv;
mod json;
mod rejects;
mod week;

pub use csv::{history_csv, intervals_csv};
pub use json::history_json;
pub use rejects::RejectsFile;
pub(super) use week::{week_by_hour, week_lines};
