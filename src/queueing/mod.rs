//! Queueing: how long contacts wait for so many agents.
//!
//! Steady states: [`erlang_b`] (lost contacts), [`erlang_c`] (patient customers), [`erlang_a`] (customers who give
//! up), [`chat`] (several conversations an agent). [`least_agents`] asks them the inverse question. Days: [`carry_over`]
//! (the queue goes on from interval to interval), [`backlog`] (deferred work with a deadline). Rates are contacts a
//! second, times seconds.
//!
//! Not modelled here: skills, blending of channels, redials.

pub mod backlog;
pub mod carry_over;
pub mod chat;
mod departures;
pub mod erlang_a;
pub mod erlang_b;
pub mod erlang_c;
mod line;
mod metrics;
mod patience;
mod staffing;
mod whole;

pub use chat::{ChatDurations, InvalidDurations};
pub use metrics::{QueueMetrics, ServiceLevelDefinition, Setting};
pub use patience::Patience;
pub use staffing::{Binding, Handling, Staffing, Station, Targets, Unreachable, least_agents};
