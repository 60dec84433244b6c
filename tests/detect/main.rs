//! `plan init FILE`: exports of many systems in many shapes are read, or refused with a reason, and every plan that is
//! written passes `plan check` and runs in `plan forecast` as it stands.
//!
//! The exports are made here, by the names and forms that the systems document; no row is of a real customer.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![expect(clippy::print_stdout, reason = "a test says what it skips")]

mod bad_input;
mod chinese;
mod counts;
mod desk;
mod hostile;
mod logs;
mod ours;
mod real;
mod refusals;
mod times;
mod workbooks;
