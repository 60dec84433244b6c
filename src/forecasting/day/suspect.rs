//! What a history cannot be used for as it is.

use chrono::NaiveDate;

/// Too few ordinary days to tell a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} ordinary days with contacts are too few: a level needs {needed}")]
pub struct TooLittle {
    /// Ordinary days found.
    pub found: usize,
    /// Ordinary days needed.
    pub needed: usize,
}

/// A day far from what its neighbours lead to expect: an event that nobody named, or an error in the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The day.
    pub date: NaiveDate,
    /// Contacts of the whole day.
    pub contacts: f64,
    /// Contacts to be expected.
    pub expected: f64,
    /// Log of contacts over what the days around lead to expect, in robust standard deviations.
    pub deviations: f64,
}
