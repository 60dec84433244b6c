//! Counts a channel, day and slot.
//!
//! A log is counted by several threads (`log`, into `slots`), in whole numbers, and put together (`tally`); where files
//! repeat each other, `overlap` tells. Interval counts wait for their grid (`settle`).

mod log;
mod overlap;
mod settle;
mod slots;
mod tally;

pub(super) use log::{Counting, LogTally, Place, Point, Seen};
pub(super) use overlap::{Repeats, Trace};
pub(super) use settle::{Fate, Pending, settle};
pub(super) use tally::{Knows, Met, Tally, counted, into_history, wall_clock};
