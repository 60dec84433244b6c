//! Shares of a whole.

use super::quantity::quantity;
use std::fmt;

quantity! {
    /// A share of a whole: `0 ≤ f ≤ 1`. Printed as a percentage with one decimal.
    Fraction, "a share", "between 0 and 1", |f| (0.0..=1.0).contains(&f)
}

impl Fraction {
    /// Nothing of the whole.
    pub const ZERO: Self = Self(0.0);
    /// All of the whole.
    pub const ONE: Self = Self(1.0);

    /// The share nearest to a computed number: rounding noise outside `[0, 1]` is cut off, NaN becomes 0.
    #[must_use]
    pub const fn clamped(value: f64) -> Self {
        if value > 0.0 { Self(value.min(1.0)) } else { Self(0.0) }
    }

    /// What is left of the whole: `1 − f`.
    #[must_use]
    pub const fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}%", self.0 * 100.0)
    }
}
