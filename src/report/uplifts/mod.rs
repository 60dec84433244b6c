//! What events do to demand: by part of an event for an overview, by day for the account.

mod by_day;
mod overview;

pub use by_day::by_day;
pub(super) use by_day::place;
pub(super) use overview::overview;
