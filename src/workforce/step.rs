//! The step in which the workforce moves.

/// The step of the workforce recursion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// Calendar months, twelve a year.
    #[default]
    Month,
    /// Weeks, fifty-two a year: a month is 52/12 weeks.
    Week,
}

impl Step {
    /// Steps a year, `p`: 12 or 52.
    #[must_use]
    pub const fn per_year(self) -> f64 {
        match self {
            Self::Month => 12.0,
            Self::Week => 52.0,
        }
    }

    /// The steps of a twelvemonth.
    #[must_use]
    pub const fn in_a_year(self) -> u32 {
        match self {
            Self::Month => 12,
            Self::Week => 52,
        }
    }

    /// The whole steps closest to so many months.
    ///
    /// ```
    /// use staffplan::workforce::Step;
    /// assert_eq!(Step::Month.closest(24), 24);
    /// assert_eq!(Step::Week.closest(12), 52);
    /// ```
    #[must_use]
    pub const fn closest(self, months: u32) -> u32 {
        months.saturating_mul(self.in_a_year()).saturating_add(6) / 12
    }

    /// The fewest whole steps that last so many months or longer, up to a billionth of a step; 0 below 0 and for NaN.
    ///
    /// ```
    /// use staffplan::workforce::Step;
    /// // Six weeks are 18/13 months: two steps of a month, six of a week.
    /// assert_eq!(Step::Month.covering(18.0 / 13.0), 2);
    /// assert_eq!(Step::Week.covering(18.0 / 13.0), 6);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates")]
    pub fn covering(self, months: f64) -> u32 {
        (months * self.per_year() / 12.0 - 1e-9).ceil() as u32
    }

    /// The age in months at the start of tenure-step `k`: `12 k / p`.
    #[must_use]
    pub fn months_at(self, k: u32) -> f64 {
        12.0 * f64::from(k) / self.per_year()
    }
}
