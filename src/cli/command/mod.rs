//! One command a file, and what the commands that read plans share.

pub(super) mod calibrate;
pub(super) mod check;
pub(super) mod completions;
mod data;
pub(super) mod demand;
pub(super) mod erlang;
pub(super) mod explain;
pub(super) mod forecast;
pub(super) mod history;
pub(super) mod init;
mod plans;
mod reading;
pub(super) mod schema;
pub(super) mod staff;
pub(super) mod workforce;
