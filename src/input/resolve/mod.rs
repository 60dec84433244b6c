//! From what is written to what is meant: a merged tree becomes a `model::Plan`, with every fault said.

mod calendar;
mod channel;
mod cost;
mod csat;
mod event;
mod history;
mod holidays;
mod optimize;
mod plan;
mod scope;
mod settings;
mod targets;
mod team;
mod zone;

pub(super) use optimize::optimize;
pub(super) use plan::plan;
pub(super) use scope::{Sources, Terms};
