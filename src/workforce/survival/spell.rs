//! One person's employment as it was seen.

/// Days of a year, the leap years' mean.
pub const DAYS_A_YEAR: f64 = 365.25;
/// Days of a month: a twelfth of [`DAYS_A_YEAR`].
pub const DAYS_A_MONTH: f64 = DAYS_A_YEAR / 12.0;

/// One employment seen from one tenure to another, in days.
///
/// Days are whole, so that ties are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spell {
    /// Tenure on the first day seen; 0 where the person was seen from the hire on.
    pub entry: u32,
    /// Tenure on the last day seen.
    pub exit: u32,
    /// Whether the person left then; otherwise the person was still there.
    pub left: bool,
}

impl Spell {
    /// Days at risk.
    #[must_use]
    pub fn days(self) -> u32 {
        self.exit.saturating_sub(self.entry)
    }

    /// Whether the person was at risk at all; a spell without a day teaches nothing.
    #[must_use]
    pub fn was_at_risk(self) -> bool {
        self.exit > self.entry
    }
}
