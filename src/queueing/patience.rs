//! How long customers wait before they give up.

use crate::units::Seconds;

/// Shortest mean patience that is told apart from leaving at once, seconds.
const AT_ONCE: f64 = 1e-9;

/// How long a customer waits before giving up.
///
/// Assumption: patience is exponential with this mean, independent of the queue; a contact in service never leaves.
/// Source: \[Palm1957\], \[Garnett2002\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Patience {
    /// Nobody ever gives up.
    Infinite,
    /// Exponential patience with this mean; zero seconds means that nobody waits at all.
    Mean(Seconds),
}

impl Patience {
    /// Abandonment rate of one waiting contact, `θ = 1 / mean`, in contacts a second; zero when nobody gives up.
    #[must_use]
    pub fn rate(self) -> f64 {
        match self {
            Self::Infinite => 0.0,
            Self::Mean(mean) => 1.0 / mean.get().max(AT_ONCE),
        }
    }
}
