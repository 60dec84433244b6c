//! Demand for programs and spreadsheets.

mod csv;
mod json;

pub use csv::demand_csv;
pub use json::demand_json;
