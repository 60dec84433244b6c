//! Queueing: how long contacts wait for so many agents.

mod metrics;
mod patience;

pub use metrics::ServiceLevelDefinition;
pub use patience::Patience;
