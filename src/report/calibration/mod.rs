//! A calibration for people: what goes into a plan and why, and what the data do not tell.

mod document;
mod leaving;
mod people;
mod satisfaction;
mod service;
mod settings;
mod words;

use crate::engine::calibrate::Calibration;

pub(in crate::report) use leaving::{band_name, law};
pub use settings::{PlanTable, Setting};
pub(in crate::report) use words::{day_part, reason_of, tenure, unsurveyed};

/// A calibration and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct CalibrationReport<'a> {
    /// What the data tell.
    pub calibration: &'a Calibration,
    /// Files of inquiries, as named.
    pub history: &'a [String],
    /// The roster, as named.
    pub roster: Option<&'a str>,
    /// The survey, as named.
    pub survey: Option<&'a str>,
    /// The team of a plan that the roster is of.
    pub team: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the inputs, in hex.
    pub inputs_sha256: &'a str,
}

impl CalibrationReport<'_> {
    /// The tables of a plan with what the data say of their keys.
    #[must_use]
    pub fn tables(&self) -> Vec<PlanTable> {
        settings::tables(self)
    }
}
