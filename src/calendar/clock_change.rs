//! A moment at which local clocks are moved.

use chrono::NaiveDateTime;

/// Clocks put forward or back, as people in the zone saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// What clocks had come to when they were moved.
    pub before: NaiveDateTime,
    /// What they were moved to.
    pub after: NaiveDateTime,
    /// Seconds east of UTC until then.
    pub offset_before: i32,
    /// Seconds east of UTC from then on.
    pub offset_after: i32,
}

impl ClockChange {
    /// Whether times were left out; otherwise times came twice.
    #[must_use]
    pub fn is_forward(&self) -> bool {
        self.after > self.before
    }

    /// Whether a local time never was.
    #[must_use]
    pub fn skips(&self, local: NaiveDateTime) -> bool {
        self.before <= local && local < self.after
    }

    /// Whether a local time came twice.
    #[must_use]
    pub fn repeats(&self, local: NaiveDateTime) -> bool {
        self.after <= local && local < self.before
    }
}
