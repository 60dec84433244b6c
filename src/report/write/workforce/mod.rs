//! The people to come for programs and spreadsheets.

mod csv;
mod fields;
mod json;

pub use csv::workforce_csv;
pub use json::workforce_json;
