//! Every key of a plan: changing it alone moves what it says, the right way and, where a law gives the number, to it.

#![expect(clippy::unwrap_used, reason = "a test stops where its plan does not load")]

mod channel;
mod cost;
mod csat;
mod deferred;
mod desk;
mod event;
mod grades;
mod history;
mod moves;
mod people;
mod plan;
mod supply;
mod targets;
mod worth;
