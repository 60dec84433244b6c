//! The three counts of people that must never be mixed: on seat, employed, and paid full-time equivalents.

use super::quantity::quantity;
use std::fmt;

/// Whole people on seat, serving in an interval; not headcount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Agents(pub u32);

/// Whole people employed: contract persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Headcount(pub u32);

quantity! {
    /// Paid full-time equivalents: hours paid ÷ full-time hours.
    Fte, "a number of full-time equivalents", "between 0 and 1e9", |f| (0.0..=1e9).contains(&f)
}

impl fmt::Display for Fte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} FTE", self.0)
    }
}
