//! Cautions in words: what a reader must know about the figures, each with its code.

mod absent;
mod codes;
mod demand;
mod history;
mod roster;
mod survey;
mod teams;
mod words;

pub(super) use absent::cost_per_contact;
pub use absent::{Absent, CODE as ABSENT, absent};
pub use codes::{Explanation, all, code, explain};
pub use demand::{NO_FORECAST, demand_code, demand_text, no_forecast_text};
pub use history::{history_code, history_items, history_place, history_text};
pub(in crate::report) use words::counted;
pub use words::{Names, items, place, text};
