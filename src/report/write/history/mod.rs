//! A history for programs and spreadsheets, its rejected rows, and how its charts are drawn.

mod chart;
mod csv;
mod json;
mod rejects;

pub(super) use chart::chart_lines;
pub use csv::{history_csv, intervals_csv};
pub(super) use csv::{plain, start, written};
pub use json::history_json;
pub use rejects::RejectsFile;
