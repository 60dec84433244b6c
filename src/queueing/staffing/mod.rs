//! The inverse question: the fewest agents that meet what is asked.

mod least;

pub use least::{Binding, Handling, Staffing, Station, Targets, Unreachable, least_agents};
