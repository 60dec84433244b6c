//! The map of `plan`, the staffing and capacity planner for customer-service teams.
//!
//! A plan file and inquiry histories go in; forecast demand, required staff, people over time, the service that
//! customers get, their satisfaction and the cost come out, for every scenario, with ranges.
//!
//! # Rooms, from the ground up
//! - [`units`], [`calendar`]: quantities with their units; civil dates, hours, months.
//! - Mathematics, numbers in and numbers out: [`queueing`], [`forecasting`], [`workforce`],
//!   [`scheduling`], [`experience`].
//! - [`model`]: what a plan is. A `Plan` that exists is valid.
//! - [`input`] reads plans and histories and says all that is wrong with them; [`engine`] runs plans. They do not
//!   see each other.
//! - [`report`] makes tables of what the engine found; [`cli`] talks to the person.
//!
//! Rooms look down, never up or sideways; `tests/house.rs` holds the table and enforces it.

pub mod calendar;
pub mod cli;
pub mod engine;
pub mod experience;
pub mod forecasting;
pub mod input;
pub mod model;
pub mod queueing;
pub mod report;
pub mod scheduling;
pub mod units;
pub mod workforce;
