//! The inverse question: the fewest agents that meet what is asked.
//!
//! | part | answers |
//! |---|---|
//! | [`least_agents`] | any station, all targets at once: agents, what binds, what they give |
//! | [`least_agents_exactly`] | the same for contacts and handling times as written in decimals |
//! | [`patient_agents`] | the number alone, for customers who never give up: many different questions fast |
//! | [`patient_agents_real`] | the same before rounding up |
//! | [`staff_day`] | a day whose queue is carried from interval to interval |
//! | [`CapacityTable`] | the number alone, one question for many loads: looked up |
//!
//! All decide by the same steady states, so that they agree wherever they overlap.

mod capacity;
mod day_goal;
mod least;
mod over_day;
mod patient;
mod real;
mod root;
mod station;
mod targets;
mod workload;

pub use capacity::CapacityTable;
pub use day_goal::{DayGoal, DayStaffing, Scope};
pub use least::{Staffing, Unreachable, least_agents, least_agents_exactly};
pub use over_day::staff_day;
pub use patient::patient_agents;
pub use real::patient_agents_real;
pub use station::{Handling, Station};
pub use targets::{Binding, Targets};
pub use workload::Workload;
