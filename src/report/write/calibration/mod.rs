//! A calibration for plans and for programs.

mod fragment;
mod json;

pub use fragment::calibration_toml;
pub use json::calibration_json;
pub(in crate::report::write) use json::hazard;
