//! Which columns mean what, and what their words say.

mod channel;
mod counts;
mod log;
mod measure;
pub(super) mod names;
mod own;
pub(super) mod vocabulary;
mod words;

pub(super) use channel::Lane;
pub(super) use counts::{of_counts, offered};
pub(super) use log::of_log;
pub(super) use measure::Known;
pub(super) use own::settle;
