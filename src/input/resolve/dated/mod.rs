//! What is tied to dates: the calendar and events.

mod calendar;
mod event;
mod festivals;
mod holidays;

pub(super) use calendar::calendar;
pub(in crate::input) use event::LEARN;
pub(super) use event::event;
pub(in crate::input) use festivals::NAMES as FESTIVALS;
