//! A forecast for programs and for spreadsheets.

mod csv;
mod gains;
mod json;
mod measures;

pub use csv::csv;
pub use json::json;
