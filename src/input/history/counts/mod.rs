//! Counts a channel, day and slot.

mod settle;
mod tally;

pub(super) use settle::{Pending, settle};
pub(super) use tally::{Knows, Met, Tally, counted};
