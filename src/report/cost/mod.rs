//! Cost: by line and period, by contact, and what one more person buys.

mod lines;
mod one_more;

pub(super) use lines::lines;
pub(super) use one_more::one_more;
