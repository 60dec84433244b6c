//! From what is written to what is meant: a merged tree becomes a `model::Plan`, with every fault said.

mod channel;
mod dated;
mod history;
mod outcome;
mod plan;
mod scope;
mod settings;
mod team;
mod zone;

pub(super) use dated::{FESTIVALS, LEARN};
pub(super) use outcome::optimize;
pub(super) use plan::plan;
pub(super) use scope::{Placed, Sources, Terms};
pub(super) use zone::named as zone_named;
