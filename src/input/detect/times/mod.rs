//! Which columns hold the times, how they are written, and in which zone.

mod day_order;
mod formats;
mod moment;
mod zone;

pub(super) use day_order::{By, Order};
pub(super) use moment::Moments;
pub(super) use zone::{Hints, zone};
