//! Arrival rates and offered load.

use super::quantity::quantity;
use super::seconds::Seconds;
use std::fmt;
use std::ops;

quantity! {
    /// Contacts a second, `λ`.
    Rate, "an arrival rate", "0 or more contacts a second, at most 1e9", |r| (0.0..=1e9).contains(&r)
}

quantity! {
    /// Offered load `a = λ · AHT`: the mean number of agents that would be busy if nobody waited.
    Erlangs, "an offered load", "between 0 and 1e9 erlangs", |a| (0.0..=1e9).contains(&a)
}

impl Rate {
    /// `contacts` arriving evenly over `length`; `None` when the length is zero or the rate out of range.
    #[must_use]
    pub fn of(contacts: f64, length: Seconds) -> Option<Self> {
        Self::new(contacts / length.get()).ok()
    }
}

/// `λ × AHT`: the one place where load is made.
impl ops::Mul<Seconds> for Rate {
    type Output = Erlangs;

    fn mul(self, aht: Seconds) -> Erlangs {
        Erlangs((self.0 * aht.get()).min(1e9))
    }
}

impl fmt::Display for Erlangs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} Erl", self.0)
    }
}
