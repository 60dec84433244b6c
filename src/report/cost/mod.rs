//! Cost: by line and period, by contact, by point of service, and what one more person buys.

mod lines;
mod one_more;
mod points;

pub(super) use lines::lines;
pub(super) use one_more::one_more;
pub(super) use points::{PointPrice, points};
