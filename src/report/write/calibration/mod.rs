//! A calibration for plans and for programs.

mod fragment;
mod json;

pub use fragment::calibration_toml;
pub(in crate::report) use fragment::key as toml_key;
pub use json::calibration_json;
pub(in crate::report::write) use json::hazard;
