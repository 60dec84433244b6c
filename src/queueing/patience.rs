//! How long a waiting contact stays before it gives up.

use crate::units::Seconds;

/// Patience of the contacts of a channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Patience {
    /// Nobody gives up.
    Infinite,
    /// Exponential with this mean.
    Mean(Seconds),
}
