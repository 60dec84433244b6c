//! Queueing: how long contacts wait for so many agents.
//!
//! | part | answers |
//! |---|---|
//! | [`steady`] | what a situation that lasts leads to, also with few lines, redials, other work or uncertain rates |
//! | [`staffing`] | the fewest agents that meet all targets |
//! | [`transient`] | a day, its queue carried from interval to interval, exactly |
//! | [`carry_over`] | the same some fifteen times faster, on coarse cells |
//! | [`simulation`] | the same contact by contact: any handling law, several teams |
//! | [`backlog`] | deferred work with a deadline |
//!
//! What they share lies beside them: the record of a queue (`metrics`), of a day ([`day`]), the waiting line of a
//! saturated station (`line`, `long_line`, `departures`), what is learnt from logs (`fit`). Rates are contacts a second, times seconds.

pub mod backlog;
pub mod carry_over;
pub mod day;
mod departures;
mod fit;
mod line;
mod long_line;
mod metrics;
mod patience;
pub mod simulation;
pub mod staffing;
pub mod steady;
pub mod transient;
mod whole;

pub use day::WaitLaw;
pub use fit::{HandlingFit, HandlingSums, PatienceFit};
pub use metrics::{QueueMetrics, ServiceLevelDefinition, Setting};
pub use patience::Patience;
pub use staffing::{
    Binding, CapacityTable, Handling, Staffing, Station, Targets, Unreachable, Workload, least_agents,
    least_agents_exactly, patient_agents, patient_agents_real,
};
pub use steady::chat::{ChatDurations, InvalidDurations};
pub use steady::{blend, chat, erlang_a, erlang_b, erlang_c, finite, general, redial, uncertain};
