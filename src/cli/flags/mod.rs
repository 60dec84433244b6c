//! The flags of the commands without a plan, and those that several share.

pub(super) mod calibrate;
pub(super) mod data;
pub(super) mod demand;
pub(super) mod erlang;
pub(super) mod history;
mod reading;
pub(super) mod staff;
pub(super) mod workforce;

pub(super) use reading::Reading;
