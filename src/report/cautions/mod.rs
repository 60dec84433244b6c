//! Cautions in words: what a reader must know about the figures, each with its code.

mod absent;
mod codes;
mod words;

pub use absent::{Absent, CODE as ABSENT, absent};
pub use codes::{Explanation, all, code, explain};
pub use words::{items, place, text};
