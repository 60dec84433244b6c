//! Scheduling: who is on seat when. Shifts laid over the week so that presence follows the need.
//!
//! Deliberately not here: rosters of named people, rest rules, optimal schedules.

mod cover;
mod shift;

pub use cover::{WeekCover, cover};
pub use shift::Shift;
