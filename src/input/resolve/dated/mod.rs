//! What is tied to dates: the calendar and events.

mod calendar;
mod event;
mod holidays;

pub(super) use calendar::calendar;
pub(super) use event::event;
