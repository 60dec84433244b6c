//! Files of inquiries: how they are read, and what was found in them.

mod said;
mod source;

pub(super) use said::{judge, unused};
pub(super) use source::{Wanted, paths, source};
